"""Closed hours of many monitors added up: of whole fortnights, days and hours, so that a year is some forty rows.

A fortnight is the sum of the days that are stored of it, and nothing else: whatever writes or removes one of them
removes the fortnight with it, see :func:`agent.store.rollups.write`. Where there is none its days are read; it is made,
or made again, when the next hours are closed.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from json import dumps
from operator import itemgetter

from peewee import SqliteDatabase

from agent.store import rollups
from agent.store.connection import raw
from agent.store.rollups import DAY, FORTNIGHT
from agent.store.tally import Tally, total

_OF_PARTS = """
    FROM json_each(?) AS part CROSS JOIN rollup ON monitor = json_extract(part.value, '$[0]')
        AND width = json_extract(part.value, '$[1]')
        AND start >= json_extract(part.value, '$[2]') AND start < json_extract(part.value, '$[3]')
"""
_SUMS = f"""
    SELECT monitor, sum(up), sum(degraded), sum(down), sum(unknown), sum(up_ms), sum(degraded_ms), sum(down_ms),
           sum(unknown_ms), sum(latency_sum), min(latency_min), max(latency_max)
    {_OF_PARTS} GROUP BY monitor
"""
_LATENCIES = f"SELECT monitor, latencies {_OF_PARTS} ORDER BY part.key"
_FORTNIGHTS = """
    SELECT monitor, start FROM json_each(?) AS one CROSS JOIN rollup ON monitor = one.value AND width = ? ORDER BY 1, 2
"""
_MISSING = """
    SELECT DISTINCT start / :fortnight * :fortnight FROM rollup
    WHERE monitor = :monitor AND width = :day AND start < :until / :fortnight * :fortnight
    EXCEPT SELECT start FROM rollup WHERE monitor = :monitor AND width = :fortnight
"""


def sum_up(
    database: SqliteDatabase, closed: Mapping[int, tuple[int, int]], *, latencies: bool = True
) -> dict[int, Tally]:
    """The closed hours of each monitor, from the first to the end of the last, as one. When they were is left out;
    without ``latencies`` these too, one by one, which take the most time."""
    keys = list(closed)
    since, fortnights = rollups.hours_known(database, keys), _fortnights(database, keys)
    parts = dumps(
        [
            (key, *part)
            for key, hours in closed.items()
            for coarse in rollups.coarse(*hours, since.get(key, (0, 0))[0], days=True)
            for part in in_fortnights(*coarse, fortnights.get(key, ()))
        ]
    )
    sums = {key: Tally() for key in closed}
    for key, *numbers in raw(database).execute(_SUMS, (parts,)):
        sums[key] = Tally(list(numbers[:4]), list(numbers[4:8]), *numbers[8:])
    rows = raw(database).execute(_LATENCIES, (parts,)) if latencies else ()
    for key, own in groupby(rows, key=itemgetter(0)):
        sums[key].add_all_packed([packed for _, packed in own])
    return sums


def in_fortnights(width: int, start: int, end: int, known: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """What is to be read of ``width`` from ``start`` to ``end``; of days those that are in no ``known`` fortnight (the
    beginnings, in order) which lies within as a whole, and those fortnights."""
    if width == DAY:
        whole = [at for at in known if start <= at and at + FORTNIGHT <= end]
        for _, run in groupby(enumerate(whole), key=lambda one: one[1] - one[0] * FORTNIGHT):
            ats = [at for _, at in run]
            if start < ats[0]:
                yield DAY, start, ats[0]
            start = ats[-1] + FORTNIGHT
            yield FORTNIGHT, ats[0], start
    if start < end:
        yield width, start, end


def _fortnights(database: SqliteDatabase, keys: Sequence[int]) -> dict[int, list[int]]:
    rows = raw(database).execute(_FORTNIGHTS, (dumps(list(keys)), FORTNIGHT))
    return {key: [start for _, start in own] for key, own in groupby(rows, key=itemgetter(0))}


def missing(database: SqliteDatabase, monitor: int) -> list[int]:
    """The fortnights of closed days of a monitor that are not summed up, by their beginnings."""
    _, until = rollups.progress(database, monitor)
    values = {"monitor": monitor, "fortnight": FORTNIGHT, "day": DAY, "until": until}
    return [start for (start,) in raw(database).execute(_MISSING, values)]


def close_step(database: SqliteDatabase, monitor: int) -> bool:
    """Sum up the days of the next fortnight of a monitor; False once none is missing."""
    starts = missing(database, monitor)
    for start in starts[:1]:
        whole = total(tally for _, tally in rollups.read(database, monitor, DAY, start, start + FORTNIGHT))
        rollups.write(database, monitor, FORTNIGHT, {start: whole}, start, start + FORTNIGHT)
    return len(starts) > 1
