"""How several lines and several phases are told apart: by colour, and never by colour alone."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor

from agent.model import Outcome, State
from desktop.charts.series import Series
from desktop.theme import Colors

MOST = 6
"""So many monitors can be laid over the one that is shown: there are as many dashes."""

_LIGHT = ("#b3420e", "#0b7a6d", "#8e24aa", "#7d5d00", "#0277b5", "#3d4650")
_DARK = ("#ff9b66", "#4fd1b8", "#e29bff", "#e3c04f", "#63c5ff", "#cfd6de")
_DASHES: tuple[tuple[float, ...], ...] = ((6, 3), (2, 2), (8, 3, 2, 3), (4, 2, 1, 2, 1, 2), (12, 4), (1, 3))


@dataclass(frozen=True)
class Look:
    """A line's colour and dashes (lengths in line widths; () is a line without)."""

    color: QColor
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Other:
    """Another monitor in the chart."""

    name: str
    series: Series
    look: Look


def look_of(place: int, colors: Colors) -> Look:
    """How the ``place``-th of the other monitors looks."""
    palette = _DARK if colors.dark else _LIGHT
    return Look(QColor(palette[place % MOST]), _DASHES[place % MOST])


def phase_colors(colors: Colors) -> list[QColor]:
    """Of DNS, TCP, TLS, first byte and transfer: neighbours differ in lightness too."""
    return [
        colors.color(State.MAINTENANCE),
        colors.accent,
        colors.color(State.DEGRADED),
        colors.color(State.UP),
        colors.color(Outcome.UNKNOWN),
    ]


def phase_names() -> list[str]:
    """The phases in their order."""
    return [
        QCoreApplication.translate("Phases", "DNS"),
        QCoreApplication.translate("Phases", "TCP"),
        QCoreApplication.translate("Phases", "TLS"),
        QCoreApplication.translate("Phases", "First byte"),
        QCoreApplication.translate("Phases", "Transfer"),
    ]


def style(dashes: tuple[float, ...]) -> Qt.PenStyle:
    return Qt.PenStyle.CustomDashLine if dashes else Qt.PenStyle.SolidLine
