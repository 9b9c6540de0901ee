"""The charts of a monitor: in phases, compared with others, by day and week, and zoomed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.charts.commands import Bars
from desktop.charts.compare import CompareDialog
from desktop.charts.periods import Period
from desktop.monitors.detail_history import HistorySection
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery.stage import Picture, wait_for_charts


def _charts(window: MainWindow) -> HistorySection:
    """The charts of a monitor that is up, when they are there."""
    history = window.page.detail.history
    wait_for_charts(window)
    window.page.pane.view.select(4)
    QTest.qWait(300)
    return history


def stacked(window: MainWindow, agent: FakeAgent) -> QWidget:
    _charts(window).commands.stacked.trigger()
    return window


def compared(window: MainWindow, agent: FakeAgent) -> QWidget:
    history = _charts(window)
    history.compared.choose([1, 5, 7, 8], history.period)
    return window


def compare_dialog(window: MainWindow, agent: FakeAgent) -> QWidget:
    history = _charts(window)
    history.compared.choose([1, 5, 7], history.period)
    history.commands.compare.trigger()
    return window.findChildren(CompareDialog)[-1]


def calendar(window: MainWindow, agent: FakeAgent) -> QWidget:
    history = _charts(window)
    history.commands.bars[Bars.CALENDAR].trigger()
    QTest.qWait(200)
    history.uptimes.calendar.setFocus()
    QTest.keyClick(history.uptimes.calendar, Qt.Key.Key_Left)
    QTest.keyClick(history.uptimes.calendar, Qt.Key.Key_Left)
    return window


def year(window: MainWindow, agent: FakeAgent) -> QWidget:
    history = _charts(window)
    history.commands.bars[Bars.WEEKS].trigger()
    history.set_period(Period.YEAR)
    return window


def zoomed(window: MainWindow, agent: FakeAgent) -> QWidget:
    history = _charts(window)
    history.set_period(Period.WEEK)
    QTest.qWait(200)
    history.commands.zoom_in.trigger()
    return window


PICTURES = {
    "charts-phases": Picture(stacked),
    "charts-compare": Picture(compared),
    "charts-compare-dialog": Picture(compare_dialog),
    "charts-calendar": Picture(calendar),
    "charts-year": Picture(year),
    "charts-zoomed": Picture(zoomed),
}
