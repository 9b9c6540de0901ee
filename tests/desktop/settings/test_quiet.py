"""Quiet hours, by fields and buttons, and what the window says of them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from agent.messages import SettingsChanged
from agent.model import QuietHours, Settings
from desktop.settings.quiet import DAYS, QuietPage
from tests.desktop.fake_agent import a_dozen
from tests.desktop.settings.conftest import Open
from tests.desktop.window_parts import Desk, start

Wanted = Callable[[], list[Settings]]


@pytest.fixture
def page(opened: Open) -> QuietPage:
    found = opened("quiet").page
    assert isinstance(found, QuietPage)
    return found


def test_quiet_hours_are_set_for_every_day_changed_and_turned_off(desk: Desk, page: QuietPage, wanted: Wanted) -> None:
    editors = page.section.editors
    assert [editors[f"quiet.{day}"].value() for day in DAYS] == [""] * 7
    desk.key("22:00 - 7:00", editors["quiet.mon"])
    desk.qtbot.mouseClick(page.spread, Qt.MouseButton.LeftButton)
    editors["quiet.sun"].set_value("")
    editors["quiet.zone"].set_value("Europe/Berlin")
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    desk.wait(wanted)
    expected = QuietHours(**dict.fromkeys(DAYS[:6], "22:00-07:00"), zone="Europe/Berlin")
    assert wanted() == [Settings(quiet=expected)]
    desk.wait(lambda: page.section.editors["quiet.tue"].value() == "22:00-07:00")
    page.section.editors["quiet.on"].click()
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    desk.wait(lambda: len(wanted()) == 2)
    assert wanted()[1].quiet == expected.model_copy(update={"on": False})


@pytest.mark.parametrize(
    ("path", "typed", "place", "said"),
    [
        ("quiet.wed", "22-7", "quiet.wed", "Expected two times of day such as 22:00-07:00, got '22-7'."),
        ("quiet.zone", "Mars/Base", "quiet.zone", "Expected the name of a time zone"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    desk: Desk, page: QuietPage, wanted: Wanted, path: str, typed: str, place: str, said: str
) -> None:
    page.section.editors[path].set_value(typed)
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    assert page.section.error(place).startswith(said)
    assert not wanted()


def test_hours_that_never_end_are_refused(desk: Desk, page: QuietPage, wanted: Wanted) -> None:
    page.section.editors["quiet.mon"].set_value("00:00-00:00")
    page.spread.click()
    page.foot.save.click()
    assert "some time of the week that is not quiet" in page.section.error("quiet.mon")
    assert not wanted()


def test_the_status_bar_says_until_when_it_is_quiet(desk: Desk) -> None:
    start(desk, a_dozen())
    assert "Quiet" not in desk.window.status.shown()
    now = datetime.now(UTC)
    span = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=2):%H:%M}"
    quiet = QuietHours(zone="UTC", **dict.fromkeys(DAYS, span))
    desk.agent.tell(SettingsChanged(0, Settings(quiet=quiet)))
    assert " · Quiet until " in desk.window.status.shown()
    desk.agent.tell(SettingsChanged(0, Settings(quiet=quiet.model_copy(update={"on": False}))))
    assert "Quiet" not in desk.window.status.shown()
