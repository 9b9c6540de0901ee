"""Delivers what the store holds: every delivery is accepted by its channel, or visibly given up.

A delivery is marked sent only after the channel accepted the message that tells it. A crash in between repeats the
message, with the same id: at least once, never lost. What cannot be delivered now is tried again with full-jitter
backoff (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/) for 24 hours.

Order: channels do not wait for each other. Within a channel the deliveries of one alert go out in the order in which
they were made: nobody reads "up again" before "down". What goes together in one message, and when, is decided by
:mod:`agent.channels.grouping`. A failure rests the whole channel for a moment: where a service is down, one message at
a time finds out whether it is back, and what the service asked for by Retry-After holds for all.

In quiet hours only what is critical goes out. All else waits in the store, and is one message of each channel then.

While the store cannot be written – a full disk, another program's lock – messages go out all the same: what is new is
told from memory, and what came of it is stored when that is possible again, in the order in which it happened.

Waiting times are measured on the monotonic clock, so that a wall clock that is set changes nothing; only what another
run of the program left behind is read off the wall clock.
"""

import asyncio
import logging
import math
import random as random_numbers
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from agent import channels
from agent.channels.answers import Rejected, Unavailable
from agent.channels.context import ContextStore, in_context
from agent.channels.grouping import Batch, Pace, next_batch, passing
from agent.channels.trouble import Troubles
from agent.channels.unstored import PATIENCE, Unstored
from agent.model import Channel, ChannelTrouble, Delivery, DeliveryState, QuietHours, clean_text
from agent.vault import SecretUnavailable, Vault

log = logging.getLogger(__name__)

FIRST_BACKOFF: Final = 1.0
LONGEST_BACKOFF: Final = 300.0
"""Seconds; the backoff doubles from the first to the longest."""
LONGEST_RETRY_AFTER: Final = 3_600.0
"""Seconds for which a service is left alone at most, whatever it asks for."""
GIVE_UP_AFTER: Final = 24 * 3_600 * 1_000
"""Milliseconds from the making of a delivery, or the end of the quiet hours it came in, to the last try; one try there
always is."""
LONGEST_WAIT: Final = 60.0
"""Seconds after which the store is looked through even if nothing seems to be due."""
STORE_REST: Final = 5.0
"""Seconds between tries to reach a store that failed."""
RENAMING: Final = 2.0
"""Seconds after which a channel that is not there is taken for gone."""
_WHENEVER: Final = 2**62
_GIVEN_UP: Final = "Given up after 24 hours. The last answer: "


class DeliveryStore(ContextStore, Protocol):
    """What the outbox needs of the store."""

    async def deliveries_due(self, now: int) -> Sequence[Delivery]:
        """Deliveries that are pending or failed, with ``next_at`` up to ``now``, oldest first."""

    async def save_deliveries(
        self,
        changed: Sequence[Delivery],
        *,
        wait: bool = True,
        trouble: ChannelTrouble | None = None,
        new: Sequence[Delivery] = (),
    ) -> None:
        """Store together how far deliveries have come, the trouble of their channel and new deliveries; where that is
        not possible now, wait or fail at once."""


@dataclass(slots=True)
class _Lane:
    """What is known of one channel. Times are of the monotonic clock: it is left alone until ``rests_until`` because
    it failed ``failures`` times in a row, until ``asked_until`` because the service wants it so. ``told_at`` is when it
    last took a message."""

    failures: int = 0
    rests_until: float = -math.inf
    asked_until: float = -math.inf
    told_at: float = -math.inf
    busy: bool = False

    @property
    def free_at(self) -> float:
        return max(self.rests_until, self.asked_until)


def backoff(failures: int) -> float:
    """The most seconds to wait after so many failures: 1, 2, 4 … 300."""
    return min(LONGEST_BACKOFF, FIRST_BACKOFF * 2.0 ** min(failures - 1, 20))


class Outbox:
    """One task a busy channel; see the top of this file.

    ``channel_of`` finds a channel by its name, ``changed`` hears of deliveries that got on (after they are stored),
    ``now`` is the wall clock in ms since 1970, ``clock`` the monotonic one in seconds. ``troubles`` knows the channels
    that fail for good. ``quiet`` are the quiet hours as they are set now, ``unstored`` what the store has yet to take.
    """

    def __init__(
        self,
        store: DeliveryStore,
        vault: Vault,
        channel_of: Callable[[str], Channel | None],
        changed: Callable[[Sequence[Delivery]], None],
        now: Callable[[], int],
        troubles: Troubles,
        *,
        clock: Callable[[], float] = time.monotonic,
        random: Callable[[], float] = random_numbers.random,
        quiet: Callable[[], QuietHours] = QuietHours,
        unstored: Unstored | None = None,
    ) -> None:
        self._store = store
        self._vault = vault
        self._channel_of = channel_of
        self._changed = changed
        self._now = now
        self._troubles = troubles
        self._clock = clock
        self._random = random
        self._quiet = quiet
        self._unstored = unstored if unstored is not None else Unstored()
        self._tasks = asyncio.TaskGroup()
        self._awake = asyncio.Event()
        self._lanes: dict[str, _Lane] = {}
        self._due: dict[str, float] = {}
        self._unsaved: dict[str, Delivery] = {}  # as they stand since, until that is stored
        self._store_is_late = False
        self._ending = False
        self._missed: set[str] = set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with self._tasks:
            try:
                await self._deliver()
            finally:
                self._ending = True

    async def _deliver(self) -> None:
        while True:
            self._awake.clear()
            try:
                wait = await self._start()
            except Exception:
                log.exception("The outbox cannot read what is to be delivered")
                wait = STORE_REST
            with suppress(TimeoutError):
                async with asyncio.timeout(min(wait, LONGEST_WAIT)):
                    await self._awake.wait()

    def wake(self) -> None:
        """Something new is in the store."""
        self._awake.set()

    def retry_now(self) -> None:
        """Try what failed at once, say because the network is back; what a service asked for by Retry-After holds."""
        for lane in self._lanes.values():
            lane.failures, lane.rests_until = 0, -math.inf
        self._due = dict.fromkeys(self._due, self._clock())
        self.wake()

    # -- what is next --------------------------------------------------------------------------------------------------

    async def _start(self) -> float:
        """Set every channel to work that has something due, and return the seconds until there is more to do."""
        # A channel that finishes while the store is read may have sent what is read: it waits for the next look. What
        # is stored meanwhile may be read as it was before.
        busy = {name for name, lane in self._lanes.items() if lane.busy}
        unsaved, late = dict(self._unsaved), self._unstored.all()
        waiting = list(await self._store.deliveries_due(_WHENEVER))
        stored = {delivery.id for delivery in waiting}
        waiting += [delivery for delivery in late if delivery.id not in stored]
        unsaved |= self._unsaved
        self._due = {delivery.id: self._due_at(delivery) for delivery in waiting}
        self._missed &= self._due.keys()
        by_channel: dict[str, list[Delivery]] = {}
        for delivery in (unsaved.get(delivery.id, delivery) for delivery in waiting):
            if delivery.channel not in busy and delivery.state in (DeliveryState.PENDING, DeliveryState.FAILED):
                by_channel.setdefault(delivery.channel, []).append(delivery)
        wait = LONGEST_WAIT
        if until := self._quiet().until(self._now()):
            wait = min(wait, (until - self._now()) / 1_000)
        for name, deliveries in by_channel.items():
            lane = self._lanes.setdefault(name, _Lane())
            batch = self._next(name, lane, deliveries)
            if batch is None:
                continue
            at = max(lane.free_at, batch.at)
            if at > self._clock():
                wait = min(wait, at - self._clock())
            else:
                lane.busy = True
                self._tasks.create_task(self._work(name, lane, deliveries))
        return wait

    def _due_at(self, delivery: Delivery) -> float:
        known = self._due.get(delivery.id)
        if known is not None:
            return known
        ahead = (delivery.next_at - self._now()) / 1_000 if delivery.next_at is not None else 0.0
        return self._clock() + min(max(0.0, ahead), LONGEST_RETRY_AFTER)

    def _next(self, name: str, lane: _Lane, deliveries: Sequence[Delivery]) -> Batch | None:
        channel = self._channel_of(name)
        window = float(channel.group_seconds) if channel else 0.0
        pace = Pace(window, lane.told_at, failing=lane.failures > 0)
        if self._quiet().until(self._now()) is not None:
            deliveries = passing(deliveries)
        return next_batch(deliveries, self._due, pace, self._clock())

    # -- one channel ---------------------------------------------------------------------------------------------------

    async def _work(self, name: str, lane: _Lane, deliveries: list[Delivery]) -> None:
        """Deliver what is due until the channel has to rest."""
        try:
            while not self._ending and (batch := self._next(name, lane, deliveries)) is not None:
                if max(lane.free_at, batch.at) > self._clock():
                    break
                for delivery in batch.deliveries:
                    deliveries.remove(delivery)
                channel = self._channel_of(name)
                if channel is None:
                    await self._miss(batch.deliveries)
                    break
                tried = await self._try(lane, channel, batch)
                await self._save(tried)
                if lane.failures:
                    await self._give_up_old(deliveries, tried[0].error)
                    break
        finally:
            lane.busy = False
            self.wake()

    async def _miss(self, deliveries: Sequence[Delivery]) -> None:
        """No channel has this name: a moment later there may be one, if just now a channel was given another name."""
        gone = [delivery for delivery in deliveries if delivery.id in self._missed]
        if gone:
            await self._save([_given_up(delivery, "The channel does not exist any more.") for delivery in gone])
        for delivery in deliveries:
            self._missed.add(delivery.id)
            self._due[delivery.id] = self._clock() + RENAMING

    async def _try(self, lane: _Lane, channel: Channel, batch: Batch) -> list[Delivery]:
        """Send one message; its deliveries as they stand then."""
        tried = [replace(d, attempts=d.attempts + 1, message_id=batch.message_id) for d in batch.deliveries]
        kept = batch.is_kept  # an earlier try may have been accepted, whatever this one says
        await self._claim(batch)
        try:
            answer = await self._send(lane, channel, batch)
        except Rejected as error:
            lane.failures = 0
            return [_given_up(delivery, str(error)) for delivery in tried]
        except Unavailable as error:
            return self._failed(lane, tried, str(error), error.retry_after, unsure=error.unsure or kept)
        except SecretUnavailable as error:
            return self._failed(lane, tried, str(error), unsure=kept)
        except Exception as error:  # noqa: BLE001 - one bad delivery must not end all others
            # The error's own text stays out of log and database: it may hold what the channel keeps secret.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("Sending through %s failed with %s\n%s", channel.kind, type(error).__name__, where)
            said = f"An error inside API Monitor ({type(error).__name__}): see its log."
            return self._failed(lane, tried, said, unsure=True)
        else:
            self._accepted(lane)
            now, left_out = self._now(), _line(answer.left_out)
            done = partial(replace, state=DeliveryState.SENT, sent_at=now, next_at=None, error=left_out)
            return [done(delivery, reference=answer.reference) for delivery in tried]

    async def _claim(self, batch: Batch) -> None:
        """Note what the message tells before it goes out: after a crash it is repeated as it was. A store that cannot
        be written now holds no alert back."""
        if self._store_is_late:
            return
        try:
            claimed = [replace(delivery, message_id=batch.message_id) for delivery in batch.deliveries]
            await self._store.save_deliveries(claimed, wait=False)
        except Exception as error:  # noqa: BLE001 - whatever keeps it from being noted
            self._store_is_late = True
            log.warning("A message goes out that the store could not note before. %s", error)

    async def _send(self, lane: _Lane, channel: Channel, batch: Batch) -> channels.Answer:
        try:
            ready = await self._vault.reveal(channel)
            return await channels.send(ready, await in_context(self._store, channel, batch))
        finally:
            lane.asked_until = max(lane.asked_until, self._clock() + channels.spacing(channel))

    def _accepted(self, lane: _Lane) -> None:
        """The service takes messages. Where it did not for a while, what waited for that goes without more delay."""
        if lane.failures > 1:
            now = self._clock()
            self._due = {key: min(at, now) for key, at in self._due.items()}
        if not lane.failures:
            lane.told_at = self._clock()
        lane.failures, lane.rests_until = 0, -math.inf

    def _failed(
        self, lane: _Lane, tried: Sequence[Delivery], error: str, retry_after: float | None = None, unsure: bool = False
    ) -> list[Delivery]:
        """The deliveries with their next try, and the channel at rest until it makes sense to try again."""
        lane.failures += 1
        chance = self._random()
        clock = self._clock()
        lane.asked_until = max(lane.asked_until, clock + min(retry_after or 0.0, LONGEST_RETRY_AFTER))
        left = max(self._left(delivery) for delivery in tried)
        rest = chance * backoff(lane.failures)
        lane.rests_until = clock + (min(rest, left) if left > 0 else rest)
        return [self._put_off(lane, delivery, error, chance, unsure) for delivery in tried]

    def _put_off(self, lane: _Lane, delivery: Delivery, error: str, chance: float, unsure: bool) -> Delivery:
        left = self._left(delivery)
        if left <= 0:
            return _given_up(delivery, f"{_GIVEN_UP}{error}")
        clock = self._clock()
        delay = max(min(chance * backoff(delivery.attempts), left), lane.free_at - clock)
        self._due[delivery.id] = clock + delay
        next_at = self._now() + math.ceil(delay * 1_000)
        kept = delivery.message_id if unsure else ""
        return replace(delivery, state=DeliveryState.FAILED, next_at=next_at, error=_line(error), message_id=kept)

    def _left(self, delivery: Delivery) -> float:
        """Seconds until the delivery is given up: what waited for the end of quiet hours has its time from then."""
        made = max(delivery.created_at, delivery.notice.quiet_until or 0)
        return (made + GIVE_UP_AFTER - self._now()) / 1_000

    async def _give_up_old(self, deliveries: Iterable[Delivery], error: str) -> None:
        """Deliveries whose time is over need no try of their own to know that the channel does not take them."""
        said = error if error.startswith(_GIVEN_UP) else f"{_GIVEN_UP}{error}"
        if old := [_given_up(delivery, said) for delivery in deliveries if self._left(delivery) <= 0]:
            await self._save(old)

    async def _save(self, changed: Sequence[Delivery]) -> None:
        """Have deliveries stored as they stand, and wait for that unless the store takes too long. Until it is done
        they are known here, so that nothing accepted is sent a second time."""
        self._unsaved.update({delivery.id: delivery for delivery in changed})
        trouble, told = self._troubles.seen_in(changed, self._now())
        if self._ending:  # the service answered in the very moment of the end
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._store_changed(changed, trouble, told)
            return
        saving = self._tasks.create_task(self._store_changed(changed, trouble, told))
        done, _ = await asyncio.wait({saving}, timeout=0.0 if self._store_is_late else PATIENCE)
        if not done:
            self._store_is_late = True
            self._unstored.hold(told)

    async def _store_changed(
        self, changed: Sequence[Delivery], trouble: ChannelTrouble | None, told: Sequence[Delivery]
    ) -> None:
        while True:
            try:
                await self._store.save_deliveries(changed, trouble=trouble, new=told)
                if not trouble and changed[0].state is DeliveryState.SENT:
                    await self._troubles.over(changed[0].channel)
            except Exception:
                log.exception("A delivery to %s cannot be stored; it will be tried again", changed[0].channel)
                await asyncio.sleep(STORE_REST)
            else:
                break
        self._store_is_late = False
        self._unstored.release((*changed, *told))
        for delivery in changed:
            if self._unsaved.get(delivery.id) is delivery:
                del self._unsaved[delivery.id]
        try:
            self._changed(changed)
        except Exception:
            log.exception("Telling that deliveries got on failed")
        self.wake()


def _line(text: str) -> str:
    return clean_text(text, 500)


def _given_up(delivery: Delivery, error: str) -> Delivery:
    return replace(delivery, state=DeliveryState.UNDELIVERABLE, next_at=None, error=_line(error))
