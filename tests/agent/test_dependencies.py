"""What depends on what: ways, circles, and alerts that are held back, over any forest and any order of events."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agent.dependencies import ancestors, circle, first_down, is_held, rename
from agent.model import Alert, AlertEvent, AlertKind, Check, Monitor, Outcome
from agent.relations import Relations
from agent.tracking import Track

MINUTE = 60_000
START = 1_700_000_000_000
LETTERS = {"U": Outcome.UP, "S": Outcome.DEGRADED, "D": Outcome.DOWN, "?": Outcome.UNKNOWN}
Graph = dict[int, list[int]]


def monitor(name: str, key: int = 1, **fields: object) -> Monitor:
    return Monitor.model_validate({"id": key, "name": name, "target": {"url": "http://localhost/"}, **fields})


@pytest.mark.parametrize(
    ("graph", "way"),
    [
        ({}, ()),
        ({"a": "b", "b": "c"}, ()),
        ({"a": "b", "b": "a"}, ("a", "b", "a")),
        ({"a": "bc", "b": "d", "c": "a", "d": "a"}, ("a", "c", "a")),
        ({"a": "b", "b": "c", "c": "b"}, ()),  # a circle of others
    ],
)
def test_a_circle_is_named_by_its_shortest_way(graph: dict[str, str], way: tuple[str, ...]) -> None:
    assert circle("a", lambda name: graph.get(name, "")) == way


@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4), max_size=9))
def test_any_circle_is_found_and_is_a_way(graph: Graph) -> None:
    named = {str(key): [str(one) for one in items] for key, items in graph.items()}

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [*named.get(start, ())]
        while waiting:
            if (name := waiting.pop()) not in found:
                found.add(name)
                waiting += named.get(name, ())
        return found

    for start in named:
        way = circle(start, lambda name: named.get(name, ()))
        assert bool(way) is (start in reached(start))
        assert all(after in named[before] for before, after in pairwise(way))
        assert set(ancestors(start, lambda name: named.get(name, ()))) == reached(start)


def test_what_is_said_of_itself_is_refused_at_the_field_and_names_are_carried() -> None:
    for field, given_ in (("depends_on", ["x", "a"]), ("guard", "a")):
        with pytest.raises(ValidationError, match="cannot depend on itself") as caught:
            monitor("a", **{field: given_})
        assert caught.value.errors()[0]["loc"] == (field,)
    one = monitor("a", depends_on=["b", "c", "b"], guard="b")
    assert one.depends_on == ("b", "c")
    renamed, gone = rename(one, "b", "x"), rename(one, "b", None)
    assert (renamed.depends_on, renamed.guard) == (("x", "c"), "x")
    assert (gone.depends_on, gone.guard) == (("c",), None)


def play(story: str, held: str) -> tuple[list[tuple[int, AlertEvent]], Track]:
    """A check a minute, by letter, held back where ``held`` has an x; what was told, and when."""
    track = Track(monitor("api", rule={"hold": 0}))
    told = []
    for minute, (letter, by) in enumerate(zip(story, held, strict=True)):
        at = START + minute * MINUTE
        track.hold("gateway" if by == "x" else "", at)
        due = track.due(at)
        track.keep(step.alert for step in due)
        steps = track.see(Check(1, at, LETTERS[letter], 10.0))
        told += [(minute, step.tell) for step in (*due, *steps) if step.tell]
        track.keep(replace(step.alert, id=step.alert.id or minute + 1) for step in steps)
        track.settle(at)
    return told, track


@pytest.mark.parametrize(
    ("story", "held", "told"),
    [
        ("UUUUDDDD", "........", [(7, "opened")]),
        ("UUUUDDDDUUUU", "....xxxxxxxx", []),  # held and over: nobody ever hears of it
        ("UUUUDDDDUUUU", "....xxxx....", []),  # it comes back with its parent
        ("UUUUDDDDDDDDD", "....xxxxx....", [(12, "opened")]),  # still down after it: judged afresh, told then
        ("DDDDDDDDDDDDDD", "xxxxxx..xx....", [(13, "opened")]),  # the parent goes again before it was told
        ("DDDDDDDDUUUU", "....xxxxxxxx", [(3, "opened"), (11, "closed")]),  # told before: its end is told
        ("SSSSSSSS", "xxxxxxxx", []),
        ("DDDDDDDDUUUUUUU", "xxxx...........", [(7, "opened"), (11, "closed")]),
        ("UUUU????DDDD", "............", [(11, "opened")]),
    ],
)
def test_what_is_told_while_a_parent_is_down_and_after(story: str, held: str, told: list[tuple[int, str]]) -> None:
    found, track = play(story, held)
    assert found == told
    assert track.failing is (story[-1] == "D" or any(alert.is_open for alert in track.alerts.values()))


@given(st.lists(st.tuples(st.sampled_from("UUDDD"), st.sampled_from(".x")), min_size=1, max_size=60))
def test_nothing_that_opens_is_told_while_held_and_every_end_has_a_beginning(events: list[tuple[str, str]]) -> None:
    story, held = "".join(e for e, _ in events), "".join(h for _, h in events)
    told, track = play(story, held)
    for minute, event in told:
        assert event is AlertEvent.CLOSED or held[minute] == "."
    plain, free = play(story, "." * len(story))
    assert track.state is free.state  # the monitor stands as it does without a parent
    assert track.window == free.window
    balance = 0
    for _, event in told:
        balance += {AlertEvent.OPENED: 1, AlertEvent.CLOSED: -1}.get(event, 0)
        assert balance >= 0 or AlertEvent.FLAPPING in [e for _, e in told]
    if "x" not in held:
        assert told == plain


@given(st.lists(st.booleans(), min_size=5, max_size=40))
def test_what_is_down_for_good_is_told_once_after_the_last_release(held: list[bool]) -> None:
    pattern = "x" + "".join(".x"[one] for one in held) + "x" + "...."
    told, _ = play("D" * len(pattern), pattern)
    assert [event for _, event in told] == [AlertEvent.OPENED]
    assert "x" not in pattern[told[0][0] - 3 : told[0][0] + 1]


forests = st.lists(st.integers(-1, 20), min_size=1, max_size=12).map(
    lambda ups: {str(i): ([str(up % i)] if up >= 0 and i else []) for i, up in enumerate(ups)}
)


@given(forests, st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_held_by_the_nearest_that_is_down_and_not_paused(
    forest: dict[str, list[str]], down: set[int], paused: set[int]
) -> None:
    tracks = {}
    for i, (name, parents) in enumerate(forest.items()):
        track = tracks[i] = Track(monitor(name, i + 1, depends_on=parents, paused=i in paused))
        if i in down:
            track.keep([Alert(1, i + 1, AlertKind.DOWN, "timeout", "", opened_at=START)])  # type: ignore[arg-type]

    async def look(_: int) -> None:
        raise AssertionError

    relations = Relations(tracks, look)
    for track in tracks.values():
        expected, name = "", track.monitor.name
        while forest[name] and not expected:
            (name,) = forest[name]
            expected = name if int(name) in down - paused else ""
        assert relations.held_by(track.monitor) == expected
    relations.turn(START)
    again, _ = relations.turn(START)
    assert again == []
    assert first_down("0", lambda _: (), lambda _: True) == ""


def test_certificates_are_never_held_back() -> None:
    alert = Alert(1, 1, AlertKind.CERTIFICATE, "expiry", "", opened_at=START)  # type: ignore[arg-type]
    assert not is_held(alert, "gateway")
    assert is_held(replace(alert, kind=AlertKind.SLOW), "gateway")
