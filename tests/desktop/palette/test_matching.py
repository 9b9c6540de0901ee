"""How well words fit titles: the order people expect."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.palette.matching import BEGINNING, ELSEWHERE, INITIALS, INSIDE, WORD, rank, spans, split


@pytest.mark.parametrize(
    ("query", "title", "more", "expected"),
    [
        ("", "checkout-eu", "", 0),
        ("check", "checkout-eu", "", BEGINNING),
        ("EU", "checkout-eu", "", WORD),
        ("kout", "checkout-eu", "", INSIDE),
        ("e", "the-edge", "", WORD),
        ("prod", "checkout-eu", "prod shop.example.com", ELSEWHERE),
        ("ce", "checkout-eu", "", INITIALS),
        ("c", "api", "", None),
        ("check xyz", "checkout-eu", "", None),
        ("check prod", "checkout-eu", "prod", BEGINNING + ELSEWHERE),
        ("STRASSE", "Straße 1", "", BEGINNING),
        ("straße", "STRASSE", "", BEGINNING),
    ],
)
def test_rank(query: str, title: str, more: str, expected: int | None) -> None:
    assert rank(split(query), title.casefold(), more.casefold()) == expected


@given(st.lists(st.text("ab-", min_size=1, max_size=3)), st.text("ab- ", max_size=12))
def test_spans_hold_what_was_searched_for(words: list[str], title: str) -> None:
    found = spans(words, title)
    marked = {at for start, end in found for at in range(start, end)}
    for word in words:
        at = title.find(word)
        assert at < 0 or set(range(at, at + len(word))) <= marked
    assert all(end < start for (_, end), (start, _) in pairwise(found))
    assert all(0 <= start < end <= len(title) for start, end in found)
