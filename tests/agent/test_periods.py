"""Presets by the calendar of a zone: month boundaries, changed clocks, custom days."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.periods import BadPeriod, Preset, bounds, month
from agent.zones import day_starts

BERLIN, AUCKLAND, KOLKATA = "Europe/Berlin", "Pacific/Auckland", "Asia/Kolkata"


def ms(text: str, zone: str = BERLIN) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1_000)


@pytest.mark.parametrize(
    ("preset", "now", "start", "end"),
    [
        ("this-month", "2026-03-31T23:30", "2026-03-01", "2026-03-31T23:30"),
        ("last-month", "2026-03-01T00:30", "2026-02-01", "2026-03-01"),
        ("last-month", "2026-01-31T12:00", "2025-12-01", "2026-01-01"),
        ("this-week", "2026-03-30T00:00:01", "2026-03-30", "2026-03-30T00:00:01"),
        ("last-week", "2026-03-30T08:00", "2026-03-23", "2026-03-30"),
        ("last-7-days", "2026-03-30T08:00", "2026-03-23T08:00", "2026-03-30T08:00"),
        ("last-30-days", "2026-03-30T08:15:00.123", "2026-02-28T08:15:00.123", "2026-03-30T08:15:00.123"),
        ("last-90-days", "2026-03-30T08:00", "2025-12-30T08:00", "2026-03-30T08:00"),
        ("this-year", "2026-03-30T08:00", "2026-01-01", "2026-03-30T08:00"),
        ("last-year", "2026-03-30T08:00", "2025-01-01", "2026-01-01"),
    ],
)
def test_presets_in_the_zone(preset: str, now: str, start: str, end: str) -> None:
    assert bounds(Preset(preset), BERLIN, ms(now)) == (ms(start), ms(end))


@pytest.mark.parametrize(("now", "end"), [("2026-03-01", "2026-04-01"), ("2026-12-31T23:59:59", "2027-01-01")])
def test_a_month_is_whole_though_it_is_not_over(now: str, end: str) -> None:
    assert month(BERLIN, ms(now)) == (ms(now[:7] + "-01"), ms(end))


def test_a_month_has_an_hour_less_or_more_where_the_clock_is_changed() -> None:
    march = bounds(Preset.LAST_MONTH, BERLIN, ms("2026-04-10"))
    october = bounds(Preset.LAST_MONTH, BERLIN, ms("2026-11-10"))
    assert [(end - start) / 3_600_000 for start, end in (march, october)] == [31 * 24 - 1, 31 * 24 + 1]
    day = bounds(Preset.LAST_24_HOURS, BERLIN, ms("2026-03-29T12:00"))
    assert day[1] - day[0] == 86_400_000


def test_the_same_moment_is_another_month_elsewhere() -> None:
    now = ms("2026-03-31T14:00")
    assert bounds(Preset.THIS_MONTH, AUCKLAND, now)[0] == ms("2026-04-01", AUCKLAND)
    assert bounds(Preset.THIS_MONTH, KOLKATA, now)[0] == ms("2026-03-01", KOLKATA)


def test_custom_days_include_the_last_one() -> None:
    now = ms("2026-03-30T08:00")

    def custom(first: str, last: str) -> tuple[int, int]:
        return bounds(Preset.CUSTOM, BERLIN, now, date.fromisoformat(first), date.fromisoformat(last))

    assert custom("2026-03-28", "2026-03-29") == (ms("2026-03-28"), ms("2026-03-30"))
    assert custom("2026-03-30", "2026-05-01") == (ms("2026-03-30"), now)
    for first, last, field in (("2026-03-31", "2026-04-01", "first"), ("2026-03-02", "2026-03-01", "last")):
        with pytest.raises(BadPeriod) as caught:
            custom(first, last)
        assert caught.value.field == field
    with pytest.raises(BadPeriod, match="got nothing"):
        bounds(Preset.CUSTOM, BERLIN, now, None, date(2026, 3, 1))


@given(
    st.sampled_from([p for p in Preset if p is not Preset.CUSTOM]),
    st.sampled_from((BERLIN, AUCKLAND, KOLKATA, "America/Sao_Paulo", "UTC", "")),
    st.integers(946_684_800_000, 2_000_000_000_000),
)
def test_a_period_ends_by_now_and_is_whole_days_of_the_zone(preset: Preset, zone: str, now: int) -> None:
    start, end = bounds(preset, zone, now)
    assert start <= end <= now
    days = day_starts(zone, start, end)
    assert days[0] <= start
    assert days[-1] >= end
    assert all(timedelta(hours=22) <= timedelta(milliseconds=b - a) <= timedelta(hours=26) for a, b in pairwise(days))
    if "month" in preset or "year" in preset or "week" in preset:
        assert start in days
        assert end == now or end in days
