"""The monitors and one of them in detail: none, some and many of them, wide and narrow, and their inbox."""

from PySide6.QtWidgets import QWidget

from desktop.clock import now
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent
from tests.desktop.gallery.stage import FULL, NARROW, SMALL, Picture, inbox, plain
from tests.desktop.scenes import DAY, with_certificates


def refused(window: MainWindow, agent: FakeAgent) -> QWidget:
    field = window.page.pane.empty.quick_add if window.page.pane.is_empty else window.page.pane.quick_add
    field.field.setText("ftp://files.example.com")
    field.field.returnPressed.emit()
    return window


def opened(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.page.open(1)
    return window


def certificates(window: MainWindow, agent: FakeAgent) -> QWidget:
    for number, (key, days) in enumerate(((7, 5.1), (8, 0.3), (9, 60)), 3):
        of = with_certificates(agent.views[key], now() + int(days * DAY), agent.views[key].monitor.target.host)
        agent.put(of)
        agent.warn_of_certificate(number, of)
    window.page.open(7)
    return window


def certificates_inbox(window: MainWindow, agent: FakeAgent) -> QWidget:
    certificates(window, agent)
    return inbox(window, agent)


def no_match(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.page.pane.filter.setText("nothing like it")
    return window


PICTURES = {
    "empty": Picture(plain, 0),
    "empty-narrow": Picture(plain, 0, NARROW),
    "empty-refused": Picture(refused, 0, NARROW),
    "three": Picture(plain, 3),
    "twelve": Picture(plain),
    "twelve-refused": Picture(refused),
    "twelve-1100": Picture(plain, size=SMALL),
    "twelve-1920": Picture(plain, size=FULL),
    "thousand": Picture(plain, 1_000),
    "thousand-1920": Picture(plain, 1_000, FULL),
    "narrow": Picture(plain, size=NARROW),
    "narrow-opened": Picture(opened, size=NARROW),
    "no-match": Picture(no_match, size=SMALL),
    "inbox": Picture(inbox),
    "inbox-1920": Picture(inbox, size=FULL),
    "inbox-empty": Picture(inbox, 0),
    "certificates": Picture(certificates),
    "certificates-inbox": Picture(certificates_inbox),
}
