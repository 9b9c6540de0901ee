"""The agent's thread: a QThread whose event loop is asyncio's, by qasync. The only place that knows qasync."""

import asyncio
import os
import traceback
from collections.abc import Callable

os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

import qasync  # isort: skip  (takes the Qt binding that is already imported)

from agent.core import Agent
from agent.messages import AgentFailed, Command, Event

AgentFactory = Callable[[Callable[[Event], None]], Agent]


class _Inbox(QObject):
    """Lives in the agent's thread: commands arrive here as queued slot calls."""

    def __init__(self, agent: Agent) -> None:
        super().__init__()
        self._agent = agent

    @Slot(object)
    def take(self, command: Command) -> None:
        self._agent.post(command)


class AgentThread(QThread):
    """Hosts the agent that ``factory`` makes (with the function it publishes by), from :meth:`start` to :meth:`stop`.

    Emit ``command`` to ask the agent; connect ``event`` to a slot of a QObject of the GUI thread. ``ready`` says
    that commands are taken. If the agent dies, an :class:`AgentFailed` is the last event.
    """

    command = Signal(object)
    event = Signal(object)
    ready = Signal()

    def __init__(self, factory: AgentFactory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._factory = factory
        self._agent: Agent | None = None

    def run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(self)) as runner:
                runner.run(self._host())
        except Exception as error:  # noqa: BLE001 - whatever killed the agent, the window must hear of it
            self.event.emit(AgentFailed(f"{type(error).__name__}: {error}", traceback.format_exc()))

    async def _host(self) -> None:
        agent = self._factory(self.event.emit)
        inbox = _Inbox(agent)
        self.command.connect(inbox.take, Qt.ConnectionType.QueuedConnection)
        self._agent = agent
        self.ready.emit()
        try:
            await agent.run()
        finally:
            self._agent = None
            self.command.disconnect(inbox.take)

    def stop(self, timeout_ms: int = 5_000) -> bool:
        """Ask the agent to end and wait for its thread; whether it ended in time. From the GUI thread."""
        agent = self._agent
        if agent is not None:
            agent.stop()
        return self.wait(timeout_ms)
