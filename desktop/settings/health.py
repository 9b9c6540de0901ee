"""What a channel is, and how its newest delivery went, in words."""

from PySide6.QtCore import QCoreApplication

from agent.model import Delivery, DeliveryState, State, clean_text
from desktop import text
from desktop.clock import now


def tr(said: str) -> str:
    return QCoreApplication.translate("channels", said)


def kind_name(kind: str) -> str:
    return {"slack": tr("Slack"), "email": tr("E-mail")}[kind]


def health(newest: Delivery | None) -> tuple[State, str]:
    """How a channel does, judged by its newest delivery: a sign and a few words."""
    if newest is None:
        return State.UNKNOWN, tr("nothing sent yet")
    match newest.state:
        case DeliveryState.SENT:
            return State.UP, tr("delivered {when}").format(when=text.ago(newest.sent_at or newest.created_at, now()))
        case DeliveryState.PENDING:
            return State.PENDING, tr("sending")
        case DeliveryState.FAILED:
            said = tr("not delivered so far, tried again {when}: {error}")
            return State.DEGRADED, said.format(
                when=text.until(newest.next_at, now()), error=clean_text(newest.error) or tr("no answer")
            )
        case DeliveryState.UNDELIVERABLE:
            return State.DOWN, tr("could not be delivered: {error}").format(error=clean_text(newest.error))
