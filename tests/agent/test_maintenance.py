"""Maintenance windows: when they are on, over every change of the clock, and what they keep out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agent import cron
from agent.maintenance import WEEKDAYS, maintained_until, rename_monitor
from agent.model import AlertKind, Check, MaintenanceWindow, Monitor, Outcome, State
from agent.stats import Pace, spans, uptime
from agent.tracking import Track, as_beat

MINUTE = 60_000
BERLIN = ZoneInfo("Europe/Berlin")


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000)


def window(**fields: object) -> MaintenanceWindow:
    return MaintenanceWindow.model_validate({"name": "w", "zone": "Europe/Berlin", **fields})


def times(one: MaintenanceWindow, start: str, hours: int) -> list[tuple[str, str]]:
    """When it begins and ends, minute by minute, in UTC."""
    found: list[tuple[str, str]] = []
    on = None
    for at in range(ms(start), ms(start) + hours * 60 * MINUTE, MINUTE):
        until = one.until(at)
        if until is not None and until != on:
            found.append((utc(at), utc(until)))
        on = until
    return found


def utc(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1_000, UTC):%d %H:%M}"


@pytest.mark.parametrize(
    ("fields", "start", "hours", "expected"),
    [
        ({"date": "2026-06-10", "at": "22:00", "minutes": 240}, "2026-06-10T00Z", 72, [("10 20:00", "11 00:00")]),
        (
            {"repeat": "daily", "at": "02:00"},
            "2026-06-10T12Z",
            48,
            [("11 00:00", "11 01:00"), ("12 00:00", "12 01:00")],
        ),
        # The night in which 2:00 becomes 3:00: what begins at 2:30 begins at 3:30 by the clock, and lasts its time.
        (
            {"repeat": "daily", "at": "02:30", "minutes": 90},
            "2026-03-28T12Z",
            48,
            [("29 01:30", "29 03:00"), ("30 00:30", "30 02:00")],
        ),
        # The night in which 3:00 becomes 2:00: 2:30 comes twice, and the window once.
        (
            {"repeat": "daily", "at": "02:30", "minutes": 30},
            "2026-10-24T12Z",
            48,
            [("25 00:30", "25 01:00"), ("26 01:30", "26 02:00")],
        ),
        (
            {"repeat": "weekly", "days": ["sat", "mon"], "at": "23:30", "minutes": 60},
            "2026-06-05T00Z",
            24 * 8,
            [("06 21:30", "06 22:30"), ("08 21:30", "08 22:30")],
        ),
        (
            {"repeat": "monthly", "day": 31, "at": "12:00", "zone": "UTC"},
            "2026-02-01T00Z",
            24 * 60,
            [("28 12:00", "28 13:00"), ("31 12:00", "31 13:00")],
        ),
        (
            {"repeat": "cron", "cron": "0 4 1,15 * fri", "minutes": 5, "zone": "UTC"},
            "2026-05-01T00Z",
            24 * 16,
            [("01 04:00", "01 04:05"), ("08 04:00", "08 04:05"), ("15 04:00", "15 04:05")],
        ),
        # Longer than a day, and seen from its last minute.
        (
            {"repeat": "weekly", "days": ["fri"], "at": "18:00", "minutes": 62 * 60, "zone": "UTC"},
            "2026-06-07T00Z",
            48,
            [("07 00:00", "08 08:00")],
        ),
    ],
)
def test_when_it_is_on(fields: dict[str, object], start: str, hours: int, expected: list[tuple[str, str]]) -> None:
    assert times(window(**fields), start, hours) == expected


@given(
    st.integers(0, 1_051_200).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(1, 3_000),
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1),
)
def test_it_is_on_for_its_time_after_each_beginning_and_never_else(
    moment: datetime, hour: int, minute: int, lasts: int, zone: str, days: set[str]
) -> None:
    """Against the plain reading: all beginnings of the weeks around, each followed by its minutes."""
    one = window(repeat="weekly", days=list(days), at=f"{hour:02}:{minute:02}", minutes=lasts, zone=zone)
    at = round(moment.timestamp() * 1_000)
    begins = []
    for offset in range(-9, 3):
        day = moment.date() + timedelta(days=offset)
        if WEEKDAYS[day.weekday()] in days:
            begin = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
            begins.append(round(begin.timestamp() * 1_000))
    on = [begin + lasts * MINUTE for begin in begins if begin <= at < begin + lasts * MINUTE]
    assert one.until(at) == max(on, default=None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("* * * *", "expected five fields"),
        ("60 * * * *", "minute: expected a number from 0 to 59, got '60'"),
        ("5-2 * * * *", "minute: expected a range that goes up, got '5-2'"),
        ("*/0 * * * *", "minute: expected a step from 1 to 59 after the /, got '0'"),
        ("* * 0 * *", "day of the month: expected a number from 1 to 31, got '0'"),
        ("* * * foo *", "month: expected a number from 1 to 12, got 'foo'"),
        ("* * * * 8", "day of the week: expected a number from 0 to 7, got '8'"),
        ("* * * * ,", "day of the week: expected a number from 0 to 7, got ''"),
    ],
)
def test_a_cron_expression_that_is_none_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="expected") as caught:
        cron.parse(text)
    assert said in str(caught.value)


def test_names_steps_and_sunday_of_cron() -> None:
    found = cron.parse("10/20 */12 * jan,dec mon-fri")
    assert (found.minutes, found.hours, found.months) == ((10, 30, 50), (0, 12), frozenset({1, 12}))
    assert found.weekdays == frozenset({1, 2, 3, 4, 5})
    assert cron.parse("0 0 * * 7").weekdays == cron.parse("0 0 * * sun").weekdays == frozenset({0})
    assert cron.parse("0 0 * * */2").weekdays == frozenset({0, 2, 4, 6})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "for repeat once the field date is needed"),
        ({"repeat": "weekly"}, "for repeat weekly the field days is needed"),
        ({"repeat": "daily", "zone": "Mars/Base"}, "expected the name of a time zone"),
        ({"repeat": "daily", "zone": "../etc/passwd"}, "expected the name of a time zone"),
        ({"repeat": "daily", "at": "02:00Z"}, "expected a time of day without a zone"),
        ({"repeat": "cron", "cron": "x"}, "expected five fields"),
    ],
)
def test_what_is_wrong_is_said(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        window(**fields)


def test_whom_it_covers_and_the_latest_end_of_several() -> None:
    tagged = window(repeat="daily", at="00:00", tags=["prod"], minutes=120, zone="UTC")
    named = window(repeat="daily", at="00:00", monitors=["api"], minutes=60, zone="UTC")
    at = ms("2026-06-10T00:30Z")
    assert maintained_until((tagged, named), "api", ("prod",), at) == ms("2026-06-10T02:00Z")
    assert maintained_until((tagged, named), "api", (), at) == ms("2026-06-10T01:00Z")
    assert maintained_until((tagged, named), "web", (), at) is None
    assert maintained_until((window(repeat="daily", at="00:00", zone="UTC"),), "web", (), at) is not None
    assert rename_monitor(named, "api", "api 2").monitors == ("api 2",)


# -- what it keeps out -------------------------------------------------------------------------------------------------

START = 1_700_000_000_000
LETTERS = {"U": Outcome.UP, "D": Outcome.DOWN}


def checks(story: str) -> list[Check]:
    """A check a minute; small letters are made in maintenance."""
    return [
        Check(7, START + minute * MINUTE, LETTERS[letter.upper()], 10.0, maintenance=letter.islower())
        for minute, letter in enumerate(story)
    ]


@pytest.mark.parametrize(
    ("story", "opened"),
    [
        ("UUUU" + "dddddddd" + "UUUU", []),
        ("UUDD" + "dddd" + "DD" + "UU", []),  # failures before, in and after it do not combine
        ("UUUU" + "dddd" + "DDDD", [11]),  # what still fails is judged afresh
        ("DDDD" + "uuuuuuuu", [3]),  # what was open stays so
    ],
)
def test_nothing_opens_in_maintenance_and_it_is_judged_afresh_after(story: str, opened: list[int]) -> None:
    monitor = Monitor.model_validate({"id": 7, "name": "api", "target": {"url": "http://localhost/"}})
    track = Track(monitor)
    for check in checks(story):
        track.maintain(check.at + MINUTE if check.maintenance else None, check.at)
        track.keep(step.alert for step in track.see(check))
        track.settle(check.at)
        assert (track.state is State.MAINTENANCE) is check.maintenance
    alert = track.alerts.get(AlertKind.DOWN)
    assert ([(alert.opened_at - START) // MINUTE] if alert else []) == opened
    again = Track.restore(monitor, 0, [as_beat(c) for c in checks(story)], checks(story)[-1], (), START)
    assert again.window == track.window


@given(st.text("UDud", min_size=1, max_size=60))
def test_uptime_is_that_of_the_checks_outside_it(story: str) -> None:
    beats = [as_beat(check) for check in checks(story)]
    end = START + len(story) * MINUTE
    found = uptime(spans(beats, [Pace(0, 60)], end), START, end)
    good, down = story.count("U"), story.count("D")
    assert found.ratio == (good / (good + down) if good + down else None)
    assert found.coverage == pytest.approx((good + down) / len(story))
