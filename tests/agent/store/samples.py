"""Monitors, checks and alerts to store."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pydantic import SecretStr

from agent.model import (
    Alert,
    AlertEvent,
    AlertKind,
    Cause,
    Check,
    Delivery,
    DeliveryState,
    HttpTarget,
    Monitor,
    Notice,
    Outcome,
    SlackChannel,
)
from agent.stats import Day, Span, between, uptime
from agent.store import Change

T0 = 1_760_000_000_000
MINUTE = 60_000
DAY = 86_400_000


def a_monitor(name: str = "api", **changes: Any) -> Monitor:
    return Monitor(**{"name": name, "target": HttpTarget(url=f"https://{name}.example.com/health"), **changes})


def a_channel(name: str = "ops", **changes: Any) -> SlackChannel:
    return SlackChannel(**{"name": name, "webhook_url": SecretStr("${env:OPS_SLACK_URL}"), **changes})


def a_check(monitor: int, at: int = T0, outcome: Outcome = Outcome.UP, **changes: Any) -> Check:
    return Check(
        **{"monitor": monitor, "at": at, "outcome": outcome, "latency_ms": 12.5, "status_code": 200, **changes}
    )


def an_alert(monitor: int, at: int = T0, **changes: Any) -> Alert:
    given = {"kind": AlertKind.DOWN, "cause": Cause.TIMEOUT, "message": "No answer within 10 s", "openings": (at,)}
    return Alert(**{"id": 0, "monitor": monitor, "opened_at": at, **given, **changes})


def a_delivery(key: str, channel: str = "ops", at: int = T0, **changes: Any) -> Delivery:
    notice = Notice(
        AlertEvent.OPENED, AlertKind.DOWN, "api", "https://api.example.com", Cause.TIMEOUT, "No answer", at, at
    )
    given = {"event": AlertEvent.OPENED, "notice": notice, "state": DeliveryState.PENDING, "next_at": at}
    return Delivery(**{"id": key, "alert": 0, "channel": channel, "created_at": at, **given, **changes})


def told(alert: Alert, *deliveries: Delivery) -> list[Change]:
    return [Change(alert, deliveries)]


def uptime_by_day(parts: Sequence[Span], starts: Sequence[int]) -> tuple[Day, ...]:
    """Uptime of each day, from spans in the order of time; ``starts`` are the beginnings of the days and, last, the end
    of the last day."""
    return tuple(Day(start, uptime(between(parts, start, end), start, end)) for start, end in pairwise(starts))
