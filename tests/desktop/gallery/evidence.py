"""The Response tab: the failing response, the last good one, and their difference."""

from PySide6.QtWidgets import QWidget

from desktop.monitors.evidence.view import Side
from desktop.window import MainWindow
from tests.desktop.exchanges import ill, well
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery.stage import NARROW, SMALL, Picture, Scene


def showing(side: Side, tab: int = 0) -> Scene:
    def shown(window: MainWindow, agent: FakeAgent) -> QWidget:
        agent.evidence[1] = (well(), ill())
        window.show_changes(1, 1)
        view = window.page.detail.evidence
        view.sides.button(side).click()
        view.exchange.tabs.setCurrentIndex(tab)
        return window

    return shown


PICTURES = {
    "evidence-difference": Picture(showing(Side.DIFFERENCE)),
    "evidence-failing": Picture(showing(Side.FAILING)),
    "evidence-headers": Picture(showing(Side.FAILING, 1)),
    "evidence-request": Picture(showing(Side.GOOD, 2), size=SMALL),
    "evidence-connection": Picture(showing(Side.GOOD, 3), size=SMALL),
    "evidence-narrow": Picture(showing(Side.DIFFERENCE), size=NARROW),
}
