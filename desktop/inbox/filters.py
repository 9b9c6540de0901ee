"""Which alerts the inbox shows: by how they stand, by kind, monitor and channel."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QWidget

from agent.lifecycle import Standing
from agent.model import AlertKind
from desktop.flow import FlowLayout
from desktop.inbox import words
from desktop.inbox.model import AlertsModel, Shown

LONGEST = 24
"""Letters of a name that a box makes room for."""


class FilterBar(QWidget):
    """``changed`` comes with another :attr:`shown`. The monitors and channels offered are those of the alerts."""

    changed = Signal()

    def __init__(self, model: AlertsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        row = FlowLayout(self)
        group = QButtonGroup(self)
        self.buttons: dict[Standing | None, QPushButton] = {}
        for standing in (None, *Standing):
            said = words.standing_name(standing) if standing else self.tr("All")
            button = self.buttons[standing] = QPushButton(said, self)
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
        self.buttons[None].setChecked(True)
        group.buttonToggled.connect(lambda _, on: self.changed.emit() if on else None)
        self.kind = self._box(self.tr("All kinds"), self.tr("Kind of alert"))
        for kind in AlertKind:
            self.kind.addItem(words.kind_name(kind), kind)
        self.monitor = self._box(self.tr("All monitors"), self.tr("Monitor"))
        self.channel = self._box(self.tr("All channels"), self.tr("Channel that was told"))
        for box in (self.kind, self.monitor, self.channel):
            row.addWidget(box)
        for changed in (model.rowsInserted, model.rowsRemoved, model.dataChanged, model.modelReset):
            changed.connect(self._offer)
        self._offer()

    @property
    def shown(self) -> Shown:
        """What is chosen."""
        standing = next((each for each, button in self.buttons.items() if button.isChecked()), None)
        kind, monitor, channel = (box.currentData() for box in (self.kind, self.monitor, self.channel))
        return Shown(standing, kind, monitor, channel)

    def show_all(self) -> None:
        """Choose everything."""
        self.buttons[None].setChecked(True)
        for box in (self.kind, self.monitor, self.channel):
            box.setCurrentIndex(0)

    def _box(self, everything: str, name: str) -> QComboBox:
        box = QComboBox(self)
        box.addItem(everything, None)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(self.fontMetrics().averageCharWidth() * (LONGEST + 4))
        box.currentIndexChanged.connect(self.changed)
        return box

    def _offer(self) -> None:
        views = [view for view in self._model.views() if not self._model.hides(view)]
        self._fill(self.monitor, {view.alert.monitor: view.monitor_name for view in views}.items())
        channels = {delivery.channel for view in views for delivery in view.deliveries}
        self._fill(self.channel, ((channel, channel) for channel in channels))

    def _fill(self, box: QComboBox, items: Iterable[tuple[Any, str]]) -> None:
        """Offer these, sorted by what they are called; what is chosen stays, or everything is if it is gone."""
        wanted = sorted(items, key=lambda item: item[1].casefold())
        if wanted == [(box.itemData(row), box.itemText(row)) for row in range(1, box.count())]:
            return
        chosen = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for data, said in wanted:
            box.addItem(said, data)
        box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
        box.blockSignals(False)
        if box.currentData() != chosen:
            self.changed.emit()
