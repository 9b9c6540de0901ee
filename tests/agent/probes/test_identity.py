"""Client certificates: shown to real servers that demand them, in every form, and what is said of unusable files."""

import asyncio
import os
import socket
import ssl
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)

from agent.model import Cause, Check, Outcome
from agent.probes import Probes
from agent.probes.identity import Identity
from tests.agent.probes.servers import Connection, Server, check, response, serve

PASSWORD = "canary-pass"


@dataclass
class World:
    """An authority, what it issued for a client, and a server that lets only such clients in."""

    folder: Path
    password: str = PASSWORD
    authority: trustme.CA = field(default_factory=trustme.CA)
    server: Server = field(init=False)
    shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.authority.cert_pem.write_to_path(str(self.folder / "ca.pem"))
        self.client = self.authority.issue_cert("client.example", common_name="someone")
        self.certificate = b"".join(pem.bytes() for pem in self.client.cert_chain_pems)
        self.key = self.client.private_key_pem.bytes()

    def context(self, *, needed: bool = True) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert("127.0.0.1").configure_cert(context)
        self.authority.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED if needed else ssl.CERT_OPTIONAL
        return context

    async def answer(self, connection: Connection) -> None:
        found = connection.writer.get_extra_info("peercert")
        self.shown += [value for part in found["subject"] for name, value in part if name == "commonName"]
        await connection.send(response())

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def encrypted(self, key: bytes, how: PrivateFormat = PrivateFormat.PKCS8) -> bytes:
        return load_pem_private_key(key, None).private_bytes(Encoding.PEM, how, self.protection)

    @property
    def protection(self) -> KeySerializationEncryption:
        return BestAvailableEncryption(self.password.encode())

    def pkcs12(self, how: KeySerializationEncryption | None = None) -> bytes:
        loaded: Any = load_pem_private_key(self.key, None)
        return pkcs12.serialize_key_and_certificates(
            b"me", loaded, x509.load_pem_x509_certificates(self.certificate)[0], None, how or self.protection
        )

    async def check(self, probes: Probes | None = None, url: str = "", **target: Any) -> Check:
        result = await check(url or self.server.url(), probes, ca_file=str(self.folder / "ca.pem"), **target)
        assert "canary" not in result.message
        return result


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = World(tmp_path)
    async with serve(made.answer, tls=made.context()) as made.server:
        yield made


FORMS = ["one file", "two files", "encrypted", "old encryption", "PKCS#12", "PKCS#12 without a password"]


def given(world: World, form: str) -> dict[str, str]:
    """The fields of a target for the client's certificate in this form."""
    certificate, password = world.certificate, {"client_key_password": world.password}
    match form:
        case "one file":
            return {"client_certificate": world.file("both.pem", world.key + certificate)}
        case "two files":
            files = {"client_certificate": world.file("c.pem", certificate), "client_key": world.file("k", world.key)}
            return {**files, "client_key_password": "of no use here"}
        case "encrypted":
            both = world.file("both.pem", certificate + world.encrypted(world.key))
            return {"client_certificate": both, **password}
        case "old encryption":
            key = world.encrypted(world.key, PrivateFormat.TraditionalOpenSSL)
            return {
                "client_certificate": world.file("c.pem", certificate),
                "client_key": world.file("k", key),
                **password,
            }
        case "PKCS#12":
            return {"client_certificate": world.file("me.p12", world.pkcs12()), **password}
        case _:
            return {"client_certificate": world.file("me.p12", world.pkcs12(NoEncryption()))}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("verify", [True, False])
async def test_a_certificate_is_shown(world: World, form: str, verify: bool) -> None:
    result = await world.check(**given(world, form), verify_tls=verify)
    assert (result.outcome, result.message) == (Outcome.UP, "")
    assert world.shown == ["someone"]


async def test_without_one_nobody_is_let_in(world: World) -> None:
    result = await world.check()
    assert result.outcome is Outcome.DOWN
    assert world.shown == []


async def test_it_is_kept_until_its_file_changes(world: World) -> None:
    probes, fields = Probes(), given(world, "one file")
    for _ in range(2):
        assert (await world.check(probes, **fields)).outcome is Outcome.UP
    other = world.authority.issue_cert("client.example", common_name="another person")
    world.file("both.pem", other.private_key_and_cert_chain_pem.bytes())
    assert (await world.check(probes, **fields)).outcome is Outcome.UP
    assert world.shown == ["someone", "someone", "another person"]


async def test_a_key_of_pkcs12_leaves_nothing_behind(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even in the clear for a moment: what OpenSSL is given is looked at while it reads."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    seen: list[tuple[int, bytes]] = []

    class Watched(ssl.SSLContext):
        def load_cert_chain(self, certfile: Any, keyfile: Any = None, password: Any = None) -> None:
            seen.append((os.stat(certfile).st_mode & 0o777, Path(certfile).read_bytes()))
            super().load_cert_chain(certfile, keyfile, password)

    fields = given(world, "PKCS#12")
    before = os.umask(0o022)
    try:
        Identity(fields["client_certificate"], "", PASSWORD).load(Watched(ssl.PROTOCOL_TLS_CLIENT))
    finally:
        os.umask(before)
    assert list(folder.iterdir()) == []
    [(mode, content)] = seen
    assert mode == 0o600
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in content
    assert b"BEGIN PRIVATE KEY" not in content


def wrong(world: World, case: str) -> tuple[dict[str, str], str]:
    """Fields that cannot be used, and what is to be said of them."""
    certificate, key = world.file("c.pem", world.certificate), world.file("k.pem", world.key)
    plain = {"client_certificate": certificate, "client_key": key}
    match case:
        case "no file":
            return {"client_certificate": "/no/such.pem"}, "/no/such.pem, cannot be read: No such file or directory"
        case "a folder":
            return {"client_certificate": str(world.folder)}, "is not a file"
        case "no key file":
            said = f"The key of the client certificate, {world.folder}/gone, cannot be read: No such file or directory"
            return {**plain, "client_key": f"{world.folder}/gone"}, said
        case "no key":
            return {"client_certificate": certificate}, f"{certificate}, has no key in it"
        case "no certificate":
            return {"client_certificate": key}, f"{key}, holds no certificate"
        case "another key":
            other = world.file("o.pem", world.authority.issue_cert("x.example").private_key_pem.bytes())
            return {**plain, "client_key": other}, f"{certificate}, does not belong to the key in {other}"
        case "no password":
            world.file("k.pem", world.encrypted(world.key))
            return plain, f"{certificate}, needs a password for the key in {key}"
        case "wrong password":
            world.file("k.pem", world.encrypted(world.key))
            fields = {**plain, "client_key_password": "canary"}
            return fields, f"{certificate}, cannot be used: its password does not open the key in {key}"
        case "broken key":
            world.file("k.pem", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
            return plain, f"{certificate}, has no key in {key}"
        case "PKCS#12, no password":
            return {"client_certificate": world.file("me.p12", world.pkcs12())}, "me.p12, needs a password"
        case "PKCS#12, wrong password":
            fields = {"client_certificate": world.file("me.p12", world.pkcs12()), "client_key_password": "canary"}
            return fields, "me.p12, is not opened by its password"
        case "PKCS#12 and a key":
            fields = {"client_certificate": world.file("me.p12", world.pkcs12()), "client_key": key}
            return fields, "me.p12, is not PEM, so that it cannot have its key in another file"
        case "PKCS#12 without a key":
            content = pkcs12.serialize_key_and_certificates(
                None, None, None, x509.load_pem_x509_certificates(world.certificate), NoEncryption()
            )
            return {"client_certificate": world.file("me.p12", content)}, "me.p12, holds no certificate with its key"
    return {"client_certificate": world.file("me.p12", b"0123456789")}, "me.p12, is neither PEM nor PKCS#12"


@pytest.mark.parametrize(
    "case",
    [
        "no file",
        "a folder",
        "no key file",
        "no key",
        "no certificate",
        "another key",
        "no password",
        "wrong password",
        "broken key",
        "PKCS#12, no password",
        "PKCS#12, wrong password",
        "PKCS#12 and a key",
        "PKCS#12 without a key",
        "something else",
    ],
)
async def test_what_cannot_be_used_is_told_and_says_nothing_of_the_target(world: World, case: str) -> None:
    fields, said = wrong(world, case)
    result = await world.check(**fields)
    assert (result.outcome, result.cause) == (Outcome.UNKNOWN, Cause.TLS)
    assert said in result.message
    assert world.server.accepted == 0


@pytest.mark.parametrize("case", ["unknown issuer", "expired"])
async def test_a_certificate_that_the_server_refuses(world: World, case: str, tmp_path: Path) -> None:
    """By a server in a thread: OpenSSL on a socket sends the alert, which asyncio's servers swallow."""
    start = datetime(2020, 1, 1, tzinfo=UTC)
    leaf = (
        trustme.CA().issue_cert("x.example")
        if case == "unknown issuer"
        else world.authority.issue_cert("x.example", not_before=start, not_after=datetime(2020, 2, 1, tzinfo=UTC))
    )
    path = world.file("bad.pem", leaf.private_key_and_cert_chain_pem.bytes())
    context = world.context()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            connection, _ = listening.accept()
            with connection:
                served = context.wrap_socket(connection.dup(), server_side=True, do_handshake_on_connect=False)
                with served, pytest.raises(ssl.SSLError):
                    served.do_handshake()
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65_536):  # closing with data unread would reset, and drop the alert
                    pass

        serving = asyncio.create_task(asyncio.to_thread(accept))
        port = listening.getsockname()[1]
        result = await world.check(url=f"https://127.0.0.1:{port}/", client_certificate=path)
        await serving
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.TLS)
    why = "its issuer is not known there" if case == "unknown issuer" else "it has expired"
    assert result.message == f"127.0.0.1 port {port} does not accept the client certificate: {why}"
