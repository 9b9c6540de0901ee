"""The agent's thread: a QThread whose event loop is asyncio's."""

import logging
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from agent.messages import AgentFailed, Command, Event

if TYPE_CHECKING:  # importing the agent takes long; the factory does it, in the agent's thread
    from agent.core import Agent

AgentFactory = Callable[[Callable[[Event], None]], "Agent"]

log = logging.getLogger(__name__)


class _Inbox(QObject):
    """Lives in the agent's thread: what the GUI thread says arrives here as queued slot calls."""

    def __init__(self, agent: "Agent") -> None:
        super().__init__()
        self._agent = agent

    @Slot(object)
    def take(self, command: Command) -> None:
        self._agent.post(command)

    @Slot()
    def stop(self) -> None:
        self._agent.stop()


class AgentThread(QThread):
    """Hosts the agent that ``factory`` makes (with the function it publishes by), from :meth:`start` to :meth:`stop`.

    :meth:`post` asks the agent; connect ``event`` to a slot of a QObject of the GUI thread. ``ready`` says that the
    agent is there. If it dies, or ends unasked, an :class:`AgentFailed` is the last event.
    """

    event = Signal(object)  # type: ignore[assignment]  # Qt's own event() is called from C++ and stays what it is
    ready = Signal()
    _command = Signal(object)
    _stop = Signal()

    def __init__(self, factory: AgentFactory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._factory = factory
        self._early: list[Command] | None = []
        self._stopping = False
        self.ready.connect(self._flush, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def post(self, command: Command) -> None:
        """Ask the agent, as soon as it is there. From the GUI thread."""
        if self._early is None:
            self._command.emit(command)
        else:
            self._early.append(command)

    @Slot()
    def end(self) -> None:
        """Ask the agent to end, and return at once; ``finished`` follows. From the GUI thread."""
        self._stopping = True
        self._stop.emit()

    def stop(self, timeout_ms: int = 5_000) -> bool:
        """Ask the agent to end and wait for its thread; whether it ended in time. From the GUI thread."""
        self.end()
        return self.wait(timeout_ms)

    @Slot()
    def _flush(self) -> None:
        early, self._early = self._early or [], None
        for command in early:
            self._command.emit(command)

    def run(self) -> None:
        try:
            from desktop import loop

            loop.run(self, self._host())
        except Exception as error:
            log.critical("the agent died", exc_info=True)
            self.event.emit(AgentFailed(_reason(error), traceback.format_exc()))
        else:
            if not self._stopping:
                self.event.emit(AgentFailed("It ended without having been asked to.", ""))

    async def _host(self) -> None:
        agent = self._factory(self.event.emit)
        inbox = _Inbox(agent)
        self._command.connect(inbox.take, Qt.ConnectionType.QueuedConnection)
        self._stop.connect(inbox.stop, Qt.ConnectionType.QueuedConnection)
        if self._stopping:  # asked before there was anybody to hear it
            return
        self.ready.emit()
        try:
            await agent.run()
        finally:
            self._command.disconnect(inbox.take)
            self._stop.disconnect(inbox.stop)


def _reason(error: Exception) -> str:
    """What happened in one line; a group that holds one error says no more than that error."""
    while isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"
