"""Which channels are told: those that hold without a choice, or chosen ones."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from desktop.labels import plain


class ChannelsField(QWidget):
    """``channels`` are the names there are; ``chosen`` those that are told, None for what ``unchosen`` says. Without
    that there are only the names."""

    edited = Signal()

    def __init__(self, channels: Sequence[str], chosen: Sequence[str] | None, unchosen: str | None) -> None:
        super().__init__()
        self._all = QRadioButton(unchosen or "")
        self._some = QRadioButton(self.tr("Only these"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 1)
        layout.setSpacing(0)
        layout.addWidget(self._all)
        layout.addWidget(self._some)
        self._list = QWidget()
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(24 if unchosen else 0, 0, 0, 0)
        rows.setSpacing(0)
        self._boxes: dict[str, QCheckBox] = {}
        for name in dict.fromkeys((*channels, *(chosen or ()))):
            box = QCheckBox(name.replace("&", "&&"))
            box.setChecked(chosen is not None and name in chosen)
            box.toggled.connect(self.edited)
            self._boxes[name] = box
            rows.addWidget(box)
        if not self._boxes:
            rows.addWidget(plain(self.tr("There are no channels yet: see Settings → Channels."), rank="second"))
        layout.addWidget(self._list)
        (self._all if chosen is None else self._some).setChecked(True)
        self._some.toggled.connect(self._show_list)
        self._some.toggled.connect(self.edited)
        self._show_list()
        if unchosen is None:
            self._some.setChecked(True)
            for button in (self._all, self._some):
                button.hide()
            for box in list(self._boxes.values())[:1]:
                self.setFocusProxy(box)
        else:
            self.setFocusProxy(self._all)

    def value(self) -> Any:
        """The chosen names; None where nothing is chosen."""
        if self._all.isChecked():
            return None
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def set_value(self, names: Any) -> None:
        """Choose as if by hand."""
        (self._all if names is None else self._some).setChecked(True)
        for name, box in self._boxes.items():
            box.setChecked(names is not None and name in names)

    @Slot()
    def _show_list(self) -> None:
        self._list.setVisible(self._some.isChecked())
