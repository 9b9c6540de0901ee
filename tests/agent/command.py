"""The real command, run as a program of its own, for the tests of the command line."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-m", "desktop")
ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT = 90
"""Seconds after which a test that waits gives up."""


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


async def run(*arguments: str | Path, stdin: str = "", **environment: str) -> Finished:
    """Run ``api-monitor`` with ``arguments`` to its end."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        *map(str, arguments),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(stdin.encode()), LIMIT)
    return Finished(process.returncode or 0, out.decode(), err.decode())


@dataclass
class RunningAgent:
    """``api-monitor agent`` while it runs; ``lines`` is what it has logged to stderr."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    _more: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def listen(self) -> None:
        stream = self.process.stderr
        while stream is not None and (line := await stream.readline()):
            async with self._more:
                self.lines.append(line.decode())
                self._more.notify_all()

    async def said(self, text: str) -> str:
        """The first line with ``text`` in it, as soon as there is one."""
        async with asyncio.timeout(LIMIT), self._more:
            await self._more.wait_for(lambda: any(text in line for line in self.lines))
        return next(line for line in self.lines if text in line)

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end, as a service manager would or (SIGINT) as Ctrl+C does; its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), LIMIT)


@asynccontextmanager
async def running_agent(folder: Path, **environment: str) -> AsyncIterator[RunningAgent]:
    """The agent on ``folder``, ended at the end."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        "agent",
        "--data-dir",
        str(folder),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    agent = RunningAgent(process)
    listening = asyncio.create_task(agent.listen())
    try:
        yield agent
    finally:
        await agent.end()
        await listening
