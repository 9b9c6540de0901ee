"""What the agent is asked about newer versions of this program, and what it says of them: frozen, plain data."""

from dataclasses import dataclass

from agent.updates import Release


@dataclass(frozen=True, slots=True)
class CheckForUpdates:
    """Ask the address that is set, whether or not it is asked every day. Answer: :class:`UpdateChecked`."""

    request: int


@dataclass(frozen=True, slots=True)
class UpdateChecked:
    """The newest version there is, and whether it is newer than this one. ``request`` is 0 where nobody asked: then it
    is newer."""

    request: int
    release: Release
    newer: bool
