"""The charts that are shown, handed out as a picture: on the clipboard or in a file."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.charts import words
from desktop.charts.commands import Bars
from desktop.charts.feed import Feed
from desktop.charts.legend import Entry
from desktop.charts.looks import Other
from desktop.monitors.detail_uptime import UptimeSection
from desktop.theme import Colors, Theme

if TYPE_CHECKING:
    from desktop.charts.latency import LatencyChart
    from desktop.charts.picture import Shown


def shown(
    feed: Feed,
    chart: "LatencyChart",
    uptimes: UptimeSection,
    figures: Sequence[tuple[str, str]],
    others: Sequence[Other],
    entries: Sequence[Entry],
) -> "Shown":
    """What a picture has in it: what the charts show. ``figures`` are those of the whole period, so a zoomed chart goes
    without."""
    from desktop.charts.picture import Shown  # only now: it loads pyqtgraph

    subtitle = QCoreApplication.translate("Pictures", "Latency · {time}")
    return Shown(
        title=feed.monitor.name,
        subtitle=subtitle.format(time=words.time_span(*chart.shown)),
        series=feed.series,
        threshold_ms=feed.monitor.latency_threshold_ms,
        alerts=feed.alerts,
        whole=feed.window(),
        view=chart.shown,
        uptime_title=uptimes.title,
        parts=uptimes.parts,
        unit=uptimes.unit,
        calendar=uptimes.shown is Bars.CALENDAR,
        figures=() if chart.is_zoomed else figures,
        others=others,
        phases=chart.phases,
        entries=entries,
    )


class Pictures(QObject):
    """``shown`` builds what is in a picture for the colours it is given, ``light`` tells whether those of the light
    scheme are wanted. ``written`` carries a sentence and the file, ``failed`` a sentence."""

    written = Signal(str, str)
    failed = Signal(str)

    def __init__(
        self, theme: Theme, shown: "Callable[[Colors], Shown]", light: Callable[[], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._shown, self._light = theme, shown, light
        self._window = parent
        self._paper = Colors(parent=self)
        self.dialog: QFileDialog | None = None

    @property
    def _colors(self) -> Colors:
        return self._paper if self._light() else self._theme

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        from desktop.charts import picture

        QGuiApplication.clipboard().setImage(picture.image(self._shown(self._colors), self._colors))

    def ask_file(self, name: str) -> None:
        """Ask where to put the picture of the monitor ``name``, and write it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        harmless = re.sub(r"[^\w .-]+", "_", name)
        suggested = f"{harmless} {datetime.now().astimezone():%Y-%m-%d}.png"
        dialog = self.dialog = QFileDialog(self._window, self.tr("Save as picture"), str(Path(folder) / suggested))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        png, svg = self.tr("PNG picture (*.png)"), self.tr("SVG drawing (*.svg)")
        dialog.setNameFilters([png, svg])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("svg" if chosen == svg else "png"))
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: str) -> None:
        """Write the picture to ``path``."""
        from desktop.charts import picture

        why = picture.write(self._shown(self._colors), self._colors, path)
        if why:
            self.failed.emit(self.tr("The picture was not written: {why}").format(why=why))
        else:
            self.written.emit(self.tr("Picture written to {path}").format(path=path), path)
