"""Asks once a day, if somebody wants that, whether there is a newer version of this program, and says so.

The address is that of a static file. No more is done with its answer than to show it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import urljoin

from pydantic import ValidationError

from agent import __version__
from agent.channels import Rejected, Unavailable
from agent.channels.http import request
from agent.clock import now_ms
from agent.interchange.wording import describe
from agent.messages import CheckForUpdates, Event, UpdateChecked
from agent.model import Settings
from agent.store import Store, StoreError
from agent.store.updates import KnownRelease
from agent.updates import Release, UpdateCheck, check_address, is_newer

log = logging.getLogger(__name__)

FIRST = 60.0
"""Seconds after the start in which nobody is asked: the start has enough to do."""
LOOK = 600.0
"""Seconds between two looks whether it is time to ask."""
EVERY = 24 * 3_600_000
RETRY = 3_600_000
"""So many ms after an answer, or after none came, the address is asked again."""
MOST_BYTES = 65_536
MOST_REDIRECTS = 5
TIMEOUT = 60.0
"""Seconds for all of it, redirects too."""


class NoAnswer(Unavailable):
    """The address said nothing that can be used. The message says why."""


class UpdateDesk:
    """Lives on the agent's loop while the store is open. ``settings`` is asked for what holds now, ``online`` whether
    there is a network. Of newer versions is told by ``publish``, once after each start and whenever one was found."""

    def __init__(
        self,
        store: Store,
        settings: Callable[[], Settings],
        online: Callable[[], bool],
        publish: Callable[[Event], None],
        now: Callable[[], int] = now_ms,
    ) -> None:
        self._store = store
        self._settings = settings
        self._online = online
        self._publish = publish
        self._now = now
        self._failed: tuple[str, int] = ("", 0)
        self._wanted = asyncio.Event()

    def wake(self) -> None:
        """Something else is set: do not wait until the next look."""
        self._wanted.set()

    async def run(self) -> None:
        """Work until cancelled."""
        await self._put_off(self.tell_again)
        wait = FIRST
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), wait)
            self._wanted.clear()
            await self._put_off(self.look)
            wait = LOOK

    @staticmethod
    async def _put_off(work: Callable[[], Awaitable[None]]) -> None:
        """Work that can wait until the next time, where the store cannot do it."""
        try:
            await work()
        except StoreError as error:
            log.warning("The look for a newer version was put off. %s", error)
        except Exception:  # whatever it is, checks and alerts matter more
            log.exception("The look for a newer version failed")

    async def tell_again(self) -> None:
        """Say what was found before this start."""
        wanted, known = self._settings().updates, await self._store.known_release()
        if wanted.on and known is not None and known.address == wanted.address:
            self._tell(known.release)

    async def look(self) -> None:
        """Ask, if it is wanted and time to."""
        wanted = self._settings().updates
        if not wanted.on or not self._online() or not await self._is_due(wanted):
            return
        try:
            self._tell(await self._ask(wanted.address))
        except NoAnswer as error:  # it is of no matter to anybody who did not ask
            self._failed = (wanted.address, self._now())
            log.warning("Whether there is a newer version is not known. %s", error)

    async def asked(self, command: CheckForUpdates) -> Event:
        """Ask now.

        :raises NoAnswer: there is none.
        """
        address = self._settings().updates.address
        if not address:
            raise NoAnswer("No address is set that could be asked for the newest version: see Settings, Updates.")
        release = await self._ask(address)
        return UpdateChecked(command.request, release, is_newer(release.version, __version__))

    async def _is_due(self, wanted: UpdateCheck) -> bool:
        now = self._now()
        failed_for, failed_at = self._failed
        if failed_for == wanted.address and 0 <= now - failed_at < RETRY:
            return False
        known = await self._store.known_release()
        return known is None or known.address != wanted.address or not 0 <= now - known.at < EVERY

    async def _ask(self, address: str) -> Release:
        release = await fetch(address)
        await self._store.save_known_release(KnownRelease(self._now(), address, release))
        return release

    def _tell(self, release: Release) -> None:
        if is_newer(release.version, __version__):
            log.info("Version %s is out: %s", release.version, release.page)
            self._publish(UpdateChecked(0, release, True))


async def fetch(address: str) -> Release:
    """What an address says of the newest version. Redirects are followed to https:// addresses only.

    :raises NoAnswer: nothing came that can be used.
    """
    try:
        async with asyncio.timeout(TIMEOUT):
            text = await _text(address)
    except TimeoutError:
        raise NoAnswer(f"There was no whole answer within {TIMEOUT:.0f} s.") from None
    except (Rejected, Unavailable) as error:
        raise NoAnswer(str(error)) from None
    return read(text)


async def _text(address: str) -> str:
    for _ in range(MOST_REDIRECTS + 1):
        reply = await request("GET", address, b"", {"Accept": "application/json"}, most=MOST_BYTES + 1)
        if reply.status == 200:
            if reply.size > MOST_BYTES:
                raise NoAnswer(f"The answer is larger than {MOST_BYTES // 1024} KiB.")
            return reply.whole
        if not (300 <= reply.status < 400 and reply.location):
            raise NoAnswer(f"The address answered {reply.words}.")
        try:
            address = check_address(urljoin(address, reply.location))
        except ValueError as error:
            raise NoAnswer(f"The address leads elsewhere: {error}.") from None
    raise NoAnswer(f"The address leads elsewhere more than {MOST_REDIRECTS} times.")


def read(text: str) -> Release:
    """The answer itself.

    :raises NoAnswer: it is none; the message names the field.
    """
    try:
        return Release.model_validate_json(text.removeprefix("\ufeff"))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise NoAnswer("The answer is no JSON.") from None
        where = ".".join(map(str, first["loc"])) or "it"
        raise NoAnswer(f"The answer is not right: {where}: {describe(first, (), secret=False)}.") from None
