"""Is this machine online, and did it sleep or did somebody set its clock."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

_PUBLIC = ("198.41.0.4", "2001:503:ba3e::2:30")
"""Addresses of the root name server A, as examples of the public internet; nothing is ever sent to them."""

JUMP_S = 5.0
"""Clocks that part by more than this have jumped; less is what adjusting by network time looks like."""


def has_route(address: str) -> bool:
    """Whether this machine knows a way to the IP ``address``. Sends nothing: connecting a UDP socket asks only
    the machine's own routing table."""
    try:
        ip = ipaddress.ip_address(address)
        family = socket.AF_INET6 if ip.version == 6 else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 53))
    except (OSError, ValueError):
        return False
    return True


def is_online() -> bool:
    """Whether this machine knows a way to the public internet, by IPv4 or IPv6."""
    return any(has_route(address) for address in _PUBLIC)


def is_near(address: str) -> bool:
    """Whether the IP ``address`` can be reached without the internet: this machine's own, or one of a private
    network that it is connected to."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return ip.is_loopback or ((ip.is_private or ip.is_link_local) and has_route(address))


def can_reach(routes: bool, connected: bool | None, disproved: bool) -> bool:
    """Whether this machine is online: it knows a way out (``routes``), and the system does not say that it has no
    connection (``connected`` is None where the system says nothing) or is ``disproved``."""
    return routes and (connected is not False or disproved)


class Connectivity:
    """Whether this machine is online, by its routes and by what the system reports of its network.

    A report may be wrong. That there is no connection holds only until a target on the internet answers a check that
    began after it; then the routes alone tell, until the system says otherwise. That somebody has to sign in to the
    network first holds until an encrypted answer comes from such a target itself.
    """

    def __init__(self, routes: Callable[[], bool] = is_online, now: Callable[[], float] = monotonic) -> None:
        self._routes = routes
        self._now = now
        self._connected: bool | None = None
        self._since = 0.0
        self._disproved = False
        self._portal_since: float | None = None
        self._portal = False

    def report(self, connected: bool | None, portal: bool = False) -> None:
        """Take what the system says; None: it cannot tell. ``portal``: somebody has to sign in first."""
        if connected is not self._connected:
            self._connected, self._since, self._disproved = connected, self._now(), False
        if portal is not self._portal:
            self._portal, self._portal_since = portal, self._now() if portal else None

    def answered(self, began: float) -> None:
        """A target on the internet answered a check that began then (monotonic seconds)."""
        self._disproved = self._disproved or began > self._since

    def vouched(self, began: float) -> None:
        """A check that began then had an encrypted answer from its target on the internet itself."""
        if self._portal_since is not None and began > self._portal_since:
            self._portal_since = None

    def signed_out(self) -> bool:
        """Whether somebody has to sign in to this network before anything can be reached."""
        return self._portal_since is not None

    def online(self) -> bool:
        """Whether this machine has a connection at all."""
        return can_reach(self._routes(), self._connected, self._disproved)


@dataclass(frozen=True, slots=True)
class Jump:
    """Wall time moved on by ``seconds`` that nobody watched; negative: the clock was set back.

    ``stopped`` says that the program itself stood still (suspended, stopped); otherwise only the clock jumped,
    or the machine slept while its monotonic clock stood still too.
    """

    seconds: float
    stopped: bool


class ClockWatch:
    """Compares wall time with monotonic time; poll it every second.

    While a machine sleeps, the wall clock goes on; the monotonic clock stands still on Linux and macOS and goes
    on on Windows, where (as when the process is stopped) the time since the last poll tells.
    """

    def __init__(self, wall_ms: int, monotonic_s: float) -> None:
        self._offset = wall_ms / 1_000 - monotonic_s
        self._monotonic = monotonic_s

    def poll(self, wall_ms: int, monotonic_s: float) -> Jump | None:
        """What happened since the last poll: None when time simply went on. A clock that drifts away in small
        steps is told once it is more than :data:`JUMP_S` off; then the watch starts anew from there."""
        parted = wall_ms / 1_000 - monotonic_s - self._offset
        unwatched = monotonic_s - self._monotonic
        self._monotonic = monotonic_s
        stopped = unwatched > JUMP_S
        if abs(parted) <= JUMP_S and not stopped:
            return None
        if abs(parted) > JUMP_S:
            self._offset += parted
        return Jump(parted + (unwatched if stopped else 0.0), stopped)
