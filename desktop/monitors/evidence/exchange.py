"""One exchange in full: what came of it, the answer's body and headers, the request, the connection."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from agent.evidence import KeptExchange
from desktop.labels import ElidedLabel, plain, say, set_rank
from desktop.monitors.evidence import words
from desktop.monitors.evidence.body import BodyView
from desktop.monitors.evidence.table import FieldsTable
from desktop.theme import Theme, scaled


class ExchangeView(QWidget):
    """Shows a :class:`KeptExchange`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel(parent=self)
        self.heading.setFont(scaled(self.font(), 1.1, QFont.Weight.DemiBold))
        self.message = plain("", self)
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.address = ElidedLabel("second", Qt.TextElideMode.ElideMiddle, self)
        self.facts = ElidedLabel("second", parent=self)
        self.body = BodyView(theme, self.tr("Body of the answer"))
        self.headers = FieldsTable(self.tr("Headers of the answer"), (self.tr("Header"), self.tr("Value")))
        self.request = BodyView(theme, self.tr("The request as it was sent"))
        self.connection = FieldsTable(self.tr("The connection"), (self.tr("Part"), self.tr("Value")))
        self.assertions = FieldsTable(self.tr("Assertions"), (self.tr("Assertion"), self.tr("Found")))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setStyleSheet("QTabBar::tab { padding: 6px 7px }")  # all four fit into the narrowest pane
        self.tabs.addTab(self.body, self.tr("Body"))
        self.tabs.addTab(self.headers, self.tr("Headers"))
        self.tabs.addTab(self.request, self.tr("Request"))
        self.tabs.addTab(self.connection, self.tr("Connection"))
        self.tabs.addTab(self.assertions, self.tr("Assertions"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.heading, self.message, self.address, self.facts):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(self.tabs, 1)

    def show_exchange(self, exchange: KeptExchange) -> None:
        self.heading.set_text(words.heading(exchange))
        say(self.message, exchange.check.message)
        set_rank(self.message, "" if exchange.check.outcome.good else "error")
        sent = exchange.request
        self.address.set_text(f"{sent.method} {sent.url}" if sent else "")
        self.address.setVisible(sent is not None)
        self.facts.set_text(words.facts(exchange))
        body = exchange.answer.body if exchange.answer else ""
        self.body.show_text(body, words.language(exchange), words.body_note(exchange))
        self.headers.show_rows(exchange.answer.headers if exchange.answer else ())
        self.request.show_text(words.request(exchange))
        self.connection.show_rows(words.connection(exchange))
        self.assertions.show_rows(words.assertions(exchange))
        self.tabs.setTabVisible(self.tabs.indexOf(self.assertions), bool(exchange.assertions))
        count = self.headers.topLevelItemCount()
        self.tabs.setTabText(1, self.tr("Headers ({n})").format(n=count) if count else self.tr("Headers"))
