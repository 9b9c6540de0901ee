"""What is read of many monitors at once, in a few queries for all of them."""

from collections.abc import Iterable, Mapping, Sequence

from agent.model import Monitor
from agent.stats import Span, Uptime
from agent.store import standings, summaries
from agent.store.reader import Reader
from agent.store.standings import Standing
from agent.summary import Figures


class Together:
    """Each method answers by monitor, also for those that have no checks."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def standings(self, wanted: Mapping[int, int]) -> dict[int, Standing]:
        """How each monitor that is ``wanted`` stood when it was checked last, with so many of its newest checks."""
        return await self._reader.run(lambda database: standings.read(database, wanted))

    async def checks_made(self, ids: Sequence[int]) -> dict[int, int]:
        """How many checks were made, those among them whose results were removed for their age."""
        return await self._reader.run(lambda database: standings.counts(database, ids))

    async def runs(self, ids: Sequence[int], start: int, end: int) -> dict[int, list[Span]]:
        """The time of ``start`` to ``end`` for which checks speak, like neighbours as one, oldest first."""
        return await self._reader.run(lambda database: summaries.runs(database, ids, start, end))

    async def uptimes(self, ids: Sequence[int], start: int, end: int) -> dict[int, Uptime]:
        """Uptime of ``start`` to ``end``."""
        return await self._reader.run(lambda database: summaries.uptimes(database, ids, start, end))

    async def figures(self, wanted: Iterable[Monitor], start: int, end: int) -> dict[int, Figures]:
        """The period from ``start`` to ``end`` in figures, percentiles within 2 %."""
        times = {monitor.id: monitor.apdex_t_ms for monitor in wanted}
        return await self._reader.run(lambda database: summaries.figures(database, times, start, end))
