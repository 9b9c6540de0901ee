"""Figures of a period from what was read of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import dumps

from peewee import SqliteDatabase

from agent import stats
from agent.apdex import TOLERATED, Apdex, apdex, apdex_of
from agent.objectives import Incidents
from agent.store.codec import DOWN
from agent.store.columns import Columns
from agent.store.connection import raw
from agent.store.tally import Tally
from agent.summary import Figures

_ENDED = "kind = 'down' AND closed_at >= :start AND closed_at < :end"
_ALERTS = f"""
    SELECT monitor, sum(opened_at >= :start), sum(opened_at >= :start AND kind = 'down'), sum(coalesce({_ENDED}, 0)),
           sum(CASE WHEN {_ENDED} THEN closed_at - opened_at ELSE 0 END)
    FROM alert
    WHERE monitor IN (SELECT value FROM json_each(:monitors)) AND opened_at < :end
        AND (opened_at >= :start OR closed_at >= :start)
    GROUP BY monitor
"""  # noqa: S608 - of a constant


@dataclass(frozen=True, slots=True)
class Alerted:
    """How many alerts opened in a period, and the incidents of it."""

    opened: int
    incidents: Incidents


NONE = Alerted(0, Incidents())


def alerted(database: SqliteDatabase, monitors: Sequence[int], start: int, end: int) -> Mapping[int, Alerted]:
    """The alerts of ``start`` to ``end`` by monitor; those without any are left out."""
    values = {"monitors": dumps(list(monitors)), "start": start, "end": end}
    rows = raw(database).execute(_ALERTS, values)
    return {monitor: Alerted(opened, Incidents(*incidents)) for monitor, opened, *incidents in rows}


def of_checks(found: Columns, time: tuple[int, int], end: int, alerts: Alerted, t_ms: float | None) -> Figures:
    """From all checks of ``found.start`` to ``end``, and the ``time`` that was good and that was DOWN in ms, exactly;
    ``t_ms`` is T of Apdex."""
    whole = found.whole()
    latencies = whole.latencies
    average = sum(latencies) / len(latencies) if latencies else None
    score = None if t_ms is None else apdex_of(latencies, whole.failed, t_ms)
    return _figures(time, end - found.start, (whole.checks, whole.failed), alerts, latencies, average, score)


def of_tally(tally: Tally, period: int, alerts: Alerted, t_ms: float | None) -> Figures:
    """From the tally of a period of so many ms: counts and times exactly, percentiles within 2 %, Apdex with its
    error."""
    latencies, failures = tally.ordered, tally.checks[DOWN]
    average = tally.latency_sum / len(latencies) / 1_000 if latencies else None
    judged = len(latencies) + failures
    score = None if t_ms is None else apdex(tally.within(t_ms), tally.within(TOLERATED * t_ms), judged)
    counts = (sum(tally.checks), failures)
    return _figures(tally.good_and_down, period, counts, alerts, latencies, average, score)


def _figures(
    time: tuple[int, int],
    period: int,
    counts: tuple[int, int],
    alerts: Alerted,
    latencies: Sequence[float],
    average_ms: float | None,
    apdex: Apdex | None,
) -> Figures:
    """``counts`` are all checks and those that were DOWN; ``latencies`` in ms, in ascending order."""
    (good, down), (checks, failures) = time, counts
    return Figures(
        uptime=stats.uptime_of(good, down, period),
        good_ms=good,
        checks=checks,
        failures=failures,
        alerts=alerts.opened,
        incidents=alerts.incidents,
        average_ms=average_ms,
        p50_ms=stats.percentile(latencies, 0.5),
        p95_ms=stats.percentile(latencies, 0.95),
        p99_ms=stats.percentile(latencies, 0.99),
        apdex=apdex,
    )
