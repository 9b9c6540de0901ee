"""The report of single results. There may be millions: they are read block by block, and a line is put together from
texts that are made once."""

import json
from collections.abc import AsyncIterator, Sequence
from functools import partial

from agent.model import Monitor
from agent.report_words import ReportFormat
from agent.reports.batches import Batch, Task
from agent.reports.cells import Column, csv_line, inert
from agent.reports.stamps import Stamps
from agent.store.codec import CAUSES, IN_MAINTENANCE, OUTCOMES, phase_texts
from agent.store.exports import PackedRow, ResultBlock

ROWS_AT_ONCE = 10_000
DETAILS = 50_000
"""So many texts of status code and message are remembered at most."""
PHASES = ("dns_ms", "connect_ms", "tls_ms", "first_byte_ms", "transfer_ms")
_JSON_PHASES = ", ".join(f'"{name}": %s' for name in PHASES)
_OUTCOMES = {
    code + extra: (outcome.value, "true" if extra else "false")
    for code, outcome in enumerate(OUTCOMES)
    for extra in (0, IN_MAINTENANCE)
}
"""By the code of a row: its outcome, and whether it was made in maintenance."""
_MICROSECONDS = tuple(f".{us:03}" for us in range(1_000))


class Results:
    """A row a check."""

    columns = tuple(
        map(
            Column,
            ("name", "at", "outcome", "latency_ms", "status_code", "cause", "message", "maintenance", *PHASES),
        )
    )

    async def steps(self, task: Task) -> int:
        counts = [await task.store.exports.count(monitor.id, task.start, task.end) for monitor in task.monitors]
        return sum(counts)

    async def batches(self, task: Task) -> AsyncIterator[Batch]:
        layout: _Layout = _Csv(task.zone) if task.format is ReportFormat.CSV else _JsonLines(task.zone)
        for monitor in task.monitors:
            start, more = task.start, True
            while more:
                found = await task.store.exports.block(monitor.id, start, task.end, ROWS_AT_ONCE, layout.details)
                if found.rows:
                    start = found.rows[-1][0] + 1
                    yield Batch(partial(layout.text, monitor, found), len(found.rows), len(found.rows))
                more = len(found.rows) == ROWS_AT_ONCE


class _Layout:
    """Lines of one format. ``details`` are the texts of status code, cause and message so far, by their number."""

    def __init__(self, zone: str) -> None:
        self._stamps = Stamps(zone)
        self.details: dict[int, tuple[str, str]] = {}

    def text(self, monitor: Monitor, block: ResultBlock) -> str:
        """The lines of a block."""
        if len(self.details) > DETAILS:
            used = {row[4] for row in block.rows}
            self.details = {number: said for number, said in self.details.items() if number in used}
        self.details.update((number, self.detail(*said)) for number, said in block.details.items())
        return "".join(self.lines(monitor.name, block.rows))

    def detail(self, status_code: int, message: str) -> tuple[str, str]:
        raise NotImplementedError

    def lines(self, name: str, rows: Sequence[PackedRow]) -> list[str]:
        raise NotImplementedError


class _Csv(_Layout):
    def detail(self, status_code: int, message: str) -> tuple[str, str]:
        return str(status_code or ""), csv_line([inert(message)]).removesuffix("\r\n") if message else ""

    def lines(self, name: str, rows: Sequence[PackedRow]) -> list[str]:
        named = csv_line([inert(name)]).removesuffix("\r\n")
        stamp, details, outcomes, parts = self._stamps.text, self.details, _OUTCOMES, _MICROSECONDS
        nothing = ("", "")
        found = []
        for at, code, latency, cause, number, packed in rows:
            outcome, maintenance = outcomes[code]
            ms = "" if latency is None else f"{latency // 1_000}{parts[latency % 1_000]}"
            status, message = nothing if number is None else details[number]
            why = "" if cause is None else CAUSES[cause]
            phases = ",,,," if packed is None else ",".join(phase_texts(packed))
            found.append(f"{named},{stamp(at)},{outcome},{ms},{status},{why},{message},{maintenance},{phases}\r\n")
        return found


class _JsonLines(_Layout):
    def detail(self, status_code: int, message: str) -> tuple[str, str]:
        return str(status_code or "null"), json.dumps(message, ensure_ascii=False)

    def lines(self, name: str, rows: Sequence[PackedRow]) -> list[str]:
        named = json.dumps(name, ensure_ascii=False)
        stamp, details, parts = self._stamps.text, self.details, _MICROSECONDS
        nothing = ("null", '""')
        found = []
        for at, code, latency, cause, number, packed in rows:
            ms = "null" if latency is None else f"{latency // 1_000}{parts[latency % 1_000]}"
            status, message = nothing if number is None else details[number]
            why = "null" if cause is None else f'"{CAUSES[cause]}"'
            texts = ("",) * 5 if packed is None else phase_texts(packed)
            phases = _JSON_PHASES % tuple(texts if "" not in texts else [text or "null" for text in texts])
            found.append(
                f'{{"name": {named}, "at": "{stamp(at)}", "outcome": "{OUTCOMES[code % IN_MAINTENANCE]}", '
                f'"latency_ms": {ms}, "status_code": {status}, "cause": {why}, "message": {message}, '
                f'"maintenance": {"true" if code >= IN_MAINTENANCE else "false"}, {phases}}}\n'
            )
        return found


RESULTS = Results()
