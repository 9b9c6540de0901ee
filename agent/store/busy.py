"""Hours with very many checks: they are kept in parts of five minutes as well, as long as their results are.

A chart of a day need not read each of 86,400 results then. The parts are closed with their hour and stand beside it
among the rollups; the time for which checks speak is in the hours only.
"""

from itertools import groupby

from peewee import SqliteDatabase

from agent.store import rollups
from agent.store.columns import Columns
from agent.store.rollups import HOUR, Part
from agent.store.tally import Tally

FIVE_MINUTES = 5 * 60_000
BUSY = 300
"""An hour with so many checks is kept in parts: of fewer, the results are read as quickly."""


def close(database: SqliteDatabase, monitor: int, found: Columns, hours: dict[int, Tally], end: int) -> None:
    """Keep in parts those of ``hours`` that are busy; they are all from the beginning of ``found`` to ``end``."""
    many = {at for at, tally in hours.items() if sum(tally.checks) >= BUSY}
    times = ((place * FIVE_MINUTES, first, last) for place, first, last in found.groups(FIVE_MINUTES, 0))
    parts = {at: found.tally(first, last) for at, first, last in times if at // HOUR * HOUR in many}
    rollups.write(database, monitor, FIVE_MINUTES, parts, found.start, end)


def read(database: SqliteDatabase, monitor: int, first: int, last: int) -> tuple[list[Part], list[tuple[int, int]]]:
    """The parts of the closed hours from ``first`` to ``last``, oldest first; and from when to when the hours are that
    are not kept in parts."""
    parts = rollups.read_width(database, monitor, FIVE_MINUTES, first, last)
    known = {part[0] // HOUR * HOUR for part in parts}
    others = groupby(range(first, last, HOUR), key=lambda hour: hour in known)
    runs = [list(hours) for busy, hours in others if not busy]
    return parts, [(hours[0], hours[-1] + HOUR) for hours in runs]
