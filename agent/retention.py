"""How long each kind of data is kept, and how large the database may become."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from agent.fields import Model

__all__ = ["Retention"]

Days = Annotated[int, Field(ge=1, le=36_500)]


class Retention(Model):
    """In days; None keeps for ever. What is coarser is kept at least as long as what it was made of."""

    results: Days | None = Field(default=30, description="days for which single results are kept")
    hourly: Days | None = Field(default=365, description="days for which hours are kept; older ones are days only")
    daily: Days | None = Field(default=None, description="days for which days are kept")
    evidence: Days | None = Field(default=30, description="days for which requests and responses are kept")
    alerts: Days | None = Field(default=None, description="days for which alerts are kept after they closed")
    size_mb: Annotated[int, Field(ge=10, le=1_000_000)] | None = Field(
        default=None, description="megabytes of the database above which the oldest single results go; none: no limit"
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
            asked = "none (for ever)" if least is None else f"at least {least}, none for ever"
            raise ValueError(f"expected {asked}, as {finer} are kept so long; got {value}")
        return value
