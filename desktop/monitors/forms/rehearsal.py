"""What the rule in the form would have led to, said while it is edited: the agent replays the monitor's checks."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QLabel

from agent.messages import CommandFailed, Event, Replayed, ReplayRule, RuleReplayed
from agent.model import Monitor
from desktop.client import Client
from desktop.text import count, duration, tr

AFTER_MS = 350
"""So long after the last keystroke the agent is asked."""
FIELDS = ("rule.failures", "rule.window", "rule.hold", "latency_threshold_ms")
MONTH = 30 * 86_400_000


class Rehearsal(QObject):
    """Writes into ``label``, which is hidden while there is nothing to say. One question at a time: what is edited
    meanwhile is asked when the answer has come."""

    def __init__(self, client: Client, label: QLabel, monitor: Monitor) -> None:
        super().__init__()  # outlives the label, to take its question back
        self._client = client
        self._label = label
        self._monitor = monitor
        self._request = 0
        self._wanted: Monitor | None = None
        self._asked: Monitor | None = None
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self._ask)
        label.destroyed.connect(self.stop)  # also where the dialog goes away without being closed

    def follow(self, values: Mapping[str, Any]) -> None:
        """Take the values of the form, by dotted path, as they are now."""
        failures, window, hold, threshold = (values[path] for path in FIELDS)
        rule = {"failures": failures, "window": window, "hold": hold}
        given = {"name": "-", "target": self._monitor.target, "rule": rule, "latency_threshold_ms": threshold}
        try:
            wanted = Monitor.model_validate(given)
        except ValidationError:
            self._wanted = self._asked = None
            self._timer.stop()
            self._say("")
            return
        if wanted != self._wanted:
            self._wanted = wanted
            self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Nobody waits for an answer any more."""
        self._timer.stop()
        self._client.forget(self._request)

    @Slot()
    def _ask(self) -> None:
        wanted = self._wanted
        if wanted is None or self._request:
            return
        self._asked = wanted
        self._request = self._client.ask(
            lambda number: ReplayRule(number, self._monitor.id, wanted.rule, wanted.latency_threshold_ms),
            self._answered,
            self._refused,
        )

    def _answered(self, event: Event) -> None:
        self._request = 0
        if self._asked != self._wanted:
            self._timer.start()
        elif isinstance(event, RuleReplayed) and self._asked is not None:
            own = (self._monitor.rule, self._monitor.latency_threshold_ms)
            self._say(words(event, changed=(self._asked.rule, self._asked.latency_threshold_ms) != own))

    def _refused(self, _failure: CommandFailed) -> None:
        self._request = 0
        self._say("")

    def _say(self, text: str) -> None:
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self._label.setVisible(bool(text))


def words(answer: RuleReplayed, *, changed: bool) -> str:
    """The answer as a sentence; ``changed``: it is not about the rule as it is stored."""
    if not answer.checks:
        return ""
    covered = answer.end - answer.start
    period = tr("30 days") if covered > MONTH - MONTH // 60 else duration(covered)
    if not answer.proposed.alerts:
        said = tr("This rule would have alerted nobody in the last {period}").format(period=period)
    else:
        said = tr("This rule would have alerted {times} in the last {period} ({more})").format(
            times=_times(answer.proposed), period=period, more=_more(answer.proposed)
        )
    if not changed:
        return f"{said}."
    if not answer.present.alerts:
        return tr("{said}; as it is now: never.").format(said=said)
    return tr("{said}; as it is now: {times}.").format(said=said, times=_times(answer.present))


def _times(found: Replayed) -> str:
    return count(found.alerts, tr("once"), tr("{n} times"))


def _more(found: Replayed) -> str:
    parts = [tr("of them {n} slow").format(n=found.slow)] if found.slow else []
    longest = duration(found.longest_ms)
    parts.append(tr("the longest {time}").format(time=longest) if found.alerts > 1 else longest)
    return ", ".join([*parts, count(found.messages, tr("{n} message"), tr("{n} messages"))])
