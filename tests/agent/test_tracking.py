"""A monitor's track follows its checks, and comes back from stored ones as it was."""

from collections import deque
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model import Alert, AlertEvent, AlertKind, Cause, Check, Monitor, Outcome, State
from agent.stats import Pace, spans, uptime
from agent.tracking import DAY, Track, as_beat

OUTCOMES = {"U": Outcome.UP, "G": Outcome.DEGRADED, "D": Outcome.DOWN, "?": Outcome.UNKNOWN}
MINUTE = 60_000
START = 1_700_000_000_000


def a_monitor(**settings: object) -> Monitor:
    return Monitor.model_validate({"id": 7, "name": "api", "target": {"url": "http://localhost/x?token=1"}, **settings})


def checks(story: str) -> list[Check]:
    found = []
    for index, letter in enumerate(story):
        outcome = OUTCOMES[letter]
        cause = {Outcome.DOWN: Cause.CONNECTION, Outcome.DEGRADED: Cause.LATENCY}.get(outcome)
        found.append(Check(7, START + index * MINUTE, outcome, 12.0 if outcome.good else None, None, cause, "because"))
    return found


def feed(track: Track, story: list[Check]) -> None:
    """As the agent does it, with alerts numbered as the store would."""
    for check in story:
        steps = track.see(check)
        track.keep(step.alert if step.alert.id else replace(step.alert, id=check.at) for step in steps)
        track.settle(check.at)


@pytest.mark.parametrize(
    ("story", "state", "since", "failed"),
    [
        ("", State.PENDING, 0, 0),
        ("U", State.UP, 0, 0),
        ("UUUD", State.FAILING, 3, 1),
        ("UUUDD", State.FAILING, 3, 2),
        ("UDDDD", State.DOWN, 4, 4),
        ("UDDDDUUU", State.DOWN, 4, 2),
        ("UDDDDUUUU", State.FAILING, 8, 1),
        ("UDDDDUUUUU", State.UP, 9, 0),
        ("UUGG", State.DEGRADED, 2, 0),
        ("UU??", State.UNKNOWN, 2, 0),
        ("UDDDD?", State.DOWN, 4, 4),
    ],
)
def test_the_state_is_that_of_the_story(story: str, state: State, since: int, failed: int) -> None:
    track = Track(a_monitor(), since=START)
    feed(track, checks(story))
    status = track.status(START, None)
    assert (status.state, status.since, status.failed) == (state, START + since * MINUTE, failed)


@given(st.text("UUUGD?", max_size=40))
def test_a_restart_changes_nothing(story: str) -> None:
    live = Track(a_monitor(), since=START)
    feed(live, checks(story))
    stored = checks(story)
    again = Track.restore(
        live.monitor, 0, [as_beat(c) for c in stored], stored[-1] if stored else None, live.alerts.values(), START
    )
    assert again.window == live.window
    assert again.beats == live.beats
    assert again.confirming == live.confirming
    assert again.status(START, None) == replace(live.status(START, None), since=again.since)
    if not live.alerts:
        assert again.since == live.since


def test_another_target_empties_the_window_and_another_name_does_not() -> None:
    track = Track(a_monitor(), since=START)
    feed(track, checks("UUDDD"))
    track.change(a_monitor(name="api 2"), START)
    assert len(track.window) == 5
    track.change(a_monitor(target={"url": "http://localhost/other"}), START)
    assert track.window == ()


def test_a_notice_counts_by_its_own_rule_and_names_no_query() -> None:
    track = Track(a_monitor(latency_threshold_ms=10), since=START)
    feed(track, checks("UUGDG"))
    notice = track.notice(Alert(1, 7, AlertKind.SLOW, Cause.LATENCY, "slow", START), AlertEvent.OPENED, START)
    assert (notice.failed, notice.checked, notice.rule) == (3, 5, "4 of 5")
    assert "token" not in notice.target


@given(st.text("UUUGD?", min_size=1, max_size=40), st.integers(0, 40))
def test_uptime_kept_live_is_that_of_the_stored_checks(story: str, loaded: int) -> None:
    """However many checks were stored before the figures were wanted, and however many came after."""
    track = Track(a_monitor(), since=START)
    all_checks = checks(story)
    feed(track, all_checks[:loaded])
    now = START + max(0, min(loaded, len(story)) - 1) * MINUTE + 1
    track.load_runs(spans([as_beat(c) for c in all_checks[:loaded]], [Pace(0, 60)], now))
    feed(track, all_checks[loaded:])
    now = all_checks[-1].at + MINUTE
    expected = uptime(spans([as_beat(c) for c in all_checks], [Pace(0, 60)], now), now - DAY, now)
    assert track.uptime_24h(now) == expected


def test_what_is_older_than_a_day_is_dropped() -> None:
    track = Track(a_monitor(), since=START, runs=deque())
    feed(track, checks("DU"))
    later = START + DAY + 2 * MINUTE
    figures = track.uptime_24h(later)
    assert figures is not None
    assert figures.ratio == 1.0
    assert track.runs is not None
    assert len(track.runs) == 1


def told(track: Track, story: list[Check]) -> list[tuple[AlertEvent, int]]:
    """What is told and when, in minutes, as the agent does it: what is due is looked for each second, but for the time
    between two checks that are far apart, in which the machine slept."""
    found, at = [], START
    for check in story:
        slept = check.at - at > 10 * MINUTE
        for now in (*(range(at, check.at, 1_000) if not slept else ()), check.at):
            due = track.due(now)
            track.keep(step.alert for step in due)
            found += [(step.tell, (now - START) // MINUTE) for step in due if step.tell]
        at = check.at
        steps = track.see(check)
        track.keep(step.alert if step.alert.id else replace(step.alert, id=check.at) for step in steps)
        found += [(step.tell, (at - START) // MINUTE) for step in steps if step.tell]
    return found


OPENED, CLOSED, FLAPPING = AlertEvent.OPENED, AlertEvent.CLOSED, AlertEvent.FLAPPING
OFF_AND_ON = "U" + "DDDDUUUU" * 3


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("UDDDDUUUUUUU", [(OPENED, 4), (CLOSED, 10)]),
        ("UDDDDUUUU" + "?" * 60 + "UUU", [(OPENED, 4), (CLOSED, 71)]),  # two minutes of which checks tell
        ("UDDDDUUUU" + " " * 60 + "UUU", [(OPENED, 4), (CLOSED, 71)]),  # asleep
        ("UDDDDUUUU??UUU", [(OPENED, 4), (CLOSED, 13)]),  # a moment offline is nothing
        (OFF_AND_ON + " " * 40 + "U" * 20, [(OPENED, 4), (CLOSED, 10), (OPENED, 12), (CLOSED, 18), (FLAPPING, 20)]),
        (OFF_AND_ON + "U" * 40, [(OPENED, 4), (CLOSED, 10), (OPENED, 12), (CLOSED, 18), (FLAPPING, 20), (CLOSED, 54)]),
    ],
)
def test_only_time_that_somebody_saw_is_steady(story: str, expected: list[tuple[AlertEvent, int]]) -> None:
    seen = [check for letter, check in zip(story, checks(story.replace(" ", "?")), strict=True) if letter != " "]
    assert told(Track(a_monitor(), since=START), seen) == expected


def test_one_that_was_never_checked_is_paused_since_it_is_known() -> None:
    paused = a_monitor(paused=True)
    track = Track.restore(paused, 0, (), None, (), START)
    assert (track.state, track.since) == (State.PAUSED, START)
