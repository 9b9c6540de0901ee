"""A database that is damaged while the agent works on it, one that was damaged before, and one that is restored: the
agent goes on with the newest good backup, and what was there is kept."""

from pathlib import Path

import pytest

from agent import messages
from agent.clock import now_ms
from agent.model import Monitor, State
from agent.store import Store, backups
from tests.agent.servers import HttpServer, http_server
from tests.agent.store.samples import a_check
from tests.agent.store.test_backups import overwrite
from tests.agent.test_core import Asked

MINUTE = 60_000
RESULTS = 20_000


async def prepared(folder: Path, target: HttpServer) -> messages.Backup:
    """A folder with one monitor that is checked every second, two weeks of results, and a backup of it."""
    store = await Store.open(folder)
    given = {"name": "api", "target": {"url": target.url}, "interval": 1, "confirm_every": 1}
    monitor = await store.save_monitor(Monitor.model_validate(given), now_ms())
    begun = now_ms() - RESULTS * MINUTE
    await store.record_many(a_check(monitor.id, begun + number * MINUTE) for number in range(RESULTS))
    made = backups.make(folder, now_ms() - MINUTE)
    await store.close()
    return made


@pytest.mark.parametrize("found_by", ["reading", "asking"])
async def test_damaged_while_running(tmp_path: Path, found_by: str) -> None:
    async with http_server() as target:
        made = await prepared(tmp_path, target)
        asked = Asked(tmp_path)
        await asked.state(State.UP)
        begun = len(asked.said)
        size = (tmp_path / "monitor.db").stat().st_size // 4_096
        overwrite(tmp_path / "monitor.db", 20, size - 20)
        if found_by == "asking":
            checked = await asked.ask(messages.CheckDatabase)
            assert checked.problem
        else:
            asked.agent.post(messages.GetLog(77, 1, now_ms() - RESULTS // 2 * MINUTE, 500))
        changed = await asked.until(messages.AgentStatusChanged, lambda event: event.status.recovery is not None, begun)
        recovery = changed.status.recovery
        assert recovery is not None
        assert recovery.backup_at == made.at
        assert (tmp_path / recovery.kept).exists()
        overview = await asked.until(messages.Overview, lambda event: event.request == 0, begun)
        assert [view.monitor.name for view in overview.monitors] == ["api"]
        again = len(asked.said)
        await asked.until(messages.ChecksRecorded, after=again)  # checks go on
        log = await asked.ask(lambda request: messages.GetLog(request, 1, now_ms() - RESULTS // 2 * MINUTE, 500))
        assert len(log.checks) == 500
        assert (await asked.ask(messages.CheckDatabase)).problem == ""
        listed = await asked.ask(messages.ListBackups)
        assert listed.recovery == recovery
        asked.agent.stop()
        await asked.work


async def test_damaged_while_closed(tmp_path: Path) -> None:
    async with http_server() as target:
        made = await prepared(tmp_path, target)
        overwrite(tmp_path / "monitor.db", 0, 30)
        asked = Asked(tmp_path)
        changed = await asked.until(messages.AgentStatusChanged, lambda event: event.status.recovery is not None)
        assert changed.status.recovery
        assert changed.status.recovery.backup_at == made.at
        await asked.until(messages.ChecksRecorded)
        asked.agent.stop()
        await asked.work


async def test_restored_while_running(tmp_path: Path) -> None:
    async with http_server() as target:
        made = await prepared(tmp_path, target)
        asked = Asked(tmp_path)
        await asked.save(name="later", target={"url": target.url})
        inspected = await asked.ask(lambda request: messages.InspectBackup(request, made.path))
        assert (inspected.backup.monitors, inspected.backup.results, inspected.backup.problem) == (1, RESULTS, "")
        begun = len(asked.said)
        restored = await asked.ask(lambda request: messages.RestoreBackup(request, made.path))
        assert isinstance(restored, messages.BackupRestored), restored
        overview = await asked.until(messages.Overview, after=begun)
        assert [view.monitor.name for view in overview.monitors] == ["api"]
        assert backups.described(Path(restored.kept)).monitors == 2
        await asked.until(messages.ChecksRecorded, after=len(asked.said))
        refused = await asked.ask(lambda request: messages.RestoreBackup(request, str(tmp_path / "running.lock")))
        assert isinstance(refused, messages.CommandFailed)
        backed_up = await asked.ask(messages.BackUpNow)
        listed = await asked.ask(messages.ListBackups)
        assert backed_up.backup in listed.backups
        assert listed.recovery is None
        asked.agent.stop()
        await asked.work
