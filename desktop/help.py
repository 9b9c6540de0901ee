"""The sheet of keyboard shortcuts and the box about the program: both show and do not block."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from agent import __version__
from desktop.labels import plain
from desktop.text import tr
from desktop.theme import Theme


def show_shortcuts(commands: Iterable[QAction], parent: QWidget) -> QDialog:
    """Every command that has a key, and the keys that have no command."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setObjectName("shortcutSheet")
    dialog.setWindowTitle(tr("Keyboard shortcuts"))
    rows = [(action.text().replace("&", ""), _keys(action.shortcuts())) for action in commands if action.shortcuts()]
    rows += [
        (tr("Next or previous monitor"), tr("J or K, ↓ or ↑")),
        (tr("Open the monitor"), tr("Enter")),
    ]
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    for row, (what, keys) in enumerate(rows):
        grid.addWidget(plain(what), row, 0)
        grid.addWidget(plain(keys, rank="second"), row, 1)
    hint = plain(tr("Single letters work where the list of monitors has the focus."), rank="second")
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setObjectName("formArea")
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidget(sheet)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(scroll)
    layout.addWidget(hint)
    layout.addWidget(buttons)
    metrics = QFontMetrics(dialog.font())
    dialog.resize(metrics.averageCharWidth() * 64, metrics.height() * 34)
    dialog.open()
    return dialog


def _keys(sequences: Iterable[QKeySequence]) -> str:
    return tr(" or ").join(one.toString(QKeySequence.SequenceFormat.NativeText) for one in sequences)


def show_about(theme: Theme, parent: QWidget) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("About API Monitor"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("API Monitor {version}").format(version=__version__))
    box.setInformativeText(
        tr(
            "Watches HTTP APIs, websites and services from your own machine, and tells you when they are really down.\n"
            "\nNothing about them leaves this machine but the checks and the messages you set up.\n\n"
            "MIT licence · Qt {qt}"
        ).format(qt=qVersion())
    )
    side = box.fontMetrics().height() * 3
    box.setIconPixmap(theme.icon("heartbeat", theme.accent).pixmap(side, side))
    box.open()
    return box
