"""Figures of a period from what was read of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import dumps

from peewee import SqliteDatabase

from agent import stats
from agent.apdex import TOLERATED, apdex, apdex_of
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
    good, down = time
    whole = found.whole()
    latencies = whole.latencies
    return Figures(
        uptime=stats.uptime_of(good, down, end - found.start),
        good_ms=good,
        checks=whole.checks,
        failures=whole.failed,
        alerts=alerts.opened,
        incidents=alerts.incidents,
        average_ms=sum(latencies) / len(latencies) if latencies else None,
        p50_ms=stats.percentile(latencies, 0.5),
        p95_ms=stats.percentile(latencies, 0.95),
        p99_ms=stats.percentile(latencies, 0.99),
        apdex=None if t_ms is None else apdex_of(latencies, whole.failed, t_ms),
    )


def of_tally(tally: Tally, period: int, alerts: Alerted, t_ms: float | None) -> Figures:
    """From the tally of a period of so many ms: counts and times exactly, percentiles within 2 %, Apdex with its
    error."""
    good, down = tally.good_and_down
    latencies, failures = tally.ordered, tally.checks[DOWN]
    judged = len(latencies) + failures
    return Figures(
        uptime=stats.uptime_of(good, down, period),
        good_ms=good,
        checks=sum(tally.checks),
        failures=failures,
        alerts=alerts.opened,
        incidents=alerts.incidents,
        average_ms=tally.latency_sum / len(latencies) / 1_000 if latencies else None,
        p50_ms=stats.percentile(latencies, 0.5),
        p95_ms=stats.percentile(latencies, 0.95),
        p99_ms=stats.percentile(latencies, 0.99),
        apdex=None if t_ms is None else apdex(tally.within(t_ms), tally.within(TOLERATED * t_ms), judged),
    )
