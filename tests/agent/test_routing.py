"""Who is told of an alert, when people are reminded of it, and when others are told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agent import rules
from agent.model import Alert, AlertEvent, AlertKind, AlertPolicy, Cause, HttpTarget, Monitor, Settings, TagPolicy
from agent.policy import rename_channel
from agent.routing import Routing, routing_of, told_to

MINUTE = 60_000
START = 1_700_000_000_000
PROD = TagPolicy(name="prod", channels=("ops",), remind_every=60, escalate_after=15, escalate_to=("sms",))
QUIET = TagPolicy(name="quiet", channels=(), slow=(), remind_every=0)


def monitor(**fields: object) -> Monitor:
    return Monitor(name="api", target=HttpTarget(url="https://api.example.com"), **fields)


def alert(**fields: object) -> Alert:
    given = {"kind": AlertKind.DOWN, "cause": Cause.TIMEOUT, "message": "", "opened_at": START, "openings": (START,)}
    return Alert(1, 1, **{**given, **fields})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Routing()),
        ({"channels": ("a",)}, Routing(("a",), ("a",), ("a",))),
        (
            {"tags": ("prod",)},
            Routing(("ops",), ("ops",), ("ops",), 60 * MINUTE, 15 * MINUTE, ("sms",)),
        ),
        # What the monitor says goes first, then the first of its tags that says something.
        (
            {"tags": ("quiet", "prod"), "alerts": AlertPolicy(certificate=("mail",))},
            Routing((), (), ("mail",), None, 15 * MINUTE, ("sms",)),
        ),
        (
            {"tags": ("prod",), "channels": ("a",), "alerts": AlertPolicy(slow=(), escalate_after=0)},
            Routing(("a",), (), ("a",), 60 * MINUTE),
        ),
        ({"tags": ("other",)}, Routing()),
    ],
)
def test_the_monitor_says_it_or_its_tags(fields: dict[str, object], expected: Routing) -> None:
    assert routing_of(monitor(**fields), (QUIET, PROD)) == expected


def test_who_was_told_by_escalation_hears_of_the_end_too() -> None:
    routing = routing_of(monitor(tags=("prod",)), (PROD,))
    assert told_to(routing, alert(), AlertEvent.OPENED, escalates=False) == ("ops",)
    assert told_to(routing, alert(), AlertEvent.REMINDER, escalates=True) == ("sms",)
    assert told_to(routing, alert(), AlertEvent.CLOSED, escalates=False) == ("ops",)
    assert told_to(routing, alert(escalated_at=START), AlertEvent.CLOSED, escalates=False) == ("ops", "sms")
    assert told_to(Routing(), alert(escalated_at=START), AlertEvent.CLOSED, escalates=False) is None


def played(routing: Routing, minutes: int, acts: dict[int, dict[str, object]]) -> list[str]:
    """What is told, minute by minute, of an alert that opened in minute 0; ``acts`` are what people do to it."""
    told, one = [], alert()
    for minute in range(minutes):
        now = START + minute * MINUTE
        if minute in acts:
            one = replace(one, **acts[minute])
        while step := rules.tell_due(one, now, routing):
            one = step.alert
            told.append(f"{minute} {'escalated' if step.escalates else step.tell}")
    return told


EVERY_30 = Routing(remind_every=30 * MINUTE, escalate_after=45 * MINUTE, escalate_to=("sms",))
NOBODY: dict[str, int | None] = {"snoozed_until": None, "acknowledged_at": None}


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ({}, ["30 reminder", "45 escalated", "60 reminder", "90 reminder", "120 reminder"]),
        ({20: {**NOBODY, "acknowledged_at": START}}, []),
        ({40: {**NOBODY, "acknowledged_at": START}}, ["30 reminder"]),
        # A snooze holds everything back; at its end people are reminded, and the time to escalate begins anew.
        (
            {10: {**NOBODY, "snoozed_until": START + 50 * MINUTE}},
            ["50 reminder", "80 reminder", "95 escalated", "110 reminder"],
        ),
        ({46: {**NOBODY, "snoozed_until": START + 100 * MINUTE}}, ["30 reminder", "45 escalated", "100 reminder"]),
        ({10: {**NOBODY, "closed_at": START + 10 * MINUTE}}, []),
        ({10: {"flapping": True}}, []),
        ({0: {"kind": AlertKind.CERTIFICATE}}, []),
    ],
)
def test_reminders_and_the_escalation(acts: dict[int, dict[str, object]], expected: list[str]) -> None:
    assert played(EVERY_30, 125, acts) == expected


@given(
    st.integers(1, 200),
    st.integers(0, 200),
    st.lists(st.integers(0, 400), max_size=5),
    st.sampled_from(["acknowledged_at", "closed_at", ""]),
    st.integers(0, 400),
)
def test_nobody_is_told_twice_or_too_often(every: int, after: int, looked: list[int], act: str, acted: int) -> None:
    """However often and late somebody looks whether something is due, as after sleep or a restart."""
    routing = Routing(remind_every=every * MINUTE, escalate_after=after * MINUTE or None, escalate_to=("sms",))
    one, reminded, escalated = alert(), [START], 0
    for minute in sorted(looked):
        now = START + minute * MINUTE
        if act and minute >= acted:
            one = replace(one, **{act: START + acted * MINUTE})
        while step := rules.tell_due(one, now, routing):
            assert not (act and minute >= acted)
            one = step.alert
            if step.escalates:
                escalated += 1
                assert now >= START + after * MINUTE
            else:
                assert now - reminded[-1] >= every * MINUTE
                reminded.append(now)
    assert escalated <= 1


def test_an_escalation_needs_its_time_and_its_channels() -> None:
    with pytest.raises(ValidationError, match="expected at least one channel"):
        AlertPolicy(escalate_after=5)
    with pytest.raises(ValidationError, match="expected the minutes to wait"):
        AlertPolicy(escalate_to=("sms",))
    with pytest.raises(ValidationError, match="the tag prod is there twice"):
        Settings(tags=(PROD, PROD))


def test_a_channel_that_goes_takes_the_escalation_to_it_along() -> None:
    assert rename_channel(PROD, "sms", "phone") == PROD.model_copy(update={"escalate_to": ("phone",)})
    gone = rename_channel(PROD, "sms", None)
    assert (gone.escalate_after, gone.escalate_to, gone.remind_every) == (None, (), 60)
    assert AlertPolicy.model_validate(gone.model_dump(exclude={"name", "channels"}))
    assert rename_channel(PROD, "other", None) is PROD
