"""Who is told of alerts and how often: what a monitor says of it, and what its tags say where it says nothing."""

from pydantic import Field, ValidationInfo, field_validator

from agent.fields import Model, Name

__all__ = ["AlertPolicy", "TagPolicy", "rename_channel"]

WEEK = 7 * 24 * 60
Channels = tuple[str, ...]


class AlertPolicy(Model):
    """What is told beyond the first message, and to whom. None: as a tag says, else nothing of the kind.

    ``critical`` holds where the monitor or any of its tags says so. Times are in minutes, and of an alert that is open
    and that nobody has acknowledged or snoozed.
    """

    slow: Channels | None = Field(default=None, description="channels told of slow alerts; none named: nobody")
    certificate: Channels | None = Field(
        default=None, description="channels told of certificate alerts; none named: nobody"
    )
    remind_every: int | None = Field(default=None, ge=0, le=WEEK, description="minutes between reminders; 0: none")
    escalate_after: int | None = Field(
        default=None, ge=0, le=WEEK, description="minutes after which others are told too; 0: never"
    )
    escalate_to: Channels = Field(default=(), validate_default=True, description="the channels told then")
    critical: bool = Field(default=False, description="whether alerts are told in quiet hours too")

    @field_validator("escalate_to")
    @classmethod
    def _has_its_minutes(cls, names: Channels, info: ValidationInfo) -> Channels:
        if "escalate_after" in info.data:
            after = info.data["escalate_after"]
            if after and not names:
                raise ValueError("expected at least one channel to tell after that time, got none")
            if names and after is None:
                raise ValueError("expected the minutes to wait in escalate_after, got none")
        return names


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
