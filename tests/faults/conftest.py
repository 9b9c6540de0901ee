"""The outbox's world for the faults of delivery too."""

from tests.agent.channels.conftest import hook, mail, slack, world

__all__ = ["hook", "mail", "slack", "world"]
