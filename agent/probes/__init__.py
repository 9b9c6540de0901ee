"""Runs checks: the registry of probes by the kind of target, and what a probe's findings mean for the monitor."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from agent.chains import first_to_end
from agent.clock import now_ms
from agent.connectivity import is_near, is_online
from agent.model import Cause, Check, HttpTarget, Monitor, Outcome, clean_text
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
    any of that redacts it first."""

    check: Check
    exchange: Exchange


class Probes:
    """Runs the checks of one event loop: ``concurrency`` at once, not counting those that wait for slow targets.

    ``online`` tells whether this machine can reach the internet at all.
    """

    def __init__(self, concurrency: int = 100, online: Callable[[], bool] = is_online) -> None:
        self._slots = Slots(concurrency, _LINGERING)
        self._online = online
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
        """Nothing is kept open between checks; look-ups that hang end with the program."""

    async def _run(self, monitor: Monitor, slot: Slot) -> Finding:
        at = now_ms()
        limit = asyncio.timeout(monitor.timeout)
        exchange = Exchange(slot, limit)
        failure: Failure | None = None
        try:
            async with limit:
                await self._by_kind[monitor.target.kind].probe(monitor.target, exchange)
        except Failure as found:
            failure = found
        except TimeoutError:
            failure = timeout_failure(exchange, monitor.timeout)
        except Exception as error:  # noqa: BLE001 - one bad monitor or probe must not hurt the others
            _log.exception("The check of %s failed by a fault of API Monitor", clean_text(monitor.name))
            text = f"API Monitor itself failed ({type(error).__name__}), not the target; its log says more"
            failure = Failure(Cause.INTERNAL, text)
        exchange.enter(None)
        return Finding(self._judge(monitor, at, exchange, exchange.verdict or failure), exchange)

    def _judge(self, monitor: Monitor, at: int, exchange: Exchange, failure: Failure | None) -> Check:
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
        elif latency is not None and threshold is not None and latency > threshold:
            digits = 0 if round(latency) > threshold else 1
            outcome, cause = Outcome.DEGRADED, Cause.LATENCY
            message = f"Answered in {latency:.{digits}f} ms, slower than {threshold:g} ms"
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
