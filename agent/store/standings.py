"""How monitors stood when they were checked last: what is read of each when a program begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import dumps

from peewee import SqliteDatabase

from agent.model import Beat, Check
from agent.store import results
from agent.store.connection import raw
from agent.store.rollups import DAY, HOUR

_CHECKS = "SELECT sum(up + degraded + down + unknown) FROM rollup WHERE monitor = id AND width"
_COUNTS = f"""
    SELECT id, (SELECT count(*) FROM result WHERE monitor = id AND at >= hours_until)
        + coalesce(({_CHECKS} = {DAY} AND start < hours_until / {DAY} * {DAY}), 0)
        + coalesce(({_CHECKS} = {HOUR} AND start >= hours_until / {DAY} * {DAY} AND start < hours_until), 0)
    FROM monitor WHERE id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - of constants


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest checks of a monitor, oldest first, the whole of the last one, and when the first one was made that is
    known of."""

    beats: Sequence[Beat]
    last: Check | None
    first_at: int | None


def read(database: SqliteDatabase, wanted: Mapping[int, int]) -> dict[int, Standing]:
    """How each monitor that is ``wanted`` stood, with so many of its newest checks."""
    return {
        key: Standing(
            results.newest_beats(database, key, beats),
            next(iter(results.newest_checks(database, key, None, 1)), None),
            results.first_at(database, key),
        )
        for key, beats in wanted.items()
    }


def counts(database: SqliteDatabase, keys: Sequence[int]) -> dict[int, int]:
    """How many checks were made of these monitors, those of closed hours among them whose results are gone."""
    return dict(raw(database).execute(_COUNTS, (dumps(list(keys)),)).fetchall())
