"""What a report is made of while it is written."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from agent.model import Monitor
from agent.report_words import ReportFormat
from agent.reports.cells import Column
from agent.store import Store

Progress = Callable[[int, int], object]
"""Is told how many steps (rows or monitors) of how many are done."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some ``rows`` whose lines ``text`` makes, in any thread; with them ``done`` steps of the whole are done."""

    text: Callable[[], str]
    rows: int
    done: int


@dataclass(frozen=True, slots=True)
class Task:
    """The ``monitors`` and the period from ``start`` to ``end`` (exclusive) that a report is of, seen from ``now``."""

    store: Store
    monitors: Sequence[Monitor]
    start: int
    end: int
    now: int
    zone: str
    format: ReportFormat


class Source(Protocol):
    """A kind of report: its columns, how many steps it takes, and its rows in batches."""

    @property
    def columns(self) -> Sequence[Column]: ...

    async def steps(self, task: Task) -> int: ...

    def batches(self, task: Task) -> AsyncIterator[Batch]: ...
