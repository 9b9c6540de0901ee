"""Reports of a period, for reading or as a file of rows: the same from the window, the command line and a plan.

Columns stay as they are; new ones are added at the end. Every point in time is ISO 8601 with the offset of the report's
zone. Durations end in ``_s`` (seconds), latencies in ``_ms`` (over checks UP or DEGRADED), uptime and coverage are in
percent. What is not known is empty in CSV and null in JSON.

- summary, a row a monitor: ``name``, ``kind``, ``target``, ``from``, ``to``, ``uptime`` (empty where nothing is
  covered), ``coverage``, ``checks``, ``failures`` (checks that were DOWN), ``alerts`` (opened within the period),
  ``downtime_s``, ``average_latency_ms``, ``p50_latency_ms``, ``p95_latency_ms``, ``p99_latency_ms``, ``incidents``
  (down alerts that began in it), ``mttr_s``, ``mtbf_s``, ``apdex``, ``uptime_target`` (percent), ``target_reached``,
  ``budget_left_s`` (below 0: overspent); see :mod:`agent.objectives` and :mod:`agent.apdex`
- results, a row a check, by monitor and time: ``name``, ``at``, ``outcome``, ``latency_ms``, ``status_code``,
  ``cause``, ``message``, ``maintenance`` (true: it counts for nothing), ``dns_ms``, ``connect_ms``, ``tls_ms``,
  ``first_byte_ms``, ``transfer_ms``
- alerts, a row an alert that was open at some time of the period: ``name``, ``kind``, ``cause``, ``message``,
  ``opened``, ``closed`` (empty: still open), ``duration_s`` (up to now where it is open), ``acknowledged``, ``note``,
  ``flapping``, ``held_by`` (the monitor for whose trouble it was held back), ``id``
- uptime, a row a monitor and day (of the zone): ``name``, ``day``, ``from``, ``to``, ``uptime``, ``coverage``,
  ``downtime_s``, ``checks``, ``failures``

CSV is RFC 4180 in UTF-8, its first row the names of the columns, and no text in it is a formula to a spreadsheet. JSON
Lines has an object a line, with the same names.
"""

from agent.reports.batches import Progress
from agent.reports.cells import inert
from agent.reports.writing import NothingChosen, write_report

__all__ = ["NothingChosen", "Progress", "inert", "write_report"]
