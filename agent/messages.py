"""What the agent is asked (commands) and what it says (answers and events): frozen, plain data.

A command that has an answer carries a ``request`` number, and its answer, or a :class:`CommandFailed`, carries
the same number back. Everything else the agent says on its own.
"""

from dataclasses import dataclass, field

from agent.backup_messages import BackedUp as BackedUp
from agent.backup_messages import Backup as Backup
from agent.backup_messages import BackupInspected as BackupInspected
from agent.backup_messages import BackupList as BackupList
from agent.backup_messages import BackUpNow as BackUpNow
from agent.backup_messages import BackupRestored as BackupRestored
from agent.backup_messages import CheckDatabase as CheckDatabase
from agent.backup_messages import DatabaseChecked as DatabaseChecked
from agent.backup_messages import InspectBackup as InspectBackup
from agent.backup_messages import ListBackups as ListBackups
from agent.backup_messages import Recovery as Recovery
from agent.backup_messages import RestoreBackup as RestoreBackup
from agent.changes import ChangeMonitors as ChangeMonitors
from agent.channel_messages import ChannelsChanged as ChannelsChanged
from agent.channel_messages import ChannelTested as ChannelTested
from agent.channel_messages import ChannelTroubles as ChannelTroubles
from agent.channel_messages import DeleteChannel as DeleteChannel
from agent.channel_messages import SaveChannel as SaveChannel
from agent.channel_messages import TestChannel as TestChannel
from agent.chart_messages import AlertSpan as AlertSpan
from agent.chart_messages import GetHistory as GetHistory
from agent.chart_messages import GetPhases as GetPhases
from agent.chart_messages import GetUptime as GetUptime
from agent.chart_messages import History as History
from agent.chart_messages import PhaseHistory as PhaseHistory
from agent.chart_messages import Unit as Unit
from agent.chart_messages import UptimeByTime as UptimeByTime
from agent.evidence import KeptExchange
from agent.evidence_messages import Evidence as Evidence
from agent.evidence_messages import GetEvidence as GetEvidence
from agent.model import AlertEvent, Channel, ChannelTrouble, Check, Monitor, Notice, Settings
from agent.places_messages import GetPlaces as GetPlaces
from agent.places_messages import Places as Places
from agent.replay_messages import Replayed as Replayed
from agent.replay_messages import ReplayRule as ReplayRule
from agent.replay_messages import RuleReplayed as RuleReplayed
from agent.report_messages import MakePlanned as MakePlanned
from agent.report_messages import PlansChanged as PlansChanged
from agent.report_messages import PlanState as PlanState
from agent.report_messages import ReportProgress as ReportProgress
from agent.report_messages import ReportStopped as ReportStopped
from agent.report_messages import ReportWritten as ReportWritten
from agent.report_messages import StopReport as StopReport
from agent.report_messages import WriteReport as WriteReport
from agent.settings_messages import SaveSettings as SaveSettings
from agent.settings_messages import SettingsChanged as SettingsChanged
from agent.storage_messages import ClearHistory as ClearHistory
from agent.storage_messages import DeleteChecks as DeleteChecks
from agent.storage_messages import GetStorage as GetStorage
from agent.storage_messages import HistoryCleared as HistoryCleared
from agent.storage_messages import Storage as Storage
from agent.update_messages import CheckForUpdates as CheckForUpdates
from agent.update_messages import UpdateChecked as UpdateChecked
from agent.views import AgentStatus as AgentStatus
from agent.views import AlertView as AlertView
from agent.views import MonitorStatus as MonitorStatus
from agent.views import MonitorView as MonitorView

# -- commands --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GetOverview:
    """Everything the window starts with; 24-hour figures are kept from then on. Answer: :class:`Overview`."""

    request: int


@dataclass(frozen=True, slots=True)
class SaveMonitor:
    """Create (id 0) or change a monitor; a new target is checked at once. Answer: :class:`MonitorSaved`."""

    request: int
    monitor: Monitor


@dataclass(frozen=True, slots=True)
class DeleteMonitors:
    """Take monitors away; they can be brought back until the program ends. Answer: :class:`MonitorsDeleted`."""

    request: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreMonitors:
    """Bring deleted monitors back with their history. Answer: :class:`Done`; a :class:`MonitorSaved` for each."""

    request: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PauseMonitors:
    """Pause or resume. Answer: :class:`Done`; a :class:`MonitorSaved` event for each."""

    request: int
    ids: tuple[int, ...]
    paused: bool


@dataclass(frozen=True, slots=True)
class CheckNow:
    """Check now, paused monitors too. No answer but the :class:`ChecksRecorded` event."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TestMonitor:
    """Run the check of a monitor that need not be saved; nothing is stored. Answer: :class:`MonitorTested`."""

    __test__ = False  # not one of pytest's
    request: int
    monitor: Monitor


@dataclass(frozen=True, slots=True)
class AcknowledgeAlerts:
    """Answer: :class:`Done`; an :class:`AlertChanged` event for each."""

    request: int
    ids: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class SnoozeAlerts:
    """Leave people alone with open alerts until a time in the future, which ends an acknowledgement; None wakes them.
    Answer: :class:`Done`; an :class:`AlertChanged` event for each."""

    request: int
    ids: tuple[int, ...]
    until: int | None


@dataclass(frozen=True, slots=True)
class DeleteAlerts:
    """Delete closed alerts: those named, all of a monitor, all that a channel was told of, or all (``every``). Open
    ones stay. Answer: :class:`AlertsDeleted`."""

    request: int
    ids: tuple[int, ...] = ()
    monitor: int | None = None
    channel: str | None = None
    every: bool = False


@dataclass(frozen=True, slots=True)
class GetLog:
    """The newest checks of a monitor before ``before`` (None: now), newest first. Answer: :class:`Log`."""

    request: int
    monitor: int
    before: int | None
    limit: int


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """What the system says of this machine's network: whether it has a connection; None: it cannot tell. ``portal``:
    whether somebody has to sign in to it first. No answer but the :class:`AgentStatusChanged` event if that changes
    anything."""

    connected: bool | None
    portal: bool = False


Command = (
    GetOverview
    | NetworkChanged
    | SaveMonitor
    | ChangeMonitors
    | DeleteMonitors
    | RestoreMonitors
    | PauseMonitors
    | CheckNow
    | TestMonitor
    | SaveChannel
    | DeleteChannel
    | SaveSettings
    | TestChannel
    | AcknowledgeAlerts
    | SnoozeAlerts
    | DeleteAlerts
    | GetHistory
    | GetUptime
    | GetPhases
    | GetLog
    | GetStorage
    | ClearHistory
    | DeleteChecks
    | GetEvidence
    | ReplayRule
    | CheckForUpdates
    | WriteReport
    | StopReport
    | ListBackups
    | BackUpNow
    | InspectBackup
    | RestoreBackup
    | CheckDatabase
    | GetPlaces
    | MakePlanned
)

# -- answers and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overview:
    """Answer to :class:`GetOverview`. ``alerts`` are the newest 500, open ones always among them."""

    request: int
    monitors: tuple[MonitorView, ...]
    channels: tuple[Channel, ...]
    alerts: tuple[AlertView, ...]
    status: AgentStatus
    troubles: tuple[ChannelTrouble, ...] = ()
    settings: Settings = field(default_factory=Settings)
    plans: tuple[PlanState, ...] = ()


@dataclass(frozen=True, slots=True)
class MonitorSaved:
    """A monitor is new, changed or back. ``request`` is 0 where nobody asked."""

    request: int
    view: MonitorView


@dataclass(frozen=True, slots=True)
class MonitorsDeleted:
    request: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChecksRecorded:
    """Checks that are stored, each with how its monitor stands now; gathered for some 100 ms."""

    statuses: tuple[MonitorStatus, ...]


@dataclass(frozen=True, slots=True)
class ChecksHeld:
    """Checks that were made but that the store cannot take now, each with how its monitor stands: they wait in memory,
    and a :class:`ChecksRecorded` follows once they are stored."""

    statuses: tuple[MonitorStatus, ...]


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """Monitors whose standing changed without a check."""

    statuses: tuple[MonitorStatus, ...]


@dataclass(frozen=True, slots=True)
class MonitorTested:
    """``exchange`` is what was sent and what came, and what came of each assertion."""

    request: int
    check: Check
    exchange: KeptExchange | None = None


@dataclass(frozen=True, slots=True)
class AlertChanged:
    """An alert is new, closed, open again, acknowledged, snoozed, or its deliveries got on."""

    view: AlertView


@dataclass(frozen=True, slots=True)
class AlertTold:
    """The moment at which people are told of an alert: what a native notification shows."""

    alert: int
    event: AlertEvent
    notice: Notice


@dataclass(frozen=True, slots=True)
class AlertsDeleted:
    request: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """Answer to :class:`GetLog`; ``more`` tells whether older checks exist."""

    request: int
    monitor: int
    checks: tuple[Check, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A command was carried out that has no other answer."""

    request: int


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; ``field`` is a dotted path in the model, "" for the whole."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class CommandFailed:
    """A command was not carried out; nothing changed."""

    request: int
    errors: tuple[FieldError, ...]
    details: str = ""

    @property
    def message(self) -> str:
        """All errors as one line."""
        return "; ".join(f"{e.field}: {e.message}" if e.field else e.message for e in self.errors)


@dataclass(frozen=True, slots=True)
class AgentStatusChanged:
    status: AgentStatus


@dataclass(frozen=True, slots=True)
class AgentFailed:
    """The agent is dead: nothing is checked any more. ``details`` is a traceback."""

    reason: str
    details: str = field(repr=False)


Event = (
    Overview
    | MonitorSaved
    | MonitorsDeleted
    | ChecksRecorded
    | ChecksHeld
    | StatusChanged
    | MonitorTested
    | ChannelsChanged
    | ChannelTroubles
    | SettingsChanged
    | ChannelTested
    | AlertChanged
    | AlertTold
    | AlertsDeleted
    | History
    | UptimeByTime
    | PhaseHistory
    | Log
    | Storage
    | HistoryCleared
    | Evidence
    | RuleReplayed
    | ReportProgress
    | ReportWritten
    | ReportStopped
    | BackupList
    | BackedUp
    | BackupInspected
    | BackupRestored
    | DatabaseChecked
    | Places
    | PlansChanged
    | UpdateChecked
    | Done
    | CommandFailed
    | AgentStatusChanged
    | AgentFailed
)
