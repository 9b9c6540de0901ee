"""Which other monitors are laid over the one that is shown."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from agent.model import Monitor
from desktop.charts import legend
from desktop.charts.looks import MOST, look_of
from desktop.labels import plain
from desktop.theme import Theme

KEY = Qt.ItemDataRole.UserRole


class CompareDialog(QDialog):
    """A list with a filter to check monitors in. ``chosen`` carries their ids, in the order in which they were checked,
    at every change."""

    chosen = Signal(tuple)

    def __init__(
        self, monitors: Iterable[Monitor], chosen: Iterable[int], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ids = list(chosen)
        self.setWindowTitle(self.tr("Compare with"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter monitors by name"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Monitors to compare with"))
        for monitor in sorted(monitors, key=lambda one: one.name.casefold()):
            item = QListWidgetItem(monitor.name, self.list)
            item.setData(KEY, monitor.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, max(24, self.fontMetrics().height() + 10)))
        self.list.itemChanged.connect(self._changed)
        self.list.itemActivated.connect(self._toggle)
        self._note = plain(rank="second")
        self._note.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        self.none = self.buttons.addButton(self.tr("Clear"), QDialogButtonBox.ButtonRole.ResetRole)
        self.none.setAutoDefault(False)
        self.none.clicked.connect(self._clear)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._note)
        layout.addWidget(self.buttons)
        unit = self.fontMetrics().averageCharWidth()
        self.resize(unit * 52, unit * 64)
        self._show()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _show(self) -> None:
        """Check what is chosen, each with its line, and let no more be checked than can be told apart."""
        full = len(self._ids) >= MOST
        self.list.blockSignals(True)
        for item in self._items():
            key = item.data(KEY)
            on = key in self._ids
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setIcon(self._sample(self._ids.index(key)) if on else self._blank())
            usable = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(usable | Qt.ItemFlag.ItemIsEnabled if on or not full else usable)
        self.list.blockSignals(False)
        self.list.setIconSize(self._blank().availableSizes()[0])
        self.none.setEnabled(bool(self._ids))
        said = self.tr("{count} of at most {most}").format(count=len(self._ids), most=MOST)
        self._note.setText(said)

    def _blank(self) -> QIcon:
        pixmap = QPixmap(round(legend.SAMPLE), 12)
        pixmap.fill(Qt.GlobalColor.transparent)
        return QIcon(pixmap)

    def _sample(self, place: int) -> QIcon:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(legend.SAMPLE * ratio), round(12 * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        entry = legend.Entry("", "", look_of(place, self._theme))
        legend.paint(painter, QRectF(0, -2, 200, 12), [entry], self.font(), self._theme)
        painter.end()
        return QIcon(pixmap)

    @Slot(QListWidgetItem)
    def _changed(self, item: QListWidgetItem) -> None:
        key = item.data(KEY)
        if item.checkState() == Qt.CheckState.Checked and key not in self._ids:
            self._ids.append(key)
        elif item.checkState() == Qt.CheckState.Unchecked and key in self._ids:
            self._ids.remove(key)
        else:
            return
        self._show()
        self.chosen.emit(tuple(self._ids))

    @Slot(QListWidgetItem)
    def _toggle(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    @Slot()
    def _clear(self) -> None:
        self._ids.clear()
        self._show()
        self.chosen.emit(())

    @Slot(str)
    def _search(self, wanted: str) -> None:
        for item in self._items():
            item.setHidden(wanted.casefold() not in item.text().casefold())
