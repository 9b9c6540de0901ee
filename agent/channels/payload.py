"""A message as plain values, for what is read by programs: webhooks and commands. The names are a promise."""

from datetime import UTC, datetime
from typing import Any

from agent.channels.parcel import Parcel
from agent.model import Delivery


def whole(parcel: Parcel) -> dict[str, Any]:
    """All there is to tell."""
    message = parcel.message
    return {
        "id": parcel.id,
        "title": message.title,
        "text": message.text,
        "level": message.tone,
        "at": iso(message.at),
        "alerts": [_alert(delivery) for delivery in parcel.deliveries],
    }


def values(parcel: Parcel) -> dict[str, Any]:
    """What the placeholders of :mod:`agent.placeholders` become."""
    everything = whole(parcel)
    alerts = everything["alerts"]
    monitors = list(dict.fromkeys(alert["monitor"] for alert in alerts))
    newest = alerts[-1] if alerts else {**dict.fromkeys(_TEXTS, ""), **dict.fromkeys(_OTHERS), "event": "test"}
    return {**newest, **everything, "count": len(alerts), "monitors": ", ".join(monitors)}


_TEXTS = ("kind", "monitor", "target", "cause", "message")
_OTHERS = ("opened_at", "closed_at", "status_code", "latency_ms")


def _alert(delivery: Delivery) -> dict[str, Any]:
    notice = delivery.notice
    return {
        "delivery": delivery.id,
        "alert": delivery.alert,
        "event": notice.event.value,
        "kind": notice.kind.value,
        "monitor": notice.monitor,
        "target": notice.target,
        "cause": notice.cause.value,
        "message": notice.message,
        "at": iso(notice.at),
        "opened_at": iso(notice.opened_at),
        "closed_at": None if notice.closed_at is None else iso(notice.closed_at),
        "status_code": notice.status_code,
        "latency_ms": notice.latency_ms,
    }


def iso(at: int) -> str:
    """``2026-03-29T12:02:07.123Z``."""
    return datetime.fromtimestamp(at / 1_000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
