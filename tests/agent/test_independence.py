"""Which targets may fail for one reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.independence import apart, places, registrable


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("example.com", "example.com"),
        ("API.eu.Example.com.", "example.com"),
        ("api.example.co.uk", "example.co.uk"),
        ("www.shop.com.au", "shop.com.au"),
        ("api.gmx.de", "gmx.de"),
        ("co.uk", "co.uk"),
        ("somebody.github.io", "github.io"),  # taken for one owner's: the careful side
        ("intranet", "intranet"),
        ("nas.local", "nas.local"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("", ""),
    ],
)
def test_owners_of_names(host: str, owner: str) -> None:
    assert registrable(host) == owner


def test_addresses_of_one_block_are_one_place_and_near_ones_are_not() -> None:
    assert places(["8.8.4.7", "8.8.4.99"]) == places(["8.8.4.1"])
    assert places(["8.8.4.7"]).isdisjoint(places(["8.8.5.7"]))
    assert places(["2606:4700:10::1"]) == places(["2606:4700:10:ffff::1"])
    assert places(["2606:4700:10::1"]).isdisjoint(places(["2606:4700:11::1"]))
    assert places(["127.0.0.1"]).isdisjoint(places(["127.0.0.2"]))
    assert places(["fe80::1%eth0", "nonsense"]) <= {"fe80::1", "fe80::/48"}


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=8), st.integers(0, 8))
def test_those_apart_share_nothing_and_none_is_left_out_without_reason(ties: list[frozenset[str]], most: int) -> None:
    found = apart(enumerate(ties), most, beside=[frozenset("a")])
    chosen = [ties[key] for key in found]
    assert len(found) <= most
    assert sum(map(len, chosen)) == len(frozenset().union(*chosen))
    assert not frozenset("a") & frozenset().union(*chosen)
    if len(found) < most:
        assert all(each & frozenset("a").union(*chosen) for each in ties)
