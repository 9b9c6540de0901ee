"""What a channel is, and how its newest delivery went, in words."""

from collections.abc import Sequence

from agent.model import Channel, ChannelTrouble, Delivery, DeliveryState, State, clean_text
from desktop import text
from desktop.clock import now
from desktop.settings.kinds import key_of, kinds
from desktop.text import tr


def kind_name(channel: Channel) -> str:
    """What kind of channel it is, in the words in which it was added."""
    return kinds()[key_of(channel)].label


def health(newest: Delivery | None, trouble: ChannelTrouble | None = None) -> tuple[State, str]:
    """How a channel does, judged by its newest delivery and whether it fails for good: a sign and a few words."""
    if trouble is not None:
        return State.DOWN, tr("does not deliver: {error}").format(error=clean_text(trouble.message))
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


def troubles_said(troubles: Sequence[ChannelTrouble]) -> str:
    """One sentence about channels that fail for good, at least one."""
    first = troubles[0]
    said = tr("The channel {name} does not deliver: {error}").format(
        name=clean_text(first.channel, 80), error=clean_text(first.message)
    )
    if len(troubles) == 1:
        return said
    return tr("{said} {count} more channels fail as well.").format(said=said, count=len(troubles) - 1)
