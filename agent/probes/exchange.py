"""One check while it runs: how far it is, what was measured, and the limits it keeps to."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from time import perf_counter

from agent.chains import first_to_end
from agent.model import Cause, Certificate, Phases
from agent.probes.records import BODY_KEPT, Answer, Sent, TlsFacts
from agent.probes.slots import Slot


class Phase(StrEnum):
    """The parts of an exchange, in their order; named as in :class:`agent.model.Phases`."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    FIRST_BYTE = "first_byte"
    TRANSFER = "transfer"


class Failure(Exception):
    """Why an exchange brought no good answer: the cause and a sentence for a person.

    ``local`` says that the fault lies in this machine, so that nothing is known about the target.
    """

    def __init__(self, cause: Cause, message: str, *, local: bool = False) -> None:
        super().__init__(message)
        self.cause = cause
        self.message = message
        self.local = local


class Exchange:
    """What a probe notes down while it works, so that a failure at any moment can say where it happened.

    ``host`` and ``port`` are the peer of the moment (they change with redirects), ``addresses`` the IP addresses
    tried, ``reached`` whether anybody was there to be met, if only to refuse, ``received`` the bytes of the answer,
    ``arrived`` when the newest of them came (by ``perf_counter``). ``verdict`` is what is wrong with it already before
    all of it has come; that its rest does not come either is then a detail. ``limit`` ends the whole exchange.
    ``sent``, ``answer``, ``remote`` (the address and port that answered) and ``tls`` are of the last hop. So many bytes
    of the answer's body are kept as ``wanted_body`` says, its compression undone. ``errand`` is the exchange with
    somebody else that has to come first, while it lasts.
    ``through`` is what a sentence about the way begins with where it leads through a proxy.
    """

    __slots__ = (
        "_seconds",
        "_since",
        "addresses",
        "answer",
        "arrived",
        "certificates",
        "complete",
        "errand",
        "host",
        "limit",
        "phase",
        "port",
        "reached",
        "received",
        "remote",
        "sent",
        "slot",
        "status_code",
        "through",
        "tls",
        "verdict",
        "wanted_body",
    )

    def __init__(self, slot: Slot, limit: asyncio.Timeout) -> None:
        self.slot = slot
        self.limit = limit
        self.phase: Phase | None = None
        self.host = ""
        self.port = 0
        self.addresses: list[str] = []
        self.reached = False
        self.received = 0
        self.arrived = 0.0
        self.status_code: int | None = None
        self.certificates: tuple[Certificate, ...] = ()
        self.complete = False
        self.verdict: Failure | None = None
        self.sent: Sent | None = None
        self.answer: Answer | None = None
        self.remote = ""
        self.through = ""
        self.wanted_body = BODY_KEPT
        self.tls: TlsFacts | None = None
        self.errand: Exchange | None = None
        self._seconds: dict[Phase, float] = {}
        self._since = 0.0

    def enter(self, phase: Phase | None, at: float = 0.0) -> None:
        """The phase before ends here and ``phase`` begins (None: nothing is measured for now). ``at`` is the moment by
        ``perf_counter``, where it is over already: what came then is only looked at now."""
        now = max(at, self._since) if at else perf_counter()
        if self.phase is not None:
            self._seconds[self.phase] = self._seconds.get(self.phase, 0.0) + now - self._since
        self.phase = phase
        self._since = now

    def saw_certificates(self, chain: tuple[Certificate, ...]) -> None:
        """A server on the way showed ``chain``; the one in which a certificate ends first is what matters."""
        ends, known = first_to_end(chain), first_to_end(self.certificates)
        if ends is not None and (known is None or ends.expires_at < known.expires_at):
            self.certificates = chain

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Neither latency nor timeout go on inside: for waiting in our own queues."""
        loop = asyncio.get_running_loop()
        began = perf_counter()
        when = self.limit.when()
        left = None if when is None else when - loop.time()
        self.limit.reschedule(None)
        try:
            yield
        finally:
            if left is not None:
                self.limit.reschedule(loop.time() + left)
            self._since += perf_counter() - began

    def begin_hop(self) -> None:
        """What was found so far was about another request."""
        self.status_code = self.verdict = self.answer = self.tls = None
        self.complete = False
        self.through = ""

    async def take_slot(self) -> None:
        """Take the place among the running checks again that was given back meanwhile."""
        if self.slot.must_wait:
            with self.paused():
                await self.slot.take()
        else:
            await self.slot.take()

    @property
    def latency_ms(self) -> float:
        """The sum of all phases, to 0.1 ms."""
        return round(sum(self._seconds.values()) * 1_000, 1)

    @property
    def phases(self) -> Phases | None:
        """What each phase took, to 0.01 ms; None when nothing was measured."""
        ms = {phase.value: round(seconds * 1_000, 2) for phase, seconds in self._seconds.items()}
        return Phases(**ms) if ms else None
