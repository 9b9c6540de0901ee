"""How many checks may run at once: few that work, many that only wait."""

import asyncio

LINGER_S = 0.5
"""A check that runs for longer waits for a slow or dead target and needs no processor time: it makes room."""


class Slots:
    """At most ``busy`` checks start and work at once; at most ``lingering`` more wait for slow targets, so that a
    hundred dead targets never hold up a healthy one. Both bounds together bound the open sockets."""

    def __init__(self, busy: int, lingering: int) -> None:
        self._busy = asyncio.Semaphore(busy)
        self._room = lingering

    def slot(self) -> "Slot":
        return Slot(self)


class Slot:
    """A place among the running checks, held between :meth:`take` and :meth:`give_back`."""

    __slots__ = ("_lingers", "_slots", "_timer")

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._timer: asyncio.TimerHandle | None = None
        self._lingers = False

    @property
    def must_wait(self) -> bool:
        """Whether :meth:`take` would wait."""
        return self._slots._busy.locked()

    @property
    def held(self) -> bool:
        """Whether a place is held."""
        return self._lingers or self._timer is not None

    async def take(self) -> None:
        await self._slots._busy.acquire()
        self._timer = asyncio.get_running_loop().call_later(LINGER_S, self._linger)

    def _linger(self) -> None:
        if self._slots._room > 0:
            self._slots._room -= 1
            self._lingers = True
            self._timer = None
            self._slots._busy.release()
        else:
            self._timer = asyncio.get_running_loop().call_later(LINGER_S, self._linger)

    def give_back(self) -> None:
        """Make room; harmless when no place is held."""
        if self._lingers:
            self._lingers = False
            self._slots._room += 1
        elif self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._slots._busy.release()
