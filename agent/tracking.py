"""What is kept in mind of one monitor: its window, its last checks, its alerts, its last 24 hours."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from agent import certificates, dependencies, rules
from agent.chains import first_to_end
from agent.messages import MonitorStatus, MonitorView
from agent.model import Alert, AlertEvent, AlertKind, Beat, Check, Monitor, Notice, Outcome, State
from agent.routing import Routing
from agent.stats import SPEAKS_FOR, Span, Uptime, uptime

BEATS = 40
DAY = 86_400_000
MONTH = 30 * DAY
NEVER = 2**62


def as_beat(check: Check) -> Beat:
    """The part of a check that the window and the heartbeat bar need."""
    return Beat(check.at, check.outcome, check.latency_ms, check.cause, check.maintenance)


@dataclass(slots=True)
class Track:
    """A monitor as it stands. Changed only by the methods below; knows neither clock nor database.

    ``alerts`` has the newest alert of each kind, open or closed. ``routing`` is who hears of them and how often.
    ``runs`` are the spans of the last 24 hours, None until somebody wants them. ``uptime_30d`` is as it was read last,
    None until then. ``known`` is of its certificates. ``maintenance_until`` is the end of the maintenance it is in.
    ``held_by`` is the monitor that is down and holds its alerts back, ``held_from`` the last one that
    did, ``released_at`` since when none does; ``guarded``: its guard is not up.
    """

    monitor: Monitor
    window: rules.Window = ()
    last: Check | None = None
    beats: deque[Beat] = field(default_factory=lambda: deque(maxlen=BEATS))
    alerts: dict[AlertKind, Alert] = field(default_factory=dict)
    routing: Routing = field(default_factory=Routing)
    runs: deque[Span] | None = None
    uptime_30d: Uptime | None = None
    maintenance_until: int | None = None
    held_by: str = ""
    held_from: str = ""
    released_at: int = 0
    guarded: bool = False
    known: certificates.Known = field(default_factory=certificates.Known)
    state: State = State.PENDING
    since: int = 0

    @classmethod
    def restore(
        cls,
        monitor: Monitor,
        window_since: int,
        beats: Sequence[Beat],
        last: Check | None,
        alerts: Iterable[Alert],
        first_at: int,
        known: certificates.Known | None = None,
    ) -> "Track":
        """The track of a stored monitor. ``beats`` are its last checks, oldest first, and enough for the window;
        ``first_at`` is its first check of all, since when it stands as it does if nothing tells otherwise."""
        track = cls(monitor, alerts={alert.kind: alert for alert in alerts})
        track.known = known or track.known
        track.relive(window_since, beats, last, first_at)
        return track

    def relive(self, window_since: int, beats: Iterable[Beat], last: Check | None, first_at: int) -> None:
        """Stand as these checks say, whatever was seen so far; alerts stay as they are."""
        down = self.alerts.get(AlertKind.DOWN)
        self.window, self.last, self.state = (), last, State.PENDING
        self.beats.clear()
        turned = 0
        for beat in beats:
            if beat.at >= window_since:
                self.window = rules.extend(self.window, beat, self.monitor)
            was_down = (
                down is not None and down.opened_at <= beat.at and (down.is_open or beat.at < (down.closed_at or 0))
            )
            state = rules.state_of(self.monitor, self.window, beat.outcome, was_down, beat.maintenance)
            if self.beats and state is not self.state:
                turned = beat.at
            self.beats.append(beat)
            self.state = state
        self.since = turned or ((down.closed_at or down.opened_at) if down else first_at)
        self.settle(last.at if last else first_at)

    @property
    def down_open(self) -> bool:
        alert = self.alerts.get(AlertKind.DOWN)
        return alert is not None and alert.is_open

    @property
    def confirming(self) -> bool:
        """Whether the next checks should come at the confirmation's pace."""
        released = not self.held_by and any(alert.is_open and alert.held_by for alert in self.alerts.values())
        return released or rules.confirming(self.monitor, self.window, self.alerts.get(AlertKind.DOWN))

    @property
    def failing(self) -> bool:
        """Whether an alert is open or its newest check failed."""
        last = self.last is not None and self.last.outcome is Outcome.DOWN
        return last or any(alert.is_open for alert in self.alerts.values())

    @property
    def at_rest(self) -> bool:
        """Whether no alert is open or to be told of: nothing becomes due by the mere passing of time."""
        return not any(alert.is_open or alert.due_at is not None for alert in self.alerts.values())

    @property
    def seen_until(self) -> int:
        """Until when the newest check tells how the monitor stands. A paused one is not to be seen."""
        if self.last is None or self.monitor.paused:
            return NEVER
        return self.last.at + rules.longest_gap(self.monitor) if self.last.outcome.conclusive else 0

    @property
    def reminds(self) -> bool:
        """Whether it is known that what is open is so still: nobody is reminded of what cannot be told."""
        return not self.monitor.paused and self.last is not None and self.last.outcome.conclusive

    def see(self, check: Check) -> tuple[rules.Step, ...]:
        """Take one more check; the steps to store are returned; :meth:`keep` takes their alerts, with ids. What was to
        be told of alerts after a while, of which nobody saw all, waits as long anew."""
        beat = as_beat(check)
        unseen = bool(self.window) and check.at - self.window[-1].at > rules.longest_gap(self.monitor)
        self._extend_runs(beat)
        self.last = check
        self.beats.append(beat)
        self.window = rules.extend(self.window, beat, self.monitor)
        if check.maintenance:
            return ()
        again = self._hold_anew(check, unseen) if check.outcome.conclusive else {}
        self.alerts.update(again)
        steps = [dependencies.hold(step, self._holds(step.alert)) for step in self._assess(check)]
        steps += [rules.Step(alert) for kind, alert in again.items() if kind not in {step.alert.kind for step in steps}]
        newest = self.alerts.get(AlertKind.CERTIFICATE)
        self.known, ending = certificates.assess(self.monitor, check, self.known, newest)
        return (*steps, ending) if ending else tuple(steps)

    def _hold_anew(self, check: Check, unseen: bool) -> dict[AlertKind, Alert]:
        """The alerts of which something was to be told after a while that nobody saw."""
        return {
            kind: rules.hold_anew(alert, check.at, self.monitor.rule)
            for kind, alert in self.alerts.items()
            if alert.due_at is not None
            and (unseen or alert.due_at <= check.at)  # else it would have been told by now
            and not dependencies.is_held(alert, self.held_by)
        }

    def _assess(self, check: Check) -> Iterator[rules.Step]:
        """What the rules make of the newest check, and the telling of what was held back."""
        yield from (steps := rules.assess(self.monitor, self.window, check, self.alerts))
        if self.held_by or not check.outcome.conclusive:
            return
        for kind in {AlertKind.DOWN, AlertKind.SLOW}.difference(step.alert.kind for step in steps):
            alert = self.alerts.get(kind)
            if told := dependencies.release(self.monitor, self.window, alert, self.released_at, check.at):
                yield told

    def _holds(self, alert: Alert) -> str:
        """What holds an alert back: also, at its opening, what was down when some of its failures were seen."""
        if self.held_by or alert.id or alert.kind is AlertKind.CERTIFICATE:
            return self.held_by
        return "" if dependencies.fails(self.monitor, self.window, alert.kind, self.released_at) else self.held_from

    def due(self, now: int) -> tuple[rules.Step, ...]:
        """What of the alerts is to be told by now though no check came; in maintenance it waits for its end. What
        nobody has seen for a while is not taken for steady, see :meth:`see`."""
        if self.at_rest or self.maintenance_until is not None:
            return ()
        routing = self.routing if self.reminds else None
        seen = now <= self.seen_until
        told = (alert for alert in self.alerts.values() if seen or alert.due_at is None)
        free = (alert for alert in told if not dependencies.is_held(alert, self.held_by))
        steps = (rules.tell_due(alert, now, routing) for alert in free)
        return tuple(step for step in steps if step)

    def keep(self, alerts: Iterable[Alert]) -> None:
        """Take alerts as they are now."""
        for alert in alerts:
            self.alerts[alert.kind] = alert

    def settle(self, at: int) -> None:
        """Work out the state anew; ``at`` is when it began if it is another one."""
        outcome = self.last.outcome if self.last and not self.last.maintenance else None
        maintenance = self.maintenance_until is not None
        self._enter(rules.state_of(self.monitor, self.window, outcome, self.down_open, maintenance), at)

    def maintain(self, until: int | None, at: int) -> bool:
        """Be in maintenance until a time, or in none (None); whether that begins or ends something."""
        turns = (until is None) is not (self.maintenance_until is None)
        self.maintenance_until = until
        if turns:
            self.settle(at)
        return turns

    def hold(self, by: str, at: int) -> bool:
        """Be held back by a monitor that is down, or by none (""); whether that is another one than before."""
        if not by and (self.held_by or not self.released_at):
            self.released_at = at
        self.held_from = by or self.held_from
        changes, self.held_by = by != self.held_by, by
        return changes

    def begin_anew(self) -> None:
        """What was seen so far was of another target: it says nothing of this one."""
        self.window = ()

    def change(self, monitor: Monitor, at: int) -> None:
        """Take the monitor's new settings; another target empties the window."""
        if monitor.target != self.monitor.target:
            self.begin_anew()
        self.monitor = monitor
        self.window = self.window[-monitor.rule.window :]
        self.settle(at)

    def status(self, now: int, next_at: int | None) -> MonitorStatus:
        """How the monitor stands, for the window and the command line."""
        down = sum(beat.outcome is Outcome.DOWN for beat in self.window)
        degraded = sum(beat.outcome is Outcome.DEGRADED for beat in self.window)
        return MonitorStatus(
            monitor=self.monitor.id,
            state=self.state,
            since=self.since,
            failed=down,
            slow=down + degraded,
            checked=len(self.window),
            last=self.last,
            next_at=None if self.monitor.paused else next_at,
            uptime_24h=self.uptime_24h(now),
            uptime_30d=self.uptime_30d,
            certificates=self.known.chain,
            maintenance_until=self.maintenance_until,
            held_by=self.held_by,
        )

    def view(self, now: int, next_at: int | None) -> MonitorView:
        return MonitorView(self.monitor, self.status(now, next_at), tuple(self.beats))

    def load_runs(self, runs: Iterable[Span]) -> None:
        """Take the spans of the last 24 hours from the store, and let the newest check speak on."""
        self.runs = deque(runs)
        if self.last is not None:
            self._extend_runs(as_beat(self.last))

    def uptime_24h(self, now: int) -> Uptime | None:
        if self.runs is None:
            return None
        while self.runs and self.runs[0].end <= now - DAY:
            self.runs.popleft()
        return uptime(self.runs, now - DAY, now)

    def notice(self, alert: Alert, event: AlertEvent, now: int) -> Notice:
        """What people are told of an alert at this moment."""
        by_rule = alert.kind is not AlertKind.CERTIFICATE
        bad = rules.bad_in(alert.kind, self.window)
        rule = self.monitor.rule
        new = first_to_end(self.known.chain) if not by_rule and not alert.is_open else None
        return Notice(
            event=event,
            kind=alert.kind,
            monitor=self.monitor.name,
            target=self.monitor.target.label,
            cause=alert.cause,
            message=alert.message,
            at=now,
            opened_at=alert.opened_at,
            closed_at=alert.closed_at,
            status_code=self.last.status_code if self.last else None,
            latency_ms=self.last.latency_ms if self.last else None,
            failed=bad if by_rule else 0,
            checked=len(self.window) if by_rule else 0,
            rule=f"{rule.failures} of {rule.window}" if by_rule else "",
            certificate_expires_at=new.expires_at if new else alert.certificate_expires_at,
            critical=self.routing.critical,
            quiet_until=self.routing.quiet.until(now),
        )

    def _enter(self, state: State, at: int) -> None:
        if state is not self.state:
            self.state, self.since = state, at

    def _extend_runs(self, beat: Beat) -> None:
        """Let ``beat`` speak from now on, and the one before it only until now."""
        if self.runs is None:
            return
        until = beat.at + int(self.monitor.interval * 1_000 * SPEAKS_FOR)
        if self.runs:
            run = self.runs[-1]
            if run.end >= beat.at:
                if run.outcome is beat.counts_as:
                    self.runs[-1] = Span(run.start, until, run.outcome)
                    return
                self.runs[-1] = Span(run.start, beat.at, run.outcome)
        self.runs.append(Span(beat.at, until, beat.counts_as))
