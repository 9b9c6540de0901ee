"""The outbox's world for the faults of delivery too."""

from tests.agent.channels.conftest import mail, slack, world

__all__ = ["mail", "slack", "world"]
