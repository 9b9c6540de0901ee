"""Our verdict agrees with curl's: the same misbehaving servers, asked by both.

Each case of the table below is served for real, checked by a probe and asked by the curl of this machine. What curl's
exit code means in our words stands in ``MEANINGS``. Where we judge otherwise on purpose, the case says what curl finds
and why we do not.
"""

import asyncio
import gzip
import shutil
import ssl
import warnings
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from agent.model import Cause, Outcome
from agent.probes import Probes
from agent.probes.network import MAX_ANSWER_BYTES
from tests.agent.probes.authorities import Authority, in_days
from tests.agent.probes.servers import Connection, check, refusing, response, serve

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
GOOD = response()
SHORT = OK + b"Content-Length: 100\r\nConnection: close\r\n\r\n"

MEANINGS: dict[int, Cause] = {
    1: Cause.REDIRECT,  # unsupported protocol: where none but HTTP is asked, a redirect led there
    3: Cause.REDIRECT,  # a malformed address: the same
    6: Cause.DNS,
    7: Cause.CONNECTION,
    8: Cause.PROTOCOL,  # weird server reply
    18: Cause.PROTOCOL,  # partial file
    27: Cause.PROTOCOL,  # "out of memory": how some versions call headers that are too large
    28: Cause.TIMEOUT,
    35: Cause.TLS,
    47: Cause.REDIRECT,  # too many
    52: Cause.CONNECTION,  # empty reply
    56: Cause.CONNECTION,  # failure to receive
    60: Cause.TLS,
    61: Cause.PROTOCOL,  # bad content encoding
    63: Cause.TOO_LARGE,
    77: Cause.TLS,  # CA file
}

SAYS = (
    (b"HTTP/0.9", Cause.PROTOCOL),
    (b"Unsupported HTTP version", Cause.PROTOCOL),
    (b"large response headers", Cause.PROTOCOL),
)
"""Where curl uses a code for other things too, what it says tells them apart."""

Answer = Callable[[Connection], Awaitable[None]]
Tls = Callable[[Path], tuple[ssl.SSLContext, str]]


@dataclass(frozen=True)
class Case:
    """A server, and how both ask it. ``tls`` makes its context and the CA file for both; one that ``refuses`` ends
    every handshake. Where we differ ``why`` is the reason, and ``finds`` what curl finds."""

    name: str
    answer: Answer | bytes = GOOD
    tls: Tls | None = None
    seconds: float = 30
    curl_seconds: float | None = None
    read_head: bool = True
    refuses: bool = False
    scheme: str = ""
    method: str = "GET"
    finds: Cause | None = None
    why: str = ""


# -- what servers do ---------------------------------------------------------------------------------------------------


def then(*steps: bytes | str) -> Answer:
    """Send, and at the end ``hold`` the connection or ``reset`` it."""

    async def answer(connection: Connection) -> None:
        for step in steps:
            if isinstance(step, bytes):
                await connection.send(step)
            elif step == "hold":
                await connection.hold()
            else:
                await asyncio.sleep(0.02)  # what was sent shall be read before the reset discards it
                connection.reset()

    return answer


async def read_and_close(connection: Connection) -> None:
    """End it properly: closing with something unread would reset it."""
    await connection.reader.read(65_536)


def drip(start: bytes, drop: bytes) -> Answer:
    async def answer(connection: Connection) -> None:
        await connection.send(start)
        while True:
            await connection.send(drop)
            await asyncio.sleep(0.05)

    return answer


def flood(start: bytes, drop: bytes) -> Answer:
    async def answer(connection: Connection) -> None:
        await connection.send(start)
        while True:
            await connection.send(drop)

    return answer


def steps(*answers: bytes) -> Answer:
    """Redirected from ``/`` to ``/1``, ``/2`` …: each path its own answer."""

    async def answer(connection: Connection) -> None:
        number = connection.path.strip("/").partition("?")[0]
        await connection.send(answers[int(number) if number.isdigit() else 0])

    return answer


def to(place: str, status: str = "302 Found") -> bytes:
    return response(status, b"", f"Location: {place}")


def chain_of(count: int) -> Answer:
    return steps(*(to(f"/{number + 1}") for number in range(count)), response())


# -- TLS ---------------------------------------------------------------------------------------------------------------


def signed(ends: float = 90, *, known: bool = True, middle: float | None = None) -> Tls:
    def make(folder: Path) -> tuple[ssl.SSLContext, str]:
        root = Authority.root("Root")
        trusted = (root if known else Authority.root("Another")).write(folder / "ca.pem")
        signer = root if middle is None else root.authority("Middle", in_days(middle))
        return signer.server(folder, in_days(ends)), trusted

    return make


def self_signed(folder: Path) -> tuple[ssl.SSLContext, str]:
    own = trustme.CA()
    (folder / "own.pem").write_bytes(own.private_key_pem.bytes() + own.cert_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "own.pem")
    return context, Authority.root("Another").write(folder / "ca.pem")


def wrong_host(folder: Path) -> tuple[ssl.SSLContext, str]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("elsewhere.example").configure_cert(context)
    return context, str(folder / "ca.pem")


def without_intermediate(folder: Path) -> tuple[ssl.SSLContext, str]:
    root = Authority.root("Root")
    middle = root.authority("Middle")
    alone = Authority(middle.name, middle.key, middle.pem)
    return alone.server(folder, in_days(90)), root.write(folder / "ca.pem")


def only_tls_1_1(folder: Path) -> tuple[ssl.SSLContext, str]:
    context, trusted = signed()(folder)
    context.set_ciphers("ALL@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    return context, trusted


def client_certificate(version: ssl.TLSVersion) -> Tls:
    def make(folder: Path) -> tuple[ssl.SSLContext, str]:
        context, trusted = signed()(folder)
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(trusted)
        context.maximum_version = version
        return context, trusted

    return make


CASES = [
    # good answers, however odd
    Case("plain"),
    Case("HEAD", OK + b"Content-Length: 5\r\nConnection: close\r\n\r\n", method="HEAD"),
    Case("no content", b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
    Case("HTTP/1.0 to the end of the connection", b"HTTP/1.0 200 OK\r\n\r\nbody"),
    Case("no length, to the end of the connection", OK + b"Connection: close\r\n\r\nbody"),
    Case("chunks", CHUNKED + b"4\r\nbody\r\n0\r\n\r\n"),
    Case("chunks with extensions and trailers", CHUNKED + b"4;x=y\r\nbody\r\n0\r\nX-Sum: 1\r\n\r\n"),
    Case("interim answers first", b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + response()),
    Case("no reason phrase", b"HTTP/1.1 200 \r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"),
    Case("bytes after the answer", response() + b"and more than was announced"),
    Case("the answer before the request was read", response(), read_head=False),
    Case("compressed", response("200 OK", gzip.compress(b"body"), "Content-Encoding: gzip")),
    Case("deflate", response("200 OK", zlib.compress(b"body"), "Content-Encoding: deflate")),
    # statuses
    Case("not found", response("404 Not Found")),
    Case("server error", response("500 Oh")),
    Case(
        "unavailable, broken off",
        b"HTTP/1.1 503 No\r\nContent-Length: 100\r\n\r\nhalf",
        finds=Cause.PROTOCOL,
        why="That the service is unavailable tells more than that its error page broke off.",
    ),
    Case("not modified", b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"),
    Case("unauthorized", response("401 No", b"", 'WWW-Authenticate: Basic realm="x"')),
    # redirects
    Case("one redirect", steps(to("/1"), response())),
    Case("permanent, then temporary", steps(to("/1", "301 Moved"), to("/2", "307 Temporary"), response())),
    Case("ten redirects", chain_of(10)),
    Case("eleven redirects", chain_of(11)),
    Case("a loop", steps(to("/"))),
    Case("redirected to an error", steps(to("/1"), response("500 Oh"))),
    Case("redirected to ftp", to("ftp://127.0.0.1/file")),
    Case("redirected to a file", to("file:///etc/passwd")),
    Case("redirected to a port that nobody has", to("http://127.0.0.1:99999/")),
    Case("redirected to a port where nobody listens", to("http://127.0.0.1:1/")),
    Case("redirected to a name that does not exist", to("http://no-such-name.invalid/")),
    Case("a redirect without a place", response("302 Found", b"")),
    # no answer, or the end of one
    Case("closed at once", b"", read_head=False),
    Case("closed after the request", b""),
    Case("reset at once", then("reset"), read_head=False),
    Case("reset after the request", then("reset")),
    Case("reset in the headers", then(OK + b"Server: x\r\n", "reset")),
    Case("reset in the body", then(SHORT + b"half", "reset")),
    Case("silence", then("hold"), seconds=1),
    Case("silence in the headers", then(OK + b"Server: x", "hold"), seconds=1),
    Case("silence in the body", then(SHORT + b"half", "hold"), seconds=1),
    Case("dripping headers", drip(OK, b"X-Drip: 1\r\n"), seconds=1),
    Case("a dripping body", drip(SHORT.replace(b"100", b"100000"), b"."), seconds=1),
    Case("dripping chunks", drip(CHUNKED, b"1\r\nx\r\n"), seconds=1),
    # not what was announced
    Case("shorter than announced", SHORT + b"half"),
    Case("chunks without an end", CHUNKED + b"4\r\nbody\r\n"),
    Case("a chunk shorter than announced", CHUNKED + b"FF\r\nbody"),
    Case(
        "chunks with a size that is none",
        CHUNKED + b"ZZ\r\nbody\r\n",
        finds=Cause.CONNECTION,
        why="Some versions of curl call a bad chunk a failure to receive; the connection is fine, the answer is not.",
    ),
    Case("a negative length", OK + b"Content-Length: -5\r\nConnection: close\r\n\r\nbody"),
    Case("a body that is no gzip", response("200 OK", b"not compressed", "Content-Encoding: gzip")),
    Case(
        "gzip that breaks off",
        response("200 OK", gzip.compress(b"x" * 9_999)[:20], "Content-Encoding: gzip"),
        why="curl does not notice that compressed data end too early: the body is not whole.",
    ),
    Case(
        "headers that break off",
        OK + b"Serv",
        why="curl takes headers without an end for an answer; half of one is none.",
    ),
    Case("a header line without a colon", OK + b"no colon\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    # not HTTP
    Case("HTTP/0.9", b"<html>hello</html>"),
    Case("garbage", b"\x00\xff\x13\x37" * 50),
    Case("a mail server", then(b"220 mail.example ESMTP\r\n", "hold"), read_head=False, seconds=1),
    Case("an SSH server", then(b"SSH-2.0-OpenSSH_9.6\r\n", "hold"), read_head=False, seconds=1),
    Case("a status that is none", b"HTTP/1.1 twohundred OK\r\n\r\n"),
    Case("an unknown version", b"HTTP/9.9 200 OK\r\n\r\n"),
    Case(
        "another protocol, unasked",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        finds=Cause.CONNECTION,
        why="curl calls what follows an empty reply; that nobody asked to switch is what is wrong.",
    ),
    Case("TLS where plain HTTP is asked", b"\x15\x03\x01\x00\x02\x02\x46"),
    # too much
    Case("more than 10 MiB announced", flood(OK + b"Content-Length: 99999999\r\n\r\n", b"x" * 65_536)),
    Case(
        "a body without an end",
        flood(OK + b"\r\n", b"x" * 65_536),
        curl_seconds=1,
        finds=Cause.TIMEOUT,
        why="curl reads on while there is time; a check stops at 10 MiB.",
    ),
    Case("a header of 300 KB", OK + b"X: " + b"y" * 300_000 + b"\r\nConnection: close\r\n\r\n"),
    Case("headers without an end", flood(OK, b"X-More: " + b"y" * 1_000 + b"\r\n"), curl_seconds=5),
    # TLS
    Case("TLS", tls=signed()),
    Case("TLS with an intermediate", tls=signed(middle=90)),
    Case("an expired certificate", tls=signed(-1)),
    Case("an expired intermediate", tls=signed(middle=-1)),
    Case("an unknown issuer", tls=signed(known=False)),
    Case("an intermediate that is not sent", tls=without_intermediate),
    Case("a self-signed certificate", tls=self_signed),
    Case("a certificate for another host", tls=wrong_host),
    Case("only TLS 1.1", tls=only_tls_1_1, refuses=True),
    Case("a client certificate wanted, TLS 1.2", tls=client_certificate(ssl.TLSVersion.TLSv1_2), refuses=True),
    Case("a client certificate wanted, TLS 1.3", tls=client_certificate(ssl.TLSVersion.TLSv1_3)),
    Case("plain HTTP where TLS is asked", b"HTTP/1.1 400 Bad Request\r\n\r\n", scheme="https", read_head=False),
    Case(
        "closed while TLS is set up",
        read_and_close,
        scheme="https",
        read_head=False,
        finds=Cause.TLS,
        why="curl calls all that happens during the handshake TLS; it is the connection that ended.",
    ),
    Case("silence while TLS is set up", then("hold"), scheme="https", read_head=False, seconds=1),
    Case(
        "reset while TLS is set up",
        then("reset"),
        scheme="https",
        read_head=False,
        finds=Cause.TLS,
        why="curl calls all that happens during the handshake TLS; it is the connection that was reset.",
    ),
    Case("reset over TLS", then(SHORT + b"half", "reset"), tls=signed()),
    Case("shorter than announced over TLS", SHORT + b"half", tls=signed()),
]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)


async def curl(url: str, case: Case, *options: str) -> Cause | None:
    """What curl finds, in our words; None when all is well."""
    program = shutil.which("curl")
    assert program, "these tests compare with the real curl: install it"
    seconds = case.curl_seconds or case.seconds
    command = [
        program,
        "--disable",
        "-sS",
        "-L",
        "--max-redirs",
        "10",
        "--proto-redir",
        "=http,https",
        "--compressed",
        "--max-filesize",
        str(MAX_ANSWER_BYTES),
        "--tlsv1.2",
        "--max-time",
        str(seconds),
        "-o",
        "-",
        "-w",
        "\n%{stderr}%{http_code}",
        "--noproxy",
        "*",
        *(["--head"] if case.method == "HEAD" else []),
        *options,
        url,
    ]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    code, status = process.returncode or 0, int(said.split()[-1][-3:])
    print(code, status, said.decode(errors="replace"))  # shown when a case fails
    if code:
        return next((cause for words, cause in SAYS if words in said), MEANINGS[code])
    return None if 200 <= status < 400 else Cause.UNEXPECTED_STATUS


async def agree(case: Case, url: str, ca_file: str = "") -> None:
    mine = await check(url, Probes(online=lambda: True), seconds=case.seconds, ca_file=ca_file, method=case.method)
    theirs = await curl(url, case, *(["--cacert", ca_file] if ca_file else []))
    print(mine)
    assert mine.outcome in (Outcome.UP, Outcome.DOWN)
    if case.why:
        assert theirs == case.finds
        assert mine.cause != theirs
    else:
        assert mine.cause == theirs


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_we_agree(case: Case, tmp_path: Path) -> None:
    context, ca_file = case.tls(tmp_path) if case.tls else (None, "")
    serving = serve(case.answer, tls=context, read_head=case.read_head)
    async with refusing(context) if context and case.refuses else serving as server:
        server.scheme = case.scheme or server.scheme
        await agree(case, server.url(), ca_file)


@pytest.mark.parametrize("name", ["no-such-name.invalid", f"{'a' * 64}.invalid"])
async def test_we_agree_on_names(name: str) -> None:
    await agree(Case(name), f"http://{name}/")


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_we_agree_on_refused_connections(scheme: str) -> None:
    async with serve(b"") as server:
        pass
    await agree(Case("refused"), f"{scheme}://127.0.0.1:{server.port}/")


async def test_we_agree_on_a_ca_file_that_is_not_there(tmp_path: Path) -> None:
    context, _ = signed()(tmp_path)
    async with serve(response(), tls=context) as server:
        await agree(Case("no CA file"), server.url(), str(tmp_path / "missing.pem"))
