"""How much room the data takes, what a setting would keep, and files that shrink again."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from agent.model import Check, Outcome, Phases
from agent.retention import Retention
from agent.storage_desk import storage_of
from agent.storage_messages import Held, Kind, Storage, estimate
from agent.store import Store, StoreError, space, upkeep
from agent.store.connection import FILE_NAME
from tests.agent.store.samples import DAY, a_check, a_monitor
from tests.agent.store.test_rollups import START

MB = 1_000_000


def many(monitor: int, count: int, every: int = 60_000) -> list[Check]:
    """As they are in life, with their phases."""
    return [
        Check(
            monitor,
            START + i * every + i % 17,
            Outcome.UP,
            90 + i % 997 / 7,
            200,
            phases=Phases(0.4 + i % 20, 8 + i % 7, 17.5 + i % 9, 40.0 + i % 50, 0.2),
        )
        for i in range(count)
    ]


@pytest.mark.parametrize("measured", [True, False])
async def test_what_is_held_adds_up_and_a_result_takes_at_most_40_bytes(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, measured: bool
) -> None:
    if not measured:
        monkeypatch.setattr(space, "MEASURED", 0)
    monitor = await store.save_monitor(a_monitor(interval=60), START)
    await store.record_many(many(monitor.id, 60_000))
    await store.close_hours(START + 50 * DAY)
    size(folder)
    found = await storage_of(store, folder, [monitor, monitor.model_copy(update={"paused": True})])
    assert (found.monitors, found.checks_a_day, found.measured) == (1, 1_440, measured and _can_measure())
    assert [(found.of(kind).rows, found.of(kind).since) for kind in (Kind.RESULTS, Kind.HOURLY, Kind.DAILY)] == [
        (60_000, START),
        (1_000 + 1, START),  # the last check speaks into one more
        (42, START),
    ]
    assert sum(held.size for held in found.held) + found.free == pytest.approx(found.file, rel=0.02)
    assert found.of(Kind.RESULTS).each <= 40
    assert 0 < found.of(Kind.DAILY).size < found.of(Kind.HOURLY).size < found.of(Kind.RESULTS).size
    kept = estimate(found, Retention(results=30, hourly=365))
    assert kept.size == pytest.approx(1_440 * 30 * found.of(Kind.RESULTS).each + 365 * 24 * 120, rel=0.3)


def _can_measure() -> bool:
    with closing(sqlite3.connect(":memory:")) as database:
        return ("ENABLE_DBSTAT_VTAB",) in database.execute("PRAGMA compile_options").fetchall()


def storage(a_day: float = 100_000) -> Storage:
    held = (
        Held(Kind.RESULTS, 1_000_000, 40 * MB),
        Held(Kind.HOURLY, 100_000, 10 * MB),
        Held(Kind.DAILY, 10_000, 4 * MB),
        Held(Kind.EVIDENCE, 10, 6 * MB),
    )
    return Storage(1, "monitor.db", 60 * MB, 0, 0, True, held, 100, a_day)


@pytest.mark.parametrize(
    ("retention", "size", "grows", "days"),
    [
        (Retention(results=10, hourly=10, daily=10), 40 + 2.4 + 0.4 + 6, 0, None),
        (Retention(results=10, hourly=None, daily=None), 40 + 10 + 4 + 6, 87.6 + 14.6, None),
        (Retention(results=10, hourly=10, daily=10, size_mb=48), 48, 0, (48 * 0.95 - 8.8) / 4),
        (Retention(results=10, hourly=10, daily=10, size_mb=49), 40 + 2.4 + 0.4 + 6, 0, None),
        (Retention(results=None, hourly=None, daily=None, size_mb=100), 100, 0, (100 * 0.95 - 20) / 4),
        # Hours, days and evidence are not removed for it.
        (Retention(results=10, hourly=None, daily=None, size_mb=15), 20, 146 + 87.6 + 14.6 - 146, 0),
    ],
)
def test_what_a_setting_comes_to(retention: Retention, size: float, grows: float, days: float | None) -> None:
    found = estimate(storage(), retention)
    assert found.size / MB == pytest.approx(size)
    assert found.grows / MB == pytest.approx(grows)
    assert found.results_days == (None if days is None else pytest.approx(days))


def test_nothing_is_checked_and_nothing_kept() -> None:
    found = estimate(replace(storage(0), held=(), monitors=0), Retention(size_mb=10))
    assert (found.size, found.grows, found.results_days) == (0, 0, None)


async def test_too_large_a_database_loses_its_oldest_results_and_its_file_shrinks(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(space, "MB", 100_000)
    monkeypatch.setattr(space, "LEAST", 16)
    busy = await store.save_monitor(a_monitor("busy", interval=60), START)
    calm = await store.save_monitor(a_monitor("calm", interval=600), START)
    await store.record_many(many(busy.id, 40_000))
    await store.record_many(many(calm.id, 4_000, 600_000))
    now = START + 28 * DAY
    await store.close_hours(now)
    before = await store.figures(busy.id, START, now)
    whole = size(folder)
    await store.remove_old(now, Retention())
    assert size(folder) == pytest.approx(whole, rel=0.05)  # as it is, there is no limit
    await store.remove_old(now, Retention(size_mb=12))
    assert 1_000_000 < size(folder) < 1_260_000 < whole
    first = [(await store.beats_between(key, 0, now))[1].at for key in (busy.id, calm.id)]
    assert abs(first[0] - first[1]) < 2 * space.CUT_AT_ONCE  # all monitors lose the same time
    after = await store.figures(busy.id, START, now)
    assert (after.uptime, after.checks) == (before.uptime, before.checks)
    assert (await store.beats(calm.id, 1))[0].at == START + 3_999 * 600_000 + 3_999 % 17
    assert "larger than is set" not in caplog.text

    await store.clear(busy.id, 0, None, now)
    await store.remove_old(now, Retention(size_mb=12))
    assert size(folder) < 500_000


def size(folder: Path) -> int:
    """Of the file, with all that was written before."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        while database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            pass  # the store is at it
    return (folder / FILE_NAME).stat().st_size


async def test_a_limit_that_cannot_be_kept_leaves_the_newest_results(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(space, "MB", 1_000)
    monitor = await store.save_monitor(a_monitor(interval=600), START)
    await store.record_many(a_check(monitor.id, START + i * 600_000) for i in range(2_000))
    for _ in range(2):
        await store.close_hours(START + 100 * DAY)
        await store.remove_old(START + 15 * DAY, Retention(size_mb=10))
    assert upkeep.ALWAYS_KEPT <= await store.count_checks(monitor.id) <= upkeep.ALWAYS_KEPT + 10
    assert caplog.text.count("larger than is set") == 1


async def test_a_file_that_cannot_shrink_is_made_able_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = await Store.open(folder)
    await store.record_many(many(1, 20_000))
    await store.close()
    path = folder / FILE_NAME

    def mode(database: sqlite3.Connection) -> int:
        return int(database.execute("PRAGMA auto_vacuum").fetchone()[0])

    def as_others_make_it() -> None:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA auto_vacuum = 0")
            database.execute("VACUUM")
            assert mode(database) == 0

    as_others_make_it()
    await (await Store.open(folder)).close()
    with closing(sqlite3.connect(path)) as database:
        assert mode(database) == space.INCREMENTAL
        assert database.execute("SELECT count(*) FROM result").fetchone() == (20_000,)

    as_others_make_it()
    monkeypatch.setattr("agent.store.connection.CHECKED_WHOLE", 1_000)  # a large one is left until it is asked for
    store = await Store.open(folder)
    await store.remove_old(START, Retention())
    await store.close()
    with closing(sqlite3.connect(path)) as database:
        assert mode(database) == 0
        database.execute("DELETE FROM result WHERE at % 2")
        database.commit()
    before, after = space.compact(folder)
    assert after < before * 0.7
    assert path.stat().st_size == after
    with closing(sqlite3.connect(path)) as database:
        assert mode(database) == space.INCREMENTAL
    assert [file.name for file in folder.iterdir() if "etilqs" in file.name] == []

    monkeypatch.setattr(space.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10})())
    with pytest.raises(StoreError, match=r"The disk has 0 MB left; to write the database anew takes \d+ MB"):
        space.compact(folder)
