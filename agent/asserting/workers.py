"""The processes in which questions are answered that may take long.

Python cannot interrupt a regular expression that backtracks for ever, and it holds up every thread meanwhile: the only
thing that helps is a process that can be killed. They are started when the first such question comes, and kept.
"""

import asyncio
import json
import subprocess
import sys
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from agent.asserting import FLAG
from agent.asserting.facts import Facts, Finding, Question
from agent.asserting.worker import read_frame, write_frame
from agent.threads import Threads

AT_ONCE = 2
"""So many processes at most."""
LEAST_S = 0.2
"""So many seconds a process always has that is ready."""
START_S = 20.0
"""Seconds in which a process must have started and loaded what it needs."""
_TOO_LONG = "but after {:.2g} s it was still being evaluated, and was stopped"
_NOT_STARTED = "but this machine could not start a process to evaluate it"
_ROOT = str(Path(__file__).resolve().parents[2])
_CODE = f"import sys; sys.path.insert(0, {_ROOT!r}); from agent.asserting.worker import main; main()"


class Workers:
    """Answers questions in other processes, for one event loop; one may take ``longest`` seconds."""

    def __init__(self, longest: float = 2.0) -> None:
        self._longest = longest
        self._threads = Threads("assertions")
        self._places = asyncio.Semaphore(AT_ONCE)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._end = weakref.finalize(self, _end, self._all)

    async def ask(self, questions: Sequence[Question], facts: Facts, until: float) -> list[Finding]:
        """The answers to ``questions``, stopped at ``until`` (of the loop's time); but once a process is ready, it has
        some moments. The last answer says so where one took too long; those after it are not answered."""
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        worker = self._idle.pop() if self._idle else _Worker()
        self._all.add(worker)
        answered: asyncio.Future[list[Finding]] = loop.create_future()
        timer = loop.call_later(START_S, worker.kill)
        seconds: float | None = None

        def begin() -> None:
            nonlocal timer, seconds
            timer.cancel()
            seconds = min(max(until - loop.time(), LEAST_S), self._longest)
            timer = loop.call_later(seconds, worker.kill)

        def finish(found: list[Finding]) -> None:
            timer.cancel()
            self._places.release()
            if worker.killed:
                self._all.discard(worker)
            else:
                self._idle.append(worker)
            if len(found) < len(questions):
                found.append(Finding(False, "", _TOO_LONG.format(seconds) if seconds else _NOT_STARTED))
            if not answered.done():
                answered.set_result(found)

        def work() -> None:
            found: list[Finding] = []
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                worker.ask(questions, facts, found, lambda: loop.call_soon_threadsafe(begin))
                loop.call_soon_threadsafe(finish, found)

        try:
            self._threads.run(work)
        except OSError:
            finish([])
        return await answered

    def close(self) -> None:
        """End all processes, whatever they are at."""
        self._end()


def _end(workers: "set[_Worker]") -> None:
    for worker in workers:
        worker.end()


class _Worker:
    """A process, started when it is asked for the first time; asked by one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.killed = False

    def ask(
        self, questions: Sequence[Question], facts: Facts, found: list[Finding], begin: Callable[[], object]
    ) -> None:
        """Add the answers to ``found``; fewer where the process ended before. ``begin`` is called when it is ready."""
        try:
            if self._process is not None and self._process.poll() is not None:  # it died while nobody asked
                _leave(self._process)
                self._process = None
            if self._process is None:
                self._process = _start()
            if self.killed:  # while it was being started
                self._process.kill()
            jobs, answers = self._process.stdin, self._process.stdout
            if jobs is None or answers is None:
                raise EOFError
            job = {"questions": questions, "headers": facts.headers, "whole": facts.whole}
            write_frame(jobs, json.dumps(job).encode())
            write_frame(jobs, facts.body)
            jobs.flush()
            read_frame(answers)
            begin()
            for _ in questions:
                found.append(Finding(*json.loads(read_frame(answers))))
        except (OSError, EOFError, ValueError):
            self.end()

    def kill(self) -> None:
        """End the process; whoever asks it hears of it."""
        self.killed = True
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """End the process and leave nothing of it behind."""
        self.kill()
        if self._process is not None:
            _leave(self._process)


def _leave(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes and wait for the end of a process that has no reason to live."""
    with suppress(OSError), process:
        pass


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, FLAG] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-c", _CODE]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # a console, on Windows
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, creationflags=hidden)  # noqa: S603 - us
