"""The summary as CSV: its columns and figures, inert in a spreadsheet, whole or not there."""

import csv
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from agent.model import HttpTarget, Monitor, Outcome, Report
from agent.reports import NothingChosen, inert, write_report
from agent.reports.tables import SUMMARY
from agent.store import Store, StoreError
from tests.agent.store.samples import MINUTE, T0, a_check, a_monitor, an_alert, told

HOUR = 60 * MINUTE


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "data")
    yield opened
    await opened.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports" / "report.csv"


def rows_of(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        assert tuple(table.fieldnames or ()) == tuple(column.name for column in SUMMARY.columns)
        return list(table)


async def test_a_row_a_monitor(store: Store, path: Path) -> None:
    target = HttpTarget(url="https://api.example.com/größe?token=1")
    monitor = await store.save_monitor(a_monitor("größe", target=target, uptime_target=75), T0)
    await store.save_monitor(a_monitor("never-checked"), T0)
    gone = await store.save_monitor(a_monitor("gone"), T0)
    await store.delete_monitors([gone.id], T0)
    await store.record_many(
        a_check(monitor.id, T0 + i * MINUTE, Outcome.DOWN if i >= 45 else Outcome.UP, latency_ms=i + 0.5)
        for i in range(60)
    )
    await store.record(None, told(an_alert(monitor.id, T0 + 48 * MINUTE)))
    assert await write_report(store, Report(), T0, T0 + HOUR, path) == 2
    [checked, never] = rows_of(path)
    times = {name: checked.pop(name) for name in ("from", "to")}
    assert [datetime.fromisoformat(text).timestamp() * 1_000 for text in times.values()] == [T0, T0 + HOUR]
    assert all(datetime.fromisoformat(text).tzinfo for text in times.values())
    assert checked == {
        "name": "größe",
        "kind": "http",
        "target": "https://api.example.com/größe",
        "uptime": "75.0000",
        "coverage": "100.0000",
        "checks": "60",
        "failures": "15",
        "alerts": "1",
        "downtime_s": "900.000",
        "average_latency_ms": "22.500",
        "p50_latency_ms": "22.500",
        "p95_latency_ms": "42.300",
        "p99_latency_ms": "44.060",
        "incidents": "1",
        "mttr_s": "",
        "mtbf_s": "2700.000",
        "apdex": "",
        "uptime_target": "75.0",
        "target_reached": "true",
        "budget_left_s": "0.000",
    }
    assert (never["uptime"], never["coverage"], never["checks"], never["p50_latency_ms"]) == ("", "0.0000", "0", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_no_text_is_a_formula(start: str) -> None:
    assert inert(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert inert(f"a{start}") == f"a{start}"


async def test_names_are_inert_in_the_file(store: Store, path: Path) -> None:
    await store.save_monitor(a_monitor().model_copy(update={"name": '=HYPERLINK("http://evil.example")'}), T0)
    await write_report(store, Report(), T0, T0 + HOUR, path)
    assert rows_of(path)[0]["name"] == '\'=HYPERLINK("http://evil.example")'


async def test_more_rows_than_are_written_at_once(store: Store, path: Path) -> None:
    monitors: list[Monitor] = [a_monitor(f"m{i}") for i in range(230)]
    await store.import_all([], monitors, T0)
    assert await write_report(store, Report(), T0, T0 + HOUR, path) == 230
    assert [row["name"] for row in rows_of(path)] == [monitor.name for monitor in monitors]


async def test_a_report_that_fails_leaves_what_was_there(store: Store, path: Path) -> None:
    path.write_text("the last report", encoding="utf-8")
    await store.close()
    with pytest.raises(StoreError):
        await write_report(store, Report(), T0, T0 + HOUR, path)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in path.parent.iterdir()] == [
        (path.name, "the last report")
    ]


async def test_a_place_that_cannot_be_written_is_named(store: Store, path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written: No such file or directory"):
        await write_report(store, Report(), T0, T0 + HOUR, path.parent / "nowhere" / "report.csv")
    with pytest.raises(OSError, match="not a file"):
        await write_report(store, Report(), T0, T0 + HOUR, path.parent)
    assert not list(path.parent.iterdir())


async def test_only_what_is_chosen(store: Store, path: Path) -> None:
    for name, tags in (("a", ()), ("b", ("prod",)), ("c", ("prod", "eu")), ("d", ("eu",))):
        await store.save_monitor(a_monitor(name, tags=tags), T0)
    for report, names in (
        (Report(), "abcd"),
        (Report(monitors=("d", "a")), "ad"),
        (Report(tags=("prod",)), "bc"),
        (Report(monitors=("a",), tags=("prod",)), "abc"),
    ):
        await write_report(store, report, T0, T0 + HOUR, path)
        assert "".join(row["name"] for row in rows_of(path)) == names
    before = path.read_bytes()
    with pytest.raises(NothingChosen, match="'gone'"):
        await write_report(store, Report(monitors=("gone",)), T0, T0 + HOUR, path)
    assert path.read_bytes() == before


async def test_a_byte_order_mark_if_it_is_wanted(store: Store, path: Path) -> None:
    await write_report(store, Report(bom=True), T0, T0 + HOUR, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfname,kind,target,")
    await write_report(store, Report(bom=True, format="jsonl"), T0, T0 + HOUR, path)
    assert path.read_bytes() == b""
