"""Digest authentication: the examples of the RFCs, and checks of a server that demands it."""

import hashlib
import re
import secrets
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model import Cause, HttpTarget, Monitor, Outcome
from agent.probes import Probes
from agent.probes.digest import Challenge, challenge, respond
from tests.agent.probes.servers import Connection, response, serve

RFC_7616 = Challenge("http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", qop=True)
RFC_2617 = Challenge("testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "5ccc069c403ebaf9f0171e9517f40e41")
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


def answer_of(header: bytes) -> dict[str, str]:
    """The parameters of an Authorization header."""
    found = re.findall(r'([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^,]*))', header.decode())
    return {name: re.sub(r"\\(.)", r"\1", quoted) or bare for name, quoted, bare in found}


@pytest.mark.parametrize(
    ("asked", "password", "cnonce", "expected"),
    [
        (RFC_7616, "Circle of Life", CNONCE, "8ca523f5e9506fed4657c9700eebdbec"),
        (
            replace(RFC_7616, algorithm="SHA-256"),
            "Circle of Life",
            CNONCE,
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        ),
        (replace(RFC_2617, qop=True), "Circle Of Life", "0a4f113b", "6629fae49393a05397450978507c4ef1"),
        (RFC_2617, "Circle Of Life", "", "670fd8c2df070c60b045671b8b24ff02"),  # as RFC 2069 has it
    ],
)
def test_examples_of_the_rfcs(asked: Challenge, password: str, cnonce: str, expected: str) -> None:
    said = respond(asked, "Mufasa", password, method="GET", uri=b"/dir/index.html", count=1, cnonce=cnonce)
    assert answer_of(said)["response"] == expected


def test_the_example_with_a_hashed_user_name() -> None:
    """As erratum 4897 of RFC 7616 corrects it; OpenSSL without SHA-512/256 does not take such a challenge."""
    if "sha512_256" not in hashlib.algorithms_available:
        pytest.skip("no SHA-512/256 here")
    asked = Challenge(
        "api@example.org",
        "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
        "HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS",
        "SHA-512-256",
        qop=True,
        userhash=True,
        utf8=True,
    )
    cnonce = "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v"
    said = respond(asked, "Jäsøn Doe", "Secret, or not?", method="GET", uri=b"/doe.json", count=1, cnonce=cnonce)
    found = answer_of(said)
    assert found["username"] == "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"
    assert found["response"] == "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"
    assert found["userhash"] == "true"


def test_names_and_realms_are_quoted() -> None:
    asked = Challenge('a "b\\', "n", opaque="")
    found = answer_of(respond(asked, 'm"e\\', "p", method="GET", uri=b"/", count=1, cnonce="c"))
    assert (found["realm"], found["username"], found["opaque"]) == ('a "b\\', 'm"e\\', "")
    assert "qop" not in found
    said = respond(replace(asked, utf8=True), "Zoë", "p", method="GET", uri=b"/", count=1, cnonce="c")
    assert b"username*=UTF-8''Zo%C3%AB, " in said
    assert 'username="Zoë"'.encode() in respond(asked, "Zoë", "p", method="GET", uri=b"/", count=1, cnonce="c")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (['Digest realm="r", nonce="n"'], Challenge("r", "n")),
        (['digest  nonce=n , realm="a, \\"b\\" = c",qop="auth-int,auth"'], Challenge('a, "b" = c', "n", qop=True)),
        (['Digest realm="r", nonce="n", stale=TRUE, userhash=true'], Challenge("r", "n", stale=True, userhash=True)),
        (['Basic realm="b", Digest realm="r", nonce="n", algorithm=sha-256'], Challenge("r", "n", algorithm="sha-256")),
        (["Negotiate YII=, Digest realm=r, nonce=n, Basic realm=x"], Challenge("r", "n")),
        (["Bearer", 'Digest realm="r", nonce="n", algorithm="MD5-sess"'], Challenge("r", "n", algorithm="MD5-sess")),
        (['Digest realm="a", nonce="n", algorithm=X', 'Digest realm="b", nonce="n"'], Challenge("b", "n")),
        (['Digest realm="a", nonce="n", qop="auth-int"'], None),
        (['Digest realm="a"', "Digest nonce=n", "Digest", "Basic realm=x", "", "=", '"'], None),
    ],
)
def test_challenges(values: list[str], expected: Challenge | None) -> None:
    headers = [(b"Server", b"x"), *((b"WWW-Authenticate", value.encode()) for value in values)]
    assert challenge(headers) == expected


@given(
    st.binary(max_size=200) | st.text(alphabet='Digest realmnonce=",\\ ').map(lambda text: b"Digest " + text.encode())
)
def test_whatever_a_server_says_is_read_or_left(value: bytes) -> None:
    found = challenge([(b"www-authenticate", value)])
    assert found is None or respond(found, "a", "b", method="GET", uri=b"/", count=1, cnonce="c").startswith(b"Digest ")


class Door:
    """A server's side of digest authentication with SHA-256, which lets ``me`` with the ``password`` in."""

    def __init__(
        self, *, once: bool = False, stale: bool = True, extra: str = "", hint: bool = False, password: str = "secret"
    ) -> None:
        self._password = password
        self.nonces = [secrets.token_hex(8)]
        self.counts: list[str] = []
        self._once = once
        self._stale = stale
        self._extra = extra
        self._hint = hint

    def turn(self) -> None:
        """The nonce so far is taken no more."""
        self.nonces.append(secrets.token_hex(8))

    async def __call__(self, connection: Connection) -> None:
        method, path = connection.head.split(" ")[:2]
        line = re.search(r"^Authorization: (Digest .*)$", connection.head, re.MULTILINE | re.IGNORECASE)
        given = answer_of(line[1].strip().encode("latin-1")) if line else {}
        right = bool(given) and given["response"] == self._expected(given, method, path) and given["username"] == "me"
        if right and given["nonce"] == self.nonces[-1]:
            self.counts.append(given["nc"])
            if self._once:
                self.turn()
            hint = (f'Authentication-Info: nextnonce="{self.nonces[-1]}"',) if self._hint else ()
            await connection.send(response("200 OK", b"ok", *hint))
            return
        stale = ", stale=true" if right and self._stale else ""
        asked = f'Digest realm="r", nonce="{self.nonces[-1]}", qop="auth", algorithm=SHA-256{stale}{self._extra}'
        await connection.send(
            response("401 Unauthorized", b"", "WWW-Authenticate: Basic", f"WWW-Authenticate: {asked}")
        )

    def _expected(self, given: dict[str, str], method: str, path: str) -> str:
        def h(text: str) -> str:
            return hashlib.sha256(text.encode()).hexdigest()

        assert given["uri"] == path
        middle = ":".join(given[name] for name in ("nonce", "nc", "cnonce", "qop"))
        return h(f"{h(f'me:r:{self._password}')}:{middle}:{h(f'{method}:{path}')}")


def monitor(url: str, password: str = "secret", **more: object) -> Monitor:
    given = {"url": url, "username": "me", "password": password, "auth": "digest", **more}
    return Monitor(name="test", timeout=30, target=HttpTarget.model_validate(given))


async def test_a_nonce_serves_many_checks() -> None:
    door, probes = Door(), Probes()
    async with serve(door) as server:
        for _ in range(3):
            result = await probes.check(monitor(server.url("/a?b=c d".replace(" ", "%20"))))
            assert (result.outcome, result.status_code) == (Outcome.UP, 200), result.message
        assert len(server.heads) == 4  # one refusal at first, then an exchange each
        door.turn()
        assert (await probes.check(monitor(server.url()))).outcome is Outcome.UP
    assert len(server.heads) == 6
    assert door.counts == ["00000001", "00000002", "00000003", "00000001"]
    assert ["Authorization" in head for head in server.heads[:2]] == [False, True]


@pytest.mark.parametrize("stale", [True, False])
async def test_nonces_for_one_use(stale: bool) -> None:
    """Also from a server that does not say that the old one is stale."""
    door, probes = Door(once=True, stale=stale), Probes()
    async with serve(door) as server:
        for _ in range(3):
            assert (await probes.check(monitor(server.url()))).outcome is Outcome.UP
    assert len(server.heads) == 6


async def test_the_next_nonce_is_taken_when_it_is_told() -> None:
    door, probes = Door(once=True, hint=True), Probes()
    async with serve(door) as server:
        for _ in range(3):
            assert (await probes.check(monitor(server.url()))).outcome is Outcome.UP
    assert len(server.heads) == 4


async def test_a_wrong_password_is_tried_once_a_check() -> None:
    door, probes = Door(), Probes()
    async with serve(door) as server:
        for _ in range(2):
            result = await probes.check(monitor(server.url(), password="canary"))
            assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.UNEXPECTED_STATUS)
            assert result.message == "Expected 200–399, got 401 Unauthorized"
        assert ["Authorization" in head for head in server.heads] == [False, True, False, True]
        assert (await probes.check(monitor(server.url()))).outcome is Outcome.UP


async def test_a_server_that_always_calls_the_nonce_stale_ends_it() -> None:
    door = Door(extra=", stale=true")
    async with serve(door) as server:
        result = await Probes().check(monitor(server.url(), password="wrong"))
    assert result.status_code == 401
    assert len(server.heads) == 2


async def test_no_challenge_that_can_be_met() -> None:
    async with serve(response("401 No", b"", 'WWW-Authenticate: Digest realm="r", nonce="n", algorithm=X')) as server:
        result = await Probes().check(monitor(server.url()))
    assert (result.outcome, result.status_code, len(server.heads)) == (Outcome.DOWN, 401, 1)


async def test_the_second_try_is_within_the_same_timeout() -> None:
    door = Door()

    async def never(connection: Connection) -> None:
        if "Authorization" in connection.head:
            await connection.hold()
        await door(connection)

    async with serve(never) as server:
        result = await Probes().check(Monitor(name="test", timeout=1, target=monitor(server.url()).target))
    assert (result.outcome, result.cause, result.latency_ms) == (Outcome.DOWN, Cause.TIMEOUT, None)
    assert result.message == f"No answer from 127.0.0.1 port {server.port} within 1 s"
