"""The settings: every page, the search, and what is not saved."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from agent.messages import Backup, BackupInspected, BackupList, InspectBackup, ListBackups, Recovery, SettingsChanged
from agent.model import MaintenanceWindow, QuietHours, Settings, TagPolicy
from desktop.clock import now
from desktop.settings.backups import BackupsPage
from desktop.settings.window import SettingsWindow
from desktop.startup import AtLogin, DesktopFile
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery.stage import Picture, Scene
from tests.desktop.scenes import DAY

WEEK = QuietHours(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "22:00-07:00"), sat="00:00-00:00")
FILLED = Settings(
    tags=(TagPolicy(name="prod", slow=(), remind_every=60, escalate_after=15, escalate_to=("ops",)),),
    maintenance=(
        MaintenanceWindow(name="deploys", repeat="weekly", days=("tue", "thu"), at="02:00", minutes=90, tags=("prod",)),
        MaintenanceWindow(name="backup of the database", repeat="cron", cron="30 1 * * mon-fri", minutes=20),
    ),
    quiet=WEEK,
)


def settings(window: MainWindow, agent: FakeAgent, key: str, filled: Settings = FILLED) -> SettingsWindow:
    agent.tell(SettingsChanged(0, filled))
    shown = window.dialogs.show_settings(key)
    QTest.qWait(50)
    return shown


def page(key: str) -> Scene:
    return lambda window, agent: settings(window, agent, key)


def empty(key: str) -> Scene:
    def shown(window: MainWindow, agent: FakeAgent) -> QWidget:
        agent.channels = ()
        agent.views = {}
        agent.start()
        return settings(window, agent, key, Settings())

    return shown


def found(query: str) -> Scene:
    def shown(window: MainWindow, agent: FakeAgent) -> QWidget:
        window_ = settings(window, agent, "channels")
        window_.finder.focus()
        window_.finder.field.setText(query)
        return window_

    return shown


def no_keychain(window: MainWindow, agent: FakeAgent) -> QWidget:
    why = "this system offers no keychain (on Linux: gnome-keyring or KWallet)"
    agent.places = replace(agent.places, keychain="", why=why)
    window.dialogs.at_login = AtLogin(DesktopFile(Path("/home/sam/.config/autostart/api-monitor.desktop")), ())
    window.preferences.put(closing="quit", sound=True)
    return settings(window, agent, "general")


BACKUPS = tuple(
    Backup(
        f"/home/sam/.local/share/api-monitor/backups/monitor-{day}.db",
        now() - day * DAY,
        48_230_400 - day * 640_000,
        monitors=24 - day // 3,
        newest_at=now() - day * DAY - 4_000,
        problem="It is damaged: database disk image is malformed." if day == 4 else "",
    )
    for day in range(1, 8)
)
RESTORABLE = replace(BACKUPS[0], channels=3, results=1_036_800, schema=31)
LOST = Recovery(now() - DAY, "monitor.db.corrupt-2026-11-23", now() - 2 * DAY, now() - 2 * DAY, 4_120, True)


def backups(window: MainWindow, agent: FakeAgent) -> SettingsWindow:
    agent.answers[ListBackups] = BackupList(0, "/home/sam/.local/share/api-monitor/backups", BACKUPS, LOST)
    agent.answers[InspectBackup] = BackupInspected(0, RESTORABLE)
    return settings(window, agent, "backups")


def restoring(window: MainWindow, agent: FakeAgent) -> QWidget:
    shown = backups(window, agent)
    page = shown.page
    assert isinstance(page, BackupsPage)
    page.restore.click()
    QTest.qWait(50)
    return shown


def unsaved(window: MainWindow, agent: FakeAgent) -> QWidget:
    shown = settings(window, agent, "maintenance")
    shown.page.section.editors["window.minutes"].setText("45")
    shown.show_page("quiet")
    shown.page.section.editors["quiet.sun"].setText("soon")
    other = FILLED.model_copy(update={"quiet": WEEK.model_copy(update={"zone": "UTC"})})
    agent.tell(SettingsChanged(0, other))
    shown.page.save()
    return shown


def small(window: MainWindow, agent: FakeAgent) -> QWidget:
    shown = settings(window, agent, "storage")
    editors = shown.page.section.editors
    editors["retention.size_mb"].setText("30")
    editors["retention.hourly"].setText("10")
    shown.page.save()
    return shown


PICTURES = {
    **{
        f"settings-{key}": Picture(page(key))
        for key in ("general", "requests", "channels", "tags", "quiet", "maintenance", "reports", "storage", "updates")
    },
    **{f"settings-empty-{key}": Picture(empty(key)) for key in ("channels", "tags", "quiet", "maintenance")},
    "settings-backups": Picture(backups),
    "settings-backup-restore": Picture(restoring),
    "settings-search-general": Picture(found("sound")),
    "settings-no-keychain": Picture(no_keychain),
    "settings-search": Picture(found("time zone")),
    "settings-search-nothing": Picture(found("colour of the moon")),
    "settings-unsaved": Picture(unsaved),
    "settings-storage-small": Picture(small),
}
