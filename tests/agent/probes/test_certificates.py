"""What is known of a server's certificates after a check, by real servers with real chains."""

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from agent.chains import first_to_end
from agent.model import Cause, Certificate, HttpTarget, Monitor, Outcome
from agent.probes import Finding, Probes, certificates
from agent.probes.certificates import chain_of, read_certificate
from tests.agent.probes.authorities import Authority, in_days
from tests.agent.probes.servers import response, serve

ROOT = Path(__file__).parents[3]


async def find(context: ssl.SSLContext, **target: object) -> Finding:
    async with serve(response(), tls=context) as server:
        fields = HttpTarget.model_validate({"url": server.url(), **target})
        return await Probes().find(Monitor(name="x", timeout=30, target=fields))


@pytest.fixture
def root() -> Authority:
    return Authority.root("Root Authority")


@pytest.fixture
def ca_file(root: Authority, tmp_path: Path) -> str:
    return root.write(tmp_path / "ca.pem")


@pytest.fixture
def long_lived(root: Authority, tmp_path: Path) -> ssl.SSLContext:
    """A server's certificate that outlives the one it rests on."""
    return root.authority("Middle Authority").server(tmp_path, in_days(400), "api.example")


@pytest.fixture(autouse=True)
def nothing_read() -> Iterator[None]:
    certificates._known.clear()
    yield
    certificates._known.clear()


async def test_the_whole_chain_is_known_and_the_first_end_counts(long_lived: ssl.SSLContext, ca_file: str) -> None:
    found = await find(long_lived, ca_file=ca_file)
    assert found.check.outcome is Outcome.UP
    own, middle, root = found.check.certificates
    assert (own.subject, own.issuer) == ("The API", "Middle Authority")
    assert own.names == ("api.example", "127.0.0.1")
    assert (middle.subject, middle.issuer, middle.self_issued) == ("Middle Authority", "Root Authority", False)
    assert (root.subject, root.self_issued) == ("Root Authority", True)
    assert own.expires_at > middle.expires_at == found.check.certificate_expires_at
    assert found.exchange.tls is not None
    assert [read_certificate(der).subject for der in found.exchange.tls.chain] == ["The API", "Middle Authority"]


async def test_cheap_and_full_reading_agree(long_lived: ssl.SSLContext, ca_file: str) -> None:
    found = await find(long_lived, ca_file=ca_file)
    assert found.exchange.tls is not None
    for der, cheap in zip(found.exchange.tls.chain, found.check.certificates, strict=False):
        full = read_certificate(der)
        assert full is not None
        assert full.key == "ECDSA secp256r1"
        assert replace(cheap, key=full.key) == full
        assert full.fingerprint == x509.load_der_x509_certificate(der).fingerprint(SHA256()).hex()


async def test_without_verification_what_is_served_counts(long_lived: ssl.SSLContext) -> None:
    found = await find(long_lived, verify_tls=False)
    assert [one.subject for one in found.check.certificates] == ["The API", "Middle Authority"]
    assert found.check.certificate_expires_at == found.check.certificates[1].expires_at


async def test_a_refused_chain_is_known_whole_and_who_ended_is_named(
    root: Authority, ca_file: str, tmp_path: Path
) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    context = root.authority("Old Middle", long_ago).server(tmp_path, in_days(90))
    found = await find(context, ca_file=ca_file)
    assert found.check.cause is Cause.TLS
    assert found.check.message == (
        "The certificate of Old Middle, which vouches for 127.0.0.1, has expired on 2020-01-01 00:00 UTC"
    )
    assert found.check.certificate_expires_at == int(long_ago.timestamp() * 1_000)
    assert [one.issuer for one in found.check.certificates] == ["Old Middle", "Root Authority"]


async def test_a_healthy_check_does_not_pay_for_cryptography(long_lived: ssl.SSLContext, ca_file: str) -> None:
    code = """
import asyncio, sys
from agent.model import HttpTarget, Monitor
from agent.probes import Probes
target = HttpTarget(url=sys.argv[1], ca_file=sys.argv[2])
check = asyncio.run(Probes().check(Monitor(name="x", timeout=30, target=target)))
print(check.outcome, len(check.certificates), "cryptography" in sys.modules)
"""
    async with serve(response(), tls=long_lived) as server:
        command = [sys.executable, "-c", code, server.url(), ca_file]
        result = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, cwd=ROOT)
    assert result.stdout == "UP 3 False\n", result.stderr


class Public:
    """An SSLObject as of a Python that has lost the private way, or (``chain`` None) never had any."""

    def __init__(self, inner: ssl.SSLObject, chain: Callable[[], list[bytes]] | None) -> None:
        self.context, self.getpeercert = inner.context, inner.getpeercert
        if chain is not None:
            self.get_verified_chain = self.get_unverified_chain = chain


async def test_other_pythons(long_lived: ssl.SSLContext, ca_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[ssl.SSLObject] = []

    def spy(tls: ssl.SSLObject) -> tuple[Certificate, ...]:
        seen.append(tls)
        ders = [one.public_bytes(2) for one in tls._sslobj.get_verified_chain()]
        newer = chain_of(Public(tls, lambda: ders))  # type: ignore[arg-type]
        assert [one.subject for one in newer] == ["The API", "Middle Authority", "Root Authority"]
        certificates._known.clear()
        bare = chain_of(Public(tls, None))  # type: ignore[arg-type]
        assert [one.subject for one in bare] == ["The API"]
        return chain_of(tls)

    monkeypatch.setattr("agent.probes.connecting.chain_of", spy)
    assert (await find(long_lived, ca_file=ca_file)).check.outcome is Outcome.UP
    assert seen


@given(st.lists(st.tuples(st.integers(0, 10**13), st.booleans()), max_size=6))
def test_the_first_to_end(ends: list[tuple[int, bool]]) -> None:
    chain = [Certificate("s", "i", (), 0, end, "1", "f", self_issued=root) for end, root in ends]
    found = first_to_end(chain)
    if not chain:
        assert found is None
        return
    assert found is not None
    assert found is chain[0] or not found.self_issued
    assert all(found.expires_at <= one.expires_at for one in chain if not one.self_issued)
    assert found.expires_at <= chain[0].expires_at


async def test_a_chain_without_end_is_cut(root: Authority, ca_file: str, tmp_path: Path) -> None:
    authority = root
    for number in range(20):
        authority = authority.authority(f"Middle {number}")
    found = await find(authority.server(tmp_path, in_days(90)), verify_tls=False)
    assert found.check.outcome is Outcome.UP
    assert [one.subject for one in found.check.certificates] == ["The API", *(f"Middle {19 - n}" for n in range(9))]
