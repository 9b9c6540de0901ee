"""The page of what is kept: what there is, what the settings come to, and what is wrong with them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from agent.model import Settings
from agent.retention import Retention
from agent.storage_messages import Kind
from desktop.settings.retention import RetentionPage
from desktop.settings.window import SettingsWindow
from tests.desktop.fake_agent import a_dozen
from tests.desktop.settings.conftest import Open
from tests.desktop.window_parts import Desk, start


def page_of(window: SettingsWindow) -> RetentionPage:
    window.show_page("storage")
    assert isinstance(window.page, RetentionPage)
    return window.page


def test_what_there_is_and_what_is_entered_comes_to_stands_on_the_page(desk: Desk, opened: Open, wanted) -> None:
    page = page_of(opened("quiet"))
    desk.wait(lambda: "growing by" in page.facts.expected.text())
    assert [cell.text() for cell in page.facts.cells[Kind.RESULTS]][::2] == ["1036800", "38.4 MB"]
    assert page.facts.file.text() == "The database is 48.2 MB, of which 1.2 MB are free for new data."
    assert page.facts.expected.text() == (
        "At 34560 checks a day these settings come to about 65.0 MB, growing by 3.6 MB a year."
    )
    editors = page.section.editors
    editors["retention.results"].set_value(15)
    assert "come to about 45.8 MB" in page.facts.expected.text()
    editors["retention.size_mb"].set_value(30)
    assert page.facts.expected.text().endswith("the largest size leaves single checks of about 1.5 days.")
    editors["retention.size_mb"].set_value(10)
    assert "The largest size cannot be kept" in page.facts.expected.text()
    editors["retention.size_mb"].set_value(30)
    editors["retention.hourly"].set_value(20)
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    desk.wait(wanted)
    assert wanted() == [Settings(retention=Retention(results=15, hourly=20, size_mb=30))]


def test_what_is_estimated_says_so(desk: Desk, opened: Open) -> None:
    desk.agent.storage = replace(desk.agent.storage, measured=False)
    page = page_of(opened("quiet"))
    desk.wait(lambda: page.facts.file.text().endswith("The sizes above are estimated."))


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("results", "0", "Enter 1 or more."),
        ("hourly", "29", "Expected at least 30 (none: for ever), as single checks are kept so long; got 29."),
        ("size_mb", "much", "Enter a whole number."),
    ],
)
def test_what_cannot_be_stands_at_its_field(desk: Desk, opened: Open, wanted, path: str, typed: str, said: str) -> None:
    page = page_of(opened("quiet"))
    page.section.editors[f"retention.{path}"].setText(typed)
    desk.qtbot.mouseClick(page.foot.save, Qt.MouseButton.LeftButton)
    assert said in page.section.error(f"retention.{path}")
    assert not wanted()
    page.section.editors[f"retention.{path}"].setText("500")
    assert not page.section.error(f"retention.{path}")


def test_it_is_found_by_what_it_is_about(desk: Desk) -> None:
    start(desk, a_dozen())
    shown = desk.window.dialogs.show_settings("storage")
    places = {place.path for place in shown._places() if place.page == "storage"}
    assert {"retention.results", "retention.size_mb"} <= places
