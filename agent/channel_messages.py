"""Commands and events about channels; a part of :mod:`agent.messages`, through which they are used."""

from dataclasses import dataclass

from agent.model import Channel, ChannelTrouble


@dataclass(frozen=True, slots=True)
class SaveChannel:
    """Create (id 0) or change a channel. Answer: :class:`ChannelsChanged`."""

    request: int
    channel: Channel


@dataclass(frozen=True, slots=True)
class DeleteChannel:
    """Answer: :class:`ChannelsChanged`."""

    request: int
    id: int


@dataclass(frozen=True, slots=True)
class TestChannel:
    """Send a test message. Answer: :class:`ChannelTested` with the service's own words, or CommandFailed."""

    __test__ = False
    request: int
    channel: Channel


@dataclass(frozen=True, slots=True)
class ChannelsChanged:
    """All channels there are now. Monitors that named a channel which was renamed come as MonitorSaved."""

    request: int
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class ChannelTroubles:
    """All channels that fail for good now."""

    troubles: tuple[ChannelTrouble, ...]


@dataclass(frozen=True, slots=True)
class ChannelTested:
    request: int
    answer: str
