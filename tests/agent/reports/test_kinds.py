"""Results, alerts and uptime by day: every column, in both formats, in the zone of the report."""

import csv
import json
import random
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from agent.model import Cause, Check, Outcome, Phases, Report, ReportFormat
from agent.reports import write_report
from agent.reports import writing as sources
from agent.retention import Retention
from agent.stats import Pace
from agent.store import Store
from agent.store.rollups import HOUR
from agent.zones import day_starts, midnight
from tests.agent.store.samples import DAY, MINUTE, a_check, a_monitor, an_alert, told

BERLIN = "Europe/Berlin"
FIRST = midnight(BERLIN, datetime(2026, 3, 28).date())  # noqa: DTZ001
"""The day before the clock is put forward."""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "data")
    yield opened
    await opened.close()


async def written(store: Store, path: Path, start: int, end: int, **report: Any) -> list[dict[str, Any]]:
    """The rows of a report as JSON Lines, after it was seen that CSV says the same."""
    made = Report(zone=BERLIN, **report)
    names = [column.name for column in sources.SOURCES[made.kind].columns]
    tables = []
    for form in ("csv", "jsonl"):
        rows = await write_report(store, made.model_copy(update={"format": ReportFormat(form)}), start, end, path)
        with open(path, encoding="utf-8", newline="") as file:
            if form == "csv":
                table = csv.DictReader(file)
                tables.append(list(table))
                assert table.fieldnames == names
            else:
                tables.append([json.loads(line) for line in file])
        assert len(tables[-1]) == rows
    plain, typed = tables
    for text_row, row in zip(plain, typed, strict=True):
        assert list(row) == names
        for name, value in row.items():
            text = text_row[name]
            if isinstance(value, bool | None):
                assert text == {None: "", True: "true", False: "false"}[value]
            elif isinstance(value, int | float):
                assert float(text) == pytest.approx(value)
            else:
                assert text.removeprefix("'") == value
    return typed


async def test_results(store: Store, tmp_path: Path) -> None:
    monitor = await store.save_monitor(a_monitor().model_copy(update={"name": "größe, =1"}), FIRST)
    checks = [
        Check(monitor.id, FIRST + 7, Outcome.UP, 12.345, 200, phases=Phases(0.4, 8, 17.5, 300.25, 0)),
        Check(monitor.id, FIRST + MINUTE, Outcome.DOWN, None, 503, Cause.UNEXPECTED_STATUS, '=1+1, "or" so'),
        Check(monitor.id, FIRST + 25 * HOUR, Outcome.DOWN, cause=Cause.DNS, message="No such name", phases=Phases(1)),
        Check(monitor.id, FIRST + 26 * HOUR, Outcome.DEGRADED, 0.001, maintenance=True),
    ]
    await store.record_many(checks)
    rows = await written(store, tmp_path / "r", FIRST, FIRST + 3 * DAY, kind="results")
    nothing = dict.fromkeys(("dns_ms", "connect_ms", "tls_ms", "first_byte_ms", "transfer_ms"))
    good = {"name": "größe, =1", "cause": None, "message": "", "maintenance": False}
    phases = {"dns_ms": 0.4, "connect_ms": 8, "tls_ms": 17.5, "first_byte_ms": 300.25, "transfer_ms": 0}
    bad = {"name": "größe, =1", "outcome": "DOWN", "latency_ms": None, "maintenance": False}
    assert [dict(row) for row in rows] == [
        {**good, "at": "2026-03-28T00:00:00.007+01:00", "outcome": "UP", "latency_ms": 12.345, "status_code": 200}
        | phases,
        {**bad, "at": "2026-03-28T00:01:00.000+01:00", "status_code": 503, "cause": "unexpected_status"}
        | {"message": '=1+1, "or" so', **nothing},
        {**bad, "at": "2026-03-29T01:00:00.000+01:00", "status_code": None, "cause": "dns", "message": "No such name"}
        | nothing
        | {"dns_ms": 1},
        {**good, "at": "2026-03-29T03:00:00.000+02:00", "outcome": "DEGRADED", "latency_ms": 0.001}
        | {"status_code": None, "maintenance": True, **nothing},
    ]


async def test_alerts_that_were_open_in_the_period(store: Store, tmp_path: Path) -> None:
    monitor = await store.save_monitor(a_monitor(), FIRST)
    for opened, closed in ((-3, -2), (-2, 1), (1, 2), (5, None), (23, 30), (24, None)):
        end = None if closed is None else FIRST + closed * HOUR
        alert = an_alert(monitor.id, FIRST + opened * HOUR, closed_at=end, note="- seen", flapping=opened == 1)
        await store.record(None, told(alert))
    rows = await written(store, tmp_path / "a", FIRST, FIRST + DAY, kind="alerts")
    assert [(row["opened"][:16], (row["closed"] or "")[:16]) for row in rows] == [
        ("2026-03-27T22:00", "2026-03-28T01:00"),
        ("2026-03-28T01:00", "2026-03-28T02:00"),
        ("2026-03-28T05:00", ""),
        ("2026-03-28T23:00", "2026-03-29T07:00"),
    ]
    assert [row["duration_s"] for row in rows if row["closed"]] == [3 * 3600, 3600, 7 * 3600]
    assert rows[1] == {
        "name": "api",
        "kind": "down",
        "cause": "timeout",
        "message": "No answer within 10 s",
        "note": "- seen",
        "opened": "2026-03-28T01:00:00.000+01:00",
        "closed": "2026-03-28T02:00:00.000+01:00",
        "duration_s": 3600,
        "acknowledged": None,
        "flapping": True,
        "held_by": "",
        "id": 3,
    }


async def test_days_of_the_zone_and_their_sum(store: Store, tmp_path: Path) -> None:
    """Days of 23, 24 and 25 hours, their first and last in part; from closed hours what results say, too."""
    monitor = await store.save_monitor(a_monitor(interval=600), FIRST - DAY)
    await store.set_pace(monitor.id, Pace(FIRST - DAY, 600))
    chance = random.Random(3)
    end = FIRST + 4 * DAY + 5 * HOUR
    down = [chance.random() < 0.2 for _ in range((end - FIRST) // (10 * MINUTE))]
    await store.record_many(
        a_check(monitor.id, FIRST + i * 10 * MINUTE, Outcome.DOWN if bad else Outcome.UP) for i, bad in enumerate(down)
    )
    start = FIRST + 6 * HOUR
    rows = await written(store, tmp_path / "u", start, end, kind="uptime")
    assert [row["day"] for row in rows] == ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31", "2026-04-01"]
    assert [row["checks"] for row in rows] == [18 * 6, 23 * 6, 24 * 6, 24 * 6, 6 * 6]
    assert (rows[0]["from"], rows[1]["to"]) == ("2026-03-28T06:00:00.000+01:00", "2026-03-30T00:00:00.000+02:00")
    bounds = [start, *day_starts(BERLIN, start, end)[1:-1], end]
    for row, begin, finish in zip(rows, bounds, bounds[1:], strict=False):
        bad = sum(down[(begin - FIRST) // (10 * MINUTE) : (finish - FIRST) // (10 * MINUTE)])
        assert (row["failures"], row["downtime_s"]) == (bad, bad * 600)
        assert row["uptime"] == pytest.approx(100 * (1 - bad / row["checks"]), abs=1e-4)
    await store.close_hours(end + DAY)
    assert await written(store, tmp_path / "u", start, end, kind="uptime") == rows


async def test_the_summary_of_hours_is_that_of_results(store: Store, tmp_path: Path) -> None:
    monitor = await store.save_monitor(a_monitor(interval=600), FIRST)
    chance = random.Random(4)
    outcomes = (Outcome.UP, Outcome.UP, Outcome.DEGRADED, Outcome.DOWN, Outcome.UNKNOWN)
    count = 5 * DAY // (10 * MINUTE)
    await store.record_many(
        a_check(monitor.id, FIRST + i * 10 * MINUTE, chance.choice(outcomes), latency_ms=chance.lognormvariate(4, 1))
        for i in range(count)
    )
    start, end = FIRST + 5 * HOUR, FIRST + 5 * DAY - 3 * HOUR
    [exact] = await written(store, tmp_path / "s", start, end)
    await store.close_hours(end + DAY)
    await store.remove_old(end + 60 * DAY, Retention())
    assert await store.count_checks(monitor.id) < count
    [summed] = await written(store, tmp_path / "s", start, end)
    for name, value in exact.items():
        within = 0.02 if name.startswith("p") else 1e-6
        assert summed[name] == (pytest.approx(value, rel=within) if isinstance(value, float) else value), name
