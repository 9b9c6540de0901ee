"""Replaying stored checks leads to the alerts that were really opened, and by another rule to what that one says."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import rules
from agent.messages import Replayed, ReplayRule, RuleReplayed
from agent.model import Alert, AlertKind, Beat, Cause, Check, Monitor, Outcome, Rule, State
from agent.replay import Replay, judged, replay_rule
from agent.routing import Routing
from agent.stats import Pace
from agent.store import Store
from agent.tracking import Track
from tests.agent.command import run
from tests.agent.servers import http_server
from tests.agent.store.samples import DAY, MINUTE, T0, a_check, a_monitor
from tests.agent.test_core import QUICK, running

OUTCOMES = {"U": Outcome.UP, "G": Outcome.DEGRADED, "D": Outcome.DOWN, "?": Outcome.UNKNOWN, "M": Outcome.DOWN}
CAUSES = {"G": Cause.LATENCY, "D": Cause.TIMEOUT, "?": Cause.OFFLINE, "M": Cause.TIMEOUT}
LATENCIES = {"U": 20.0, "G": 900.0}


def beats(story: str, seconds: int = 60, start: int = T0) -> list[Beat]:
    """A beat a letter, M a failure in maintenance; a space is a gap of one check."""
    return [
        Beat(start + place * seconds * 1_000, OUTCOMES[one], LATENCIES.get(one), CAUSES.get(one), one == "M")
        for place, one in enumerate(story)
        if one != " "
    ]


def replayed(story: Iterable[Beat], monitor: Monitor, paces: list[Pace] | None = None, since: int = 0) -> Replay:
    replay = Replay(monitor, Routing(), paces or [], since)
    for beat in story:
        replay.take(beat)
    return replay


def lived(story: Iterable[Beat], monitor: Monitor, end: int) -> tuple[list[Alert], int]:
    """The alerts and the number of messages until ``end`` as :class:`agent.watch.Watch` comes to them: what is due is
    looked for every second, and before each check."""
    track, alerts, told, clock = Track(monitor), dict[tuple[AlertKind, int], Alert](), 0, T0

    def keep(steps: Iterable[rules.Step]) -> int:
        told = 0
        for step in steps:
            track.keep([step.alert])
            alerts[step.alert.kind, step.alert.opened_at] = step.alert
            told += step.tell is not None
        return told

    for beat in story:
        for at in range(clock, beat.at, 1_000):
            told += keep(track.due(at))
        clock = beat.at
        if not beat.maintenance:
            track.maintain(None, beat.at)
        told += keep(track.due(beat.at))
        if beat.maintenance:
            track.maintain(beat.at, beat.at)
        check = Check(1, beat.at, beat.outcome, beat.latency_ms, cause=beat.cause, maintenance=beat.maintenance)
        told += keep(track.see(check))
    for at in range(clock, end + 1, 1_000):
        told += keep(track.due(at))
    return list(alerts.values()), told


RULES = st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from([0, 90, 300])).map(
    lambda given: Rule(failures=min(given[:2]), window=max(given[:2]), hold=given[2])
)
RUNS = st.lists(st.tuples(st.sampled_from("UUUDDG?M "), st.integers(1, 9)), max_size=14).map(
    lambda runs: "".join(letter * times for letter, times in runs)
)


@given(RUNS, RULES)
def test_the_rule_in_force_leads_to_what_really_opened(story: str, rule: Rule) -> None:
    monitor = a_monitor(id=1, rule=rule, latency_threshold_ms=500)
    end = T0 + len(story) * MINUTE - MINUTE
    alerts, told = lived(beats(story), monitor, end)
    replay = replayed(beats(story), monitor)
    assert [(one.kind, one.opened_at, one.closed_at, one.openings) for one in replay.alerts] == [
        (one.kind, one.opened_at, one.closed_at, one.openings) for one in alerts
    ]
    assert replay.result(end).messages == told


@pytest.mark.parametrize(
    ("story", "settings", "expected"),
    [
        ("UUUUUUUUUU", {}, (0, 0, 0)),
        ("UUUUUDUUUU", {}, (0, 0, 0)),
        ("UUUUUDUUUUUUUU", {"rule": {"failures": 1, "window": 1}}, (1, 0, 2)),
        ("UUUDDDDUUUUUUUU", {}, (1, 0, 2)),
        ("UUUDDDDUUUUUUUU", {"rule": {"failures": 5, "window": 5}}, (0, 0, 0)),
        ("UUUGGGGUUUUUUUU", {}, (0, 0, 0)),  # no threshold: nothing is too slow
        ("UUUGGGGUUUUUUUU", {"latency_threshold_ms": 500}, (0, 1, 2)),
        ("UUUGGGGUUUUUUUU", {"latency_threshold_ms": 1_000}, (0, 0, 0)),
        ("GGGGUUUUUUUU", {"latency_threshold_ms": 10}, (0, 1, 1)),
        ("UUDDMDDUUUU", {}, (0, 0, 0)),  # maintenance empties the window
        ("UUDD" + " " * 6 + "DDUU", {}, (0, 0, 0)),  # as does a gap
        ("UUDD??DDUUUUUUU", {}, (1, 0, 2)),
    ],
)
def test_other_settings(story: str, settings: dict[str, Any], expected: tuple[int, int, int]) -> None:
    found = replayed(beats(story), a_monitor(id=1, **settings)).result(T0 + len(story) * MINUTE)
    assert (found.down, found.slow, found.messages) == expected


def test_a_gap_is_one_by_the_pace_of_its_time() -> None:
    story = beats("DD" + " " * 9 + "DD")
    assert replayed(story, a_monitor(id=1)).result(T0).down == 0
    assert replayed(story, a_monitor(id=1), [Pace(T0 - DAY, 600), Pace(T0 + DAY, 60)]).result(T0).down == 1


def test_what_was_of_another_target_says_nothing_of_this_one() -> None:
    story = beats("UUUDDDD")
    assert replayed(story, a_monitor(id=1), since=T0 + 5 * MINUTE).result(T0).down == 0
    assert replayed(story, a_monitor(id=1), since=T0 + 3 * MINUTE).result(T0).down == 1


def test_only_what_latency_decided_is_decided_anew() -> None:
    monitor = a_monitor(latency_threshold_ms=100)
    asserted = Beat(T0, Outcome.DEGRADED, 20.0, Cause.ASSERTION)
    assert judged(asserted, monitor) == (Outcome.DEGRADED, Cause.ASSERTION)
    assert judged(Beat(T0, Outcome.UP, 900.0), monitor.model_copy(update={"reverse": True})) == (Outcome.UP, None)
    for found in ((Outcome.UP, None), (Outcome.DEGRADED, Cause.LATENCY)):  # the measured 100.0004 is stored as 100.0
        assert judged(Beat(T0, found[0], 100.0, found[1]), monitor) == found


async def test_a_month_of_checks_is_replayed_from_the_store_and_by_the_command(tmp_path: Path) -> None:
    now = time.time_ns() // 1_000_000
    store = await Store.open(tmp_path)
    monitor = await store.save_monitor(a_monitor(), now - 40 * DAY)
    begun = now - 31 * DAY
    bad = {now - days * DAY + minute * MINUTE for days in (31, 20, 10) for minute in range(10)}
    bad |= {now - 5 * DAY + minute * MINUTE for minute in range(3)}
    times = range(begun, now, MINUTE)
    await store.record_many(
        a_check(monitor.id, at, Outcome.DOWN, cause=Cause.TIMEOUT, latency_ms=None) if at in bad else
        a_check(monitor.id, at) for at in times
    )  # fmt: skip
    found = await replay_rule(store, monitor, Routing(), now, Rule(failures=3, window=3), None, request=9)
    await store.close()
    assert (found.request, found.checks, found.end) == (9, 30 * 24 * 60, times[-1])
    assert now - 30 * DAY <= found.start < now - 30 * DAY + MINUTE
    assert found.present == Replayed(2, 0, now - 20 * DAY + 3 * MINUTE, now - 10 * DAY + 3 * MINUTE, 10 * MINUTE, 4)
    assert (found.proposed.down, found.proposed.longest_ms) == (3, 10 * MINUTE)

    told = await run("replay", "api", "--failures", "3", "--window", "3", "--json", "--data-dir", tmp_path)
    assert told.code == 0, told.err
    assert (told.json["proposed"]["alerts"], told.json["present"]["alerts"]) == (
        {"down": 3, "slow": 0},
        {"down": 2, "slow": 0},
    )
    shown = await run("replay", "api", "--hold", "0", "--data-dir", tmp_path)
    assert "4 of 5, hold 0 s" in shown.out
    wrong = await run("replay", "api", "--failures", "6", "--data-dir", tmp_path)
    assert wrong.code == 2
    assert "--failures: failures (6) cannot be more than window (5)" in wrong.err


async def test_a_running_agent_answers_with_the_alerts_it_really_opened(tmp_path: Path) -> None:
    async with http_server() as server, running(tmp_path) as asked:
        server.status = 503
        monitor = await asked.save(name="api", target={"url": server.url}, **QUICK)
        await asked.state(State.DOWN)
        answer = await asked.ask(lambda number: ReplayRule(number, monitor.id, Rule(failures=5, window=60), None))
    assert isinstance(answer, RuleReplayed)
    assert (answer.monitor, answer.present.down, answer.present.slow) == (monitor.id, 1, 0)
    assert answer.checks >= 4
    assert answer.proposed.down == (answer.checks >= 5)
