"""Who is told of alerts and how often: what a monitor says of it, and what its tags say where it says nothing."""

from typing import Self

from pydantic import Field, model_validator

from agent.fields import Model, Name

__all__ = ["AlertPolicy", "TagPolicy", "rename_channel"]

WEEK = 7 * 24 * 60
Channels = tuple[str, ...]


class AlertPolicy(Model):
    """What is told beyond the first message, and to whom. None: as a tag says, else nothing of the kind.

    Times are in minutes, and of an alert that is open and that nobody has acknowledged or snoozed.
    """

    slow: Channels | None = Field(default=None, description="channels told of slow alerts; none named: nobody")
    certificate: Channels | None = Field(
        default=None, description="channels told of certificate alerts; none named: nobody"
    )
    remind_every: int | None = Field(default=None, ge=0, le=WEEK, description="minutes between reminders; 0: none")
    escalate_after: int | None = Field(
        default=None, ge=0, le=WEEK, description="minutes after which others are told too; 0: never"
    )
    escalate_to: Channels = Field(default=(), description="the channels told then")

    @model_validator(mode="after")
    def _escalates_whole(self) -> Self:
        if self.escalate_after and not self.escalate_to:
            raise ValueError("escalate_after needs escalate_to: the names of the channels to tell then")
        if self.escalate_to and self.escalate_after is None:
            raise ValueError("escalate_to needs escalate_after: the minutes to wait")
        return self


class TagPolicy(AlertPolicy):
    """What holds for every monitor with the tag ``name`` that does not say otherwise itself; of several tags, the
    first that a monitor names counts."""

    name: Name
    channels: Channels | None = Field(default=None, description="channels told of alerts; not given: all")


def rename_channel(policy: AlertPolicy, old: str, new: str | None) -> AlertPolicy:
    """The policy with another name for a channel; None takes it out, and an escalation to nobody with it."""
    changes: dict[str, object] = {}
    for field in ("channels", "slow", "certificate", "escalate_to"):
        names = getattr(policy, field, None)
        if names and old in names:
            changes[field] = tuple(found for name in names if (found := new if name == old else name) is not None)
    if changes.get("escalate_to") == ():
        changes["escalate_after"] = None
    return policy.model_copy(update=changes) if changes else policy
