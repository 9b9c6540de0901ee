"""When a certificate is warned of: the rule alone over years, on a clock of its own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agent import certificates, rules
from agent.certificates import DAY, Known
from agent.model import Alert, AlertEvent, AlertKind, Cause, Certificate, Check, HttpTarget, Monitor, Outcome, Rule
from agent.routing import Routing

START = 1_767_000_000_000
HOUR = DAY // 24


def monitor(days: tuple[int, ...] = (21, 14, 7, 1), hold: int = 120, url: str = "https://api.example/") -> Monitor:
    target = HttpTarget(url=url, certificate_days=days)
    return Monitor(id=1, name="api", target=target, interval=3_600, rule=Rule(hold=hold))


def chain(ends_at: int, issuer: str = "R11") -> tuple[Certificate, ...]:
    return (Certificate("api.example", issuer, ("api.example",), 0, ends_at, "1", f"f{ends_at}"),)


@dataclass
class Story:
    """The life of one monitor's certificate alert; times are in ms since its start."""

    monitor: Monitor = field(default_factory=monitor)
    known: Known = field(default_factory=Known)
    last: Alert | None = None
    told: list[tuple[int, AlertEvent, int | None]] = field(default_factory=list)
    changes: int = 0

    def see(self, at: int, ends_at: int | None, **check: object) -> None:
        now = START + at
        if self.last is not None:
            self._take(rules.tell_due(self.last, now, Routing()), now)
        seen = chain(START + ends_at) if ends_at is not None else ()
        fields: dict[str, object] = {"outcome": Outcome.UP, "certificates": seen, **check}
        self.known, step = certificates.assess(self.monitor, Check(1, now, **fields), self.known, self.last)  # type: ignore[arg-type]
        self._take(step, now)

    def _take(self, step: rules.Step | None, now: int) -> None:
        if step is None:
            return
        self.changes += 1
        fresh = step.alert.id == 0
        self.last = replace(step.alert, id=self.changes) if fresh else step.alert
        if step.tell:
            ends = self.last.certificate_expires_at
            self.told.append((now - START, step.tell, None if ends is None else ends - START))

    def every(self, step: int, until: int, ends_at: int, start: int = 0) -> None:
        for at in range(start, until, step):
            self.see(at, ends_at)

    @property
    def events(self) -> list[tuple[float, str]]:
        return [(at / DAY, event.value) for at, event, _ in self.told]

    @property
    def is_open(self) -> bool:
        return self.last is not None and self.last.is_open


def test_it_is_told_at_each_number_of_days_and_at_the_end_once() -> None:
    story = Story()
    story.every(HOUR, 100 * DAY, ends_at=90 * DAY)
    assert story.events == [(69, "opened"), (76, "expiring"), (83, "expiring"), (89, "expiring"), (90, "expiring")]
    assert story.last is not None
    assert (story.last.kind, story.last.cause) == (AlertKind.CERTIFICATE, Cause.EXPIRY)
    assert story.last.message == "The certificate of api.example ended on 2026-03-29 09:20 UTC; it was issued by R11"


def test_years_of_renewals_a_month_before_the_end_say_nothing_and_late_ones_say_so() -> None:
    story = Story()
    for year in range(10):
        story.every(6 * HOUR, (year + 1) * 365 * DAY, ends_at=(year * 365 + 395) * DAY, start=year * 365 * DAY)
    assert story.events == []
    assert story.last is None
    late = Story()
    for number in range(10):  # each of 90 days, replaced 10 days before it ends
        late.every(6 * HOUR, (number + 1) * 80 * DAY, ends_at=(number * 80 + 90) * DAY, start=number * 80 * DAY)
    assert Counter(event for _, event in late.events) == {"opened": 10, "expiring": 10, "closed": 9}
    assert [at for at, event in late.events if event == "closed"] == [80 * n + 0.25 for n in range(1, 10)]


def test_several_days_passed_at_once_are_one_message() -> None:
    story = Story()
    story.every(HOUR, 3 * DAY, ends_at=5 * DAY)
    assert story.events == [(0, "opened")]
    story.see(6 * DAY, 5 * DAY)  # the program was closed meanwhile
    assert story.events == [(0, "opened"), (6, "expiring")]


def test_a_new_certificate_closes_it_once_the_hold_is_over() -> None:
    story = Story()
    story.see(0, 5 * DAY)
    story.see(HOUR, 90 * DAY)
    assert (story.is_open, story.events) == (False, [(0, "opened")])
    story.see(2 * HOUR, 90 * DAY)
    assert story.events == [(0, "opened"), (2 / 24, "closed")]
    at_once = Story(monitor(hold=0))
    at_once.see(0, 5 * DAY)
    at_once.see(HOUR, 90 * DAY)
    assert at_once.events == [(0, "opened"), (1 / 24, "closed")]


def test_a_new_certificate_that_is_short_too_is_warned_of_in_the_same_alert() -> None:
    story = Story()
    story.see(0, 5 * DAY)
    story.see(HOUR, 12 * DAY)
    assert story.told == [(0, AlertEvent.OPENED, 5 * DAY), (HOUR, AlertEvent.EXPIRING, 12 * DAY)]
    assert story.last is not None
    assert story.last.opened_at == START


@pytest.mark.parametrize("step", [60_000, HOUR])
def test_servers_that_take_turns_flood_nobody(step: int) -> None:
    """One of three servers was forgotten at the renewal: told at its stages, and never in between."""
    story = Story(monitor(hold=120))
    for number, at in enumerate(range(0, 15 * DAY, step)):
        story.see(at, 20 * DAY if number % 3 == 0 else 80 * DAY)
    warnings = [round(at / DAY) for at, event, _ in story.told if event is not AlertEvent.CLOSED]
    assert warnings == [0, 6, 13]
    assert len(story.told) <= 2 * len(warnings)


def test_two_short_ones_in_turns_are_told_of_once_each_and_the_sooner_is_shown() -> None:
    story = Story()
    for number in range(40):
        story.see(number * 60_000, (5 if number % 2 else 6) * DAY)
    assert [ends for _, _, ends in story.told] == [6 * DAY, 5 * DAY]
    assert story.changes == 2
    assert story.last is not None
    assert story.last.certificate_expires_at == START + 5 * DAY


def test_a_refused_certificate_is_left_to_the_down_alert() -> None:
    story = Story()
    story.see(0, 5 * DAY)
    refused = {"outcome": Outcome.DOWN, "cause": Cause.TLS}
    story.see(5 * DAY, 5 * DAY, **refused)
    story.see(6 * DAY, 90 * DAY, **refused)
    assert (story.is_open, story.events) == (True, [(0, "opened")])
    assert story.known.chain == chain(START + 90 * DAY), "but it is shown"
    story.see(7 * DAY, 90 * DAY)
    assert not story.is_open


def test_without_an_answer_nothing_is_known_anew() -> None:
    story = Story()
    story.see(0, 5 * DAY)
    for outcome, cause in ((Outcome.DOWN, Cause.TIMEOUT), (Outcome.UNKNOWN, Cause.OFFLINE)):
        story.see(4 * DAY, None, outcome=outcome, cause=cause)
    assert (story.is_open, story.events) == (True, [(0, "opened")])
    assert story.known.chain == chain(START + 5 * DAY)


def test_a_down_monitor_is_warned_of_too() -> None:
    story = Story()
    story.see(0, 5 * DAY, outcome=Outcome.DOWN, cause=Cause.UNEXPECTED_STATUS)
    assert story.events == [(0, "opened")]


def test_no_days_never_warn_and_end_what_is_open_silently() -> None:
    story = Story(monitor(days=()))
    story.see(0, -DAY)
    assert story.last is None
    story = Story()
    story.see(0, 5 * DAY)
    story.monitor = monitor(days=())
    story.see(HOUR, 5 * DAY)
    story.see(DAY, 5 * DAY)
    assert (story.is_open, story.events) == (False, [(0, "opened")])


def test_plain_http_ends_what_is_open_silently() -> None:
    story = Story()
    story.see(0, 5 * DAY)
    story.monitor = monitor(url="http://api.example/")
    story.see(HOUR, None)
    story.see(DAY, None)
    assert (story.is_open, story.events, story.known.chain) == (False, [(0, "opened")], ())


def test_an_alert_that_was_deleted_is_not_raised_again_for_its_stage() -> None:
    """Closed because a good certificate was seen, deleted, and the old certificate seen again."""
    story = Story(monitor(hold=0))
    story.see(0, 5 * DAY)
    story.see(HOUR, 90 * DAY)
    story.last = None
    story.see(2 * HOUR, 5 * DAY)
    assert (story.last, len(story.told)) == (None, 2)
    story.see(4 * DAY, 5 * DAY)
    assert story.events[2:] == [(4, "opened")]


def test_who_snoozed_it_hears_of_it_afterwards() -> None:
    story = Story()
    story.see(0, 8 * DAY)
    assert story.last is not None
    story.last = replace(story.last, snoozed_until=START + 3 * DAY)
    story.every(HOUR, 5 * DAY, ends_at=8 * DAY, start=HOUR)
    assert story.events == [(0, "opened"), (3, "reminder")]


def test_an_intermediate_is_named() -> None:
    own, middle = chain(START + 90 * DAY, "Old Middle")[0], Certificate("Old Middle", "Root", (), 0, START, "2", "g")
    check = Check(1, START + DAY, Outcome.UP, certificates=(own, middle))
    _, step = certificates.assess(monitor(), check, Known(), None)
    assert step is not None
    assert step.alert.message == (
        "The certificate of Old Middle, which vouches for api.example, ended on 2025-12-29 09:20 UTC; "
        "it was issued by Root"
    )


SEEN = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([None, 30, 60, 90, 400])), max_size=60)


@settings(max_examples=300)
@given(SEEN, st.lists(st.integers(1, 60), max_size=4), st.sampled_from([0, 120]))
@example([(0, 30), (30, 30), (0, 400), (0, 30), (5, 30)], [7], 0)
def test_never_twice_of_the_same_stage(seen: list[tuple[int, int | None]], days: list[int], hold: int) -> None:
    """Whatever comes: no certificate is warned of twice at the same stage, openings and closings take turns, and with
    what is remembered alone (as after a restart) it goes on the same."""
    at = 0
    story, restarted = (Story(monitor(tuple(days), hold)) for _ in range(2))
    for pause, ends in seen:
        at += pause * DAY
        outcome = Outcome.DOWN if ends is None else Outcome.UP
        for one in (story, restarted):
            one.see(at, None if ends is None else ends * DAY, outcome=outcome)
        restarted = Story(restarted.monitor, restarted.known, restarted.last, restarted.told, restarted.changes)
    assert story.told == restarted.told
    warnings = [
        (ends, certificates.stage(tuple(days), ends, when))
        for when, event, ends in story.told
        if event is not AlertEvent.CLOSED and ends is not None
    ]
    assert len(set(warnings)) == len(warnings)
    assert _take_turns(event for _, event, _ in story.told)
    if not days:
        assert story.told == []


def _take_turns(events: Iterable[AlertEvent]) -> bool:
    is_open = False
    for event in events:
        if (event is AlertEvent.OPENED) == is_open and event is not AlertEvent.EXPIRING:
            return False
        is_open = event is not AlertEvent.CLOSED
    return True
