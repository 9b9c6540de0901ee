"""The report for reading: what it says, that nothing in it is taken for markup, and that it is printed by Qt."""

import re
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest

from agent.model import AlertKind, Cause, Outcome, Report
from agent.reports import charts, write_report
from agent.stats import Point, uptime_of
from agent.store import Store
from agent.store.values import DayFigures
from tests.agent.store.samples import DAY, MINUTE, T0, a_check, a_monitor, an_alert, told

HOUR = 60 * MINUTE
EVIL = '<script>alert("1")</script> & co'


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "data")
    for name, target in (("api", 99.0), ("evil", 99.99), ("idle", 99.9)):
        monitor = await opened.save_monitor(
            a_monitor(name, uptime_target=target, interval=600, latency_threshold_ms=800, tags=("prod",)), T0
        )
        if name == "evil":
            await opened.save_monitor(monitor.model_copy(update={"name": EVIL}), T0)
        if name == "idle":
            continue
        await opened.record_many(
            a_check(
                monitor.id,
                T0 + i * 10 * MINUTE,
                Outcome.DOWN if name == "evil" and 6 <= i < 12 else Outcome.UP,
                latency_ms=20 + i % 7,
                message=EVIL,
            )
            for i in range(288)
        )
    cause = {"cause": Cause.UNEXPECTED_STATUS, "message": EVIL}
    await opened.record(None, told(an_alert(2, T0 + HOUR, closed_at=T0 + 2 * HOUR, **cause)))
    await opened.record(None, told(an_alert(2, T0 + 30 * HOUR, kind=AlertKind.SLOW, **cause)))
    yield opened
    await opened.close()


async def test_the_page_says_it_all_and_is_inert(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    report = Report(kind="document", format="html", zone="Asia/Kolkata", title=EVIL)
    assert await write_report(store, report, T0, T0 + 2 * DAY, path) == 3
    page = path.read_text("utf-8")
    assert "<script" not in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in page
    said = " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<body>") :])).split())
    for words in (
        f"{EVIL} 2025-10-09 14:23 – 2025-10-11 14:23 (Asia/Kolkata)",
        "Targets reached 1 of 2",
        "api 100 % 99 % ✓ 100 % 0 s 0 26.0 ms",
        f"{EVIL} 97.916 % 99.99 % ✕ 100 % 1 h 1 26.0 ms",
        "idle – 99.9 % 0.0 % 0 s 0 –",
        "✕ target missed",
        "Downtime 1 h 6 of 288 checks",
        "mean time to repair 1 h",
        "overspent by 59 min 43 s",
        f"2025-10-09 15:23 2025-10-09 16:23 1 h Down unexpected status {EVIL}",
        "still open",
        "No incidents",
        "An alert opens when 4 of the last 5 checks fail",
        "Slower than 800 ms is DEGRADED.",
        "Uptime is the time UP or DEGRADED divided by",
    ):
        assert words in said, words
    drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawn) == 6
    for svg in drawn:
        ET.fromstring(svg)


async def test_pdf_is_printed_by_a_process_of_its_own(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    report = Report(kind="document", format="pdf", zone="UTC")
    assert await write_report(store, report, T0, T0 + 2 * DAY, path) == 3
    printed = path.read_bytes()
    assert printed.startswith(b"%PDF-")
    assert printed.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 2
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["r.pdf"]


async def test_what_keeps_pdf_from_being_printed_is_said(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))
    (tmp_path / "broken" / "PySide6").mkdir(parents=True)
    (tmp_path / "broken" / "PySide6" / "__init__.py").write_text("raise ImportError('libGL.so.1: no such file')")
    with pytest.raises(OSError, match=r"r\.pdf cannot be written: .*libGL\.so\.1"):
        await write_report(store, Report(kind="document", format="pdf"), T0, T0 + DAY, tmp_path / "r.pdf")
    assert not list(tmp_path.glob("*.p*"))


def test_charts_break_at_gaps_and_show_what_is_below_the_target() -> None:
    days = [
        DayFigures(T0 + i * DAY, T0 + (i + 1) * DAY, uptime_of(good, down, DAY), 1, 0)
        for i, (good, down) in enumerate(((DAY, 0), (DAY - HOUR, HOUR), (0, 0)))
    ]
    bars = charts.uptime(days, "UTC", 99.0)
    assert (bars.count(charts.GOOD), bars.count(charts.BAD), bars.count("stroke-dasharray")) == (1, 1, 1)
    points = [Point(T0, 10, 20, 1, 0), Point(T0 + 1, 10, 20, 1, 1), Point(T0 + 2, None, None, 0, 0)]
    line = charts.latency([*points, *(Point(T0 + i, 30, 40, 1, 0) for i in (8, 9))], T0, T0 + 10, "UTC", None)
    assert (line.count("<polyline"), line.count(charts.BAD)) == (2, 1)
    assert charts.latency([], T0, T0 + DAY, "UTC", 5.0).count("<text") > 3


def test_a_document_is_no_table() -> None:
    for kind, form in (("document", "csv"), ("results", "pdf")):
        with pytest.raises(ValueError, match=f"for kind {kind} expected format"):
            Report(kind=kind, format=form)
