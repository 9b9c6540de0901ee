"""How the window says alerts and deliveries: pure functions, every string translatable."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from agent.messages import AlertView
from agent.model import Alert, AlertEvent, AlertKind, Delivery, DeliveryState, State
from desktop import text


def tr(source: str) -> str:
    return QCoreApplication.translate("inbox", source)


def kind_name(kind: AlertKind) -> str:
    return {
        AlertKind.DOWN: tr("Down"),
        AlertKind.SLOW: tr("Slow"),
        AlertKind.CERTIFICATE: tr("Certificate"),
    }[kind]


def shown_state(alert: Alert) -> State:
    """The state whose sign and colour an alert wears."""
    if not alert.is_open:
        return State.UP
    return State.DOWN if alert.kind is AlertKind.DOWN else State.DEGRADED


def standing(alert: Alert) -> str:
    """``open``, ``acknowledged``, ``closed``, with ``flapping`` where it flaps."""
    if not alert.is_open:
        word = tr("closed")
    elif alert.acknowledged_at is not None:
        word = tr("acknowledged")
    else:
        word = tr("open")
    return tr("{word}, flapping").format(word=word) if alert.flapping else word


def lasted(alert: Alert, now: int) -> str:
    """``for 6 min`` while it is open, ``after 6 min`` when it is closed."""
    if alert.closed_at is None:
        return tr("for {time}").format(time=text.duration(now - alert.opened_at))
    return tr("after {time}").format(time=text.duration(alert.closed_at - alert.opened_at))


def what(alert: Alert) -> str:
    """Why: the message, or the cause where there is none."""
    return alert.message or text.cause_name(alert.cause)


def event_name(event: AlertEvent) -> str:
    return {
        AlertEvent.OPENED: tr("Opened"),
        AlertEvent.CLOSED: tr("Closed"),
        AlertEvent.FLAPPING: tr("Flapping"),
    }[event]


def fate(delivery: Delivery, now: int) -> str:
    """What became of one delivery: ``sent``, ``failed: refused, next try in 40 s``."""
    match delivery.state:
        case DeliveryState.SENT:
            return tr("sent")
        case DeliveryState.PENDING:
            return tr("waiting")
        case DeliveryState.FAILED:
            tried = tr("failed: {why}").format(why=delivery.error) if delivery.error else tr("failed")
            if delivery.next_at is None:
                return tried
            return tr("{tried}, next try {when}").format(tried=tried, when=text.until(delivery.next_at, now))
        case DeliveryState.UNDELIVERABLE:
            return tr("undeliverable: {why}").format(why=delivery.error) if delivery.error else tr("undeliverable")


def newest_by_channel(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """The latest delivery to each channel, channels in the order of their names; those not told first of all."""
    newest: dict[str, Delivery] = {}
    for delivery in sorted(deliveries, key=lambda d: d.created_at):
        newest[delivery.channel] = delivery
    return sorted(newest.values(), key=lambda d: (d.state is not DeliveryState.UNDELIVERABLE, d.channel.casefold()))


def spoken(view: AlertView, now: int) -> str:
    """An alert for reading aloud."""
    alert = view.alert
    parts = [view.monitor_name, kind_name(alert.kind), f"{standing(alert)} {lasted(alert, now)}", what(alert)]
    parts += [f"{d.channel} {fate(d, now)}" for d in newest_by_channel(view.deliveries)]
    return ", ".join(parts)


def times(alert: Alert) -> str:
    """The absolute times of an alert, a line each."""
    lines = [tr("Opened {time}").format(time=text.timestamp(alert.opened_at))]
    if alert.acknowledged_at is not None:
        lines.append(tr("Acknowledged {time}").format(time=text.timestamp(alert.acknowledged_at)))
    if alert.closed_at is not None:
        lines.append(tr("Closed {time}").format(time=text.timestamp(alert.closed_at)))
    return "\n".join(lines)
