"""The agent: takes commands, watches monitors, delivers alerts, and publishes what happens."""

import asyncio
import logging
import time
import traceback
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from agent.backup_desk import BackupDesk
from agent.channels.outbox import Outbox
from agent.channels.trouble import Troubles
from agent.channels.unstored import Unstored
from agent.clock import now_ms
from agent.commands import Commands
from agent.connectivity import ClockWatch, Connectivity
from agent.daemon import once
from agent.messages import (
    AgentStatus,
    AgentStatusChanged,
    Command,
    CommandFailed,
    Event,
    FieldError,
    GetOverview,
    NetworkChanged,
)
from agent.model import Check, Delivery, DeliveryState
from agent.planned_reports import PlannedReports
from agent.probes import Probes
from agent.purging import purge
from agent.store import Store, StoreError, connection, recovery
from agent.update_desk import UpdateDesk
from agent.upkeep import Upkeep
from agent.vault import Vault
from agent.watch import Watch

log = logging.getLogger(__name__)

TICK = 1.0
"""Seconds between two looks at the clock, at the network, and at what has become due to be told."""

EVIDENCE = 2.0
"""Seconds between two times of storing evidence."""


class Agent:
    """Everything of the program but the screen, on one asyncio loop, over one data folder.

    ``publish`` is called on that loop with every :data:`~agent.messages.Event`, ``ready`` once when all that is stored
    was taken up. The caller holds the folder's lock.
    """

    def __init__(
        self, folder: Path, publish: Callable[[Event], None], ready: Callable[[], None] = lambda: None
    ) -> None:
        self._folder = folder
        self._publish = publish
        self._ready = ready
        self._status = AgentStatus()
        self._connectivity = Connectivity()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._ended = False
        self._swap: tuple[int, Callable[[], Event | None]] | None = None
        self._afterwards: tuple[Event | None, ...] = ()
        self._commands: Commands | None = None
        self._tasks: asyncio.TaskGroup | None = None
        self._store_trouble = ""
        self._early: list[Command] = []
        self._spawned: set[asyncio.Task[None]] = set()

    def post(self, command: Command) -> None:
        """Have a command carried out; from any thread. Before :meth:`run` is ready, it waits."""
        if self._loop is None:
            self._early.append(command)
        else:
            self._loop.call_soon_threadsafe(self._take, command)

    def stop(self) -> None:
        """End :meth:`run`; from any thread."""
        self._ended = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end_round)

    async def run(self) -> None:
        """Work until :meth:`stop` or cancellation; whatever ends it otherwise is raised."""
        self._loop = asyncio.get_running_loop()
        vault, unwritten = Vault(), list[Check]()
        try:
            while not self._ended:
                unwritten = await self._round(vault, unwritten)
                if self._swap is None:
                    break
                await self._carry_out_swap(*self._swap)
        finally:
            self._loop = None

    async def _round(self, vault: Vault, unwritten: Sequence[Check]) -> list[Check]:
        """Work on the database from its opening to its closing, which :meth:`stop` asks for, or a swap. ``unwritten``
        are results that could not be written the last time; those of this time."""
        self._stopping, self._swap = asyncio.Event(), None
        unclean = connection.is_left_open(self._folder)
        store = await Store.open(self._folder, on_trouble=self._note_store_trouble, on_damage=self._note_damage)
        probes = Probes(online=self._connectivity.online, answered=self._connectivity.answered)
        try:
            async with asyncio.TaskGroup() as self._tasks:
                if unwritten:
                    known = {stored.monitor.id for stored in await store.monitors()}
                    await store.record_many(check for check in unwritten if check.monitor in known)
                await self._work(store, vault, probes, self._tasks, self._stopping, unclean=unclean)
        except Exception:
            if self._swap is None:
                raise
            log.exception("The work on the database ended early")
        finally:
            self._tasks = self._commands = None
            await probes.close()
            await store.close()
        return store.unwritten

    # -- another database in the place of this one ---------------------------------------------------------------------

    def _want_swap(self, request: int, work: Callable[[], Event | None]) -> None:
        """Have ``work`` done while the database is closed."""
        if self._swap is None:
            self._swap = (request, work)
            self._end_round()

    def _note_damage(self) -> None:
        def work() -> None:
            recovery.recover(self._folder)

        self._want_swap(0, work)

    def _end_round(self) -> None:
        if self._stopping is not None:
            self._stopping.set()

    async def _carry_out_swap(self, request: int, work: Callable[[], Event | None]) -> None:
        """What came of it is published once everything is taken up again."""
        answer: Event | None
        try:
            answer = await asyncio.wrap_future(once("restore", work))
        except StoreError as error:
            answer = CommandFailed(request, (FieldError("", str(error)),))
        self._afterwards = (answer,)

    async def _work(
        self,
        store: Store,
        vault: Vault,
        probes: Probes,
        tasks: asyncio.TaskGroup,
        stopping: asyncio.Event,
        *,
        unclean: bool,
    ) -> None:
        unstored = Unstored()
        watch = Watch(
            store,
            vault,
            probes,
            self._connectivity,
            self._publish,
            told=lambda: self._told(store, outbox),
            unstored=unstored,
        )
        troubles = Troubles(store, lambda: watch.teller.channels, self._publish)
        changed = partial(self._delivered, store, watch)
        outbox = Outbox(
            store,
            vault,
            watch.teller.channel,
            changed,
            now_ms,
            troubles,
            quiet=lambda: watch.settings.quiet,
            unstored=unstored,
        )
        desk = BackupDesk(self._folder, self._want_swap, self._note_damage)
        plans = PlannedReports(store, vault, lambda: watch.settings, watch.teller.channel, self._publish)
        upkeep = Upkeep(store, watch, self._publish)
        updates = UpdateDesk(store, lambda: watch.settings, self._connectivity.online, self._publish)
        commands = Commands(
            store,
            vault,
            probes,
            watch,
            self._publish,
            lambda: self._status,
            self._spawn,
            outbox.retry_now,
            troubles,
            self._folder,
            desk,
            plans,
            upkeep,
            updates,
        )
        await troubles.load()
        await plans.load()
        await watch.start()
        self._ready()
        self._set_status(online=self._connectivity.online(), recovery=await desk.recent_recovery())
        await self._count_waiting(store)
        work = (
            outbox.run(),
            plans.run(),
            self._tick(watch, outbox, vault),
            upkeep.run(),
            updates.run(),
            self._write_evidence(watch),
            desk.keep(unclean=unclean),
            purge(store, vault, watch, commands),
        )
        background = [tasks.create_task(each) for each in work]
        await self._say_after_swap(commands)
        self._commands = commands
        early, self._early = self._early, []
        for command in early:
            self._take(command)
        try:
            await stopping.wait()
        finally:
            log.info("Stopping")
            watch.stop()
        for task in [*background, *self._spawned]:
            task.cancel()
        await watch.keeper.stop()

    async def _say_after_swap(self, commands: Commands) -> None:
        """Where another database was taken up: all that is in it, and the answer to who wanted it."""
        afterwards, self._afterwards = self._afterwards, ()
        if afterwards:
            await commands.carry_out(GetOverview(0))
        for answer in afterwards:
            if answer is not None:
                self._publish(answer)

    # -- commands ------------------------------------------------------------------------------------------------------

    def _take(self, command: Command) -> None:
        if isinstance(command, NetworkChanged):
            self._connectivity.report(command.connected, command.portal)
        elif self._commands is None:
            self._early.append(command)
        else:
            self._spawn(self._guarded(self._commands, command))

    async def _guarded(self, commands: Commands, command: Command) -> None:
        try:
            await commands.carry_out(command)
        except Exception as error:
            log.exception("%s failed", type(command).__name__)
            reason = f"{type(error).__name__}: {error}"
            self._publish(
                CommandFailed(getattr(command, "request", 0), (FieldError("", reason),), traceback.format_exc())
            )

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Let ``work`` run beside everything else, until the agent ends; then nothing new is begun."""
        if self._tasks is None or self._stopping is None or self._stopping.is_set():
            work.close()
            return
        task = self._tasks.create_task(work)
        self._spawned.add(task)
        task.add_done_callback(self._spawned.discard)

    @staticmethod
    async def _write_evidence(watch: Watch) -> None:
        """Store evidence, some of it at a time: apart from everything else, for it may have to wait."""
        while True:
            await asyncio.sleep(EVIDENCE)
            await watch.keeper.write_due()

    # -- health --------------------------------------------------------------------------------------------------------

    async def _tick(self, watch: Watch, outbox: Outbox, vault: Vault) -> None:
        """Each second: did the clock jump or the machine sleep, is there a network, what is due to be told?"""
        clock = ClockWatch(now_ms(), time.monotonic())
        while True:
            await asyncio.sleep(TICK)
            if jump := clock.poll(now_ms(), time.monotonic()):
                log.info("The clock moved by %.0f s that nobody watched: checks are planned anew", jump.seconds)
                watch.catch_up(jumped=True)
            connected = self._connectivity.online()
            offline = watch.witnesses.offline() if connected else ""
            online = connected and not offline
            cleared = watch.witnesses.cleared()
            if online and (cleared or not self._status.online):
                watch.online_again()
                outbox.retry_now()
            self._set_status(online=online, offline=offline, trouble=self._store_trouble or vault.trouble)
            watch.witnesses.feel()
            watch.tell_due(self._spawn)

    def _note_store_trouble(self, trouble: str) -> None:
        """Called by the store's threads; the next tick shows it."""
        self._store_trouble = trouble

    def _told(self, store: Store, outbox: Outbox) -> None:
        """New deliveries are stored."""
        outbox.wake()
        self._spawn(self._count_waiting(store))

    def _delivered(self, store: Store, watch: Watch, changed: Sequence[Delivery]) -> None:
        """Deliveries got on, by one message or try: called by the outbox, on the loop."""
        first, alerts = changed[0], list(dict.fromkeys(delivery.alert for delivery in changed))
        told = f"Alert {', '.join(map(str, alerts[:10]))}{f' and {len(alerts) - 10} more' if len(alerts) > 10 else ''}"
        if first.state is not DeliveryState.SENT:
            log.warning("%s to %s: %s: %s", told, first.channel, first.state, first.error)
        else:
            log.info("%s to %s: sent. %s", told, first.channel, first.error)
        self._spawn(watch.teller.publish_alerts(alerts))
        self._spawn(self._count_waiting(store))

    async def _count_waiting(self, store: Store) -> None:
        self._set_status(deliveries_waiting=await store.count_waiting())

    def _set_status(self, **changes: Any) -> None:
        status = replace(self._status, **changes)
        if status != self._status:
            self._status = status
            self._publish(AgentStatusChanged(status))
