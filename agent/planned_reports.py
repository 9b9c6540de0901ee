"""Makes scheduled reports when they are due, or as soon as the program runs after that, and takes them where they go.

What was done and what failed is stored, so that each report is made once, restarts or not. One that cannot be made or
sent is tried again, after a minute at first and then ever later, for a day; meanwhile and afterwards that is said.
"""

import asyncio
import logging
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from agent.channels import Rejected, Unavailable, send_file
from agent.clock import now_ms
from agent.messages import Event, PlansChanged, PlanState
from agent.model import Channel, EmailChannel, ReportSchedule, Settings
from agent.reports import NothingChosen, write_report
from agent.reports.apart import in_thread
from agent.store import Store, StoreError
from agent.vault import SecretUnavailable, Vault

log = logging.getLogger(__name__)

LOOK = 10.0
"""Seconds between two looks at what is due."""
FIRST_RETRY, LONGEST_RETRY = 60_000, 3_600_000
GIVE_UP = 24 * 3_600_000
"""So many ms after the first try there is no further one."""
MOST_BYTES = 20_000_000
"""Of a mail's attachment; most servers refuse larger ones."""

TROUBLES = (StoreError, SecretUnavailable, Rejected, Unavailable, NothingChosen, OSError)
"""What keeps a report from being made, and any command from being carried out; each says so in a sentence."""


class PlannedReports:
    """``settings`` and ``channel`` are asked for what holds now; how reports stand is published."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        settings: Callable[[], Settings],
        channel: Callable[[str], Channel | None],
        publish: Callable[[Event], None],
        now: Callable[[], int] = now_ms,
    ) -> None:
        self._store = store
        self._vault = vault
        self._settings = settings
        self._channel = channel
        self._publish = publish
        self._now = now
        self._states: dict[str, PlanState] = {}
        self._making = asyncio.Lock()

    @property
    def states(self) -> tuple[PlanState, ...]:
        """How each scheduled report stands."""
        return tuple(self._states.values())

    async def load(self) -> None:
        """Take up how they stood when the program ended."""
        self._states = {state.name: state for state in await self._store.exports.plan_states()}

    async def run(self) -> None:
        """Look for what is due, until cancelled."""
        while True:
            try:
                await self.look()
            except StoreError as error:  # the next look will do
                log.warning("Scheduled reports wait. %s", error)
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Make what is due, and try again what failed."""
        async with self._making:
            schedules = [schedule for schedule in self._settings().reports if schedule.on]
            names = {schedule.name for schedule in schedules}
            if gone := [name for name in self._states if name not in names]:
                for name in gone:
                    del self._states[name]
                await self._keep()
            for schedule in schedules:
                await self._look_at(schedule)

    async def _look_at(self, schedule: ReportSchedule) -> None:
        now = self._now()
        state = self._states.get(schedule.name)
        if state is None or state.timing != schedule.timing:  # new: what was due before is not made up for
            await self._set(PlanState(schedule.name, schedule.timing, now))
            return
        due = schedule.last_due(now)
        if due > state.handled and due != state.pending:
            state = replace(state, pending=due, tries=0, tried_at=None, next_at=now)
        if state.pending is not None and state.next_at is not None and state.next_at <= now:
            await self._try(schedule, state, state.pending)

    async def make_now(self, name: str) -> bool:
        """Make the report that was due last once more, whatever became of it; False where there is no such schedule."""
        async with self._making:
            schedule = next((one for one in self._settings().reports if one.name == name), None)
            if schedule is None:
                return False
            due = schedule.last_due(self._now())
            went = await self._make(schedule, due)
            await self._set(PlanState(name, schedule.timing, due, made_at=self._now(), went=went))
            return True

    async def _try(self, schedule: ReportSchedule, state: PlanState, due: int) -> None:
        begun = state.tried_at if state.tried_at is not None else self._now()
        try:
            went = await self._make(schedule, due)
        except TROUBLES as error:
            now, tries = self._now(), state.tries + 1
            log.warning("The scheduled report %s was not made (try %d). %s", schedule.name, tries, error)
            if now - begun >= GIVE_UP:
                await self._set(replace(state, handled=due, pending=None, next_at=None, trouble=str(error)))
                return
            wait = min(FIRST_RETRY * 2 ** (tries - 1), LONGEST_RETRY)
            tried = {"tries": tries, "tried_at": begun, "next_at": now + wait, "trouble": str(error)}
            await self._set(replace(state, **tried))
            return
        log.info("The scheduled report %s was made: %s", schedule.name, went)
        await self._set(PlanState(schedule.name, schedule.timing, due, made_at=self._now(), went=went))

    async def _make(self, schedule: ReportSchedule, due: int) -> str:
        """Make the report and take it where it goes; where that was."""
        name, period = schedule.file_name(due), schedule.period(due)
        if not schedule.folder:
            folder = await in_thread(tempfile.TemporaryDirectory)
            try:
                return await self._send(schedule, due, Path(folder.name) / name, period)
            finally:
                await in_thread(folder.cleanup)
        path = Path(schedule.folder) / name
        if not await in_thread(path.parent.is_dir):
            raise OSError(f"There is no folder {path.parent}.")
        if schedule.channel:
            return f"{path}, {await self._send(schedule, due, path, period)}"
        await write_report(self._store, schedule, *period, path)
        return str(path)

    async def _send(self, schedule: ReportSchedule, due: int, path: Path, period: tuple[int, int]) -> str:
        """Write the report to ``path`` and send it by its channel."""
        await write_report(self._store, schedule, *period, path)
        channel = self._channel(schedule.channel)
        if not isinstance(channel, EmailChannel):
            raise Rejected(f"There is no e-mail channel {schedule.channel}.")
        data = await in_thread(path.read_bytes)
        if len(data) > MOST_BYTES:
            raise Rejected(f"The report has {len(data) / 1e6:.0f} MB, too many for a mail.")
        ready = await self._vault.reveal(channel)
        await send_file(ready, schedule.title or schedule.name, path.name, data, f"{schedule.name} {due}")
        return f"{channel.name} ({', '.join(channel.recipients)})"

    async def _set(self, state: PlanState) -> None:
        self._states[state.name] = state
        await self._keep()

    async def _keep(self) -> None:
        await self._store.exports.save_plan_states(self.states)
        self._publish(PlansChanged(self.states))
