"""TLS is verified by default, and a refused certificate is told in plain words with its dates."""

import ssl
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from agent.model import Cause, Check, Outcome
from agent.probes import Probes
from tests.agent.probes.servers import check, refusing, response, serve

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Settings = Callable[[trustme.CA, ssl.SSLContext], None]


def good(authority: trustme.CA, context: ssl.SSLContext) -> None:
    authority.issue_cert("127.0.0.1").configure_cert(context)


def expired(authority: trustme.CA, context: ssl.SSLContext) -> None:
    leaf = authority.issue_cert("127.0.0.1", not_before=LONG_AGO, not_after=LONG_AGO + timedelta(days=90))
    leaf.configure_cert(context)


def too_early(authority: trustme.CA, context: ssl.SSLContext) -> None:
    start = datetime(2099, 1, 1, tzinfo=UTC)
    authority.issue_cert("127.0.0.1", not_before=start, not_after=start + timedelta(days=9)).configure_cert(context)


def wrong_host(authority: trustme.CA, context: ssl.SSLContext) -> None:
    authority.issue_cert("a.example", "b.example", "c.example", "d.example").configure_cert(context)


def self_signed(authority: trustme.CA, context: ssl.SSLContext) -> None:
    pair = authority.cert_pem.bytes() + authority.private_key_pem.bytes()
    with trustme.Blob(pair).tempfile() as path:
        context.load_cert_chain(path)


def old_version(authority: trustme.CA, context: ssl.SSLContext) -> None:
    good(authority, context)
    context.set_ciphers("ALL@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1


def client_certificate(authority: trustme.CA, context: ssl.SSLContext) -> None:
    good(authority, context)
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)


async def check_tls(settings: Settings, tmp_path: Path, *, known: bool = True, verify: bool = True) -> Check:
    """Check a server with a certificate as ``settings`` make it; ``known``: its authority is in the CA file."""
    authority = trustme.CA(organization_name="Test Authority")
    (authority if known else trustme.CA()).cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    settings(authority, context)
    async with serve(response(), tls=context) as server:
        return await check(server.url(), verify_tls=verify, ca_file=str(tmp_path / "ca.pem"))


@pytest.mark.parametrize(
    ("settings", "known", "message"),
    [
        (expired, True, "The certificate of 127.0.0.1 has expired on 2020-03-31 00:00 UTC"),
        (too_early, True, "The certificate of 127.0.0.1 is not valid yet, but from 2099-01-01 00:00 UTC"),
        (
            wrong_host,
            True,
            "The certificate is not made for 127.0.0.1, but for a.example, b.example, c.example and 1 more",
        ),
        (self_signed, False, "The certificate of 127.0.0.1 is self-signed; nobody vouches for it"),
        (good, False, "The issuer, Test Authority, of the certificate of 127.0.0.1 is not known to this machine"),
    ],
)
async def test_refused(settings: Settings, known: bool, message: str, tmp_path: Path) -> None:
    result = await check_tls(settings, tmp_path, known=known)
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.TLS)
    assert message in result.message


@pytest.mark.parametrize("settings", [expired, wrong_host, self_signed])
async def test_the_end_of_a_refused_certificate_is_known(settings: Settings, tmp_path: Path) -> None:
    result = await check_tls(settings, tmp_path, known=False)
    assert result.cause is Cause.TLS
    assert result.certificate_expires_at is not None
    if settings is expired:
        assert datetime.fromtimestamp(result.certificate_expires_at / 1_000, UTC) == LONG_AGO + timedelta(days=90)


@pytest.mark.parametrize("settings", [good, expired, wrong_host, self_signed])
async def test_only_the_monitors_own_choice_turns_verification_off(settings: Settings, tmp_path: Path) -> None:
    result = await check_tls(settings, tmp_path, known=False, verify=False)
    assert result.outcome is Outcome.UP, result.message
    assert result.certificate_expires_at is not None


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (old_version, "127.0.0.1 port {port} speaks no version of TLS that is safe today; at least 1.2 is needed"),
        (client_certificate, "127.0.0.1 port {port} asks for a client certificate"),
    ],
)
async def test_refused_by_the_servers_alert(settings: Settings, message: str, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    settings(authority, context)
    async with refusing(context) as server:
        result = await check(server.url(), ca_file=str(tmp_path / "ca.pem"))
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.TLS)
    assert result.message == message.format(port=server.port)


async def test_no_tls_at_all() -> None:
    async with serve(b"HTTP/1.1 400 Bad Request\r\n\r\n", read_head=False) as server:
        result = await check(server.url().replace("http:", "https:"))
    assert result.cause is Cause.TLS
    assert result.message == f"127.0.0.1 port {server.port} does not speak TLS"


async def test_the_server_hangs_up_during_tls() -> None:
    async with serve(b"", read_head=False) as server:
        result = await check(server.url().replace("http:", "https:"))
    assert result.cause in (Cause.TLS, Cause.CONNECTION)
    assert "while TLS was being set up" in result.message


async def test_the_server_says_nothing_during_tls() -> None:
    async with serve(lambda connection: connection.hold(), read_head=False) as server:
        result = await check(server.url().replace("http:", "https:"), seconds=1)
    assert result.cause is Cause.TIMEOUT
    assert result.message == f"TLS with 127.0.0.1 port {server.port} was not set up within 1 s"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read: No such file or directory"),
        ("no certificate", "holds no usable certificate in PEM form"),
    ],
)
@pytest.mark.parametrize("where", ["ca_file", "SSL_CERT_FILE"])
async def test_a_file_of_authorities_that_is_of_no_use(
    where: str, content: str | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "authorities.pem"
    if content is not None:
        path.write_text(content)
    if where == "SSL_CERT_FILE":
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    good(trustme.CA(), context)
    async with serve(response(), tls=context) as server:
        result = await check(server.url(), ca_file=str(path) if where == "ca_file" else "")
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.TLS)
    assert str(path) in result.message
    assert reason in result.message


async def test_ssl_cert_file_is_the_system_store_and_its_renewal_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    good(authority, context)
    store = tmp_path / "store.pem"
    monkeypatch.setenv("SSL_CERT_FILE", str(store))
    probes = Probes()
    async with serve(response(), tls=context) as server:
        trustme.CA(organization_name="Another").cert_pem.write_to_path(str(store))
        assert (await check(server.url(), probes)).cause is Cause.TLS
        authority.cert_pem.write_to_path(str(store), append=True)
        assert (await check(server.url(), probes)).outcome is Outcome.UP
