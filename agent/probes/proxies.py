"""Which way a request takes: straight to its server, or through a proxy of the monitor's or of this machine's."""

import asyncio
import sys
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from urllib.parse import unquote, urlsplit

import httpx

from agent.credentials import PROXY_PORTS, check_proxy
from agent.model import Cause, HttpTarget
from agent.probes.exchange import Failure
from agent.probes.records import Headers

_KEPT_S = 10.0
"""So long this machine's settings are not asked for again."""
_BLOCKING = sys.platform in ("win32", "darwin")
"""Where settings are not only in the environment, asking for them may wait for the registry, a daemon or a name."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: its ``kind`` is the scheme of its address."""

    kind: str
    host: str
    port: int
    username: str = ""
    password: str = field(default="", repr=False)

    @property
    def label(self) -> str:
        """For a sentence: ``proxy.example.com port 3128``."""
        return f"{self.host} port {self.port}"

    @property
    def authorization(self) -> bytes:
        """The credentials as HTTP writes them; b"" without any."""
        if not self.username and not self.password:
            return b""
        return b"Basic " + b64encode(f"{self.username}:{self.password}".encode())


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one request. ``forwards``: the proxy gets the request itself and passes it on; else it is asked for
    a connection to the server."""

    proxy: Proxy | None = None
    forwards: bool = False

    def place(self, url: httpx.URL) -> bytes:
        """What the first line of the request names."""
        return b"http://" + url.netloc + url.raw_path if self.forwards else url.raw_path

    def headers(self, headers: Headers) -> Headers:
        """The headers of the request, with what only the proxy is to see."""
        words = self.proxy.authorization if self.proxy is not None and self.forwards else b""
        return [*headers, (b"Proxy-Authorization", words)] if words else headers


DIRECT = Route()


class Routes:
    """Finds the way of requests, for one event loop."""

    def __init__(self) -> None:
        self._until = 0.0
        self._settings: dict[str, str] = {}
        self._bypassed: dict[str, bool] = {}

    async def of(self, target: HttpTarget, url: httpx.URL) -> Route:
        """The way of a request to ``url`` for ``target``, which has a proxy; :class:`Failure` where a setting makes no
        sense."""
        if target.proxy == "system":
            proxy = await self._system(url)
        else:
            proxy = _proxy(target.proxy, target.proxy_username, target.proxy_password.get_secret_value())
        if proxy is None:
            return DIRECT
        return Route(proxy, proxy.kind in ("http", "https") and url.scheme == "http" and target.http_version != "2")

    async def _system(self, url: httpx.URL) -> Proxy | None:
        if monotonic() >= self._until:
            self._settings = await asyncio.to_thread(_settings) if _BLOCKING else _settings()
            self._bypassed = {}
            self._until = monotonic() + _KEPT_S
        address = self._settings.get(url.scheme) or self._settings.get("all")
        if not address:
            return None
        host = f"{url.host}:{url.port}" if url.port else url.host
        if host not in self._bypassed:
            self._bypassed[host] = await asyncio.to_thread(_bypasses, host) if _BLOCKING else _bypasses(host)
        return None if self._bypassed[host] else _of_system(address)


def _settings() -> dict[str, str]:
    from urllib.request import getproxies

    return getproxies()


def _bypasses(host: str) -> bool:
    from urllib.request import proxy_bypass

    return bool(proxy_bypass(host))


@lru_cache(maxsize=256)
def _of_system(address: str) -> Proxy:
    """The proxy that a setting of this machine names, as other programs read it."""
    full = address if "://" in address else f"http://{address}"
    if full.startswith("socks://"):
        full = f"socks5{full[5:]}"
    try:
        parts = urlsplit(full)
        bare = full.replace(f"{parts.netloc.rpartition('@')[0]}@", "", 1) if "@" in parts.netloc else full
        return _proxy(check_proxy(bare), unquote(parts.username or ""), unquote(parts.password or ""))
    except ValueError as error:
        why = f"This machine's setting of a proxy cannot be used: {error}"
        raise Failure(Cause.INTERNAL, why, local=True) from None


@lru_cache(maxsize=256)
def _proxy(address: str, username: str, password: str) -> Proxy:
    parts = urlsplit(address)
    return Proxy(parts.scheme, parts.hostname or "", parts.port or PROXY_PORTS[parts.scheme], username, password)
