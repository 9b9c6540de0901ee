"""How long each kind of data is kept, and how large the database may become."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic.config import JsonDict

from agent.fields import Model

__all__ = ["Retention"]

Days = Annotated[int, Field(ge=1, le=36_500)]
_DAYS: JsonDict = {"unit": "days"}


class Retention(Model):
    """In days; None keeps for ever. What is coarser is kept at least as long as what it was made of."""

    results: Days | None = Field(
        default=30,
        title="Single checks",
        description="for how long; empty keeps for ever. The newest 200 of a monitor stay longer",
        json_schema_extra=_DAYS,
    )
    hourly: Days | None = Field(
        default=365,
        title="Sums by hour",
        description="what charts and uptime of older times are made of. Where they are gone there are whole days (UTC)",
        json_schema_extra=_DAYS,
    )
    daily: Days | None = Field(
        default=None, title="Sums by day", description="empty keeps for ever", json_schema_extra=_DAYS
    )
    evidence: Days | None = Field(
        default=30,
        title="Requests and responses",
        description="of failures, and of the last good check of each monitor; of what is still down they stay",
        json_schema_extra=_DAYS,
    )
    alerts: Days | None = Field(
        default=None,
        title="Alerts",
        description="counted from when they closed; empty keeps for ever",
        json_schema_extra=_DAYS,
    )
    size_mb: Annotated[int, Field(ge=10, le=1_000_000)] | None = Field(
        default=None,
        title="Largest size",
        description="of the database; above it the oldest single checks of all monitors go. Empty: no limit",
        json_schema_extra={"unit": "MB"},
    )

    @field_validator("hourly", "daily")
    @classmethod
    def _outlasts(cls, value: int | None, info: ValidationInfo) -> int | None:
        """Hours are made of results, days of hours: what is left of a time is never finer than what was removed."""
        finer = {"hourly": "results", "daily": "hourly"}[str(info.field_name)]
        if finer not in info.data:
            return value  # which is wrong itself
        least = info.data[finer]
        if value is not None and (least is None or value < least):
            asked = "none, which is for ever" if least is None else f"at least {least} (none: for ever)"
            finer = {"results": "single checks", "hourly": "sums by hour"}[finer]
            raise ValueError(f"expected {asked}, as {finer} are kept so long; got {value}")
        return value
