"""Whether an installed program has all its parts: the half without a screen. Each part is used for real, in a
temporary folder and on this machine only."""

import asyncio
import gzip
import importlib
import pkgutil
import ssl
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import brotli
import trustme
from backports import zstd
from pydantic import SecretStr

from agent import channels
from agent.asserting.facts import Facts, Question
from agent.asserting.workers import Workers
from agent.channels import everything, wording
from agent.channels.mail_page import html_page, plain_page
from agent.core import Agent
from agent.messages import Event
from agent.model import (
    DOCUMENTS,
    Channel,
    Check,
    Comparison,
    HttpTarget,
    Monitor,
    Outcome,
    Report,
    ReportFormat,
    ReportKind,
    SlackChannel,
    Subject,
)
from agent.probes import Probes
from agent.probes.decoding import Decoder
from agent.reports import write_report
from agent.store import Store
from agent.vault import SecretUnavailable, Vault

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program, whether it works, and what was seen."""

    name: str
    ok: bool
    detail: str


def agent_in(folder: Path, publish: Callable[[Event], None]) -> Agent:
    """The agent of the program, on ``folder``."""
    return Agent(folder, publish)


def agent_parts() -> Iterator[Part]:
    """Try every part that needs no screen, one after the other."""
    yield tried("modules", lambda: every_module("agent"))
    yield tried("store", lambda: asyncio.run(_store()))
    yield tried("TLS check", lambda: asyncio.run(_check()))
    yield tried("compression", _compression)
    yield tried("assertions", lambda: asyncio.run(_assertions()))
    yield tried("channels", _channels)
    yield tried("services", _services)
    yield tried("e-mail", _email)
    yield tried("reports", lambda: asyncio.run(_reports()))
    yield tried("keychain", lambda: asyncio.run(_keychain()))
    yield tried("time zones", lambda: str(ZoneInfo("Europe/Berlin")))


def tried(name: str, trial: Callable[[], str]) -> Part:
    """How ``trial`` went, which returns what it saw or raises."""
    try:
        return Part(name, True, trial())
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part is the answer
        return Part(name, False, f"{type(error).__name__}: {error}")


def every_module(package: str) -> str:
    """Import every module of ``package``."""
    root = importlib.import_module(package)
    names = [found.name for found in pkgutil.walk_packages(root.__path__, f"{package}.")]
    for name in names:
        if not name.endswith(".__main__"):
            importlib.import_module(name)
    return f"{len(names)} imported"


async def _store() -> str:
    """Store a monitor and a check, and read them back from a closed and opened database."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(Path(folder))
        try:
            monitor = await store.save_monitor(Monitor(name="self-test", target=HttpTarget(url="http://localhost")), 1)
            check = Check(monitor.id, 2, Outcome.UP, latency_ms=3.5, status_code=200)
            await store.record(check, ())
        finally:
            await store.close()
        store = await Store.open(Path(folder))
        try:
            read = await store.last_check(monitor.id)
        finally:
            await store.close()
    if read != check:
        raise RuntimeError(f"stored {check}, read {read}")
    return "a check was stored and read back"


async def _reports() -> str:
    """Make a report in each format; PDF is printed by a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(Path(folder, "data"))
        try:
            await store.save_monitor(Monitor(name="self-test", target=HttpTarget(url="http://localhost")), 1)
            for form in ReportFormat:
                kind = ReportKind.DOCUMENT if form in DOCUMENTS else ReportKind.SUMMARY
                await write_report(store, Report(kind=kind, format=form), 1, 1_000, Path(folder, f"report.{form}"))
        finally:
            await store.close()
    return f"{', '.join(ReportFormat)} written"


class _Ok(asyncio.Protocol):
    """Answers whatever is asked with 200."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type only
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(ANSWER)
        self._transport.close()


@asynccontextmanager
async def _tls_server() -> AsyncIterator[tuple[str, Path]]:
    """The address of a server on this machine, and the file of the authority that signed its certificate."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "authority.pem")
        authority.cert_pem.write_to_path(str(file))
        async with await asyncio.get_running_loop().create_server(_Ok, "127.0.0.1", 0, ssl=context) as server:
            yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/", file


async def _check() -> str:
    """Check a server whose certificate is verified, and one whose certificate must be refused."""
    probes = Probes()
    try:
        async with _tls_server() as (url, authority):
            trusted = Monitor(name="self-test", target=HttpTarget(url=url, ca_file=str(authority)))
            stranger = Monitor(name="self-test", target=HttpTarget(url=url))
            good, refused = await probes.check(trusted), await probes.check(stranger)
    finally:
        await probes.close()
    if good.outcome is not Outcome.UP or refused.outcome is not Outcome.DOWN:
        raise RuntimeError(f"expected UP and DOWN, got {good.outcome} ({good.message}) and {refused.outcome}")
    return f"answered in {good.latency_ms:.0f} ms; an unknown certificate was refused: {refused.message}"


def _compression() -> str:
    """Pack something with each library, and undo it as the body of an answer."""
    packed = {"gzip": gzip.compress(ANSWER), "br": brotli.compress(ANSWER), "zstd": zstd.compress(ANSWER)}
    for coding, data in packed.items():
        out = bytearray()
        decoder = Decoder([coding], lambda piece, out=out: bool(out.extend(piece) or True))  # type: ignore[misc]
        decoder.take(data)
        decoder.end()
        if out != ANSWER:
            raise RuntimeError(f"{coding} came out as {len(out)} bytes of {len(ANSWER)}")
    return f"{', '.join(packed)} undone"


async def _assertions() -> str:
    """A JSONPath and a JSON Schema are evaluated in a process of their own."""
    workers = Workers()
    try:
        questions = [
            Question(Subject.JSON, "$[?@.a > 1]", Comparison.EXISTS, ""),
            Question(Subject.SCHEMA, "", Comparison.VALID, '{"items": {"required": ["a"]}}'),
        ]
        now = asyncio.get_running_loop().time()
        found = await workers.ask(questions, Facts(body=b'[{"a": 2}]'), now + 10)
    finally:
        workers.close()
    if not all(each.passed for each in found):
        raise RuntimeError(f"expected both to hold, got {found}")
    return "a JSONPath and a JSON Schema were evaluated"


def _channels() -> str:
    """Every kind of channel there is can be sent to."""
    kinds = [kind.model_construct() for kind in get_args(get_args(Channel)[0])]
    for kind in kinds:
        channels.spacing(kind)
    return ", ".join(kind.kind for kind in kinds)


def _services() -> str:
    """Apprise finds its services, which lie beside it as files, and reads an address of one."""
    count = everything.services()
    if count < 100:
        raise RuntimeError(f"expected more than 100 services of Apprise, found {count}")
    everything.check_address("ntfys://ntfy.sh/self-test")
    return f"{count} through Apprise"


def _email() -> str:
    """A message becomes a plain and an HTML page."""
    message = wording.trial_message("self-test <&>", 0)
    page, text = html_page(message), plain_page(message)
    if "self-test <&>" in page or "self-test &lt;&amp;&gt;" not in page or "self-test <&>" not in text:
        raise RuntimeError("the channel's name does not stand in the message as it should")
    return f"{len(page)} characters of HTML"


async def _keychain() -> str:
    """The modules for every keychain are there; and what this system's own one says."""
    backends = entry_points(group="keyring.backends")
    if not backends:
        raise RuntimeError("no keychain's module is there")
    for backend in backends:
        backend.load()
    if sys.platform == "linux" and find_spec("secretstorage") is None:
        raise RuntimeError("secretstorage is missing")
    nothing = SecretStr("${keychain:self-test}")
    try:
        await Vault().reveal(SlackChannel(name="self-test", webhook_url=nothing))
    except SecretUnavailable as error:
        return error.reason
    raise RuntimeError("the keychain has an entry that nobody made")
