"""What holds for the alerts of all monitors, by fields and buttons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from agent.messages import SaveSettings
from agent.model import MaintenanceWindow, Settings, TagPolicy
from desktop.settings.alerting import SettingsDialog
from tests.desktop.fake_agent import OPS, a_dozen
from tests.desktop.window_parts import Desk, start


@pytest.fixture
def dialog(desk: Desk) -> SettingsDialog:
    desk.agent.channels = (OPS,)
    start(desk, a_dozen())
    desk.window.menus.alerting.trigger()
    found = desk.window.findChild(SettingsDialog)
    assert found is not None
    return found


def wanted(desk: Desk) -> list[Settings]:
    return [command.settings for command in desk.agent.sent(SaveSettings) if isinstance(command, SaveSettings)]


def test_a_tag_gets_its_policy_and_loses_it_again(desk: Desk, dialog: SettingsDialog) -> None:
    page = dialog.page
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["internal", "prod", "staging"]
    page.list.setCurrentRow(1)
    editors = page.section.editors
    editors["tag.channels"].set_value(("ops",))
    editors["tag.slow"].set_value(())
    editors["tag.remind_every"].set_value(60)
    editors["tag.escalate_after"].set_value(15)
    editors["tag.escalate_to"].set_value(("ops",))
    editors["tag.critical"].click()
    desk.qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    desk.wait(lambda: wanted(desk))
    expected = TagPolicy(
        name="prod", channels=("ops",), slow=(), remind_every=60, escalate_after=15, escalate_to=("ops",), critical=True
    )
    assert wanted(desk) == [Settings(tags=(expected,))]
    desk.wait(lambda: desk.client.settings.tags == (expected,))
    assert page.tag == "prod"
    assert page.section.editors["tag.channels"].value() == ("ops",)
    assert page.section.editors["tag.remind_every"].value() == "60"
    assert page.section.editors["tag.escalate_to"].value() == ("ops",)
    assert page.section.editors["tag.critical"].isChecked()
    desk.qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    desk.wait(lambda: len(wanted(desk)) == 2)
    assert wanted(desk)[1] == Settings()


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("tag.remind_every", "soon", "number"),
        ("tag.remind_every", "-1", "0"),
        ("tag.escalate_after", "15", "xpected at least one channel"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    desk: Desk, dialog: SettingsDialog, path: str, typed: str, said: str
) -> None:
    dialog.page.section.editors[path].setText(typed)
    desk.qtbot.mouseClick(dialog.page.save, Qt.MouseButton.LeftButton)
    place = "tag.escalate_to" if path == "tag.escalate_after" else path
    assert said in dialog.page.section.error(place)
    assert not wanted(desk)


def test_without_tags_it_says_where_they_come_from(desk: Desk) -> None:
    start(desk, ())
    desk.window.dialogs.show_alerting()
    dialog = desk.window.findChild(SettingsDialog)
    assert dialog is not None
    assert not dialog.page.save.isEnabled()
    assert any("No monitor has a tag yet." in label.text() for label in dialog.findChildren(QLabel))


def test_a_maintenance_window_is_made_changed_and_deleted(desk: Desk) -> None:
    start(desk, a_dozen())
    desk.window.menus.maintenance.trigger()
    page = desk.window.findChild(SettingsDialog).page
    shown = {path for path, editor in page.section.editors.items() if editor.isVisibleTo(page.section)}
    assert "window.date" in shown
    assert not {"window.days", "window.day", "window.cron"} & shown
    editors = page.section.editors
    editors["window.name"].set_value("deploys")
    editors["window.repeat"].set_value("weekly")
    assert editors["window.days"].isVisibleTo(page.section)
    desk.qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.section.error("window.days") == "For repeat weekly the field days is needed."
    editors["window.days"].set_value(("tue",))
    editors["window.at"].setText("25:00")
    desk.qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.section.error("window.at")
    assert not wanted(desk)
    editors["window.at"].setText("03:30")
    editors["window.tags"].set_value(("prod",))
    desk.qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    desk.wait(lambda: wanted(desk))
    expected = MaintenanceWindow(name="deploys", repeat="weekly", days=("tue",), at="03:30", tags=("prod",))
    assert wanted(desk)[-1] == Settings(maintenance=(expected,))
    desk.wait(lambda: page.list.currentItem() is not None)
    assert page.section.editors["window.at"].value() == "03:30"
    page.new.click()
    page.section.editors["window.name"].set_value("deploys")
    page.section.editors["window.repeat"].set_value("daily")
    desk.qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.section.error("window.name") == "Another window has this name."
    page.list.setCurrentRow(0)
    page.delete.click()
    desk.wait(lambda: wanted(desk)[-1] == Settings())
