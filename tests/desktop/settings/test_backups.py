"""The page of backups: with files as they really are, made and restored by the agent's own code."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLabel

from agent.backup_desk import BackupDesk
from agent.messages import (
    AgentStatusChanged,
    BackUpNow,
    CheckDatabase,
    Command,
    CommandFailed,
    FieldError,
    InspectBackup,
    ListBackups,
    Recovery,
    RestoreBackup,
)
from agent.store import StoreError, backups
from agent.views import AgentStatus
from desktop.settings.backups import BackupsPage
from tests.agent.store.test_backups import filled, overwrite
from tests.desktop.settings.conftest import Open
from tests.desktop.window_parts import Desk


class Keeper(QObject):
    """Answers what concerns backups of a folder that nobody has open, as the agent does."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk.client)
        self._client = desk.client
        self._folder = folder
        desk.client.command.connect(self.take, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def take(self, command: Command) -> None:
        if isinstance(command, ListBackups | BackUpNow | InspectBackup | RestoreBackup | CheckDatabase):
            asyncio.run(self._answer(command))

    async def _answer(self, command: Command) -> None:
        desk = BackupDesk(self._folder, lambda request, work: self._client.receive(work()), lambda: None)
        try:
            match command:
                case ListBackups():
                    self._client.receive(await desk.list(command))
                case BackUpNow():
                    self._client.receive(await desk.now(command))
                case InspectBackup():
                    self._client.receive(await desk.inspect(command))
                case CheckDatabase():
                    self._client.receive(await desk.look(command))
                case RestoreBackup():
                    await desk.restore(command)
        except StoreError as error:
            self._client.receive(CommandFailed(getattr(command, "request", 0), (FieldError("", str(error)),)))


@pytest.fixture
def page(desk: Desk, opened: Open, tmp_path: Path) -> BackupsPage:
    async def fill() -> None:
        await (await filled(tmp_path)).close()

    asyncio.run(fill())
    Keeper(desk, tmp_path)
    found = opened("backups").page
    assert isinstance(found, BackupsPage)
    return found


def test_a_backup_is_made_looked_into_and_restored(desk: Desk, page: BackupsPage, tmp_path: Path) -> None:
    desk.wait(lambda: page.make.isEnabled())
    assert not page.restore.isEnabled()
    page.make.click()
    desk.wait(lambda: page.list.count() == 1)
    assert "2 monitors" in page.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    desk.wait(lambda: page.restore.isEnabled())
    page.restore.click()
    desk.wait(lambda: page.confirm.isVisible())
    assert "6000" in {label.text().replace(",", "") for label in page.findChildren(QLabel)}
    assert "takes the place of the database" in page.warning.text()
    desk.key(Qt.Key.Key_Escape, page.window())
    desk.wait(lambda: page.list.isVisible())
    page.restore.click()
    desk.wait(lambda: page.confirm.isVisible() and page.confirm.isEnabled())
    page.confirm.click()
    desk.wait(lambda: "Restored" in page.note.text() and page.list.isVisible())
    assert list(tmp_path.glob("monitor.db.replaced-*"))


def test_damage_is_told_and_a_damaged_backup_is_not_restored(desk: Desk, page: BackupsPage, tmp_path: Path) -> None:
    desk.wait(lambda: page.make.isEnabled())
    page.check.click()
    desk.wait(lambda: page.note.text() == "The database is sound.")
    made = backups.make(tmp_path, 1_790_000_000_000)
    overwrite(Path(made.path), 3, 20)
    page.refresh()
    desk.wait(lambda: page.list.count() == 1 and page.restore.isEnabled())
    page.restore.click()
    desk.wait(lambda: "damaged" in page.warning.text())
    assert not page.confirm.isVisible()
    page.cancel.click()
    overwrite(tmp_path / "monitor.db", 3, 20)
    desk.wait(lambda: page.check.isEnabled())
    page.check.click()
    desk.wait(lambda: "It is replaced now" in page.note.text())


def test_what_was_lost_is_said_above_everything_until_it_is_closed(desk: Desk, opened: Open) -> None:
    recovery = Recovery(1_790_000_000_000, "monitor.db.corrupt-x", 1_789_990_000_000, 1_789_980_000_000, 1_234, True)
    banners = desk.window.notices.banners
    for _ in range(2):
        desk.client.receive(AgentStatusChanged(AgentStatus(recovery=recovery)))
    said = banners.messages()["recovery"]
    assert "234 newer results could be read" in said
    assert "monitor.db.corrupt-x" in said
    banners.take("recovery")
    desk.client.receive(AgentStatusChanged(AgentStatus(deliveries_waiting=1, recovery=recovery)))
    assert "recovery" not in banners.messages()
