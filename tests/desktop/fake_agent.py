"""An agent without network and store that keeps monitors and answers with the real messages and the real model."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from agent.chains import moment
from agent.changes import changed
from agent.difference import differences
from agent.evidence import KeptExchange
from agent.messages import (
    AcknowledgeAlerts,
    AgentStatus,
    AlertChanged,
    AlertView,
    ChangeMonitors,
    CheckNow,
    ChecksRecorded,
    ClearHistory,
    Command,
    CommandFailed,
    DeleteChecks,
    DeleteMonitors,
    Done,
    Event,
    Evidence,
    FieldError,
    GetEvidence,
    GetHistory,
    GetLog,
    GetOverview,
    GetPhases,
    GetPlaces,
    GetStorage,
    GetUptime,
    HistoryCleared,
    Log,
    MakePlanned,
    MonitorSaved,
    MonitorsDeleted,
    MonitorStatus,
    MonitorTested,
    MonitorView,
    Overview,
    PauseMonitors,
    Places,
    Replayed,
    ReplayRule,
    ReportWritten,
    RestoreMonitors,
    RuleReplayed,
    SaveMonitor,
    SaveSettings,
    SettingsChanged,
    StatusChanged,
    TestMonitor,
    WriteReport,
)
from agent.model import Alert, AlertKind, Beat, Cause, Channel, Check, Monitor, Outcome, Phases, SlackChannel, State
from agent.stats import Uptime
from agent.storage_messages import Held, Kind, Storage
from desktop.client import Client
from desktop.clock import now
from tests.desktop.scenes import history_of, phases_of, uptime_of

READING = GetEvidence | ReplayRule | GetPlaces | GetStorage | GetHistory | GetUptime | GetPhases | GetLog | GetOverview
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
U, G, D, N = Outcome.UP, Outcome.DEGRADED, Outcome.DOWN, Outcome.UNKNOWN


def beats(pattern: str = "", end: int | None = None, pace_s: int = 60, count: int = 40) -> tuple[Beat, ...]:
    """``count`` beats up to ``end``; ``pattern`` names the newest: u, g (degraded), d, n (unknown), and space (gap)."""
    end = now() - 5_000 if end is None else end
    kinds = {"u": U, "g": G, "d": D, "n": N}
    row = "u" * (count - len(pattern)) + pattern
    made = []
    for place, kind in enumerate(row):
        if kind == " ":
            continue
        cause = {"d": Cause.UNEXPECTED_STATUS, "g": Cause.LATENCY, "n": Cause.OFFLINE}.get(kind)
        took = None if kind in "dn" else 80.0 + place % 7
        made.append(Beat(end - (len(row) - 1 - place) * pace_s * 1_000, kinds[kind], took, cause))
    return tuple(made)


def standing(
    monitor: Monitor,
    state: State = State.UP,
    row: tuple[Beat, ...] | None = None,
    *,
    latency: float | None = 84.0,
    message: str = "",
    uptime: float | None = 1.0,
    since: int = 6 * MINUTE,
    next_s: int = 12,
) -> MonitorView:
    """``monitor`` in ``state`` since so many ms ago, with a last check that fits its beats."""
    at_once = now()
    row = beats() if row is None else row
    last = None
    if row:
        newest = row[-1]
        code = 503 if newest.outcome is D else 200
        last = Check(monitor.id, newest.at, newest.outcome, latency, code, newest.cause, message)
    recent = [beat for beat in row if beat.outcome.conclusive][-monitor.rule.window :]
    failed = sum(beat.outcome is D for beat in recent)
    slow = sum(beat.outcome in (D, G) for beat in recent)
    day = None if uptime is None else Uptime(uptime, 0.98, round((1 - uptime) * DAY))
    month = None if uptime is None else Uptime(uptime - 0.0004, 0.91, round((1.0004 - uptime) * 30 * DAY))
    next_at = None if state is State.PAUSED else at_once + next_s * 1_000
    status = MonitorStatus(monitor.id, state, at_once - since, failed, slow, len(recent), last, next_at, day, month)
    return MonitorView(monitor, status, row)


STORAGE = Storage(
    0,
    "/home/sam/.local/share/api-monitor/monitor.db",
    48_230_400,
    0,
    1_200_000,
    True,
    (
        Held(Kind.RESULTS, 1_036_800, 38_400_000, now() - 30 * DAY),
        Held(Kind.HOURLY, 52_560, 6_300_000, now() - 182 * DAY),
        Held(Kind.DAILY, 2_196, 900_000, now() - 182 * DAY),
        Held(Kind.EVIDENCE, 31, 310_000, now() - 20 * DAY),
        Held(Kind.ALERTS, 84, 96_000, now() - 170 * DAY),
        Held(Kind.OTHER, 12, 60_000),
    ),
    24,
    34_560.0,
)
"""A year of some two dozen monitors."""


class FakeAgent(QObject):
    """Lives in the GUI thread and answers after the event loop's next turn, as from another thread.

    ``refuse`` makes it refuse the next command that would change something; ``held`` keeps answers back until
    :meth:`release`. ``commands`` is all it was sent; ``answers`` says what it answers to commands of other kinds.
    """

    def __init__(self, client: Client, views: Iterable[MonitorView] = (), channels: Iterable[Channel] = ()) -> None:
        super().__init__(client)
        self._client = client
        self.views = {view.monitor.id: view for view in views}
        self.deleted: dict[int, MonitorView] = {}
        self.channels = tuple(channels)
        self.alerts: dict[int, AlertView] = {}
        self.status = AgentStatus()
        self.storage = STORAGE
        self.places = Places(0, "/home/sam/.local/share/api-monitor", 48_230_400, "Secret Service")
        self.commands: list[Command] = []
        self.refuse: tuple[FieldError, ...] = ()
        self.held: list[Event] | None = None
        self.answers: dict[type[Command], Any] = {}
        self.evidence: dict[int, tuple[KeptExchange | None, KeptExchange | None]] = {}
        self.found = Check(0, 0, U, 84.0, 200, phases=Phases(3.0, 12.0, 24.0, 44.0, 1.0))
        client.command.connect(self.take, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Send the overview that a window starts with."""
        self.tell(self._overview(0))

    def _overview(self, request: int) -> Overview:
        return Overview(request, tuple(self.views.values()), self.channels, tuple(self.alerts.values()), self.status)

    def tell(self, event: Event) -> None:
        if self.held is None:
            self._client.receive(event)
        else:
            self.held.append(event)

    def hold(self) -> None:
        self.held = []

    def release(self) -> None:
        held, self.held = self.held or [], None
        for event in held:
            self._client.receive(event)

    def put(self, view: MonitorView) -> None:
        """A monitor stands otherwise now, as after a check."""
        self.views[view.monitor.id] = view
        self.tell(ChecksRecorded((view.status,)))

    def open_alert(self, alert_id: int, monitor_id: int) -> None:
        monitor = self.views[monitor_id].monitor
        opened = Alert(
            alert_id,
            monitor_id,
            AlertKind.DOWN,
            Cause.UNEXPECTED_STATUS,
            "Expected 200–299, got 503 Service Unavailable",
            now() - 6 * MINUTE,
        )
        self.alerts[alert_id] = AlertView(opened, monitor.name, ())
        self.tell(AlertChanged(self.alerts[alert_id]))

    def warn_of_certificate(self, alert_id: int, view: MonitorView) -> None:
        """The certificate alert of a monitor that has certificates."""
        ends, host = view.status.certificates[0].expires_at, view.monitor.target.host
        message = f"The certificate of {host} ends on {moment(ends)}; it was issued by R11"
        kind, cause = AlertKind.CERTIFICATE, Cause.EXPIRY
        opened = Alert(alert_id, view.monitor.id, kind, cause, message, now(), certificate_expires_at=ends)
        self.alerts[alert_id] = AlertView(opened, view.monitor.name, ())
        self.tell(AlertChanged(self.alerts[alert_id]))

    def sent(self, kind: type[Command]) -> list[Command]:
        return [command for command in self.commands if isinstance(command, kind)]

    @Slot(object)
    def take(self, command: Command) -> None:
        self.commands.append(command)
        request = getattr(command, "request", 0)
        if self.refuse and request and not isinstance(command, READING):
            errors, self.refuse = self.refuse, ()
            self.tell(CommandFailed(request, errors))
            return
        match command:
            case GetOverview():
                self.tell(self._overview(request))
            case SaveMonitor(monitor=monitor):
                self._save(request, monitor)
            case ChangeMonitors(changes=changes):
                for monitor_id, values in changes:
                    self._save(0, changed(self.views[monitor_id].monitor, values))
                self.tell(Done(request))
            case DeleteMonitors(ids=ids):
                for monitor_id in ids:
                    self.deleted[monitor_id] = self.views.pop(monitor_id)
                self.tell(MonitorsDeleted(request, ids))
            case RestoreMonitors(ids=ids):
                for monitor_id in ids:
                    self.views[monitor_id] = self.deleted.pop(monitor_id)
                    self.tell(MonitorSaved(0, self.views[monitor_id]))
                self.tell(Done(request))
            case PauseMonitors(ids=ids, paused=paused):
                self._pause(ids, paused)
                self.tell(Done(request))
            case CheckNow(ids=ids):
                for monitor_id in ids:
                    self._check(monitor_id)
            case TestMonitor():
                exchange = self.evidence.get(0, (None, None))[0]
                self.tell(MonitorTested(request, replace(self.found, at=now()), exchange))
            case AcknowledgeAlerts(ids=ids, note=note):
                for alert_id in ids:
                    view = self.alerts[alert_id]
                    alert = replace(view.alert, acknowledged_at=now(), note=note)
                    self.alerts[alert_id] = replace(view, alert=alert)
                    self.tell(AlertChanged(self.alerts[alert_id]))
                self.tell(Done(request))
            case SaveSettings(settings=settings):
                self.tell(SettingsChanged(request, settings))
            case MakePlanned():
                self.tell(Done(request))
            case WriteReport(path=path):
                self.tell(ReportWritten(request, path, len(self.views)))
            case GetStorage():
                self.tell(replace(self.storage, request=request))
            case ClearHistory(monitors=ids):
                self.tell(HistoryCleared(request, ids, 1))
            case DeleteChecks(monitor=monitor_id, ats=ats):
                self.tell(HistoryCleared(request, (monitor_id,), len(ats), ats))
            case GetPlaces():
                self.tell(replace(self.places, request=request))
            case GetHistory():
                self._history(command)
            case GetUptime():
                self.tell(uptime_of(command))
            case GetPhases():
                self.tell(phases_of(command))
            case GetEvidence(monitor=monitor_id, alert=alert):
                good, failing = self.evidence.get(monitor_id, (None, None))
                self.tell(Evidence(request, monitor_id, alert, good, failing, differences(good, failing)))
            case ReplayRule(monitor=monitor_id, rule=rule):
                found = Replayed(down=rule.window - rule.failures + 1, longest_ms=14 * MINUTE, messages=2)
                here = self.views[monitor_id].monitor.rule
                now_found = Replayed(down=here.window - here.failures + 1)
                self.tell(RuleReplayed(request, monitor_id, now() - 30 * DAY, now(), 43_200, found, now_found))
            case GetLog(monitor=monitor_id):
                last = self.views[monitor_id].status.last if monitor_id in self.views else None
                self.tell(Log(request, monitor_id, (last,) if last else (), False))
            case _ if type(command) in self.answers:
                self.tell(replace(self.answers[type(command)], request=request))

    def _save(self, request: int, monitor: Monitor) -> None:
        if any(v.monitor.name == monitor.name and v.monitor.id != monitor.id for v in self.views.values()):
            self.tell(CommandFailed(request, (FieldError("name", f"There is a monitor called {monitor.name}."),)))
            return
        monitor = monitor.model_copy(update={"id": monitor.id or max((*self.views, *self.deleted, 0)) + 1})
        old = self.views.get(monitor.id)
        if old is not None:
            view = replace(old, monitor=monitor)
        else:
            view = standing(monitor, State.PENDING, (), latency=None, uptime=None)
        self.views[monitor.id] = view
        self.tell(MonitorSaved(request, view))
        if old is None and not monitor.paused:
            self._check(monitor.id)

    def _pause(self, ids: Iterable[int], paused: bool) -> None:
        for monitor_id in ids:
            old = self.views[monitor_id]
            state = State.PAUSED if paused else State.UP
            status = replace(old.status, state=state, since=now(), next_at=None if paused else now() + 9_000)
            monitor = old.monitor.model_copy(update={"paused": paused})
            self.views[monitor_id] = MonitorView(monitor, status, old.beats)
            self.tell(MonitorSaved(0, self.views[monitor_id]))

    def _check(self, monitor_id: int) -> None:
        old = self.views[monitor_id]
        check = replace(self.found, monitor=monitor_id, at=now())
        state = State.PAUSED if old.monitor.paused else State.UP
        status = replace(old.status, state=state, last=check, next_at=now() + old.monitor.interval * 1_000)
        self.views[monitor_id] = replace(old, status=status)
        self.tell(ChecksRecorded((status,)))

    def _history(self, asked: GetHistory) -> None:
        self.tell(history_of(asked))

    def change_state(self, monitor_id: int, state: State) -> None:
        """A monitor's standing changes without a check."""
        old = self.views[monitor_id]
        self.views[monitor_id] = replace(old, status=replace(old.status, state=state, since=now()))
        self.tell(StatusChanged((self.views[monitor_id].status,)))


def monitor(number: int, name: str, **fields: object) -> Monitor:
    given = {"id": number, "name": name, "target": {"url": f"https://{name}.example.com/v1/health"}, **fields}
    return Monitor.model_validate(given)


def a_dozen() -> tuple[MonitorView, ...]:
    """Twelve monitors in every state."""
    target = {"url": "https://postgres.internal:8443/ping", "verify_tls": False}
    message = "Expected 200–299, got 503 Service Unavailable"
    return (
        standing(
            monitor(1, "billing-api", tags=["prod"]),
            State.DOWN,
            beats("duuuuuuuuuuuuuddddddd"),
            latency=None,
            message=message,
            uptime=0.98712,
            next_s=9,
        ),
        standing(
            monitor(2, "search.internal", tags=["internal"]),
            State.FAILING,
            beats("uddud"),
            latency=1_840.0,
            message=message,
            uptime=0.99314,
            next_s=4,
        ),
        standing(
            monitor(3, "checkout-eu", tags=["prod"], latency_threshold_ms=800),
            State.DEGRADED,
            beats("duuuuuuuugugggggugggggg"),
            latency=912.0,
            next_s=31,
        ),
        standing(monitor(4, "api-prod", tags=["prod"])),
        standing(monitor(5, "auth-service", tags=["prod"]), State.UP, beats("d" + "u" * 14), latency=41.0, next_s=47),
        standing(monitor(6, "cdn.static", tags=["prod"]), State.UP, beats(" " * 6 + "u" * 23), latency=23.0, next_s=22),
        standing(monitor(7, "docs-site"), State.UP, beats("d" + "u" * 39), latency=131.0, next_s=55),
        standing(monitor(8, "graphql-gateway", tags=["prod"]), State.UP, beats("g"), latency=98.0, uptime=0.99931),
        standing(
            monitor(9, "payments-sandbox", tags=["staging"]), State.MAINTENANCE, beats("uuu"), latency=77.0, next_s=18
        ),
        standing(
            monitor(10, "postgres-primary", tags=["internal"], target=target),
            State.UP,
            beats("d" + "u" * 12 + "d" + "u" * 10),
            latency=2.4,
            next_s=8,
        ),
        standing(
            monitor(11, "status-webhook", tags=["staging"]),
            State.UNKNOWN,
            beats("nnnnn"),
            latency=None,
            message="This machine is offline",
            uptime=0.9999,
        ),
        standing(
            monitor(12, "legacy-soap", tags=["staging"], paused=True),
            State.PAUSED,
            beats(),
            uptime=None,
            since=26 * HOUR,
            latency=None,
        ),
    )


def many(count: int = 1_000) -> tuple[MonitorView, ...]:
    """``count`` monitors, some of them in trouble."""
    found = []
    for number in range(1, count + 1):
        of = monitor(number, f"service-{number:04}", tags=[f"team-{number % 5}"])
        if number % 211 == 7:
            found.append(
                standing(of, State.DOWN, beats("dddd"), latency=None, message="Connection refused", uptime=0.97)
            )
        elif number % 97 == 5:
            found.append(standing(of, State.FAILING, beats("dud"), latency=None, uptime=0.995))
        else:
            found.append(standing(of, State.UP, beats("" if number % 3 else "duuuuuu"), latency=20.0 + number % 300))
    return tuple(found)


OPS = SlackChannel.model_validate({"id": 1, "name": "ops", "webhook_url": "${env:OPS_SLACK_URL}"})
