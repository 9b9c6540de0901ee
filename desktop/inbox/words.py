"""How the window says alerts and deliveries: pure functions, every string translatable."""

from collections.abc import Sequence

from agent.lifecycle import Move, Standing, Transition, Who
from agent.lifecycle import standing as standing_of
from agent.messages import AlertView
from agent.model import Alert, AlertEvent, AlertKind, Delivery, DeliveryState, State
from desktop import clock, text
from desktop.text import tr


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


def standing_name(of: Standing) -> str:
    return {
        Standing.OPEN: tr("Open"),
        Standing.ACKNOWLEDGED: tr("Acknowledged"),
        Standing.SNOOZED: tr("Snoozed"),
        Standing.CLOSED: tr("Closed"),
    }[of]


def standing(alert: Alert, now: int) -> str:
    """``open``, ``acknowledged``, ``snoozed for 2 h``, ``closed``, with ``flapping`` where it flaps."""
    found = standing_of(alert, now)
    word = standing_name(found).lower()
    if found is Standing.SNOOZED and alert.snoozed_until is not None:
        left = text.duration(alert.snoozed_until - now + text.SECOND - 1)
        word = tr("snoozed for another {time}, open").format(time=left)
    if alert.held_by:
        held = tr("{word}, held back: {monitor} is down") if alert.is_open else tr("{word}, held back by {monitor}")
        return held.format(word=word, monitor=alert.held_by)
    return tr("{word}, flapping").format(word=word) if alert.flapping else word


def lasted(alert: Alert, now: int) -> str:
    """``for 6 min`` while it is open, ``after 6 min`` when it is closed."""
    if alert.closed_at is None:
        return tr("for {time}").format(time=text.duration(now - alert.opened_at))
    return tr("after {time}").format(time=text.duration(alert.closed_at - alert.opened_at))


def what(alert: Alert) -> str:
    """Why: the message, or the cause where there is none; of an open certificate alert first what is left."""
    said = alert.message or text.cause_name(alert.cause)
    ends, at = alert.certificate_expires_at, clock.now()
    if ends is None or not alert.is_open or ends <= at:
        return said
    return tr("Expires in {time}: {said}").format(time=text.days_left(ends, at), said=said)


def event_name(event: AlertEvent) -> str:
    return {
        AlertEvent.OPENED: tr("Opened"),
        AlertEvent.CLOSED: tr("Closed"),
        AlertEvent.FLAPPING: tr("Flapping"),
        AlertEvent.REMINDER: tr("Reminder"),
        AlertEvent.EXPIRING: tr("Expiring"),
        AlertEvent.UNDELIVERABLE: tr("Channel failed"),
    }[event]


def move_name(move: Move) -> str:
    return {
        Move.OPENED: tr("Opened"),
        Move.REOPENED: tr("Open again"),
        Move.HELD: tr("Held back"),
        Move.RELEASED: tr("Told after all"),
        Move.FLAPPING: tr("Flapping"),
        Move.STEADY: tr("Steady again"),
        Move.ACKNOWLEDGED: tr("Acknowledged"),
        Move.SNOOZED: tr("Snoozed"),
        Move.WOKEN: tr("Woken"),
        Move.REMINDED: tr("Reminded"),
        Move.ESCALATED: tr("Escalated"),
        Move.CLOSED: tr("Closed"),
    }[move]


def who_name(who: Who) -> str:
    return {Who.YOU: tr("You"), Who.AGENT: tr("API Monitor")}[who]


def why(transition: Transition) -> str:
    """The reason of a transition, or until when it holds."""
    if transition.until is not None:
        return tr("until {time}").format(time=text.timestamp(transition.until))
    return transition.why


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
    parts = [view.monitor_name, kind_name(alert.kind), f"{standing(alert, now)} {lasted(alert, now)}", what(alert)]
    parts += [f"{d.channel} {fate(d, now)}" for d in newest_by_channel(view.deliveries)]
    return ", ".join(parts)


def times(alert: Alert) -> str:
    """The absolute times of an alert, a line each."""
    lines = [tr("Opened {time}").format(time=text.timestamp(alert.opened_at))]
    if alert.acknowledged_at is not None:
        lines.append(tr("Acknowledged {time}").format(time=text.timestamp(alert.acknowledged_at)))
    if alert.snoozed_until is not None and alert.is_open:
        lines.append(tr("Snoozed until {time}").format(time=text.timestamp(alert.snoozed_until)))
    if alert.closed_at is not None:
        lines.append(tr("Closed {time}").format(time=text.timestamp(alert.closed_at)))
    return "\n".join(lines)
