"""Light and dark: the colours, the style sheet and the icons of the window. One :class:`Theme` serves them all."""

import sys
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import as_file, files
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, QCoreApplication, QDir, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from agent.model import Outcome, State

Mode = Literal["system", "light", "dark"]

ICON_SIZES = (16, 18, 20, 24, 28, 32, 40, 48, 64, 128)
"""Pixels an icon is drawn at: 16 and 20 at the scales 1, 1.25, 1.5 and 2, and larger ones for trays and messages."""


@dataclass(frozen=True)
class Scheme:
    """The colours of one scheme. Fills reach 3:1 against ``base``, texts 4.5:1."""

    window: str
    base: str
    raised: str
    text: str
    faint: str
    line: str
    hover: str
    selection: str
    accent: str
    on_accent: str
    alarm: str
    literal: str
    up: str
    degraded: str
    down: str
    maintenance: str
    idle: str


LIGHT = Scheme(
    window="#f4f5f7",
    base="#ffffff",
    raised="#ffffff",
    text="#1b1e23",
    faint="#626971",
    line="#dcdfe4",
    hover="#eceef1",
    selection="#e4effd",
    accent="#1a63d8",
    on_accent="#ffffff",
    alarm="#93161d",
    literal="#7a3e9d",
    up="#1ba787",
    degraded="#bc8a0e",
    down="#93161d",
    maintenance="#1f31ae",
    idle="#676d74",
)
DARK = Scheme(
    window="#18191c",
    base="#1e1f22",
    raised="#292b30",
    text="#e7e9ec",
    faint="#9ea2a9",
    line="#34363c",
    hover="#282a2f",
    selection="#253750",
    accent="#5fa5ff",
    on_accent="#0b1b30",
    alarm="#ff7680",
    literal="#c9a5ff",
    up="#74eddd",
    degraded="#fdbd52",
    down="#e71b35",
    maintenance="#4b5dea",
    idle="#9ea2a9",
)

_FILLS = {
    State.UP: "up",
    State.DEGRADED: "degraded",
    State.FAILING: "degraded",
    State.DOWN: "down",
    State.MAINTENANCE: "maintenance",
    Outcome.UP: "up",
    Outcome.DEGRADED: "degraded",
    Outcome.DOWN: "down",
}
_GLYPHS = {
    "UP": "✓",
    "DEGRADED": "▲",
    "FAILING": "!",
    "DOWN": "✕",
    "MAINTENANCE": "◇",
    "PENDING": "…",
    "PAUSED": "–",
    "UNKNOWN": "–",
}


def glyph(key: State | Outcome) -> str:
    """The sign of a state or outcome, so that no colour stands alone."""
    return _GLYPHS[key.value]


def figures(font: QFont) -> QFont:
    """``font`` with figures of equal width, so that columns of numbers stand still."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def scaled(font: QFont, factor: float, weight: QFont.Weight | None = None) -> QFont:
    """``font`` at ``factor`` of its size, in points or pixels as it was given."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * factor)
    else:
        other.setPixelSize(max(1, round(font.pixelSize() * factor)))
    if weight is not None:
        other.setWeight(weight)
    return other


@cache
def _svg(name: str) -> str:
    return files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


class Colors(QObject):
    """The colours of a scheme. ``changed`` comes when they are others: who paints with them repaints then."""

    changed = Signal()

    def __init__(self, scheme: Scheme = LIGHT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def dark(self) -> bool:
        return self._scheme is DARK

    def color(self, key: State | Outcome) -> QColor:
        """The fill of a state or outcome. Text keeps the palette's colour, or :attr:`alarm` for what is down."""
        return QColor(getattr(self.scheme, _FILLS.get(key, "idle")))

    @property
    def accent(self) -> QColor:
        return QColor(self.scheme.accent)

    @property
    def line(self) -> QColor:
        """Thin separating lines."""
        return QColor(self.scheme.line)

    @property
    def faint(self) -> QColor:
        """Text of the second rank; still 4.5:1."""
        return QColor(self.scheme.faint)

    @property
    def alarm(self) -> QColor:
        """Text that says that something is down or wrong."""
        return QColor(self.scheme.alarm)

    @property
    def literal(self) -> QColor:
        """Numbers and other values in text that machines read; 4.5:1."""
        return QColor(self.scheme.literal)

    @property
    def selection(self) -> QColor:
        return QColor(self.scheme.selection)

    @property
    def hover(self) -> QColor:
        return QColor(self.scheme.hover)

    @property
    def base(self) -> QColor:
        """What content stands on."""
        return QColor(self.scheme.base)

    @property
    def text(self) -> QColor:
        return QColor(self.scheme.text)


class Theme(Colors):
    """The one theme of the application; it sets palette and style sheet itself and follows the system's scheme.

    ``changed`` comes after both are in force: who shows :meth:`icon` asks for it anew then.

    A theme that is not ``dressed`` leaves the style sheet to :meth:`dress`. For a program that builds its window first:
    under a style sheet every part that is put into another is styled anew with all that is in it, so that parts deep
    inside are styled a dozen times.
    """

    def __init__(self, parent: QObject | None = None, *, dressed: bool = True) -> None:
        super().__init__(parent=parent)
        self._dressed = dressed
        self._mode: Mode = "system"
        self._icons: dict[tuple[str, str, str], QIcon] = {}
        with as_file(files("resources").joinpath("icons")) as folder:
            QDir.setSearchPaths("icons", [str(folder)])
        if sys.platform != "darwin":
            QApplication.setStyle("Fusion")
        self._hints = QApplication.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def mode(self) -> Mode:
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Follow the system, or stay light or dark whatever the system says."""
        self._mode = mode
        wanted = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}[mode]
        self._hints.setColorScheme(wanted)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        if self._wants_dark() != self.dark:
            self._apply()
            self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._mode == "system":
            return self._hints.colorScheme() is Qt.ColorScheme.Dark
        return self._mode == "dark"

    # -- icons --------------------------------------------------------------------------------------------------------

    def icon(self, name: str, color: QColor | None = None) -> QIcon:
        """``resources/icons/NAME.svg`` in the text colour, or in ``color``; faint where disabled."""
        tint = (color or QColor(self.scheme.text)).name()
        key = (name, tint, self.scheme.base)
        if key not in self._icons:
            icon = QIcon()
            self._draw(icon, name, tint, QIcon.Mode.Normal)
            self._draw(icon, name, self.scheme.line if color is None else tint, QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def state_icon(self, state: State) -> QIcon:
        """The coloured disc with the sign of a state."""
        return self.icon(f"state-{state.value.lower()}", self.color(state))

    def _draw(self, icon: QIcon, name: str, tint: str, mode: QIcon.Mode) -> None:
        text = _svg(name).replace("currentColor", tint).replace("paper", self.scheme.base)
        renderer = QSvgRenderer(QByteArray(text.encode()))
        for size in ICON_SIZES:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            icon.addPixmap(pixmap, mode)

    # -- palette and style sheet --------------------------------------------------------------------------------------

    def dress(self) -> None:
        """Put the style sheet in force, for all there is and all that comes."""
        self._dressed = True
        sheet = files("resources").joinpath("style", "app.qss").read_text(encoding="utf-8")
        variant = "dark" if self.dark else "light"
        _application().setStyleSheet(Template(sheet).substitute(asdict(self.scheme), variant=variant))

    def _apply(self) -> None:
        self._scheme = DARK if self._wants_dark() else LIGHT
        _application().setPalette(_palette(self.scheme))
        if self._dressed:
            self.dress()


def _application() -> QApplication:
    application = QCoreApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - a theme without a QApplication is a mistake
    return application


def _palette(scheme: Scheme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    colors = {
        role.Window: scheme.window,
        role.WindowText: scheme.text,
        role.Base: scheme.base,
        role.AlternateBase: scheme.window,
        role.Text: scheme.text,
        role.PlaceholderText: scheme.faint,
        role.Button: scheme.raised,
        role.ButtonText: scheme.text,
        role.BrightText: scheme.alarm,
        role.Highlight: scheme.accent,
        role.HighlightedText: scheme.on_accent,
        role.Accent: scheme.accent,
        role.Link: scheme.accent,
        role.LinkVisited: scheme.accent,
        role.ToolTipBase: scheme.raised,
        role.ToolTipText: scheme.text,
        role.Light: scheme.raised,
        role.Midlight: scheme.hover,
        role.Mid: scheme.line,
        role.Dark: scheme.line,
    }
    for one, color in colors.items():
        palette.setColor(one, QColor(color))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(scheme.faint))
    return palette
