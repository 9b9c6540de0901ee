"""What the palette has found, best first."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.palette import matching
from desktop.palette.entries import Entry

ENTRY_ROLE = Qt.ItemDataRole.UserRole
MOST = 200
"""Nobody reads on beyond so many: more words are typed instead."""


class PaletteModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self._found: list[Entry] = []
        self.words: tuple[str, ...] = ()

    def fill(self, entries: Iterable[Entry]) -> None:
        """Search in ``entries`` from now on; until something is searched for those that are offered are found."""
        self._all = tuple(entries)
        self.search("")

    def search(self, query: str) -> None:
        """Find what fits every word of ``query``; among what fits equally well the order stays."""
        self.beginResetModel()
        self.words = matching.split(query)
        ranked = [
            (matching.rank(self.words, *entry.folded), number)
            for number, entry in enumerate(self._all)
            if self.words or entry.offered
        ]
        best = sorted((rank, number) for rank, number in ranked if rank is not None)[:MOST]
        self._found = [self._all[number] for _, number in best]
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._found[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._found[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return entry.says() if entry.says else entry.title
            case _:
                return entry if role == ENTRY_ROLE else None
