"""Where the time of good checks went: read from single results, which alone know it."""

from json import dumps

from peewee import SqliteDatabase

from agent import stats
from agent.model import Phases
from agent.stats import PhasePoint
from agent.store import results, rollups
from agent.store.codec import DEGRADED, UP, unpack_phases
from agent.store.connection import raw
from agent.store.values import PhaseData

OF_A_POINT = 8
"""A point that stands for more checks is the mean of so many of them, evenly spread: to read them all would take ten
times as long, and the line would be the same."""

_GOOD = f"monitor = ? AND at >= ? AND at < ? AND outcome IN ({UP}, {DEGRADED}) AND phases IS NOT NULL"
_EACH = f"SELECT at, phases FROM result WHERE {_GOOD} ORDER BY at"  # noqa: S608 - constants
_SPREAD = f"""
    SELECT slot.value, (
        SELECT phases FROM result
        WHERE monitor = ? AND at >= slot.value AND at < slot.value + ? AND outcome IN ({UP}, {DEGRADED})
            AND phases IS NOT NULL
        ORDER BY at LIMIT 1
    ) FROM json_each(?) AS slot
"""  # noqa: S608 - constants


def read(database: SqliteDatabase, monitor: int, start: int, end: int, points: int) -> PhaseData:
    """The phases of ``start`` to ``end``: every good check where they fit into about ``points`` points, else means."""
    since, _ = rollups.progress(database, monitor)
    first = max(start, since)
    if first >= end:
        return PhaseData((), 0, since, sampled=False)
    if not results.more_than(database, monitor, first, end, points):
        rows = raw(database).execute(_EACH, (monitor, first, end))
        single = tuple(PhasePoint(at, unpack_phases(packed) or Phases(), 1) for at, packed in rows)
        return PhaseData(single, 0, since, sampled=False)
    width = stats.bucket_width(start, end, points)
    slot = max(1, -(-width // OF_A_POINT))
    width = slot * OF_A_POINT
    begin = first // width * width
    slots = dumps([max(first, at) for at in range(begin, end, slot) if at + slot > first])
    found: dict[int, list[Phases]] = {}
    for at, packed in raw(database).execute(_SPREAD, (monitor, slot, slots)):
        phases = unpack_phases(packed)
        if phases is not None:
            found.setdefault(at // width * width, []).append(phases)
    means = tuple(PhasePoint(at, stats.mean_phases(some), len(some)) for at, some in found.items())
    return PhaseData(means, width, since, sampled=True)
