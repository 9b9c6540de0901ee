"""The 4/5 rule and the lifecycle of alerts, told as stories of checks."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import rules
from agent.model import Alert, AlertEvent, AlertKind, Beat, Cause, Check, HttpTarget, Monitor, Outcome, Rule, State
from agent.routing import Routing

LETTERS = {"U": Outcome.UP, "G": Outcome.DEGRADED, "D": Outcome.DOWN, "?": Outcome.UNKNOWN}
MINUTE = 60_000
START = 1_700_000_000_000


def monitor(interval: int = 60, **fields: object) -> Monitor:
    return Monitor(id=1, name="api-prod", target=HttpTarget(url="https://api.example.com"), interval=interval, **fields)


def test_checks_that_run_into_a_long_timeout_belong_together_however_short_the_interval() -> None:
    short = monitor(interval=1, timeout=10)
    window: rules.Window = ()
    for turn in range(4):
        window = rules.extend(window, Beat(START + turn * 11_000, Outcome.DOWN), short)
    assert rules.opens(rules.bad_in(AlertKind.DOWN, window), short.rule)
    assert len(rules.extend(window, Beat(START + 60_000, Outcome.DOWN), short)) == 1


NEVER = 2**62


def due_at(alert: Alert) -> int:
    """When something is to be told of an alert though no check comes."""
    held = alert.due_at if alert.due_at is not None else NEVER
    until = alert.snoozed_until
    asleep = until is not None and alert.is_open and not alert.flapping and (alert.reminded_at or 0) < until
    return min(held, until if asleep and until is not None else NEVER)


@dataclass
class Story:
    """Plays checks to the rules as the agent does: what is due is told first, then the check is judged."""

    monitor: Monitor = field(default_factory=monitor)
    window: rules.Window = ()
    last: dict[AlertKind, Alert] = field(default_factory=dict)
    told: list[tuple[int, Alert, AlertEvent]] = field(default_factory=list)
    now: int = START

    def take(self, step: rules.Step) -> None:
        alert = step.alert
        self.last[alert.kind] = alert
        if step.tell:
            self.told.append((self.now, alert, step.tell))

    def wait_until(self, at: int) -> None:
        """Let time pass without a check."""
        while due := [(when, alert.kind) for alert in self.last.values() if (when := due_at(alert)) <= at]:
            when, kind = min(due, key=lambda one: one[0])
            self.now = max(self.now, when)
            assert rules.tell_due(self.last[kind], when - 1, Routing()) is None
            step = rules.tell_due(self.last[kind], self.now, Routing())
            assert step is not None
            self.take(step)
        self.now = at

    def snooze(self, minutes: int, kind: AlertKind = AlertKind.DOWN) -> None:
        self.last[kind] = replace(self.last[kind], snoozed_until=self.now + minutes * MINUTE, acknowledged_at=None)

    def check(self, outcome: Outcome, at: int) -> None:
        self.wait_until(at)
        self.window = rules.extend(self.window, Beat(at, outcome), self.monitor)
        cause = None if outcome is Outcome.UP else Cause.LATENCY if outcome is Outcome.DEGRADED else Cause.TIMEOUT
        for step in rules.assess(self.monitor, self.window, Check(1, at, outcome, cause=cause), self.last):
            self.take(step)

    def is_open(self, kind: AlertKind = AlertKind.DOWN) -> bool:
        return kind in self.last and self.last[kind].is_open

    @property
    def state(self) -> State:
        newest = self.window[-1].outcome if self.window else None
        return rules.state_of(self.monitor, self.window, newest, self.is_open())


def play(checks: str, *, wait: int = 120, **fields: object) -> Story:
    """One check a minute, beginning with minute 0: up, deGraded, Down, ? for unknown, a dot for none; then ``wait``
    minutes without a check. Spaces only help the reader."""
    story = Story(monitor(**fields))
    letters = checks.replace(" ", "")
    for minute, letter in enumerate(letters):
        at = START + minute * MINUTE
        story.wait_until(at)
        if letter != ".":
            story.check(LETTERS[letter], at)
    story.wait_until(START + (len(letters) - 1 + wait) * MINUTE)
    return story


def told(checks: str, **fields: object) -> list[str]:
    """What was told in which minute: ``["4 down opened", "10 down closed"]``."""
    story = play(checks, **fields)
    return [f"{(at - START) / MINUTE:g} {alert.kind} {event}" for at, alert, event in story.told]


AT_ONCE = Rule(failures=1, window=1, hold=0)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        # Opening: four of the last five. Closing: four of the last five good, told after a hold of two minutes.
        ("UUUUU", []),
        ("UDDDU UUU", []),
        ("UDDDD", ["4 down opened"]),
        ("UDDUDD", ["5 down opened"]),
        ("UDUDUDUDUDUDUDUDUDUD", []),
        ("UDDDD UUUU", ["4 down opened", "10 down closed"]),
        ("UDDDD UU DD UU DD UU", ["4 down opened"]),
        ("UDDDD UUU D U", ["4 down opened", "11 down closed"]),
        ("UDDDD DDDDDDDDDDDDDDDD", ["4 down opened"]),
        # Fewer checks than the window has places: those there are.
        ("DDD", []),
        ("DDDD", ["3 down opened"]),
        ("DUDDD", ["4 down opened"]),
        # UNKNOWN neither counts nor breaks a row.
        ("D?D?D?D", ["6 down opened"]),
        ("????????????", []),
        ("DDDD?UU??UU", ["3 down opened", "12 down closed"]),
        # A gap of five intervals is borne, one of more empties the window.
        ("DD....DD", ["7 down opened"]),
        ("DD.....DD", []),
        ("DD.....DDDD", ["10 down opened"]),
        ("DDDD.....UUU", ["3 down opened"]),
        ("DDDD.....UUUU", ["3 down opened", "14 down closed"]),
        # UNKNOWN checks say nothing about the target: a long row of them is a gap too.
        ("DD?????DD", []),
        # Slow counts DEGRADED and DOWN, and is told apart.
        ("GGGG", ["3 slow opened"]),
        ("GGGG UUUU", ["3 slow opened", "9 slow closed"]),
        ("GGDGD", ["3 slow opened"]),
        ("UGUGG G", ["5 slow opened"]),
        # While a down alert is open, slow opens nothing; it may as soon as down has closed.
        ("DDDD GGG", ["3 down opened"]),
        ("DDDD GGGG", ["3 down opened", "7 slow opened", "9 down closed"]),
        ("GGGG DDDD", ["3 slow opened", "7 down opened"]),
        ("GGGG DDDD UUUU", ["3 slow opened", "7 down opened", "13 slow closed", "13 down closed"]),
        ("GDDDD", ["3 slow opened", "4 down opened"]),
    ],
)
def test_when_people_are_told(checks: str, expected: list[str]) -> None:
    assert told(checks) == expected


@pytest.mark.parametrize(
    ("checks", "rule", "expected"),
    [
        ("UDU", AT_ONCE, ["1 down opened", "2 down closed"]),
        ("UDDDUUU", Rule(failures=3, window=3, hold=0), ["3 down opened", "6 down closed"]),
        # A rule of half the window or less can be met by good and bad checks at once; it must not swing.
        ("DDUUUUUU", Rule(failures=2, window=5, hold=0), ["1 down opened", "5 down closed"]),
        ("DUDUDUDUDUDUDUDU", Rule(failures=2, window=5, hold=0), ["2 down opened"]),
        ("DUUUUU", Rule(failures=1, window=5, hold=0), ["0 down opened", "5 down closed"]),
        ("DUDUDUDUDU UUUU", Rule(failures=1, window=4, hold=0), ["0 down opened", "12 down closed"]),
    ],
)
def test_other_rules(checks: str, rule: Rule, expected: list[str]) -> None:
    assert told(checks, rule=rule) == expected


def test_an_alert_that_opens_again_within_the_hold_goes_on_silently() -> None:
    # Closed in minute 7, to be told in minute 14; down again in minute 11.
    story = play("DDDD UUUU DDDD", rule=Rule(hold=420), wait=0)
    assert [event for _, _, event in story.told] == [AlertEvent.OPENED]
    alert = story.last[AlertKind.DOWN]
    assert alert.is_open
    assert alert.opened_at == START + 3 * MINUTE
    assert alert.due_at is None
    assert alert.openings == (START + 3 * MINUTE, START + 11 * MINUTE)


def test_after_the_hold_it_is_another_alert() -> None:
    story = play("DDDD UUUU DDDD", rule=Rule(hold=240))  # the hold ends in the minute in which it opens again
    assert [(event, alert.opened_at) for _, alert, event in story.told] == [
        (AlertEvent.OPENED, START + 3 * MINUTE),
        (AlertEvent.CLOSED, START + 3 * MINUTE),
        (AlertEvent.OPENED, START + 11 * MINUTE),
    ]


def test_what_was_said_of_an_alert_stays_when_it_goes_on() -> None:
    story = play("DDDD", rule=Rule(hold=420), wait=0)
    story.last[AlertKind.DOWN] = replace(story.last[AlertKind.DOWN], id=7, acknowledged_at=START, note="mine")
    for minute, letter in enumerate("UUUUDDDD", start=4):
        story.check(LETTERS[letter], START + minute * MINUTE)
    alert = story.last[AlertKind.DOWN]
    assert (alert.is_open, alert.id, alert.acknowledged_at, alert.note) == (True, 7, START, "mine")


@pytest.mark.parametrize(
    ("checks", "rule", "expected"),
    [
        # The third opening within an hour says so once; then silence until half an hour was steady.
        (
            "UDUDUDUDUDUDU",
            AT_ONCE,
            ["1 down opened", "2 down closed", "3 down opened", "4 down closed", "5 down flapping", "42 down closed"],
        ),
        (
            "UDUDUDUDUDUD",
            AT_ONCE,
            ["1 down opened", "2 down closed", "3 down opened", "4 down closed", "5 down flapping", "41 down opened"],
        ),
        # Openings that went on silently within the hold count as well.
        ("DUDUD", Rule(failures=1, window=1, hold=300), ["0 down opened", "4 down flapping", "34 down opened"]),
        # The opening an hour ago does not count any more.
        ("DU DU" + "." * 56 + "DU", AT_ONCE, [f"{m} down {e}" for m in (0, 2, 60) for e in ("opened",)]),
        # Steady again, it is an ordinary alert: the next closing is told as usual.
        (
            "DUDUD" + "D" * 31 + "U",
            AT_ONCE,
            [
                "0 down opened",
                "1 down closed",
                "2 down opened",
                "3 down closed",
                "4 down flapping",
                "34 down opened",
                "36 down closed",
            ],
        ),
    ],
)
def test_flapping(checks: str, rule: Rule, expected: list[str]) -> None:
    heard = told(checks, rule=rule)
    if "." in checks:  # what matters there is what each opening is called
        heard = [line for line in heard if not line.endswith("closed")]
    assert heard == expected


def test_the_window_is_rebuilt_from_stored_checks_since_the_target_changed() -> None:
    beats = [Beat(START + minute * MINUTE, LETTERS[letter]) for minute, letter in enumerate("DDDUD?U")]
    assert rules.rebuild(beats, monitor(), START) == tuple(beat for beat in beats if beat.outcome.conclusive)[-5:]
    assert rules.rebuild(beats, monitor(), START + 4 * MINUTE) == (beats[4], beats[6])
    assert rules.rebuild([], monitor(), START) == ()


def test_an_alert_names_the_cause_of_the_check_that_opened_it() -> None:
    window = tuple(Beat(START + i, Outcome.DOWN) for i in range(4))
    check = Check(1, START + 3, Outcome.DOWN, cause=Cause.TLS, message="The certificate expired yesterday.")
    (step,) = rules.assess(monitor(), window, check, {})
    assert (step.alert.cause, step.alert.message) == (Cause.TLS, "The certificate expired yesterday.")
    assert (step.alert.kind, step.alert.opened_at, step.tell) == (AlertKind.DOWN, START + 3, AlertEvent.OPENED)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ("UUUUU", False),
        ("UUGGU", False),
        ("UUUUD", True),  # a failure on an UP monitor …
        ("UUUUDUUUU", True),  # … until the window settles it …
        ("UUUUDUUUUU", False),
        ("UDDDD", False),  # … or the rule
        ("UDDDDDD", False),
        ("UDDDDU", True),  # a success on a DOWN one
        ("UDDDDG", True),
        ("UDDDDUDDDDD", False),
        ("UDDDDUUUU", False),  # closed: the failure still in the window is an old one
        ("UDDDDUUUUD", True),
        ("UDDDD?", False),
        ("?", False),
        ("", False),
    ],
)
def test_confirmation(checks: str, expected: bool) -> None:
    story = play(checks, wait=0)
    assert rules.confirming(story.monitor, story.window, story.last.get(AlertKind.DOWN)) is expected


def test_an_alert_that_flapped_confirms_only_what_came_after_its_last_opening() -> None:
    opened, last_opening = START, START + 20 * MINUTE
    alert = Alert(1, 1, AlertKind.DOWN, Cause.TIMEOUT, "", opened, openings=(opened, last_opening))
    step = rules.tell_due(
        replace(alert, flapping=True, due_at=last_opening + rules.STEADY), last_opening + rules.STEADY
    )
    assert step is not None
    window = (
        Beat(START + 19 * MINUTE, Outcome.UP),
        *(Beat(START + m * MINUTE, Outcome.DOWN) for m in (20, 30, 40, 50)),
    )
    assert not rules.confirming(monitor(), window, step.alert)
    assert rules.confirming(monitor(), (*window, Beat(START + 51 * MINUTE, Outcome.UP)), step.alert)


@pytest.mark.parametrize(
    ("interval", "confirm_every", "expected"),
    [(60, None, 15), (300, None, 75), (20, None, 10), (5, None, 5), (60, 1, 1), (60, 90, 60), (1, None, 1)],
)
def test_confirm_interval(interval: int, confirm_every: int | None, expected: float) -> None:
    assert monitor(interval, confirm_every=confirm_every).confirm_interval == expected


@pytest.mark.parametrize(
    ("checks", "last", "down_open", "paused", "expected"),
    [
        ("", None, False, False, State.PENDING),
        ("U", "U", False, False, State.UP),
        ("UG", "G", False, False, State.DEGRADED),
        ("GU", "U", False, False, State.UP),
        ("UD", "D", False, False, State.FAILING),
        ("UDU", "U", False, False, State.FAILING),
        ("UDG", "G", False, False, State.FAILING),
        ("UD", "?", False, False, State.UNKNOWN),
        ("", "?", False, False, State.UNKNOWN),
        ("DDDD", "D", True, False, State.DOWN),
        ("DDDDUU", "U", True, False, State.DOWN),
        ("DDDD", "?", True, False, State.DOWN),
        ("", None, True, False, State.DOWN),
        ("DDDD", "D", True, True, State.PAUSED),
        ("", None, False, True, State.PAUSED),
    ],
)
def test_state(checks: str, last: str | None, down_open: bool, paused: bool, expected: State) -> None:
    window = tuple(Beat(START + i * MINUTE, LETTERS[letter]) for i, letter in enumerate(checks))
    newest = LETTERS[last] if last else None
    assert rules.state_of(monitor(paused=paused), window, newest, down_open) is expected


# -- what holds for every story --------------------------------------------------------------------------------------

RULES = st.integers(1, 7).flatmap(
    lambda window: st.builds(
        Rule, failures=st.integers(1, window), window=st.just(window), hold=st.sampled_from([0, 1, 60, 120, 600, 7_200])
    )
)
RUNS = st.lists(
    st.tuples(
        st.sampled_from(list(LETTERS.values())),
        st.integers(1, 8),
        st.sampled_from([1, 15, 60, 299, 300]) | st.integers(301, 4_000),
    ),
    max_size=40,
)
"""Runs of like checks: the outcome, how many, and the seconds between them."""
MAY_FOLLOW = {
    AlertEvent.OPENED: {AlertEvent.CLOSED, AlertEvent.FLAPPING},
    AlertEvent.CLOSED: {AlertEvent.OPENED, AlertEvent.FLAPPING},
    AlertEvent.FLAPPING: {AlertEvent.OPENED, AlertEvent.CLOSED},
}


@given(rule=RULES, checked=st.integers(0, 60), data=st.data())
def test_opening_and_closing_never_hold_at_once(rule: Rule, checked: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(0, checked))
    assert not (rules.opens(bad, rule) and rules.closes(bad, checked, rule))


@given(rule=RULES, runs=RUNS)
def test_alerts_are_what_counting_by_hand_gives(rule: Rule, runs: list[tuple[Outcome, int, int]]) -> None:
    story = Story(monitor(rule=rule))
    at = START
    counted: list[tuple[int, Outcome]] = []
    for outcome, seconds in ((outcome, seconds) for outcome, count, seconds in runs for _ in range(count)):
        at += seconds * 1_000
        down_before, slow_before = story.is_open(), story.is_open(AlertKind.SLOW)
        story.check(outcome, at)
        if outcome is Outcome.UNKNOWN:
            assert (story.is_open(), story.is_open(AlertKind.SLOW)) == (down_before, slow_before)
            continue
        if counted and at - counted[-1][0] > 5 * 60_000:
            counted = []
        counted.append((at, outcome))
        recent = [outcome for _, outcome in counted[-rule.window :]]
        assert [beat.outcome for beat in story.window] == recent
        failed = recent.count(Outcome.DOWN)
        if failed >= rule.failures and outcome is Outcome.DOWN:
            assert story.is_open()
        elif failed < rule.failures <= len(recent) - failed:
            assert not story.is_open()
        else:
            assert story.is_open() is down_before
        if story.is_open() and not slow_before:
            assert not story.is_open(AlertKind.SLOW)


@given(rule=RULES, runs=RUNS)
def test_every_story_is_told_in_order_and_without_a_flood(rule: Rule, runs: list[tuple[Outcome, int, int]]) -> None:
    story = Story(monitor(rule=rule))
    at = START
    for outcome, seconds in ((outcome, seconds) for outcome, count, seconds in runs for _ in range(count)):
        at += seconds * 1_000
        story.check(outcome, at)
    story.wait_until(at + 24 * 60 * MINUTE)
    by_kind: dict[AlertKind, list[tuple[int, AlertEvent]]] = defaultdict(list)
    for when, alert, event in story.told:
        by_kind[alert.kind].append((when, event))
        if event is AlertEvent.CLOSED:
            assert alert.closed_at is not None
            assert when - alert.closed_at >= min(rule.hold * 1_000, rules.STEADY)
    for kind, events in by_kind.items():
        assert events[0][1] is not AlertEvent.CLOSED
        assert all(after in MAY_FOLLOW[before] for (_, before), (_, after) in pairwise(events))
        # What was told last is how it is, and nothing is left to tell.
        assert events[-1][1] is (AlertEvent.OPENED if story.is_open(kind) else AlertEvent.CLOSED)
        assert story.last[kind].due_at is None
        # Two openings and closings, that it is flapping, and how it ended: no more in any half hour.
        for when, _ in events:
            assert sum(when <= later < when + rules.STEADY for later, _ in events) <= 6


@given(rule=RULES, runs=RUNS)
def test_what_an_alert_remembers_stays_small(rule: Rule, runs: list[tuple[Outcome, int, int]]) -> None:
    story = Story(monitor(rule=rule))
    at = START
    for outcome, seconds in ((outcome, seconds) for outcome, count, seconds in runs for _ in range(count)):
        at += seconds * 1_000
        story.check(outcome, at)
        assert all(len(alert.openings) <= rules.FLAPPING_OPENINGS for alert in story.last.values())
