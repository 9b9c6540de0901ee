"""The store: monitors, checks, alerts, channels and the outbox, kept in one SQLite file.

The only place that knows Peewee. Everything is asynchronous; SQL runs in two threads, one that writes and one that
reads, never on the loop.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

from agent.certificates import Known
from agent.evidence import KeptExchange
from agent.messages import AlertView
from agent.model import Alert, Beat, Channel, ChannelTrouble, Check, Delivery, Monitor, Settings
from agent.stats import Day, Pace, Span, Uptime
from agent.store import (
    alerts,
    certificates,
    channels,
    deliveries,
    evidence,
    history,
    importing,
    monitors,
    phases,
    results,
    settings,
    updates,
)
from agent.store.errors import BadReference, NameTaken, StoreError
from agent.store.exports import Exports
from agent.store.housekeeping import Housekeeping
from agent.store.reader import Reader
from agent.store.together import Together
from agent.store.updates import KnownRelease
from agent.store.values import Change, HistoryData, PhaseData, StoredMonitor
from agent.store.writer import Writer
from agent.summary import Figures

__all__ = ["BadReference", "Change", "Figures", "HistoryData", "NameTaken", "Store", "StoreError", "StoredMonitor"]

ROWS_AT_ONCE = 10_000
"""Results in one transaction of :meth:`Store.record_many`, so that others get their turn between them."""


class Store(Housekeeping):
    """The database of one data folder, from :meth:`open` to :meth:`close`. Used from one event loop.

    Every method raises :class:`StoreError` with a sentence for a person when it cannot do what it should; then it
    changed nothing. What was awaited is committed: results survive the end of the process, everything else that of
    the machine too.
    """

    def __init__(self, reader: Reader, writer: Writer | None) -> None:
        self._reader = reader
        self._writer_or_none = writer

    @classmethod
    async def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        on_trouble: Callable[[str], None] | None = None,
        on_damage: Callable[[], None] | None = None,
    ) -> Self:
        """Open the database of ``folder``, made where there is none.

        ``read_only`` opens beside a running program, changes and makes nothing, and finds nothing where there is no
        database. ``on_trouble`` is called on the loop with a sentence when the database cannot be written (locked,
        disk full), and with "" when it can again; meanwhile results wait in memory. A file that is damaged is replaced,
        see :meth:`recovery`; ``on_damage`` is called on the loop when one turns out to be so later.
        """
        writer = None if read_only else Writer(folder, on_trouble, on_damage)
        if writer:
            await writer.open()
        reader = Reader(folder, on_damage)
        try:
            await reader.open()
        except BaseException:
            if writer:
                await writer.close()
            raise
        return cls(reader, writer)

    async def close(self) -> None:
        """Write what waits and let go of the file; nothing can be asked any more."""
        await self._reader.close()
        if self._writer_or_none:
            await self._writer_or_none.close()

    @property
    def exports(self) -> Exports:
        """What reports need."""
        return Exports(self._reader, self._writer_or_none)

    @property
    def unwritten(self) -> list[Check]:
        """Once it is closed: the results that could not be written before."""
        return self._writer.unwritten

    @property
    def together(self) -> Together:
        """What is read of many monitors at once."""
        return Together(self._reader)

    @property
    def _writer(self) -> Writer:
        if self._writer_or_none is None:
            raise StoreError("The database is open for reading only.")
        return self._writer_or_none

    # -- writing: monitors and channels ------------------------------------------------------------------------------

    async def save_monitor(self, monitor: Monitor, at: int) -> Monitor:
        """Store a monitor, new (id 0) or changed, and return it with its id; NameTaken if another has its name,
        BadReference if it depends on itself or on one that is not there.

        Another target empties the rule's window; another interval is the monitor's pace from ``at`` on.
        """
        return await self._writer.run(lambda database: monitors.save_checked(database, monitor, at))

    async def save_monitors(self, changed: Sequence[Monitor], at: int) -> list[Monitor]:
        """:meth:`save_monitor` for several stored monitors, all of them or none."""
        return await self._writer.run(lambda database: [monitors.save_checked(database, one, at) for one in changed])

    async def delete_monitors(self, ids: Sequence[int], at: int) -> None:
        """Hide monitors and everything of theirs, at once, until they are restored or purged."""
        await self._writer.run(lambda database: monitors.delete(database, ids, at))

    async def restore_monitors(self, ids: Sequence[int]) -> list[Monitor]:
        """Bring deleted monitors back with all they had; NameTaken, and none comes back, if a name is in use again."""
        return await self._writer.run(lambda database: monitors.restore(database, ids))

    async def set_pace(self, monitor_id: int, pace: Pace) -> None:
        """Note the pace of a time before (or after) the monitor was saved, for history that was not made here."""
        await self._writer.run(lambda database: monitors.set_pace(database, monitor_id, pace))

    async def save_channel(self, channel: Channel) -> Channel:
        """Store a channel, new (id 0) or changed, and return it with its id; NameTaken if another has its name. A new
        name is carried into the monitors that name the channel, and into deliveries."""
        return await self._writer.run(lambda database: channels.save(database, channel))

    async def delete_channel(self, channel_id: int) -> None:
        """Delete a channel, also from the monitors that name it; what still waits for it becomes undeliverable."""
        await self._writer.run(lambda database: channels.delete(database, channel_id))

    async def save_settings(self, new: Settings) -> Settings:
        """Store what holds for all monitors, in place of what was there."""
        return await self._writer.run(lambda database: settings.save(database, new))

    async def save_known_release(self, known: KnownRelease) -> None:
        """Note what was answered about newer versions, in place of what was noted before."""
        await self._writer.run(lambda database: updates.save(database, known))

    async def import_all(
        self,
        new_channels: Sequence[Channel],
        new_monitors: Sequence[Monitor],
        at: int,
        new_settings: Settings | None = None,
    ) -> tuple[list[Channel], list[Monitor]]:
        """Add, or by their names update, channels and monitors, all or none, and take new settings where there are
        some; as they were stored."""

        given = (new_channels, new_monitors, at, new_settings)
        return await self._writer.run(lambda database: importing.import_all(database, *given))

    # -- writing: checks and alerts ----------------------------------------------------------------------------------

    async def record(
        self, check: Check | None, changes: Sequence[Change] = (), known: Known | None = None
    ) -> tuple[Alert, ...]:
        """Store a check, the alerts it changed, their deliveries, and what is ``known`` of its monitor's certificates
        if that changed, together; the alerts as stored, with their ids.

        While the database cannot be written this waits. Only the newest 10,000 checks wait; one that must go raises
        StoreError, alerts always wait.
        """
        if not changes and known is None:
            if check is not None:
                await self._writer.add(check)
            return ()
        return await self._writer.run_with_details(
            lambda database, details: alerts.record(database, details, check, changes, known), lasting=True
        )

    async def record_many(self, checks: Iterable[Check]) -> int:
        """Store many checks (of any monitors) quickly, some thousands in a transaction; how many they were."""
        stored = 0
        rest = iter(checks)
        while rows := list(islice(rest, ROWS_AT_ONCE)):
            await self._writer.run_with_details(partial(results.insert, checks=rows))
            stored += len(rows)
        return stored

    async def acknowledge(self, ids: Sequence[int], at: int, note: str = "") -> list[Alert]:
        """Note that somebody has seen these alerts; as they are then stored."""
        return await self._writer.run(lambda database: alerts.acknowledge(database, ids, at, note))

    async def snooze(self, ids: Sequence[int], at: int, until: int | None) -> list[Alert]:
        """Leave people alone with those of these alerts that are open, until a time (None: no longer); as they are then
        stored."""
        return await self._writer.run(lambda database: alerts.snooze(database, ids, at, until))

    async def delete_alerts(
        self, ids: Sequence[int] = (), monitor: int | None = None, channel: str | None = None, every: bool = False
    ) -> tuple[int, ...]:
        """Delete alerts named by id, by monitor, or by a channel that was told of them, or all; which ones were
        deleted. Those that are open, or of which somebody is still to be told, stay."""
        return await self._writer.run(lambda database: alerts.delete(database, ids, monitor, channel, every))

    async def save_deliveries(
        self,
        changed: Sequence[Delivery],
        *,
        wait: bool = True,
        trouble: ChannelTrouble | None = None,
        new: Sequence[Delivery] = (),
    ) -> None:
        """Note together how far deliveries have come, the ``trouble`` of their channel, and ``new`` deliveries. While
        the database cannot be written this waits, or raises StoreError where it should not ``wait``."""
        await self._writer.run(lambda database: deliveries.note(database, changed, new, trouble), lasting=wait)

    async def end_trouble(self, channel: str) -> None:
        """The channel takes messages again."""
        await self._writer.run(lambda database: channels.set_trouble(database, channel, None))

    async def keep_evidence(self, good: Sequence[KeptExchange], failing: Sequence[KeptExchange]) -> None:
        """Put these in the place of the last good exchanges of their monitors, and of those that began failures."""
        await self._writer.run(lambda database: evidence.keep(database, good, failing))

    # -- reading: monitors and channels ------------------------------------------------------------------------------

    async def monitors(self) -> list[StoredMonitor]:
        """All monitors, in the order of their making."""
        return await self._reader.run(monitors.all_stored)

    async def monitor(self, monitor_id: int) -> StoredMonitor | None:
        """One monitor; None where it is deleted or never was."""
        return await self._reader.run(lambda database: monitors.stored(database, monitor_id))

    async def paces(self, monitor_id: int) -> list[Pace]:
        """The monitor's paces, oldest first."""
        return await self._reader.run(lambda database: monitors.paces(database, monitor_id))

    async def channels(self) -> list[Channel]:
        """All channels, in the order of their making."""
        return await self._reader.run(channels.all_stored)

    async def channel_troubles(self) -> list[ChannelTrouble]:
        """The channels that fail for good, in the order of their making."""
        return await self._reader.run(channels.troubles)

    async def settings(self) -> Settings:
        """What holds for all monitors."""
        return await self._reader.run(settings.load)

    async def known_release(self) -> KnownRelease | None:
        """What was answered last about newer versions."""
        return await self._reader.run(updates.load)

    # -- reading: checks ---------------------------------------------------------------------------------------------

    async def beats(self, monitor_id: int, limit: int) -> list[Beat]:
        """The last ``limit`` checks, oldest first."""
        return await self._reader.run(lambda database: results.newest_beats(database, monitor_id, limit))

    async def beats_between(self, monitor_id: int, start: int, end: int) -> list[Beat]:
        """The checks from ``start`` to ``end`` (exclusive), oldest first."""
        return await self._reader.run(lambda database: results.beats_between(database, monitor_id, start, end))

    async def last_check(self, monitor_id: int) -> Check | None:
        """The newest check, None where there is none."""
        found, _ = await self.log(monitor_id, None, 1)
        return found[0] if found else None

    async def first_check_at(self, monitor_id: int) -> int | None:
        """When the first check was made that is known of, None where there is none."""
        return await self._reader.run(lambda database: results.first_at(database, monitor_id))

    async def log(self, monitor_id: int, before: int | None, limit: int) -> tuple[list[Check], bool]:
        """The last ``limit`` checks before ``before`` (None: of all), newest first; whether there are older ones."""
        found = await self._reader.run(lambda database: results.newest_checks(database, monitor_id, before, limit + 1))
        return found[:limit], len(found) > limit

    async def count_checks(self, monitor_id: int) -> int:
        """How many checks are stored."""
        return await self._reader.run(lambda database: results.count(database, monitor_id))

    async def runs(self, monitor_id: int, start: int, end: int) -> list[Span]:
        """The time of ``start`` to ``end`` for which checks speak, like neighbours as one, oldest first."""
        return await self._reader.run(lambda database: history.runs(database, monitor_id, start, end))

    async def history(
        self, monitor_id: int, start: int, end: int, points: int, t_ms: float | None = None
    ) -> HistoryData:
        """The chart and figures of ``start`` to ``end``, in about ``points`` points at most; ``t_ms`` is T of Apdex."""
        return await self._reader.run(lambda database: history.history(database, monitor_id, start, end, points, t_ms))

    async def uptime_by_time(self, monitor_id: int, starts: Sequence[int], end: int) -> tuple[Day, ...]:
        """Uptime of each part of a time up to ``end``; ``starts`` are their beginnings and, last, the end of the last
        one."""
        return await self._reader.run(lambda database: history.uptime_by_time(database, monitor_id, starts, end))

    async def phases(self, monitor_id: int, start: int, end: int, points: int) -> PhaseData:
        """Where the time of good checks went, in about ``points`` points at most."""
        return await self._reader.run(lambda database: phases.read(database, monitor_id, start, end, points))

    async def uptime(self, monitor_id: int, start: int, end: int) -> Uptime:
        """Uptime of ``start`` to ``end``; cheap over any period once its hours are closed."""
        return await self._reader.run(lambda database: history.uptime(database, monitor_id, start, end))

    async def figures(self, monitor_id: int, start: int, end: int, t_ms: float | None = None) -> Figures:
        """The period from ``start`` to ``end`` in figures, exactly where the results are still there; ``t_ms`` is T of
        Apdex."""
        return await self._reader.run(lambda database: history.figures(database, monitor_id, start, end, t_ms))

    # -- reading: alerts and deliveries ------------------------------------------------------------------------------

    async def latest_alerts(self) -> list[Alert]:
        """The newest alert of each monitor and kind."""
        return await self._reader.run(alerts.latest)

    async def last_alert_id(self) -> int:
        """The highest id that an alert ever had, 0 where there was none."""
        return await self._reader.run(alerts.last_id)

    async def known_certificates(self) -> dict[int, Known]:
        """What is remembered of the certificates of each monitor that ever saw one."""
        return await self._reader.run(certificates.all_known)

    async def alerts(self, limit: int = 500) -> list[AlertView]:
        """The newest ``limit`` alerts and, though they may be older, all open ones; newest first."""
        return await self._reader.run(lambda database: alerts.views(database, limit))

    async def alert_views(self, ids: Sequence[int]) -> list[AlertView]:
        """These alerts, as far as there are any, newest first."""
        return await self._reader.run(lambda database: alerts.views_of(database, ids))

    async def evidence(self, monitor_id: int) -> tuple[KeptExchange | None, KeptExchange | None]:
        """The monitor's last good exchange, and the one that began its newest failures."""
        return await self._reader.run(lambda database: evidence.of_monitor(database, monitor_id))

    async def alert_evidence(self, alert_id: int) -> KeptExchange | None:
        """The first failing exchange of an alert."""
        return await self._reader.run(lambda database: evidence.of_alert(database, alert_id))

    async def good_evidence_at(self) -> dict[int, int]:
        """When the last good exchanges that are stored were made, by monitor."""
        return await self._reader.run(evidence.good_at)

    async def deliveries_due(self, now: int) -> list[Delivery]:
        """What is to be delivered by ``now``, oldest first."""
        return await self._reader.run(lambda database: deliveries.due(database, now))

    async def deliveries_sent(self, channel: str, alerts: Sequence[int]) -> list[Delivery]:
        """What the channel was told of these alerts, oldest first."""
        return await self._reader.run(lambda database: deliveries.sent_to(database, channel, alerts))

    async def next_delivery_at(self) -> int | None:
        """When the next delivery is due, in the past or in the future; None when none waits."""
        return await self._reader.run(deliveries.next_at)

    async def count_waiting(self) -> int:
        """How many deliveries are still to be made."""
        return await self._reader.run(deliveries.count_waiting)
