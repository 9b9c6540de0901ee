"""The agent of the demo, and the temporary folder it lives in."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from agent.core import Agent
from agent.demo.api import LocalApi
from agent.demo.history import fill
from agent.demo.scene import CHANNEL_VARIABLE
from agent.folder import FolderError, hold, prepare
from agent.messages import Event

_PREFIX = "api-monitor-demo-data-"


def demo_agent(publish: Callable[[Event], None]) -> Agent:
    """An agent that watches made-up services on this machine and has some weeks of their history."""
    return _DemoAgent(publish)


class _DemoAgent(Agent):
    """Prepares folder, local API and history before it runs as any agent, and takes all of it away at the end."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._home = Path(tempfile.gettempdir()) / f"{_PREFIX}{secrets.token_hex(8)}"
        self._ended = False
        super().__init__(self._home, publish)

    def stop(self) -> None:
        self._ended = True
        super().stop()

    async def run(self) -> None:
        _sweep()
        prepare(self._home)
        before = os.environ.get(CHANNEL_VARIABLE)
        try:
            with hold(self._home):
                async with LocalApi(self._home) as api:
                    # The store takes a webhook as a reference only; one to the environment leaves the keychain alone.
                    os.environ[CHANNEL_VARIABLE] = api.webhook
                    await fill(self._home, api, wanted=lambda: not self._ended)
                    await super().run()
        finally:
            if before is None:
                os.environ.pop(CHANNEL_VARIABLE, None)
            else:
                os.environ[CHANNEL_VARIABLE] = before
            shutil.rmtree(self._home, ignore_errors=True)


def _sweep() -> None:
    """Remove the folders of demos that were killed: those of this user that nobody holds any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(FolderError, OSError):
            if folder.is_symlink() or (hasattr(os, "getuid") and folder.stat().st_uid != os.getuid()):
                continue
            with hold(folder):
                pass
            shutil.rmtree(folder)
