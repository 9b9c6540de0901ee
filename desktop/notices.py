"""What the window must not keep quiet of the agent and of what was asked of it: banners, and the status bar."""

from PySide6.QtCore import QObject, Signal, Slot

from agent.messages import (
    AgentFailed,
    AgentStatus,
    AgentStatusChanged,
    ChannelTroubles,
    CommandFailed,
    Event,
    Overview,
    PlansChanged,
    PlanState,
    Recovery,
    SettingsChanged,
)
from agent.model import ChannelTrouble
from desktop.banner import Banners, Tone
from desktop.client import Client
from desktop.reports.job import open_folder
from desktop.reports.plans import trouble_said
from desktop.settings.damage import lost
from desktop.settings.health import troubles_said
from desktop.statusbar import StatusBar
from desktop.text import duration
from desktop.theme import Theme


class Notices(QObject):
    """``channels_wanted`` and ``reports_wanted`` are emitted when somebody wants to look at what is in trouble."""

    channels_wanted = Signal()
    reports_wanted = Signal()

    def __init__(self, client: Client, theme: Theme, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self.banners = Banners(theme)
        self._status = status
        self._recovery: Recovery | None = None
        client.event.connect(self._follow)
        client.refused.connect(self._show_refusal)

    @Slot(object)
    def _follow(self, event: Event) -> None:
        match event:
            case Overview(status=status, troubles=troubles, settings=settings, plans=plans):
                self._show_plans(plans)
                self._show_status(status)
                self._show_troubles(troubles)
                self._status.show_quiet(settings.quiet)
            case SettingsChanged(settings=settings):
                self._status.show_quiet(settings.quiet)
            case AgentStatusChanged(status=status):
                self._show_status(status)
            case PlansChanged(states=plans):
                self._show_plans(plans)
            case ChannelTroubles(troubles=troubles):
                self._show_troubles(troubles)
            case AgentFailed(reason=reason, details=details):
                self._status.show_stopped()
                said = self.tr("Nothing is checked any more: {reason}. Quit API Monitor and start it again.")
                self.banners.put("agent", Tone.ALARM, said.format(reason=reason), details=details, closable=False)

    def _show_status(self, status: AgentStatus) -> None:
        self._status.show_status(status)
        if status.online:
            self.banners.take("offline")
        else:
            why = status.offline or self.tr("This machine is offline")
            said = self.tr("{why}. What cannot be reached is unknown, not down; nobody is alerted.").format(why=why)
            self.banners.put("offline", Tone.WARNING, said, closable=False)
        if status.trouble:
            self.banners.put("trouble", Tone.WARNING, status.trouble)
        else:
            self.banners.take("trouble")
        if status.recovery is not None and status.recovery != self._recovery:
            self.banners.put("recovery", Tone.ALARM, lost(status.recovery))
        self._recovery = status.recovery

    def _show_troubles(self, troubles: tuple[ChannelTrouble, ...]) -> None:
        if troubles:
            action = (self.tr("Channels…"), self.channels_wanted.emit)
            self.banners.put("channels", Tone.WARNING, troubles_said(troubles), action=action)
        else:
            self.banners.take("channels")

    def _show_plans(self, states: tuple[PlanState, ...]) -> None:
        if said := trouble_said(states):
            self.banners.put("plans", Tone.WARNING, said, action=(self.tr("Reports…"), self.reports_wanted.emit))
        else:
            self.banners.take("plans")

    @Slot(int)
    def show_stall(self, seconds: int) -> None:
        if not seconds:
            self.banners.take("stall")
            return
        said = self.tr("No check has finished for {time}: what stands here may be out of date.")
        self.banners.put("stall", Tone.ALARM, said.format(time=duration(seconds * 1_000)), closable=False)

    @Slot(object)
    def _show_refusal(self, failure: CommandFailed) -> None:
        self.show_problem(failure.message)

    @Slot(str)
    def show_problem(self, message: str) -> None:
        """Say above everything else that something went wrong."""
        self.banners.put("problem", Tone.WARNING, message)

    @Slot(str, str)
    def show_report(self, message: str, path: str) -> None:
        self.banners.put("report", Tone.NOTE, message, action=(self.tr("Open folder"), lambda: open_folder(path)))

    def show_demo(self) -> None:
        """Say for as long as the window is there what a demo is."""
        said = self.tr(
            "This is a demo: an API made up on this machine, some weeks of invented history, and nothing kept."
        )
        self.banners.put("demo", Tone.NOTE, said, closable=False)
