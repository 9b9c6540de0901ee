"""The row above the latency chart: its title, the periods to choose from, and what else can be done."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from desktop.charts.commands import ChartCommands
from desktop.charts.periods import Period
from desktop.labels import plain
from desktop.monitors.choices import choice
from desktop.theme import scaled


class PeriodBar(QWidget):
    """``chosen`` carries a period at every click, also when it is the one already."""

    chosen = Signal(object)

    def __init__(self, commands: ChartCommands, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = plain(self.tr("Latency"))
        title.setFont(scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(title)
        row.addStretch()
        self.buttons = QButtonGroup(self)
        for index, one in enumerate(Period):
            name = self.tr("Show {period}").format(period=one.name_of)
            button = choice(one.label, name, self.tr("30 d"), self)
            button.setChecked(one is period)
            self.buttons.addButton(button, index)
            row.addWidget(button)
        self.buttons.idClicked.connect(lambda index: self.chosen.emit(list(Period)[index]))
        self.menu = QMenu(self)
        commands.fill(self.menu)
        self.more = QToolButton(self)
        self.more.setObjectName("chartMore")
        self.more.setText("⋯")
        self.more.setAccessibleName(self.tr("Chart commands"))
        self.more.setToolTip(self.more.accessibleName())
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.more.setFixedSize(max(24, self.more.fontMetrics().height() + 8), 24)
        row.addWidget(self.more)

    def show_period(self, period: Period) -> None:
        self.buttons.button(list(Period).index(period)).setChecked(True)
