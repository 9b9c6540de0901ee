"""Delivers what the store holds: every delivery is accepted by its channel, or visibly given up.

A delivery is marked sent only after the channel accepted it. A crash in between repeats it, with the same id: at
least once, never lost. What cannot be delivered now is tried again with full-jitter backoff
(https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/) for 24 hours.

Order: channels do not wait for each other. Within a channel the deliveries of one alert go out in the order in which
they were made: nobody reads "up again" before "down". Other alerts do not wait for a delivery that fails, so one that
a service never takes holds up nothing. But a failure rests the whole channel for a moment: where a service is down,
one delivery at a time finds out whether it is back, and what the service asked for by Retry-After holds for all.

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
from typing import Final, Protocol

from agent import channels
from agent.channels.answers import Rejected, Unavailable
from agent.model import Channel, Delivery, DeliveryState, clean_text
from agent.vault import SecretUnavailable, Vault

log = logging.getLogger(__name__)

FIRST_BACKOFF: Final = 1.0
LONGEST_BACKOFF: Final = 300.0
"""Seconds; the backoff doubles from the first to the longest."""
LONGEST_RETRY_AFTER: Final = 3_600.0
"""Seconds for which a service is left alone at most, whatever it asks for."""
GIVE_UP_AFTER: Final = 24 * 3_600 * 1_000
"""Milliseconds from the making of a delivery to the last try; there is always one try."""
LONGEST_WAIT: Final = 60.0
"""Seconds after which the store is looked through even if nothing seems to be due."""
STORE_REST: Final = 5.0
"""Seconds between tries to reach a store that failed."""
RENAMING: Final = 2.0
"""Seconds after which a channel that is not there is taken for gone."""
_WHENEVER: Final = 2**62
_GIVEN_UP: Final = "Given up after 24 hours. The last answer: "


class DeliveryStore(Protocol):
    """What the outbox needs of the store."""

    async def deliveries_due(self, now: int) -> Sequence[Delivery]:
        """Deliveries that are pending or failed, with ``next_at`` up to ``now``, oldest first."""

    async def save_delivery(self, delivery: Delivery) -> None:
        """Store how far a delivery has come."""


@dataclass(slots=True)
class _Lane:
    """What is known of one channel. Times are of the monotonic clock: it is left alone until ``rests_until`` because
    it failed ``failures`` times in a row, until ``asked_until`` because the service wants it so."""

    failures: int = 0
    rests_until: float = -math.inf
    asked_until: float = -math.inf
    busy: bool = False

    @property
    def free_at(self) -> float:
        return max(self.rests_until, self.asked_until)


def backoff(failures: int) -> float:
    """The most seconds to wait after so many failures: 1, 2, 4 … 300."""
    return min(LONGEST_BACKOFF, FIRST_BACKOFF * 2.0 ** min(failures - 1, 20))


class Outbox:
    """One task a busy channel; see the top of this file.

    ``channel_of`` finds a channel by its name, ``changed`` hears of every delivery that got on (after it is stored),
    ``now`` is the wall clock in ms since 1970, ``clock`` the monotonic one in seconds.
    """

    def __init__(
        self,
        store: DeliveryStore,
        vault: Vault,
        channel_of: Callable[[str], Channel | None],
        changed: Callable[[Delivery], None],
        now: Callable[[], int],
        *,
        clock: Callable[[], float] = time.monotonic,
        random: Callable[[], float] = random_numbers.random,
    ) -> None:
        self._store = store
        self._vault = vault
        self._channel_of = channel_of
        self._changed = changed
        self._now = now
        self._clock = clock
        self._random = random
        self._awake = asyncio.Event()
        self._lanes: dict[str, _Lane] = {}
        self._due: dict[str, float] = {}
        self._unsaved: dict[str, Delivery] = {}
        self._missed: set[str] = set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._awake.clear()
                try:
                    wait = await self._start(tasks)
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

    async def _start(self, tasks: asyncio.TaskGroup) -> float:
        """Set every channel to work that has something due, and return the seconds until there is more to do."""
        for delivery in list(self._unsaved.values()):
            await self._save(delivery)
        # A channel that finishes while the store is read may have sent what is read: it waits for the next look.
        busy = {name for name, lane in self._lanes.items() if lane.busy}
        waiting = await self._store.deliveries_due(_WHENEVER)
        self._due = {delivery.id: self._due_at(delivery) for delivery in waiting}
        self._missed &= self._due.keys()
        by_channel: dict[str, list[Delivery]] = {}
        for delivery in (self._unsaved.get(delivery.id, delivery) for delivery in waiting):
            if delivery.channel not in busy and delivery.state in (DeliveryState.PENDING, DeliveryState.FAILED):
                by_channel.setdefault(delivery.channel, []).append(delivery)
        wait = STORE_REST if self._unsaved else LONGEST_WAIT
        for name, deliveries in by_channel.items():
            lane = self._lanes.setdefault(name, _Lane())
            at = max(lane.free_at, self._due[self._next(lane, deliveries).id])
            if at > self._clock():
                wait = min(wait, at - self._clock())
            else:
                lane.busy = True
                tasks.create_task(self._work(lane, deliveries))
        return wait

    def _due_at(self, delivery: Delivery) -> float:
        known = self._due.get(delivery.id)
        if known is not None:
            return known
        ahead = (delivery.next_at - self._now()) / 1_000 if delivery.next_at is not None else 0.0
        return self._clock() + min(max(0.0, ahead), LONGEST_RETRY_AFTER)

    def _next(self, lane: _Lane, deliveries: Iterable[Delivery]) -> Delivery:
        """The oldest delivery that is due, else the one due soonest; of each alert only the oldest counts.

        After a failure it is the turn of the one tried least: the fault may lie in the delivery, not in the service.
        """
        heads: dict[int, Delivery] = {}
        for delivery in deliveries:
            heads.setdefault(delivery.alert, delivery)
        now = self._clock()

        def turn(head: Delivery) -> tuple[float, int]:
            return max(now, self._due.get(head.id, now)), head.attempts if lane.failures else 0

        return min(heads.values(), key=turn)

    # -- one channel ---------------------------------------------------------------------------------------------------

    async def _work(self, lane: _Lane, deliveries: list[Delivery]) -> None:
        """Deliver what is due until the channel has to rest."""
        try:
            while deliveries:
                delivery = self._next(lane, deliveries)
                if max(lane.free_at, self._due.get(delivery.id, 0.0)) > self._clock():
                    break
                deliveries.remove(delivery)
                channel = self._channel_of(delivery.channel)
                if channel is None:
                    await self._miss(delivery)
                    break
                tried = await self._try(lane, channel, delivery)
                await self._save(tried)
                if lane.failures:
                    await self._give_up_old(deliveries, tried.error)
                    break
        finally:
            lane.busy = False
            self.wake()

    async def _miss(self, delivery: Delivery) -> None:
        """No channel has this name: a moment later there may be one, if just now a channel was given another name."""
        if delivery.id in self._missed:
            await self._save(_given_up(delivery, "The channel does not exist any more."))
        else:
            self._missed.add(delivery.id)
            self._due[delivery.id] = self._clock() + RENAMING

    async def _try(self, lane: _Lane, channel: Channel, delivery: Delivery) -> Delivery:
        tried = replace(delivery, attempts=delivery.attempts + 1)
        try:
            answer = await self._send(lane, channel, delivery)
        except Rejected as error:
            lane.failures = 0
            return _given_up(tried, str(error))
        except Unavailable as error:
            return self._failed(lane, tried, str(error), error.retry_after)
        except SecretUnavailable as error:
            return self._failed(lane, tried, str(error))
        except Exception as error:  # noqa: BLE001 - one bad delivery must not end all others
            # The error's own text stays out of log and database: it may hold what the channel keeps secret.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("Sending through %s failed with %s\n%s", channel.kind, type(error).__name__, where)
            return self._failed(lane, tried, f"An error inside API Monitor ({type(error).__name__}): see its log.")
        else:
            lane.failures, lane.rests_until = 0, -math.inf
            sent_at = self._now()
            return replace(tried, state=DeliveryState.SENT, sent_at=sent_at, next_at=None, error=_line(answer.left_out))

    async def _send(self, lane: _Lane, channel: Channel, delivery: Delivery) -> channels.Answer:
        try:
            return await channels.send(await self._vault.reveal(channel), delivery.notice, delivery.id)
        finally:
            lane.asked_until = max(lane.asked_until, self._clock() + channels.spacing(channel))

    def _failed(self, lane: _Lane, delivery: Delivery, error: str, retry_after: float | None = None) -> Delivery:
        """The delivery with its next try, and the channel at rest until it makes sense to try again."""
        lane.failures += 1
        chance = self._random()
        now, clock = self._now(), self._clock()
        lane.asked_until = max(lane.asked_until, clock + min(retry_after or 0.0, LONGEST_RETRY_AFTER))
        left = (delivery.created_at + GIVE_UP_AFTER - now) / 1_000
        if left <= 0:
            lane.rests_until = clock + chance * backoff(lane.failures)
            return _given_up(delivery, f"{_GIVEN_UP}{error}")
        lane.rests_until = clock + min(chance * backoff(lane.failures), left)
        delay = max(min(chance * backoff(delivery.attempts), left), lane.free_at - clock)
        self._due[delivery.id] = clock + delay
        next_at = now + math.ceil(delay * 1_000)
        return replace(delivery, state=DeliveryState.FAILED, next_at=next_at, error=_line(error))

    async def _give_up_old(self, deliveries: Iterable[Delivery], error: str) -> None:
        """Deliveries whose time is over need no try of their own to know that the channel does not take them."""
        for delivery in deliveries:
            if self._now() - delivery.created_at >= GIVE_UP_AFTER:
                await self._save(_given_up(delivery, error if error.startswith(_GIVEN_UP) else f"{_GIVEN_UP}{error}"))

    async def _save(self, delivery: Delivery) -> None:
        """Store the delivery; what cannot be stored is kept, so that nothing accepted is sent a second time."""
        try:
            await self._store.save_delivery(delivery)
        except Exception:
            if delivery.id not in self._unsaved:
                log.exception("A delivery to %s cannot be stored; it will be tried again", delivery.channel)
            self._unsaved[delivery.id] = delivery
            return
        self._unsaved.pop(delivery.id, None)
        try:
            self._changed(delivery)
        except Exception:
            log.exception("Telling that a delivery got on failed")


def _line(text: str) -> str:
    return clean_text(text, 500)


def _given_up(delivery: Delivery, error: str) -> Delivery:
    return replace(delivery, state=DeliveryState.UNDELIVERABLE, next_at=None, error=_line(error))
