"""How long data is kept and how large it may become, beside how much there is and what the settings come to."""

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from agent.messages import CommandFailed, Event, GetStorage, Storage
from agent.retention import Retention
from agent.storage_messages import Kind, estimate
from desktop.client import Client
from desktop.labels import plain
from desktop.settings.area import INSET
from desktop.settings.form_page import FormPage
from desktop.text import NOTHING, timestamp, tr
from desktop.theme import figures


class RetentionPage(FormPage):
    """The sizes are read when the page comes into sight; what is entered is reckoned with as it is entered."""

    def __init__(self, client: Client) -> None:
        intro = tr(
            "What is older is removed, in small steps in the background. What is coarser is kept at least as long as "
            "what it was made of."
        )
        super().__init__(client.settings, "retention", intro)
        self._client = client
        self._request = 0
        self._storage: Storage | None = None
        self.facts = StorageFacts()
        self._body.insertWidget(self._body.indexOf(self.foot), self.facts)
        self.section.edited.connect(self._tell)

    def refresh(self) -> None:
        if not self._request:
            self._request = self._client.ask(GetStorage, self._take, self._failed)

    def leave(self) -> None:
        self._client.forget(self._request)
        self._request = 0

    def _take(self, event: Event) -> None:
        self._request = 0
        if isinstance(event, Storage):
            self._storage = event
            self.facts.show_storage(event)
            self._tell()

    def _failed(self, failure: CommandFailed) -> None:
        self._request = 0
        self.facts.expected.setText(tr("The sizes could not be read: {why}").format(why=failure.message))

    @Slot()
    def _tell(self) -> None:
        entered = self._entered()
        if self._storage is not None and isinstance(entered, Retention):
            self.facts.expected.setText(told(self._storage, entered))


class StorageFacts(QWidget):
    """A row a kind: number, the oldest, and size; and beneath it what the settings come to."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(INSET, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(4, 1)
        self.cells: dict[Kind, tuple[QLabel, QLabel, QLabel]] = {}
        for column, head in enumerate(("", tr("Number"), tr("Since"), tr("Size"))):
            self._put(0, column, plain(head, rank="second"))
        for row, (kind, name) in enumerate(_names().items(), 1):
            self._put(row, 0, plain(name))
            cells = (plain(NOTHING), plain(NOTHING), plain(NOTHING))
            for column, cell in enumerate(cells, 1):
                cell.setFont(figures(cell.font()))
                self._put(row, column, cell)
            self.cells[kind] = cells
        self.file = plain(rank="second")
        self.expected = plain(tr("Reading how much there is …"))
        for number, label in enumerate((self.file, self.expected)):
            label.setWordWrap(True)
            label.setContentsMargins(0, 0 if number else 8, 0, 0)
            self._grid.addWidget(label, len(self.cells) + 1 + number, 0, 1, 5)

    def _put(self, row: int, column: int, label: QLabel) -> None:
        right = Qt.AlignmentFlag.AlignRight if column in (1, 3) else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(label, row, column, right | Qt.AlignmentFlag.AlignVCenter)

    def show_storage(self, storage: Storage) -> None:
        for kind, (number, since, size) in self.cells.items():
            held = storage.of(kind)
            number.setText(QLocale().toString(held.rows))
            since.setText(timestamp(held.since)[:10] if held.since else NOTHING)
            size.setText(data_size(held.size))
        said = tr("The database is {size}, of which {free} are free for new data.").format(
            size=data_size(storage.file), free=data_size(storage.free)
        )
        self.file.setText(said if storage.measured else tr("{said} The sizes above are estimated.").format(said=said))


def told(storage: Storage, retention: Retention) -> str:
    """What ``retention`` comes to, in a sentence or two."""
    expected = estimate(storage, retention)
    said = tr("At {checks} checks a day these settings come to about {size}").format(
        checks=QLocale().toString(round(storage.checks_a_day)), size=data_size(expected.size)
    )
    if expected.grows:
        said = tr("{said}, growing by {size} a year").format(said=said, size=data_size(expected.grows))
    if expected.results_days is None:
        return tr("{said}.").format(said=said)
    if not expected.results_days:
        return tr(
            "{said}. The largest size cannot be kept: what is not single checks takes more, and is not removed for it."
        ).format(said=said)
    days = QLocale().toString(expected.results_days, "f", 1)
    return tr("{said}; the largest size leaves single checks of about {days} days.").format(said=said, days=days)


def data_size(size: int) -> str:
    """In the units in which the largest size is set."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _names() -> dict[Kind, str]:
    return {
        Kind.RESULTS: tr("Single checks"),
        Kind.HOURLY: tr("Sums by hour"),
        Kind.DAILY: tr("Sums by day"),
        Kind.EVIDENCE: tr("Requests and responses"),
        Kind.ALERTS: tr("Alerts"),
    }
