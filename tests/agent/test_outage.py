"""When several targets that fail together speak for this machine's own connection being cut, told as stories."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.outage import COUNTED, LAST_LIMIT, WITHIN, Known, Outage, Scope, Suspicion, Voice, Word, needed

LETTERS = {"i": Scope.INTERNET, "n": Scope.NAMES, "l": Scope.NEAR}


class Story:
    """Some targets, each of the scope that its letter says and independent unless ``ties`` has the same for two."""

    def __init__(self, scopes: str, ties: str = "") -> None:
        names = ties or "".join(chr(ord("A") + number) for number in range(len(scopes)))
        self.all = [Known(key, LETTERS[s], frozenset(names[key])) for key, s in enumerate(scopes)]
        self.good = set(range(len(scopes)))
        self.outage = Outage()

    def hear(self, key: int, voice: Voice, at: float, scope: Scope | None = None, mark: str = "") -> None:
        known = self.all[key]
        stranger = "" if mark == "511" else mark
        word = Word(key, at, voice, scope or known.scope, known.ties, mark, stranger)
        self.outage.hear(word, was_good=key in self.good)

    def fall(self, keys: Sequence[int], at: float = 100.0, scope: Scope | None = None) -> None:
        for number, key in enumerate(keys):
            self.hear(key, Voice.SILENT, at + number / 10, scope)

    def answer(self, key: int, at: float) -> None:
        self.hear(key, Voice.ANSWERED, at)

    def suspect(self, scope: Scope = Scope.INTERNET, now: float = 110.0) -> Suspicion | None:
        return self.outage.suspect(scope, now, lambda: [each for each in self.all if each.key in self.good])


@pytest.mark.parametrize(
    ("scopes", "ties", "silent", "told"),
    [
        ("iiiii", "", "01234", "5 of 5"),
        ("iiii", "", "012", "3 of 4"),
        ("iii", "", "012", "3 of 3"),
        ("ii", "", "01", ""),  # two can fail together by chance
        ("iiiii", "", "012", ""),  # the others were not heard yet
        ("iiiii", "ABCDD", "01234", "4 of 4"),
        ("iiiii", "AABBB", "01234", ""),  # of one owner, or children of one parent
        ("i" * 40, "", "01234567", "8 of 10"),
        ("lll", "", "012", ""),  # said of the own network, asked for the internet
    ],
)
def test_how_many_it_takes(scopes: str, ties: str, silent: str, told: str) -> None:
    story = Story(scopes, ties)
    story.fall([int(key) for key in silent])
    found = story.suspect()
    assert (f"{found.silent} of {found.known}" if found else "") == told
    if found:
        assert told in found.sentence


def test_any_answer_since_they_fell_silent_shows_that_they_did() -> None:
    story = Story("iiiii")
    story.fall([0, 1, 2, 3])
    story.answer(4, 101.0)
    assert not story.suspect()
    story.fall([4], 102.0)
    assert not story.suspect(), "the others were failing before"


def test_an_answer_before_is_none_and_one_afterwards_ends_it_at_once() -> None:
    story = Story("iiiii")
    story.answer(4, 99.0)
    story.fall([0, 1, 2, 3])
    assert story.suspect()
    story.answer(2, 112.0)
    assert not story.outage.standing(Scope.INTERNET, 112.0)
    assert story.outage.stood(Scope.INTERNET, 111.0), "of what was asked before"
    assert not story.outage.stood(Scope.INTERNET, 112.5)
    assert not story.suspect(now=112.0)


def test_what_was_failing_before_is_no_witness() -> None:
    story = Story("iiiii")
    story.good = {3, 4}
    story.fall([0, 1, 2, 3, 4])
    assert not story.suspect()
    story = Story("iiiii")
    story.fall([0, 1, 2], 100.0)
    story.fall([3, 4], 100.0 + 2 * WITHIN)
    assert not story.suspect(now=101.0 + 2 * WITHIN), "not together"


def test_a_server_that_is_there_is_no_witness() -> None:
    story = Story("iii")
    story.fall([0, 1, 2])
    story.hear(1, Voice.OTHER, 105.0)  # it refuses now
    assert not story.suspect()


def test_names_alone_may_be_cut_while_addresses_answer() -> None:
    story = Story("nnnii")
    story.fall([0, 1, 2])
    story.answer(3, 109.0)
    names = story.suspect(Scope.NAMES)
    assert names
    assert names.scope is Scope.NAMES
    assert not story.suspect(Scope.INTERNET)
    story.answer(0, 120.0)
    assert not story.outage.standing(Scope.NAMES, 120.0)


def test_names_count_for_the_internet_and_its_suspicion_for_them() -> None:
    story = Story("nnii")
    story.fall([0, 1, 2, 3])
    assert story.suspect(Scope.NAMES) == story.outage.standing(Scope.INTERNET, 110.0)
    assert story.outage.standing(Scope.NAMES, 110.0)


def test_the_own_network_is_open_while_the_internet_answers_through_it() -> None:
    story = Story("llliii")
    story.fall([0, 1, 2])
    story.answer(3, 109.0)
    assert not story.suspect(Scope.NEAR)
    story = Story("llliii")
    story.fall([3, 4, 5])
    story.answer(0, 109.0)
    assert story.suspect(), "the way out is cut behind it"
    story.fall([0, 1, 2], 111.0)
    assert story.suspect(Scope.NEAR, 112.0)


@pytest.mark.parametrize(("number", "minutes"), [(3, 5), (4, 10), (5, 20), (6, 40), (7, 60), (10, 60)])
def test_it_ends_by_itself_and_comes_back_only_after_an_answer(number: int, minutes: int) -> None:
    story = Story("i" * number)
    story.fall(range(number))
    assert story.suspect()
    end = 100.0 + minutes * 60
    assert story.outage.standing(Scope.INTERNET, end)
    assert not story.outage.standing(Scope.INTERNET, end + 0.1)
    story.fall(range(number), end + 1)
    assert not story.suspect(now=end + 2)
    story.answer(0, end + 3)
    story.fall(range(number), end + 4)
    assert story.suspect(now=end + 5)


@pytest.mark.parametrize(
    ("scopes", "foreign", "silent", "portal"),
    [
        ("iiii", {0: "511"}, "", True),  # by itself
        ("i", {0: "511"}, "", True),
        ("iiii", {0: "511"}, "123", True),
        ("iiii", {0: "hotel.example", 1: "hotel.example"}, "23", True),
        ("iiii", {0: "hotel.example", 1: "hotel.example"}, "", None),
        ("iiii", {0: "hotel.example", 1: "hotel.example", 2: "", 3: ""}, "", True),  # refused
        ("iiii", {0: "hotel.example", 1: "", 2: "", 3: ""}, "", None),
        ("iiii", {0: "here.example", 1: "there.example"}, "23", None),  # two redirects that have nothing in common
        ("iiii", {0: "hotel.example"}, "123", False),  # one moved somewhere; the others alone are enough
    ],
)
def test_signing_in(scopes: str, foreign: dict[int, str], silent: str, portal: bool | None) -> None:
    story = Story(scopes)
    for key, mark in foreign.items():
        story.hear(key, Voice.FOREIGN if mark else Voice.OTHER, 100.0, mark=mark)
    story.fall([int(key) for key in silent])
    found = story.suspect()
    assert (found.portal if found else None) is portal
    if found and portal:
        assert "sign in" in found.sentence
        assert ("hotel.example" in found.sentence) is ("511" not in foreign.values())


def test_what_was_before_a_gap_does_not_combine_with_what_comes_after_it() -> None:
    story = Story("iii")
    story.fall([0, 1], 100.0)
    story.outage.forget()
    story.fall([2], 101.0)
    assert not story.suspect()
    story.outage.forget([2])
    story.fall([0, 1, 2], 102.0)
    assert story.suspect()


words = st.tuples(st.integers(0, 5), st.sampled_from(list(Voice)), st.sampled_from([*Scope]), st.booleans())


@given(st.text("AB", min_size=6, max_size=6), st.lists(words, max_size=40))
def test_two_owners_never_make_a_suspicion(ties: str, told: list[tuple[int, Voice, Scope, bool]]) -> None:
    story = Story("iiiiii", ties)
    for at, (key, voice, scope, good) in enumerate(told):
        (story.good.add if good else story.good.discard)(key)
        story.hear(key, voice, 100.0 + at, scope, mark="x" if voice is Voice.FOREIGN else "")
        assert not any(story.suspect(each, 100.5 + at) for each in Scope)


@given(st.lists(st.tuples(words, st.floats(0, 600)), max_size=60))
def test_whatever_comes_it_is_bounded_and_never_against_an_answer(
    told: list[tuple[tuple[int, Voice, Scope, bool], float]],
) -> None:
    story, now, answered = Story("iinnll"), 100.0, dict.fromkeys(Scope, 0.0)
    for (key, voice, scope, good), later in told:
        now += later
        (story.good.add if good else story.good.discard)(key)
        story.hear(key, voice, now, scope, mark="x" if voice is Voice.FOREIGN else "")
        if voice is Voice.ANSWERED:
            answered.update({each: now for each in Scope if each <= scope})
        for each in Scope:
            found = story.suspect(each, now)
            if found:
                assert found.since > answered[found.scope]
                assert now - found.since <= found.lasts <= LAST_LIMIT
                assert needed(found.known) <= found.silent <= found.known <= COUNTED
