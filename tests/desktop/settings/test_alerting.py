"""What holds for the alerts of all monitors, by fields and buttons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from agent.messages import SaveSettings
from agent.model import Settings, TagPolicy
from desktop.settings.alerting import AlertingDialog
from tests.desktop.fake_agent import OPS, a_dozen
from tests.desktop.window_parts import Desk, start


@pytest.fixture
def dialog(desk: Desk) -> AlertingDialog:
    desk.agent.channels = (OPS,)
    start(desk, a_dozen())
    desk.window.menus.alerting.trigger()
    found = desk.window.findChild(AlertingDialog)
    assert found is not None
    return found


def wanted(desk: Desk) -> list[Settings]:
    return [command.settings for command in desk.agent.sent(SaveSettings) if isinstance(command, SaveSettings)]


def test_a_tag_gets_its_policy_and_loses_it_again(desk: Desk, dialog: AlertingDialog) -> None:
    page = dialog.tags
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["internal", "prod", "staging"]
    page.list.setCurrentRow(1)
    editors = page.section.editors
    editors["tag.channels"].set_value(("ops",))
    editors["tag.slow"].set_value(())
    editors["tag.remind_every"].set_value(60)
    editors["tag.escalate_after"].set_value(15)
    editors["tag.escalate_to"].set_value(("ops",))
    desk.qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    desk.wait(lambda: wanted(desk))
    expected = TagPolicy(
        name="prod", channels=("ops",), slow=(), remind_every=60, escalate_after=15, escalate_to=("ops",)
    )
    assert wanted(desk) == [Settings(tags=(expected,))]
    desk.wait(lambda: desk.client.settings.tags == (expected,))
    assert page.tag == "prod"
    assert page.section.editors["tag.channels"].value() == ("ops",)
    assert page.section.editors["tag.remind_every"].value() == "60"
    assert page.section.editors["tag.escalate_to"].value() == ("ops",)
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
    desk: Desk, dialog: AlertingDialog, path: str, typed: str, said: str
) -> None:
    dialog.tags.section.editors[path].setText(typed)
    desk.qtbot.mouseClick(dialog.tags.save, Qt.MouseButton.LeftButton)
    place = "tag.escalate_to" if path == "tag.escalate_after" else path
    assert said in dialog.tags.section.error(place)
    assert not wanted(desk)


def test_without_tags_it_says_where_they_come_from(desk: Desk) -> None:
    start(desk, ())
    desk.window.show_alerting()
    dialog = desk.window.findChild(AlertingDialog)
    assert dialog is not None
    assert not dialog.tags.save.isEnabled()
    assert any("No monitor has a tag yet." in label.text() for label in dialog.findChildren(QLabel))
