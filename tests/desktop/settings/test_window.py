"""The window of the settings: its pages, its search, and what is entered and not saved, by keyboard and mouse."""

from collections.abc import Callable

import pytest
from pydantic import Field
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QMessageBox,
)

from agent.messages import FieldError, SettingsChanged
from agent.model import MaintenanceWindow, Model, QuietHours, Settings, TagPolicy
from desktop.monitors.forms import described
from desktop.settings.form_page import FormPage
from desktop.settings.mark import Mark
from desktop.settings.quiet import QuietPage
from desktop.settings.search import Place, found
from desktop.settings.window import SettingsWindow
from tests.desktop.settings.conftest import Open
from tests.desktop.window_parts import Desk

Key = Qt.Key
Wanted = Callable[[], list[Settings]]
BERLIN = QuietHours(mon="22:00-07:00", zone="Europe/Berlin")


def shown(window: SettingsWindow) -> list[str]:
    """What the search lists now."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [window.finder.list.item(row).data(role) for row in range(window.finder.list.count())]


def question(window: SettingsWindow) -> QMessageBox:
    box = window.findChild(QMessageBox)
    assert box is not None
    return box


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("zone", ["Time zone", "Monday"]),
        ("BERLIN time", ["Time zone"]),
        ("quiet", ["Quiet hours", "Time zone", "Monday"]),
        ("night", ["Quiet hours"]),
        ("moon", []),
        ("  ", []),
    ],
)
def test_settings_are_found_by_name_explanation_and_page(query: str, titles: list[str]) -> None:
    places = [
        Place("quiet", "Quiet hours", "Quiet hours", "night silence"),
        Place("quiet", "Quiet hours", "Time zone", "Such as Europe/Berlin.", "quiet.zone"),
        Place("quiet", "Quiet hours", "Monday", "In the clock of the zone.", "quiet.mon"),
        Place("channels", "Channels", "Channels"),
    ]
    assert [place.title for place in found(query, places)] == titles


def test_the_keyboard_finds_a_setting_changes_and_saves_it(desk: Desk, opened: Open, wanted: Wanted) -> None:
    window = opened("")
    assert not window.isModal()
    desk.key(Key.Key_F, window)  # no letter is a command here
    desk.qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desk.wait(window.finder.field.hasFocus)
    desk.key("time zone", window.finder.field)
    assert shown(window)[:3] == ["Time zone, Quiet hours", "Time zone, Maintenance", "Time zone, Scheduled reports"]
    assert window.key == "quiet"
    mark = window.findChild(Mark)
    assert mark is not None
    assert mark.path == "quiet.zone"
    desk.key(Key.Key_Down, window.finder.field)
    assert window.key == "maintenance"
    desk.key(Key.Key_Up, window.finder.field)
    desk.key(Key.Key_Return, window.finder.field)
    page = window.page
    assert isinstance(page, QuietPage)
    zone = page.section.editors["quiet.zone"]
    desk.wait(zone.hasFocus)
    desk.key("Europe/Berlin", zone)
    assert page.dirty
    desk.qtbot.keyClick(zone, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait(wanted)
    assert wanted() == [Settings(quiet=QuietHours(zone="Europe/Berlin"))]
    desk.wait(lambda: not page.dirty)
    desk.key(Key.Key_Escape, zone)
    assert window.finder.field.text() == ""
    assert window.buttons.isVisible()
    assert window.isVisible(), "the first Escape ends the search"
    desk.key(Key.Key_Escape, zone)
    desk.wait(lambda: desk.window.findChild(SettingsWindow) is None)


def test_what_is_not_found_is_said(desk: Desk, opened: Open) -> None:
    window = opened("quiet")
    window.finder.field.setText("<b>moon")
    assert window.finder.nothing.isVisible()
    assert "<b>moon" in window.finder.nothing.text()
    assert window.finder.nothing.textFormat() is Qt.TextFormat.PlainText
    assert window.key == "quiet"


def test_a_click_shows_a_page_and_the_menus_open_it_there(desk: Desk, opened: Open, settings: QSettings) -> None:
    window = opened("tags")
    assert window.key == "tags"
    assert opened("maintenance") is window, "there is one window"
    assert window.key == "maintenance"
    desk.qtbot.mouseClick(window.buttons.buttons[0], Qt.MouseButton.LeftButton)
    assert window.key == window.specs[0].key
    desk.qtbot.keyClick(window, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.key == window.specs[1].key
    left = window.key
    window.close()
    desk.wait(lambda: desk.window.findChild(SettingsWindow) is None)
    assert opened("").key == left


def test_what_is_not_saved_is_marked_and_not_lost_by_closing(desk: Desk, opened: Open, wanted: Wanted) -> None:
    window = opened("quiet")
    page = window.page
    assert isinstance(page, QuietPage)
    desk.key("23:00-06:00", page.section.editors["quiet.fri"])
    place = [spec.key for spec in window.specs].index("quiet")
    button = window.buttons.buttons[place]
    assert (button.mark, button.accessibleName()) == ("•", "Quiet hours, not saved")
    window.show_page("maintenance")
    assert not window.close()
    box = question(window)
    assert "Quiet hours" in box.text()
    assert window.key == "quiet"
    desk.qtbot.mouseClick(box.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert page.section.editors["quiet.fri"].value() == "23:00-06:00"
    desk.qtbot.mouseClick(page.foot.revert, Qt.MouseButton.LeftButton)
    assert (page.section.editors["quiet.fri"].value(), page.dirty, button.mark) == ("", False, "")
    desk.key("23:00-06:00", page.section.editors["quiet.fri"])
    desk.key(Key.Key_Escape, page.section.editors["quiet.fri"])
    boxes = window.findChildren(QMessageBox)
    desk.qtbot.mouseClick(boxes[-1].button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.window.findChild(SettingsWindow) is None)
    assert not wanted()


def test_an_edit_stays_when_the_settings_change_elsewhere(desk: Desk, opened: Open, wanted: Wanted) -> None:
    page = opened("quiet").page
    assert isinstance(page, QuietPage)
    desk.agent.tell(SettingsChanged(0, Settings(quiet=BERLIN)))
    assert page.section.editors["quiet.mon"].value() == "22:00-07:00", "nothing was entered: the new is shown"
    page.section.editors["quiet.fri"].setText("23:00-06:00")
    other = BERLIN.model_copy(update={"zone": "UTC"})
    tags = (TagPolicy(name="prod", remind_every=30),)
    desk.agent.tell(SettingsChanged(0, Settings(quiet=BERLIN, tags=tags)))
    assert page.foot.note.isHidden(), "another part changed"
    desk.agent.tell(SettingsChanged(0, Settings(quiet=other, tags=tags)))
    assert page.section.editors["quiet.fri"].value() == "23:00-06:00"
    assert "changed elsewhere" in page.foot.note.text()
    assert page.foot.note.isVisible()
    page.foot.save.click()
    desk.wait(wanted)
    mine = BERLIN.model_copy(update={"fri": "23:00-06:00"})
    assert wanted() == [Settings(quiet=mine, tags=tags)], "what others changed in other parts stays"
    desk.wait(lambda: not page.dirty)
    assert page.foot.note.isHidden()


def test_what_is_entered_for_one_item_stays_while_another_is_looked_at(
    desk: Desk, opened: Open, wanted: Wanted
) -> None:
    night = MaintenanceWindow(name="night", repeat="daily", at="02:00", minutes=30)
    noon = MaintenanceWindow(name="noon", repeat="daily", at="12:00", minutes=10)
    desk.agent.tell(SettingsChanged(0, Settings(maintenance=(noon, night))))
    page = opened("maintenance").page
    assert page.chosen == "night"
    page.section.editors["window.minutes"].setText("45")
    page.list.setCurrentRow(1)
    assert [page.list.item(row).text() for row in range(2)] == ["night •", "noon"]
    page.section.editors["window.name"].setText("midday")
    moved = noon.model_copy(update={"minutes": 15})
    desk.agent.tell(SettingsChanged(0, Settings(maintenance=(moved, night))))
    assert "changed elsewhere" in page.foot.note.text()
    assert page.section.editors["window.name"].value() == "midday"
    page.foot.save.click()
    desk.wait(wanted)
    mine = noon.model_copy(update={"name": "midday"})
    assert wanted() == [Settings(maintenance=(mine, night.model_copy(update={"minutes": 45})))]
    desk.wait(lambda: not page.dirty)
    assert page.chosen == "midday"


def test_what_the_agent_refuses_is_said_and_stays(desk: Desk, opened: Open) -> None:
    page = opened("quiet").page
    assert isinstance(page, QuietPage)
    page.section.editors["quiet.mon"].setText("22:00-07:00")
    desk.agent.refuse = (FieldError("", "The disk is full."),)
    page.foot.save.click()
    desk.wait(lambda: "The disk is full." in page.foot.note.text())
    assert page.dirty
    assert page.section.editors["quiet.mon"].value() == "22:00-07:00"


def test_a_field_goes_back_to_its_default(desk: Desk, opened: Open) -> None:
    page = opened("quiet").page
    assert isinstance(page, QuietPage)
    restore = page.section.restore_button("quiet.on")
    assert restore.isHidden()
    page.section.editors["quiet.on"].click()
    assert restore.isVisible()
    desk.qtbot.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert page.section.editors["quiet.on"].isChecked()
    assert restore.isHidden()
    assert not page.dirty


class Upkeep(Model):
    """A part of settings as another page may have it."""

    days: int = Field(default=30, ge=1, le=3_650, description="how long it is kept", json_schema_extra={"unit": "days"})
    keep_all: bool = Field(default=False, title="Keep everything", description="whether nothing is removed")
    place: str = Field(default="", description="where it goes", json_schema_extra={"example": "/srv/copies"})
    size: float | None = Field(default=None, gt=0, description="how large it may be")


class Everything(Settings):
    upkeep: Upkeep = Upkeep()


def test_a_page_is_made_of_what_the_model_says(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(described._MODELS, "upkeep", Upkeep)
    page = FormPage(Everything(), "upkeep", "How long things are kept.")
    desk.qtbot.addWidget(page)
    asked: list[Everything] = []
    page.wanted.connect(asked.append)
    editors = page.section.editors
    said = {path: (editor.accessibleName(), editor.accessibleDescription()) for path, editor in editors.items()}
    assert said == {
        "upkeep.days": ("Days", "How long it is kept. Default: 30 days."),
        "upkeep.keep_all": ("Keep everything", "Whether nothing is removed. Default: off."),
        "upkeep.place": ("Place", "Where it goes."),
        "upkeep.size": ("Size", "How large it may be."),
    }
    editors["upkeep.days"].setText("0")
    page.foot.save.click()
    assert page.section.error("upkeep.days") == "Enter 1 or more."
    editors["upkeep.days"].setText("90")
    editors["upkeep.size"].setText("1.5")
    page.foot.save.click()
    assert [one.upkeep for one in asked] == [Upkeep(days=90, size=1.5)]


def test_quitting_asks_before_what_was_entered_is_lost(desk: Desk, opened: Open) -> None:
    asked: list[bool] = []
    desk.window.quit_requested.connect(lambda: asked.append(True))
    window = opened("")
    window.show_page("quiet")
    page = window.page
    assert isinstance(page, QuietPage)
    page.section.editors["quiet.fri"].setText("23:00-06:00")
    window.show_page("general")
    desk.window.menus.quit.trigger()
    assert not asked
    assert window.key == "quiet"
    desk.qtbot.mouseClick(question(window).button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert not asked
    desk.window.preferences.put(closing="quit")
    desk.window.close()
    box = window.findChildren(QMessageBox)[-1]
    desk.qtbot.mouseClick(box.button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)
    assert asked == [True]
    page.foot.revert.click()
    desk.window.menus.quit.trigger()
    assert asked == [True, True]
