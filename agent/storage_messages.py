"""What is asked of the room that data takes, and taking history away: commands and answers, frozen, plain data."""

from dataclasses import dataclass
from enum import StrEnum

from agent.retention import Retention

DAYS_A_YEAR = 365
MB = 1_000_000
REACHED = 0.95
"""Where a size is set and exceeded, results go until the database is as much smaller."""


class Kind(StrEnum):
    """A kind of data that is kept for a time of its own, and the rest."""

    RESULTS = "results"
    HOURLY = "hourly"
    DAILY = "daily"
    EVIDENCE = "evidence"
    ALERTS = "alerts"
    OTHER = "other"


TYPICAL = {Kind.RESULTS: 40, Kind.HOURLY: 120, Kind.DAILY: 400}
"""Bytes of one, until there are so many that their own size says more."""
ENOUGH = 1_000


@dataclass(frozen=True, slots=True)
class Held:
    """How much there is of a kind: rows, bytes with their indexes, and the time of the oldest."""

    kind: Kind
    rows: int
    size: int
    since: int | None = None

    @property
    def each(self) -> float:
        """Bytes of one."""
        return TYPICAL.get(self.kind, 0) if self.rows < ENOUGH else self.size / self.rows


@dataclass(frozen=True, slots=True)
class GetStorage:
    """Answer: :class:`Storage`. It may take some seconds where there is much."""

    request: int


@dataclass(frozen=True, slots=True)
class Storage:
    """The database's ``file`` in bytes, of which ``free`` wait for new data, and the ``log`` of writes beside it.

    ``measured``: the sizes are those of the pages, else estimated. ``checks_a_day`` are those that ``monitors``, the
    ones not paused, make at their intervals.
    """

    request: int
    path: str
    file: int
    log: int
    free: int
    measured: bool
    held: tuple[Held, ...]
    monitors: int
    checks_a_day: float

    def of(self, kind: Kind) -> Held:
        """How much there is of a kind."""
        return next((one for one in self.held if one.kind is kind), Held(kind, 0, 0))


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a setting comes to: ``size`` in bytes once results and hours are as old as they get, and by how much it then
    ``grows`` a year. ``results_days`` is how far results reach back where the size that is set cuts them short."""

    size: int
    grows: int
    results_days: float | None = None


def estimate(storage: Storage, retention: Retention) -> Estimate:
    """What ``retention`` would keep of what is checked now. Evidence, alerts and the rest are taken as they are."""
    number = {
        Kind.RESULTS: storage.checks_a_day,
        Kind.HOURLY: 24.0 * storage.monitors,
        Kind.DAILY: 1.0 * storage.monitors,
    }
    days = {Kind.RESULTS: retention.results, Kind.HOURLY: retention.hourly, Kind.DAILY: retention.daily}
    size = float(sum(one.size for one in storage.held if one.kind not in number))
    grows = 0.0
    for kind, a_day in number.items():
        held, kept = storage.of(kind), days[kind]
        if kept is None:
            size += held.size
            grows += a_day * held.each * DAYS_A_YEAR
        else:
            size += a_day * held.each * kept
    if retention.size_mb is None or (size <= retention.size_mb * MB and not (retention.results is None and grows)):
        return Estimate(round(size), round(grows))
    of_results = storage.checks_a_day * storage.of(Kind.RESULTS).each
    others = size - (storage.of(Kind.RESULTS).size if retention.results is None else of_results * retention.results)
    limit = retention.size_mb * MB
    reach = max(0.0, limit * REACHED - others) / of_results if of_results else None
    return Estimate(round(max(others, limit)), 0 if others <= limit else round(grows), reach)


@dataclass(frozen=True, slots=True)
class ClearHistory:
    """Take away the checks of monitors from ``start`` to ``end`` (exclusive; None: all there are) for good, with what
    hours and days say of them and what was seen in them; alerts stay. Answer: :class:`HistoryCleared`."""

    request: int
    monitors: tuple[int, ...]
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class DeleteChecks:
    """Take away the checks of a monitor that were made at these times. Answer: :class:`HistoryCleared`."""

    request: int
    monitor: int
    ats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HistoryCleared:
    """So many results of these monitors are gone, those of single times (``ats``) or of a period. Whoever shows their
    past reads it again."""

    request: int
    monitors: tuple[int, ...]
    checks: int
    ats: tuple[int, ...] = ()
