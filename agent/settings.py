"""What holds for all monitors, as one frozen value that is saved whole."""

from typing import Self

from pydantic import Field, model_validator

from agent.defaults import RequestDefaults
from agent.fields import Model
from agent.maintenance import MaintenanceWindow
from agent.policy import TagPolicy
from agent.quiet import QuietHours
from agent.report_schedule import ReportSchedule
from agent.retention import Retention
from agent.updates import UpdateCheck

__all__ = ["Settings"]


class Settings(Model):
    """Settings of the program that are data, not looks: they are stored, exported and imported."""

    tags: tuple[TagPolicy, ...] = Field(default=(), description="who is told of alerts, by tag")
    maintenance: tuple[MaintenanceWindow, ...] = Field(default=(), description="times in which nobody is alerted")
    quiet: QuietHours = Field(default=QuietHours(), description="times in which only critical alerts are told")
    requests: RequestDefaults = Field(default=RequestDefaults(), description="how monitors ask that say nothing else")
    reports: tuple[ReportSchedule, ...] = Field(default=(), description="reports that are made by themselves")
    retention: Retention = Field(default=Retention(), description="how long each kind of data is kept")
    updates: UpdateCheck = Field(default=UpdateCheck(), description="whether newer versions are asked for, and where")

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        once = {
            "tag": [tag.name for tag in self.tags],
            "maintenance window": [window.name for window in self.maintenance],
            "scheduled report": [report.name for report in self.reports],
        }
        for what, names in once.items():
            for name in names:
                if names.count(name) > 1:
                    raise ValueError(f"the {what} {name} is there twice")
        return self
