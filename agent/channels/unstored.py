"""New deliveries that the store takes too long to take: they are held in memory, and told from there."""

from collections.abc import Iterable
from typing import Final

from agent.model import Delivery

PATIENCE: Final = 3.0
"""For so many seconds the store is waited for; then people are told before it is stored."""


class Unstored:
    """What is to be told though it is not stored yet, in the order of its making."""

    def __init__(self) -> None:
        self._held: dict[str, Delivery] = {}

    def hold(self, new: Iterable[Delivery]) -> None:
        """The store is late with these."""
        self._held.update({delivery.id: delivery for delivery in new})

    def release(self, stored: Iterable[Delivery]) -> None:
        """These are stored, or never will be."""
        for delivery in stored:
            self._held.pop(delivery.id, None)

    def all(self) -> list[Delivery]:
        return list(self._held.values())
