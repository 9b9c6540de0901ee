"""Pages that fill from above. What is put on them is kept until all is there, so that each knows of how many it is."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen, QTextLayout, QTextOption
from PySide6.QtSvg import QSvgRenderer

DPI = 96
"""Of the units in which everything here is measured."""
_FINE = 1_200
MARGIN = 52.0
FOOT = 30.0
INK, QUIET, LINE = "#1d2127", "#676d74", "#d9dde2"
_FAMILIES = ["Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans"]

Draw = Callable[[QPainter], None]


def font(size: float, *, bold: bool = False) -> QFont:
    """A font whose letters are ``size`` units high."""
    made = QFont()
    made.setFamilies(_FAMILIES)
    made.setPixelSize(round(size))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


@dataclass(frozen=True)
class Text:
    """A text laid out to a width: breaks between words, in long ones anywhere."""

    layout: QTextLayout
    height: float
    color: str

    @classmethod
    def of(
        cls, text: str, size: float, width: float, *, bold: bool = False, right: bool = False, color: str = INK
    ) -> "Text":
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, font(size, bold=bold))
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height() * 1.12
        layout.endLayout()
        return cls(layout, height, color)

    def at(self, x: float, y: float) -> Draw:
        def draw(painter: QPainter) -> None:
            painter.setPen(QColor(self.color))
            self.layout.draw(painter, QPointF(x, y))

        return draw


class Sheet:
    """``y`` is where the next thing comes; ``width`` is that of a page between its margins."""

    def __init__(self, page: QPageSize) -> None:
        size = page.size(QPageSize.Unit.Point) * (DPI / 72)
        self._page = page
        self._size = size
        self.width = size.width() - 2 * MARGIN
        self._pages: list[list[Draw]] = [[]]
        self.y = MARGIN

    @property
    def left(self) -> float:
        """How much of this page is left."""
        return self._size.height() - MARGIN - FOOT - self.y

    @property
    def fresh(self) -> bool:
        return not self._pages[-1]

    def turn(self) -> None:
        """Go on with a new page."""
        self._pages.append([])
        self.y = MARGIN

    def need(self, height: float) -> bool:
        """Have so much room, on a new page if need be; whether it is one."""
        if height <= self.left or self.fresh:
            return False
        self.turn()
        return True

    def put(self, draw: Draw) -> None:
        self._pages[-1].append(draw)

    def space(self, height: float) -> None:
        """Room between two things; none at the top of a page."""
        if not self.fresh:
            self.y += height

    def text(self, text: Text, x: float = 0.0) -> None:
        """A text below what is there."""
        self.need(text.height)
        self.put(text.at(MARGIN + x, self.y))
        self.y += text.height

    def rule(self) -> None:
        """A line across the page."""
        y = self.y
        self.put(lambda painter: _line(painter, y, self.width))
        self.y += 1

    def picture(self, svg: str) -> None:
        """A picture as wide as the page."""
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        size = renderer.viewBoxF().size()
        height = self.width * size.height() / max(size.width(), 1.0)
        self.need(height)
        place = QRectF(MARGIN, self.y, self.width, height)
        self.put(lambda painter: renderer.render(painter, place))
        self.y += height

    def write(self, path: str, title: str, creator: str) -> bool:
        """Write all pages as PDF; whether that worked."""
        writer = QPdfWriter(path)
        writer.setTitle(title)
        writer.setCreator(creator)
        writer.setResolution(_FINE)
        writer.setPageLayout(QPageLayout(self._page, QPageLayout.Orientation.Portrait, QMarginsF()))
        painter = QPainter()
        if not painter.begin(writer):
            return False
        painter.scale(_FINE / DPI, _FINE / DPI)
        for number, page in enumerate(self._pages, 1):
            if number > 1:
                writer.newPage()
            for draw in page:
                draw(painter)
            self._foot(painter, title, number)
        return painter.end()

    def _foot(self, painter: QPainter, title: str, number: int) -> None:
        y = self._size.height() - MARGIN - 8
        said = f"{number} / {len(self._pages)}"
        shown = title if len(title) <= 90 else f"{title[:89]}…"
        Text.of(shown, 9, self.width * 0.8, color=QUIET).at(MARGIN, y)(painter)
        Text.of(said, 9, self.width * 0.2, right=True, color=QUIET).at(MARGIN + self.width * 0.8, y)(painter)


def _line(painter: QPainter, y: float, width: float) -> None:
    painter.setPen(QPen(QColor(LINE), 1))
    painter.drawLine(QPointF(MARGIN, y), QPointF(MARGIN + width, y))
