"""``api-monitor agent``: the agent without a window."""

import argparse
import asyncio
import gc
import logging
import signal
from types import FrameType

from agent import logs
from agent.cli.exits import Exit
from agent.core import Agent
from agent.folder import data_folder, hold, prepare
from agent.messages import AgentStatusChanged, CommandFailed, Event

log = logging.getLogger(__name__)

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


def run(options: argparse.Namespace) -> Exit:
    """Check and alert until a signal asks to end; a second one ends at once."""
    folder = data_folder(options.data_dir)
    prepare(folder)
    with hold(folder):
        logs.set_up(folder, stderr=True)
        log.info("Started with the data folder %s", folder)
        try:
            # Monitors stay until the end: frozen, they cost no full collection of garbage 0.1 s every minute or so.
            asyncio.run(_run(Agent(folder, Reporter(), ready=gc.freeze)))
        except Exception:
            log.exception("The agent stopped: nothing is checked any more")
            return Exit.NOT_GOOD
        log.info("Ended")
    return Exit.DONE


async def _run(agent: Agent) -> None:
    # The signal module works on every platform, loop.add_signal_handler not on Windows; stop() wakes the loop.
    def end(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        agent.stop()

    wanted = [number for number in _SIGNALS if not (number.name == "SIGHUP" and _ignored(number))]  # as nohup wants
    before = {number: signal.signal(number, end) for number in wanted}
    try:
        await agent.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignored(number: signal.Signals) -> bool:
    return signal.getsignal(number) is signal.SIG_IGN


class Reporter:
    """Logs the troubles that the agent publishes; what it does it logs itself."""

    def __init__(self) -> None:
        self._trouble = ""
        self._online = True

    def __call__(self, event: Event) -> None:
        match event:
            case AgentStatusChanged():
                self._status(event)
            case CommandFailed():
                log.error("%s", event.message)

    def _status(self, event: AgentStatusChanged) -> None:
        status = event.status
        if status.online is not self._online:
            self._online = status.online
            why = status.offline or "This machine is offline"
            log.warning("This machine is online again" if status.online else f"{why}. Nothing can be told")
        if status.trouble != self._trouble:
            self._trouble = status.trouble
            if status.trouble:
                log.warning("%s", status.trouble)
