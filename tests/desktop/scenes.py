"""Monitors, checks and alerts for the tests of the window, and an agent that answers what it is asked."""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Slot

from agent.apdex import Apdex
from agent.messages import (
    AcknowledgeAlerts,
    AgentStatus,
    AlertSpan,
    AlertView,
    Command,
    CommandFailed,
    Event,
    FieldError,
    GetHistory,
    GetLog,
    GetPhases,
    GetUptime,
    History,
    Log,
    MonitorStatus,
    MonitorView,
    Overview,
    PhaseHistory,
    UptimeByTime,
)
from agent.model import (
    Alert,
    AlertEvent,
    AlertKind,
    Beat,
    Cause,
    Certificate,
    Check,
    Delivery,
    DeliveryState,
    HttpTarget,
    Monitor,
    Notice,
    Outcome,
    Phases,
    State,
)
from agent.objectives import Incidents
from agent.stats import Day, PhasePoint, Point, Uptime
from agent.summary import Figures
from agent.units import starts
from desktop.client import Client

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
NOW = int(time.time() * 1_000)
NO_FIGURES = Figures(Uptime(None, 0.0, 0), 0, 0, 0, 0, Incidents(), None, None, None, None)


def monitor(monitor_id: int = 1, name: str = "api-prod", **fields: object) -> Monitor:
    target = fields.pop("target", None) or HttpTarget(url=f"https://{monitor_id}.example.com/v1/health")
    return Monitor.model_validate({"id": monitor_id, "name": name, "target": target, **fields})


def figures(down_ms: int = 18 * MINUTE, good_ms: int = 1_383 * MINUTE, coverage: float = 0.94) -> Figures:
    """What a period of 24 hours came to."""
    up = Uptime(good_ms / (good_ms + down_ms), coverage, down_ms)
    return Figures(up, good_ms, 1_354, 18, 2, Incidents(2, 1, 11 * MINUTE), 90.0, 84.2, 131.0, 204.0, Apdex(0.93))


def good(monitor_id: int = 1, at: int = NOW, latency_ms: float = 84.0) -> Check:
    phases = Phases(3.1, 12.4, 24.0, latency_ms - 41.0, 1.5)
    return Check(
        monitor_id, at, Outcome.UP, latency_ms, 200, phases=phases, certificate_expires_at=at + 41 * DAY + HOUR
    )


def bad(monitor_id: int = 1, at: int = NOW, message: str = "Expected 200–299, got 503 Service Unavailable") -> Check:
    phases = Phases(3.0, 12.0, 25.0, 40.0, 1.0)
    return Check(monitor_id, at, Outcome.DOWN, 81.0, 503, Cause.UNEXPECTED_STATUS, message, phases, at + 41 * DAY)


def status(check: Check | None, state: State = State.UP, **fields: int) -> MonitorStatus:
    numbers = {"since": NOW - 6 * MINUTE, "failed": 0, "slow": 0, "checked": 5, **fields}
    return MonitorStatus(
        monitor=check.monitor if check else 1, state=state, last=check, next_at=NOW + 9_000, uptime_24h=None, **numbers
    )


def view(
    of: Monitor | None = None, check: Check | None = None, state: State = State.UP, beats: Iterable[Beat] = (), **f: int
) -> MonitorView:
    of = of or monitor()
    check = check or good(of.id)
    beats = tuple(beats) or tuple(Beat(NOW - (40 - i) * MINUTE, Outcome.UP, 80 + i) for i in range(40))
    return MonitorView(of, status(check, state, **f), beats)


def with_certificates(of: MonitorView, ends: int, subject: str = "1.example.com") -> MonitorView:
    """The same monitor with a chain of three certificates, of which the server's own ends first."""
    far = NOW + 3_000 * DAY
    chain = (
        Certificate(subject, "R11", (subject, "www.example.com"), NOW - 9 * DAY, ends, "4F2A", "ab" * 32),
        Certificate("R11", "ISRG Root X1", ("R11",), NOW - 99 * DAY, far, "8A7D", "cd" * 32),
        Certificate("ISRG Root X1", "ISRG Root X1", ("ISRG Root X1",), 0, NOW, "82", "ef" * 32, self_issued=True),
    )
    return replace(of, status=replace(of.status, certificates=chain))


def alert(alert_id: int = 1, monitor_id: int = 1, opened_at: int = NOW - 6 * MINUTE, **fields: object) -> Alert:
    given = {
        "kind": AlertKind.DOWN,
        "cause": Cause.UNEXPECTED_STATUS,
        "message": "Expected 200–299, got 503 Service Unavailable",
        **fields,
    }
    return Alert(id=alert_id, monitor=monitor_id, opened_at=opened_at, **given)  # type: ignore[arg-type]  # as given above


def delivery(channel: str, state: DeliveryState = DeliveryState.SENT, alert_id: int = 1, **fields: object) -> Delivery:
    event = fields.pop("event", AlertEvent.OPENED)
    notice = Notice(event, AlertKind.DOWN, "api-prod", "https://1.example.com", Cause.TIMEOUT, "", NOW, NOW)  # type: ignore[arg-type]
    given = {"created_at": NOW - 6 * MINUTE, "attempts": 1, **fields}
    return Delivery(f"{channel}-{alert_id}-{event}", alert_id, channel, event, notice, state, **given)  # type: ignore[arg-type]


def alert_view(of: Alert | None = None, name: str = "api-prod", *deliveries: Delivery) -> AlertView:
    return AlertView(of or alert(), name, deliveries)


def points(count: int, start: int, end: int, each: int = 1, failing: bool = False) -> tuple[Point, ...]:
    """A wavy line; with ``failing`` some failures and a gap in the third tenth."""
    result = []
    step = (end - start) / max(count, 1)
    for i in range(count):
        at = int(start + (i + 0.9) * step)
        if failing and 0.3 < i / count < 0.36:
            if result[-1].checks:
                result.append(Point(at, None, None, 0, 0))
            continue
        base = 90 + 25 * math.sin(i / max(count, 1) * 9) + (i * 37 % 17)
        failed = failing and (i % 61 == 7 or 0.93 < i / count < 0.97)
        if failing and 0.68 < i / count < 0.72:
            base += 160
        some = not failed or each > 1
        result.append(Point(at, base if some else None, base * 1.5 if some else None, each, int(failed)))
    return tuple(result)


def days(count: int = 30, end: int = NOW) -> tuple[Day, ...]:
    ratios = {3: 0.9931, 11: 0.9642, 17: 0.9989, 24: None}
    result = []
    for i in range(count):
        ratio = ratios.get(i, 1.0)
        down = int((1 - ratio) * DAY) if ratio is not None else 0
        result.append(Day(end - (count - i) * DAY, Uptime(ratio, 0.0 if ratio is None else 0.97, down)))
    return tuple(result)


def history_of(asked: GetHistory) -> History:
    """A history that differs from monitor to monitor, with failures, a gap and an alert: single checks of the last
    hours, buckets of longer periods."""
    count, length = min(asked.points, 300), asked.end - asked.start
    each = max(1, length // count // MINUTE)
    line = points(count, asked.start, asked.end, each, failing=True)
    factor = 1 + asked.monitor % 7 * 0.22
    line = tuple(
        replace(
            p,
            latency_ms=p.latency_ms and p.latency_ms * factor,
            high_ms=p.high_ms and p.high_ms * factor,
            failed=min(p.failed * max(1, each // 3), p.checks),
        )
        for p in line
    )
    opened = asked.start + int(length * 0.935)
    alerts = (AlertSpan(AlertKind.DOWN, opened, asked.start + int(length * 0.968)),)
    width = length // count if each > 1 else 0
    about = (asked.request, asked.monitor, asked.start, asked.end)
    found = replace(figures(down_ms=2 * MINUTE), p50_ms=84.0 * factor, p95_ms=131.0 * factor)
    return History(*about, line, width, found, None, alerts)


def uptime_of(asked: GetUptime) -> UptimeByTime:
    """Now and then a bad day, and a time without checks."""
    parts = []
    begins = starts("", asked.start, asked.end, asked.unit)
    for i, (begin, end) in enumerate(pairwise(begins)):
        ratio = {3: 0.9931, 11: 0.9642, 17: 0.9989, 24: None}.get(i % 61, 1.0)
        down = int((1 - ratio) * (end - begin)) if ratio is not None else 0
        parts.append(Day(begin, Uptime(ratio, 0.0 if ratio is None else 0.97, down)))
    return UptimeByTime(asked.request, asked.monitor, asked.unit, tuple(parts))


def phases_of(asked: GetPhases) -> PhaseHistory:
    """Phases of the last 30 days, with a gap."""
    since = max(asked.start, NOW - 30 * DAY)
    count = max(2, int(asked.points * (asked.end - since) / (asked.end - asked.start)))
    width = (asked.end - since) // count
    made = []
    for i in range(count):
        if not 0.3 < i / count < 0.36:
            first_byte = 44 + 20 * math.sin(i / count * 9) + i * 37 % 9
            made.append(PhasePoint(since + i * width, Phases(3.0 + i % 3, 12.0, 24.0 + i % 5, first_byte, 2.0), 8))
    return PhaseHistory(asked.request, asked.monitor, asked.start, asked.end, tuple(made), width, since, True)


@dataclass
class Answers:
    """What the agent answers: change it in a test. ``refuse`` makes it refuse, ``hold`` keeps its answers back."""

    count: int = 300
    each: int = 5
    failing: bool = True
    checks: dict[int, list[Check]] = field(default_factory=dict)
    refuse: str = ""
    hold: bool = False


class Agent(QObject):
    """Hears the client's commands and answers them by :meth:`Client.receive`, as the real one does."""

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self.client = client
        self.answers = Answers()
        self.heard: list[Command] = []
        self.held: list[Event] = []
        client.command.connect(self.take, Qt.ConnectionType.QueuedConnection)

    def of(self, kind: type) -> list:
        return [command for command in self.heard if isinstance(command, kind)]

    @Slot(object)
    def take(self, command: Command) -> None:
        self.heard.append(command)
        if self.answers.refuse and hasattr(command, "request"):
            self.say(CommandFailed(command.request, (FieldError("", self.answers.refuse),)))
        elif isinstance(command, GetHistory):
            self.say(self._history(command))
        elif isinstance(command, GetUptime):
            self.say(uptime_of(command))
        elif isinstance(command, GetPhases):
            self.say(phases_of(command))
        elif isinstance(command, GetLog):
            stored = self.answers.checks.get(command.monitor, [])
            older = [check for check in stored if command.before is None or check.at < command.before]
            self.say(Log(command.request, command.monitor, tuple(older[: command.limit]), len(older) > command.limit))

    def _history(self, c: GetHistory) -> History:
        a = self.answers
        made = points(min(a.count, c.points) if a.each > 1 else a.count, c.start, c.end, a.each, a.failing)
        width = (c.end - c.start) // len(made) if a.each > 1 and made else 0
        found = figures() if made else NO_FIGURES
        return History(c.request, c.monitor, c.start, c.end, made, width, found, first_at=None)

    def say(self, event: Event) -> None:
        if self.answers.hold:
            self.held.append(event)
        else:
            self.client.receive(event)

    def release(self) -> None:
        self.answers.hold = False
        held, self.held = self.held, []
        for event in held:
            self.client.receive(event)

    def overview(self, *alerts: AlertView, monitors: Iterable[MonitorView] = ()) -> None:
        self.client.receive(Overview(0, tuple(monitors), (), alerts, AgentStatus()))

    def acknowledged(self) -> list[AcknowledgeAlerts]:
        return self.of(AcknowledgeAlerts)
