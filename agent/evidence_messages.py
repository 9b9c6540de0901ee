"""The question for evidence and its answer; part of :mod:`agent.messages`."""

from dataclasses import dataclass

from agent.difference import Difference
from agent.evidence import KeptExchange


@dataclass(frozen=True, slots=True)
class GetEvidence:
    """What a monitor sent and got: its last good exchange, and the first failing one of ``alert`` (None: the newest
    failing one of all). Answer: :class:`Evidence`."""

    request: int
    monitor: int
    alert: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Answer to :class:`GetEvidence`, as far as it is known; secrets are redacted. ``differences`` is how ``failing``
    differs from ``good``, 100 at most."""

    request: int
    monitor: int
    alert: int | None
    good: KeptExchange | None
    failing: KeptExchange | None
    differences: tuple[Difference, ...]
