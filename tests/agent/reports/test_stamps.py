"""Points in time as text: what the standard library says, at every moment and in every zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from agent.reports.stamps import Stamps

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe")
CHANGE = 1_774_746_000_000
"""The clock is put forward in Berlin."""
TIMES = st.one_of(st.integers(0, 4_000_000_000_000), st.integers(CHANGE - 7_200_000, CHANGE + 7_200_000))


@given(st.sampled_from(ZONES), st.lists(TIMES, min_size=1, max_size=20))
def test_text_is_that_of_the_standard_library(zone: str, times: list[int]) -> None:
    stamps = Stamps(zone)
    for at in times:
        exact = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
        assert stamps.text(at) == exact.astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")
