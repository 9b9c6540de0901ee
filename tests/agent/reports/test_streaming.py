"""A report of many rows takes no more memory than one of few, says how far it is, and can be stopped."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.messages import Event, ReportProgress, ReportStopped, ReportWritten, StopReport, WriteReport
from agent.model import Outcome, Report, ReportKind
from agent.report_desk import ReportDesk
from agent.reports import results, write_report
from agent.store import Store
from tests.agent.store.samples import T0, a_check, a_monitor

FEW, MANY = 5_000, 60_000


@pytest.fixture
async def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    monkeypatch.setattr(results, "ROWS_AT_ONCE", 1_000)
    opened = await Store.open(tmp_path / "data")
    for name, count in (("few", FEW), ("many", MANY)):
        monitor = await opened.save_monitor(a_monitor(name), T0)
        await opened.record_many(
            a_check(monitor.id, T0 + i, Outcome.DOWN if i % 10 == 0 else Outcome.UP, message=f"answer {i % 500}")
            for i in range(count)
        )
    yield opened
    await opened.close()


async def test_memory_does_not_grow_with_the_rows(store: Store, tmp_path: Path) -> None:
    peaks = []
    for name, count in (("few", FEW), ("few", FEW), ("many", MANY)):
        report = Report(kind=ReportKind.RESULTS, monitors=(name,))
        tracemalloc.start()
        assert await write_report(store, report, T0, T0 + MANY, tmp_path / "r.csv") == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (tmp_path / "r.csv").stat().st_size > 4_000_000 > 4 * peaks[2]
    assert peaks[2] < 1.5 * peaks[1]


async def test_it_says_how_far_it_is_and_stops(store: Store, tmp_path: Path) -> None:
    events: list[Event] = []
    begun = asyncio.Event()

    def publish(event: Event) -> None:
        events.append(event)
        begun.set()

    desk = ReportDesk(store, publish)
    path = tmp_path / "reports" / "r.csv"
    path.parent.mkdir()
    path.write_text("the last report", encoding="utf-8")
    command = WriteReport(7, Report(kind=ReportKind.RESULTS), T0, T0 + MANY, str(path))
    writing = asyncio.create_task(desk.write(command))
    await begun.wait()
    assert events[0] == ReportProgress(7, 0, FEW + MANY)
    await desk.stop(StopReport(7))
    assert await writing == ReportStopped(7)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in path.parent.iterdir()] == [
        (path.name, "the last report")
    ]
    await desk.stop(StopReport(7))  # too late, and no harm
    assert await desk.write(command) == ReportWritten(7, str(path), FEW + MANY)
