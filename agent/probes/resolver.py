"""Names to addresses by the operating system's own resolver, in threads that never hold up anything else.

``getaddrinfo`` blocks, for half a minute where a name server does not answer, and cannot be interrupted. So each
look-up has a thread of its own, monitors of one name share a look-up, and names that lately hung wait in a
lane of their own. The threads are daemons: no look-up delays the program's end.
"""

import asyncio
import socket
from contextlib import nullcontext, suppress
from functools import lru_cache
from time import monotonic
from typing import NamedTuple

from agent.probes.exchange import Exchange
from agent.threads import Threads

HANGS_S = 2.0
"""A look-up that fails only after this long marks its name as hanging."""
_SHARED_S = 1.0
"""A failure of a look-up that was older than this when it was joined is tried again: things may be better now."""


class Address(NamedTuple):
    """Where to connect to: an IP address, with the scope of a link-local IPv6 one."""

    family: socket.AddressFamily
    ip: str
    scope: int = 0

    def with_port(self, port: int) -> tuple[str, int] | tuple[str, int, int, int]:
        return (self.ip, port) if self.family == socket.AF_INET else (self.ip, port, 0, self.scope)


_Result = tuple[Address, ...] | OSError | UnicodeError


@lru_cache(maxsize=4096)
def literal(host: str) -> Address | None:
    """``host`` as an address when it is one already, so that nothing needs looking up."""
    for family in (socket.AF_INET, socket.AF_INET6):
        with suppress(OSError, ValueError):
            socket.inet_pton(family, host)
            return Address(family, host)
    return None


class _Lookup(NamedTuple):
    answer: asyncio.Future[_Result]
    began: float


class Resolver:
    """Looks up names for one event loop; at most ``fresh`` look-ups at once, and ``hanging`` of names that hang."""

    def __init__(self, fresh: int = 512, hanging: int = 256) -> None:
        self._threads = Threads("look-up")
        self._fresh = asyncio.Semaphore(fresh)
        self._hanging = asyncio.Semaphore(hanging)
        self._running: dict[str, _Lookup] = {}
        self._hung: set[str] = set()

    async def lookup(self, host: str, exchange: Exchange) -> tuple[Address, ...]:
        """All addresses of ``host`` in the system's order of preference; OSError (``gaierror``) or UnicodeError
        when there are none. Waiting for a thread is not counted in ``exchange``."""
        joined = monotonic()
        while True:
            running = self._running.get(host) or await self._start(host, exchange)
            result = await asyncio.shield(running.answer)
            if isinstance(result, tuple):
                return result
            if joined - running.began < _SHARED_S:
                raise result

    async def _start(self, host: str, exchange: Exchange) -> _Lookup:
        lane = self._hanging if host in self._hung else self._fresh
        with exchange.paused() if lane.locked() else nullcontext():
            await lane.acquire()
        if running := self._running.get(host):
            lane.release()
            return running
        loop = asyncio.get_running_loop()
        lookup = _Lookup(loop.create_future(), monotonic())

        def finish(result: _Result) -> None:
            del self._running[host]
            lane.release()
            if isinstance(result, tuple) or monotonic() - lookup.began < HANGS_S:
                self._hung.discard(host)
            else:
                self._hung.add(host)
            lookup.answer.set_result(result)

        def work() -> None:
            result = _resolve(host)
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(finish, result)

        try:
            self._threads.run(work)
        except OSError:
            lane.release()
            raise
        self._running[host] = lookup
        return lookup


def _resolve(host: str) -> _Result:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        return error
    addresses: dict[Address, None] = {}
    for family, _, _, _, place in found:
        if family in (socket.AF_INET, socket.AF_INET6):
            addresses[Address(family, str(place[0]).partition("%")[0], place[3] if len(place) == 4 else 0)] = None
    return tuple(addresses) or socket.gaierror(socket.EAI_NONAME, "no address")
