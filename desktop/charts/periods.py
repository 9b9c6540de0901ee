"""The periods a chart can show."""

from enum import Enum

from PySide6.QtCore import QCoreApplication

DAY_MS = 86_400_000


class Period(Enum):
    """How far back a chart looks, in milliseconds."""

    HOUR = 3_600_000
    DAY = DAY_MS
    WEEK = 7 * DAY_MS
    MONTH = 30 * DAY_MS
    YEAR = 365 * DAY_MS

    @property
    def label(self) -> str:
        """As on its button."""
        return {
            Period.HOUR: QCoreApplication.translate("Period", "1 h"),
            Period.DAY: QCoreApplication.translate("Period", "24 h"),
            Period.WEEK: QCoreApplication.translate("Period", "7 d"),
            Period.MONTH: QCoreApplication.translate("Period", "30 d"),
            Period.YEAR: QCoreApplication.translate("Period", "1 y"),
        }[self]

    @property
    def name_of(self) -> str:
        """In a sentence: "of the last 24 hours"."""
        return {
            Period.HOUR: QCoreApplication.translate("Period", "the last hour"),
            Period.DAY: QCoreApplication.translate("Period", "the last 24 hours"),
            Period.WEEK: QCoreApplication.translate("Period", "the last 7 days"),
            Period.MONTH: QCoreApplication.translate("Period", "the last 30 days"),
            Period.YEAR: QCoreApplication.translate("Period", "the last year"),
        }[self]

    @property
    def refresh_ms(self) -> int:
        """How old the figures of a period may become while new checks come in: short periods change faster."""
        return min(60_000, max(5_000, self.value // 500))
