"""What holds for the alerts of all monitors, by fields and buttons."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from agent.model import MaintenanceWindow, Settings, TagPolicy
from desktop.settings.tags import TagsPage
from tests.desktop.settings.conftest import Open
from tests.desktop.window_parts import Desk, start

Wanted = Callable[[], list[Settings]]


@pytest.fixture
def page(opened: Open) -> TagsPage:
    found = opened("tags").page
    assert isinstance(found, TagsPage)
    return found


def test_a_tag_gets_its_policy_and_loses_it_again(desk: Desk, page: TagsPage, wanted: Wanted) -> None:
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["internal", "prod", "staging"]
    assert not page.foot.save.isEnabled()
    page.list.setCurrentRow(1)
    editors = page.section.editors
    editors["tag.channels"].set_value(("ops",))
    editors["tag.slow"].set_value(())
    editors["tag.remind_every"].set_value(60)
    editors["tag.escalate_after"].set_value(15)
    editors["tag.escalate_to"].set_value(("ops",))
    editors["tag.critical"].click()
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    desk.wait(wanted)
    expected = TagPolicy(
        name="prod", channels=("ops",), slow=(), remind_every=60, escalate_after=15, escalate_to=("ops",), critical=True
    )
    assert wanted() == [Settings(tags=(expected,))]
    desk.wait(lambda: desk.client.settings.tags == (expected,))
    assert page.chosen == "prod"
    assert not page.dirty
    assert page.section.editors["tag.channels"].value() == ("ops",)
    assert page.section.editors["tag.remind_every"].value() == "60"
    assert page.section.editors["tag.escalate_to"].value() == ("ops",)
    assert page.section.editors["tag.critical"].isChecked()
    desk.qtbot.mouseClick(page.nothing, Qt.MouseButton.LeftButton)
    assert page.section.editors["tag.remind_every"].value() is None
    assert len(wanted()) == 1, "it is gone only once that is saved"
    desk.qtbot.mouseClick(page.foot.revert, Qt.MouseButton.LeftButton)
    assert page.section.editors["tag.remind_every"].value() == "60"
    desk.qtbot.mouseClick(page.nothing, Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    desk.wait(lambda: len(wanted()) == 2)
    assert wanted()[1] == Settings()
    desk.wait(lambda: not page.dirty)


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("tag.remind_every", "soon", "number"),
        ("tag.remind_every", "-1", "0"),
        ("tag.escalate_after", "15", "xpected at least one channel"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    desk: Desk, page: TagsPage, wanted: Wanted, path: str, typed: str, said: str
) -> None:
    page.section.editors[path].setText(typed)
    page.list.setCurrentRow(2)
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    place = "tag.escalate_to" if path == "tag.escalate_after" else path
    assert page.chosen == "internal", "saving goes to where something is wrong"
    assert said in page.section.error(place)
    assert not wanted()


def test_without_tags_it_says_where_they_come_from(desk: Desk) -> None:
    start(desk, ())
    page = desk.window.dialogs.show_settings("tags").page
    assert isinstance(page, TagsPage)
    assert not page.foot.save.isEnabled()
    assert any("No monitor has a tag yet." in label.text() for label in page.findChildren(QLabel))


def test_a_maintenance_window_is_made_changed_and_deleted(desk: Desk, opened: Open, wanted: Wanted) -> None:
    page = opened("maintenance").page
    shown = {path for path, editor in page.section.editors.items() if editor.isVisibleTo(page.section)}
    assert "window.date" in shown
    assert not {"window.days", "window.day", "window.cron"} & shown
    editors = page.section.editors
    editors["window.name"].set_value("deploys")
    editors["window.repeat"].set_value("weekly")
    assert editors["window.days"].isVisibleTo(page.section)
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    assert page.section.error("window.days") == "For repeat weekly the field days is needed."
    editors["window.days"].set_value(("tue",))
    editors["window.at"].setText("25:00")
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    assert page.section.error("window.at")
    assert not wanted()
    editors["window.at"].setText("03:30")
    editors["window.tags"].set_value(("prod",))
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    desk.wait(wanted)
    expected = MaintenanceWindow(name="deploys", repeat="weekly", days=("tue",), at="03:30", tags=("prod",))
    assert wanted()[-1] == Settings(maintenance=(expected,))
    desk.wait(lambda: page.chosen == "deploys")
    assert page.section.editors["window.at"].value() == "03:30"
    page.new.click()
    page.section.editors["window.name"].set_value("deploys")
    page.section.editors["window.repeat"].set_value("daily")
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    assert page.section.error("window.name") == "Another one has this name."
    page.delete.click()
    assert not page.dirty, "a window that was never saved is simply gone"
    page.section.editors["window.name"].set_value("rollouts")
    page.foot.save.click()
    desk.wait(lambda: wanted()[-1] == Settings(maintenance=(expected.model_copy(update={"name": "rollouts"}),)))
    desk.wait(lambda: page.chosen == "rollouts")
    page.delete.click()
    assert page.dirty
    page.foot.save.click()
    desk.wait(lambda: wanted()[-1] == Settings())
    desk.wait(lambda: not page.dirty)
