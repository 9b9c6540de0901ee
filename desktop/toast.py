"""What a notification says, whatever brings it to the screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toast:
    """A notification. One with the same ``key`` is replaced, and that of ``instead_of``; ``actions`` are pairs of
    an id and a label, ``default`` being the click on the toast itself. ``sound``: it is to be heard."""

    key: int
    title: str
    body: str
    critical: bool = False
    actions: tuple[tuple[str, str], ...] = ()
    instead_of: int | None = None
    sound: bool = False
