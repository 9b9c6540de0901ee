"""Runs checks: the registry of probes by the kind of target, and what a probe's findings mean for the monitor."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from agent.chains import first_to_end
from agent.clock import now_ms
from agent.connectivity import is_near, is_online
from agent.model import AssertionResult, Cause, Check, HttpTarget, Monitor, Outcome, clean_text
from agent.probes.asserted import Asserted, reverse, verdict, wanted_body
from agent.probes.causes import timeout_failure
from agent.probes.exchange import Exchange, Failure
from agent.probes.http import HttpProbe
from agent.probes.resolver import Resolver
from agent.probes.slots import Slot, Slots
from agent.probes.tls import TlsContexts

__all__ = ["Finding", "Probes"]

_log = logging.getLogger(__name__)

_LINGERING = 400
"""So many checks more may wait for slow targets; a socket each, well under the usual limit of 1,024 open files."""
_NETWORK = (Cause.DNS, Cause.CONNECTION, Cause.TIMEOUT)


class Probe(Protocol):
    """Checks one kind of target."""

    async def probe(self, target: HttpTarget, exchange: Exchange) -> None:
        """Note in ``exchange`` what is found; raise :class:`Failure` when it is not good."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A check, and the exchange it came from as it ended: what was sent and what came, secrets included. Whoever keeps
    any of that redacts it first. ``assertions`` are what came of the monitor's; empty where no whole answer came.
    ``failure`` is why no good answer came, also where that is good or nothing could be told."""

    check: Check
    exchange: Exchange
    assertions: tuple[AssertionResult, ...] = ()
    failure: Failure | None = None


class Probes:
    """Runs the checks of one event loop: ``concurrency`` at once, not counting those that wait for slow targets.

    ``online`` tells whether this machine can reach the internet at all; ``answered`` is told when a check began
    (monotonic seconds) that a target on the internet answered.
    """

    def __init__(
        self,
        concurrency: int = 100,
        online: Callable[[], bool] = is_online,
        answered: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._slots = Slots(concurrency, _LINGERING)
        self._online = online
        self._answered = answered
        self._asserted = Asserted()
        self._by_kind: dict[str, Probe] = {"http": HttpProbe(Resolver(), TlsContexts())}

    async def check(self, monitor: Monitor) -> Check:
        """The check alone of :meth:`find`."""
        return (await self.find(monitor)).check

    async def find(self, monitor: Monitor) -> Finding:
        """Check ``monitor``, whose secrets are revealed. Never raises but CancelledError.

        Waiting for other checks is part neither of the latency nor of the timeout.
        """
        slot = self._slots.slot()
        try:
            await slot.take()
            return await self._run(monitor, slot)
        finally:
            slot.give_back()

    async def close(self) -> None:
        """No connection is kept open between checks, and look-ups that hang end with the program: what there is to end
        are the processes that evaluate assertions."""
        self._asserted.close()

    async def _run(self, monitor: Monitor, slot: Slot) -> Finding:
        at, began = now_ms(), monotonic()
        target = monitor.target
        limit = asyncio.timeout(monitor.timeout)
        exchange = Exchange(slot, limit)
        exchange.wanted_body = wanted_body(target.assertions)
        failure: Failure | None = None
        try:
            async with limit:
                await self._by_kind[target.kind].probe(target, exchange)
        except Failure as found:
            failure = found
        except TimeoutError:
            failure = timeout_failure(exchange, monitor.timeout)
        except Exception as error:  # noqa: BLE001 - one bad monitor or probe must not hurt the others
            _log.exception("The check of %s failed by a fault of API Monitor", clean_text(monitor.name))
            text = f"API Monitor itself failed ({type(error).__name__}), not the target; its log says more"
            failure = Failure(Cause.INTERNAL, text)
        exchange.enter(None)
        if exchange.status_code is not None and exchange.addresses and not any(map(is_near, exchange.addresses)):
            self._answered(began)
        results = await self._asserted.results(target, exchange, began + monitor.timeout - monotonic())
        failure = exchange.verdict or failure
        return Finding(self._judge(monitor, at, exchange, failure, results), exchange, results, failure)

    def _judge(
        self,
        monitor: Monitor,
        at: int,
        exchange: Exchange,
        failure: Failure | None,
        results: tuple[AssertionResult, ...],
    ) -> Check:
        latency = exchange.latency_ms if exchange.complete else None
        ends = first_to_end(exchange.certificates)
        threshold = monitor.latency_threshold_ms
        outcome, cause, message = Outcome.UP, None, ""
        if failure is not None:
            outcome, cause, message = Outcome.DOWN, failure.cause, failure.message
            if failure.local:
                outcome = Outcome.UNKNOWN
            elif cause in _NETWORK and not any(map(is_near, exchange.addresses)) and not self._online():
                outcome, cause, message = Outcome.UNKNOWN, Cause.OFFLINE, "This machine is offline"
        elif (asserted := verdict(results)) is not None:
            outcome, cause, message = asserted.outcome, Cause.ASSERTION, asserted.message
        elif latency is not None and threshold is not None and latency > threshold:
            digits = 0 if round(latency) > threshold else 1
            outcome, cause = Outcome.DEGRADED, Cause.LATENCY
            message = f"Answered in {latency:.{digits}f} ms, slower than {threshold:g} ms"
        if monitor.reverse:
            outcome, cause, message = reverse(outcome, cause, message, exchange.status_code)
        return Check(
            monitor=monitor.id,
            at=at,
            outcome=outcome,
            latency_ms=latency,
            status_code=exchange.status_code,
            cause=cause,
            message=clean_text(message),
            phases=exchange.phases,
            certificate_expires_at=ends.expires_at if ends else None,
            certificates=exchange.certificates,
        )
