"""Quiet hours: when they are, over every change of the clock, and what they put off."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agent import rules
from agent.model import AlertPolicy, QuietHours, TagPolicy
from agent.quiet import DAYS
from agent.routing import Routing, routing_of
from tests.agent.test_routing import MINUTE, START, alert, monitor, played

NIGHTS = dict.fromkeys(DAYS, "22:00-07:00")
ZONES = ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000)


def quiet(**fields: object) -> QuietHours:
    return QuietHours.model_validate({"zone": "Europe/Berlin", **fields})


def until(hours: QuietHours, at: str) -> str | None:
    found = hours.until(ms(at))
    return None if found is None else f"{datetime.fromtimestamp(found / 1_000, ZoneInfo(hours.zone)):%a %d %H:%M}"


@pytest.mark.parametrize(
    ("fields", "at", "expected"),
    [
        ({}, "2026-06-10T23:00+02:00", None),
        (NIGHTS, "2026-06-10T21:59:59+02:00", None),
        (NIGHTS, "2026-06-10T22:00+02:00", "Thu 11 07:00"),
        (NIGHTS, "2026-06-11T06:59:59+02:00", "Thu 11 07:00"),
        (NIGHTS, "2026-06-11T07:00+02:00", None),
        ({**NIGHTS, "on": False}, "2026-06-11T03:00+02:00", None),
        # The night is named by the evening in which it begins.
        ({"wed": "22:00-07:00"}, "2026-06-11T03:00+02:00", "Thu 11 07:00"),
        ({"thu": "22:00-07:00"}, "2026-06-11T03:00+02:00", None),
        ({"thu": "12:00-14:00"}, "2026-06-11T13:00+02:00", "Thu 11 14:00"),
        # What follows each other without a gap is one: a whole weekend, from Friday evening on.
        (
            {"fri": "18:00-00:00", "sat": "00:00-00:00", "sun": "00:00-07:00"},
            "2026-06-12T19:00+02:00",
            "Sun 14 07:00",
        ),
        ({"sat": "00:00-00:00", "sun": "23:00-01:00"}, "2026-06-13T10:00+02:00", "Sun 14 00:00"),
        # The night in which 2:00 becomes 3:00, and that in which 3:00 becomes 2:00: it ends by the clock.
        (NIGHTS, "2026-03-28T23:00+01:00", "Sun 29 07:00"),
        (NIGHTS, "2026-10-24T23:00+02:00", "Sun 25 07:00"),
        ({"sun": "02:30-07:00"}, "2026-03-29T01:15Z", None),  # 3:15 by the clock, which skipped 2:30
        ({"sun": "02:30-07:00"}, "2026-03-29T01:30Z", "Sun 29 07:00"),
    ],
)
def test_until_when_it_is_quiet(fields: dict[str, object], at: str, expected: str | None) -> None:
    assert until(quiet(**fields), at) == expected


times = st.times().map(lambda when: when.replace(second=0, microsecond=0))


@given(
    st.integers(0, 1_051_200).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
    st.dictionaries(st.sampled_from(DAYS[:6]), st.tuples(times, times), min_size=1),
    st.sampled_from(ZONES),
)
def test_it_is_quiet_from_each_beginning_to_the_end_and_never_else(
    moment: datetime, days: dict[str, tuple[time, time]], zone: str
) -> None:
    """Against the plain reading: minute by minute, the beginnings and ends of the days around, by the clock there."""
    hours = quiet(zone=zone, **{day: f"{begin:%H:%M}-{end:%H:%M}" for day, (begin, end) in days.items()})
    spans = []
    for offset in range(-3, 12):
        day = moment.date() + timedelta(days=offset)
        if (found := days.get(DAYS[day.weekday()])) is not None:
            begin, end = found
            last = day if end > begin else day + timedelta(days=1)
            ends = [datetime.combine(d, t, ZoneInfo(zone)).timestamp() for d, t in ((day, begin), (last, end))]
            spans.append((ends[0] * 1_000, ends[1] * 1_000))

    def on(at: float) -> bool:
        return any(begin <= at < end for begin, end in spans)

    at = round(moment.timestamp() * 1_000)
    found_end = hours.until(at)
    assert (found_end is not None) is on(at)
    assert hours.heard_at(at) == (found_end or at)
    if found_end is not None:
        assert not on(found_end)
        assert hours.until(found_end) is None
        assert all(on(between) for between in range(at, found_end, MINUTE))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"mon": "22-7"}, "expected two times of day such as 22:00-07:00, got '22-7'"),
        ({"mon": "22:00-24:00"}, "expected two times of day"),
        ({"mon": "22:60-07:00"}, "expected two times of day"),
        ({"mon": "22:00"}, "expected two times of day"),
        ({"zone": "Mars/Base"}, "expected the name of a time zone"),
        (dict.fromkeys(DAYS, "00:00-00:00"), "expected some time of the week that is not quiet"),
        (dict.fromkeys(DAYS, "07:00-07:00"), "expected some time of the week that is not quiet"),
    ],
)
def test_what_is_wrong_is_said(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        quiet(**fields)


def test_times_are_taken_as_people_write_them() -> None:
    assert quiet(mon=" 9:30 – 12:00 ", tue="").mon == "09:30-12:00"


# -- what they put off -------------------------------------------------------------------------------------------------

UTC_START = datetime.fromtimestamp(START / 1_000, UTC)


def hours_from(begin: int, end: int) -> QuietHours:
    """Quiet from so many minutes after the start to so many, every day."""
    ends = [f"{UTC_START + timedelta(minutes=minute):%H:%M}" for minute in (begin, end)]
    return quiet(zone="UTC", **dict.fromkeys(DAYS, "-".join(ends)))


def test_the_monitor_or_any_of_its_tags_is_critical() -> None:
    hours = hours_from(0, 600)
    loud = TagPolicy(name="loud", critical=True)
    assert routing_of(monitor(), (loud,), hours) == Routing(quiet=hours)
    expected = Routing(critical=True)
    assert routing_of(monitor(tags=("prod", "loud")), (TagPolicy(name="prod"), loud), hours) == expected
    assert routing_of(monitor(alerts=AlertPolicy(critical=True)), (), hours) == expected


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        # Opened in quiet hours: heard of when they are over, and from then on reminded and escalated.
        (0, 100, ["130 reminder", "145 escalated", "160 reminder"]),
        # Opened before: one reminder is told in them, and waits; the escalation comes when they are over.
        (20, 100, ["30 reminder", "100 escalated", "130 reminder", "160 reminder"]),
        (200, 300, ["30 reminder", "45 escalated", "60 reminder", "90 reminder", "120 reminder", "150 reminder"]),
    ],
)
def test_reminders_and_escalations_wait(begin: int, end: int, expected: list[str]) -> None:
    # The start of these tests is not a whole minute: that of the quiet hours is before it.
    routing = Routing(
        remind_every=30 * MINUTE, escalate_after=45 * MINUTE, escalate_to=("sms",), quiet=hours_from(begin, end)
    )
    assert played(routing, 165, {}) == expected


def test_an_alert_that_closes_in_quiet_hours_is_never_escalated() -> None:
    routing = Routing(escalate_after=5 * MINUTE, escalate_to=("sms",), quiet=hours_from(0, 100))
    assert played(routing, 200, {50: {"closed_at": START + 50 * MINUTE}}) == []
    assert rules.tell_due(replace(alert(), acknowledged_at=START), START + 200 * MINUTE, routing) is None
