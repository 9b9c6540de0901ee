"""The window's mouth and ear: sends commands to the agent and brings answers back to who asked."""

from collections.abc import Callable
from functools import partial
from itertools import count

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from agent.messages import (
    AgentFailed,
    AlertChanged,
    ChannelsChanged,
    ChannelTroubles,
    Command,
    CommandFailed,
    Event,
    FieldError,
    MonitorSaved,
    MonitorsDeleted,
    Overview,
    PlansChanged,
    PlanState,
    SettingsChanged,
)
from agent.model import Channel, ChannelTrouble, Delivery, Monitor, Settings

Answered = Callable[[Event], None]
Failed = Callable[[CommandFailed], None]


class Client(QObject):
    """Lives in the GUI thread. ``command`` goes out to the agent's thread, :meth:`receive` takes what comes back.

    ``event`` carries everything the agent says, answers included: who shows lists follows it and needs no
    answer of its own. ``refused`` carries the failures that nobody asked to hear of.

    ``monitors`` (by id), ``channels`` and ``settings`` are those there are now, ``plans`` is how scheduled
    reports stand, ``deliveries`` has the newest delivery to each channel and ``troubles`` those that fail for good, by
    name: for dialogs that open later than they came.
    """

    command = Signal(object)
    event = Signal(object)  # type: ignore[assignment]  # Qt's own event() is called from C++ and stays what it is
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self.monitors: dict[int, Monitor] = {}
        self.channels: tuple[Channel, ...] = ()
        self.settings = Settings()
        self.deliveries: dict[str, Delivery] = {}
        self.plans: tuple[PlanState, ...] = ()
        self.troubles: dict[str, ChannelTrouble] = {}
        self._dead = False
        self._waiting: dict[int, tuple[Answered | None, Failed | None]] = {}

    def send(self, command: Command) -> None:
        """Send a command that has no answer."""
        self.command.emit(command)

    def ask(self, make: Callable[[int], Command], done: Answered | None = None, failed: Failed | None = None) -> int:
        """Send the command that ``make`` builds around a fresh request number, which is returned.

        ``done`` gets the answer, ``failed`` the :class:`CommandFailed`, both in the GUI thread; an owner that may
        be gone by then calls :meth:`forget`. When the agent is dead, or dies meanwhile, ``failed`` hears of it.
        """
        request = next(self._numbers)
        self._waiting[request] = (done, failed)
        if self._dead:
            QTimer.singleShot(0, self, partial(self._give_up, request))
        else:
            self.command.emit(make(request))
        return request

    def forget(self, request: int) -> None:
        """Nobody waits for this answer any more."""
        self._waiting.pop(request, None)

    @Slot(object)
    def receive(self, event: Event) -> None:
        """Take one event or answer from the agent."""
        self._remember(event)
        self.event.emit(event)
        done, failed = self._waiting.pop(getattr(event, "request", 0), (None, None))
        if isinstance(event, CommandFailed):
            if failed:
                failed(event)
            else:
                self.refused.emit(event)
        elif done:
            done(event)
        if isinstance(event, AgentFailed):
            self._dead = True
            for request in tuple(self._waiting):
                self._give_up(request)

    def _give_up(self, request: int) -> None:
        """No answer will come to this one."""
        _, failed = self._waiting.pop(request, (None, None))
        if failed:
            reason = self.tr("The agent has stopped, so nothing was changed. Start API Monitor again.")
            failed(CommandFailed(request, (FieldError("", reason),)))

    def _remember(self, event: Event) -> None:
        if isinstance(event, Overview):
            self.monitors = {view.monitor.id: view.monitor for view in event.monitors}
        elif isinstance(event, MonitorSaved):
            self.monitors[event.view.monitor.id] = event.view.monitor
        elif isinstance(event, MonitorsDeleted):
            for key in event.ids:
                self.monitors.pop(key, None)
        if isinstance(event, Overview | ChannelsChanged):
            self.channels = event.channels
        if isinstance(event, Overview | ChannelTroubles):
            self.troubles = {trouble.channel: trouble for trouble in event.troubles}
        if isinstance(event, Overview | SettingsChanged):
            self.settings = event.settings
        if isinstance(event, Overview):
            self.plans = event.plans
        elif isinstance(event, PlansChanged):
            self.plans = event.states
        views = (
            event.alerts if isinstance(event, Overview) else (event.view,) if isinstance(event, AlertChanged) else ()
        )
        for view in views:
            for delivery in view.deliveries:
                known = self.deliveries.get(delivery.channel)
                if known is None or delivery.created_at >= known.created_at:
                    self.deliveries[delivery.channel] = delivery
