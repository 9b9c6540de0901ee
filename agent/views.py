"""How monitors, alerts and the agent stand at a moment, as messages carry it: frozen, plain data."""

from dataclasses import dataclass

from agent.backup_messages import Recovery
from agent.lifecycle import Transition
from agent.model import Alert, Beat, Certificate, Check, Delivery, Monitor, State
from agent.stats import Uptime


@dataclass(frozen=True, slots=True)
class MonitorStatus:
    """How a monitor stands.

    ``since`` is when it came into this state. ``failed`` of the last ``checked`` conclusive checks were DOWN
    (``slow``: DEGRADED or DOWN); the rule alerts at ``monitor.rule.failures`` of ``monitor.rule.window``.
    ``last`` is the newest check of all, ``next_at`` when the next one comes (None: paused).
    ``uptime_24h`` and ``uptime_30d`` are None until they are known. ``certificates`` are those the target showed last,
    its own first, empty without TLS. ``maintenance_until`` is the end of the maintenance it is in.
    ``held_by`` is the monitor it depends on that is down.
    """

    monitor: int
    state: State
    since: int
    failed: int
    slow: int
    checked: int
    last: Check | None
    next_at: int | None
    uptime_24h: Uptime | None
    uptime_30d: Uptime | None = None
    certificates: tuple[Certificate, ...] = ()
    maintenance_until: int | None = None
    held_by: str = ""


@dataclass(frozen=True, slots=True)
class MonitorView:
    """A monitor, how it stands, and its last 40 checks, oldest first."""

    monitor: Monitor
    status: MonitorStatus
    beats: tuple[Beat, ...]


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert with the name of its monitor, its deliveries, and its transitions in the order they happened."""

    alert: Alert
    monitor_name: str
    deliveries: tuple[Delivery, ...]
    history: tuple[Transition, ...] = ()


@dataclass(frozen=True, slots=True)
class AgentStatus:
    """The agent's own health: for the status bar and the banners. Sent at every change.

    ``trouble`` is a sentence about what keeps the agent from its work (a full disk, no keychain), "" if nothing.
    ``offline`` is one about why this machine is not ``online`` though it has a connection, "" if it has none.
    ``recovery`` is what became of a database that was damaged within the last day.
    """

    online: bool = True
    deliveries_waiting: int = 0
    trouble: str = ""
    recovery: Recovery | None = None
    offline: str = ""
