"""What the agent is asked about the settings that hold for all monitors, and what it says of them."""

from dataclasses import dataclass

from agent.model import Settings


@dataclass(frozen=True, slots=True)
class SaveSettings:
    """Take these in place of what holds for all monitors. Answer: :class:`SettingsChanged`."""

    request: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """What holds for all monitors now. ``request`` is 0 where nobody asked."""

    request: int
    settings: Settings
