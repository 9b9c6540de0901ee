"""Compressed answers: their compression is undone so far as it is wanted, and what is damaged is called so."""

import asyncio
import gzip
import json
import random
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.model import Cause, HttpTarget, Outcome
from agent.probes import decoding
from agent.probes.exchange import Exchange, Failure
from agent.probes.http import HttpProbe
from agent.probes.records import BODY_KEPT, MAX_BODY
from agent.probes.resolver import Resolver
from agent.probes.slots import Slots
from agent.probes.tls import TlsContexts
from tests.agent.probes.servers import check, response, serve


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "DEFLATE": bare_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "gzip, deflate": lambda data: zlib.compress(gzip.compress(data)),
    "identity": bytes,
    "unheard-of": bytes,
}
TEXT = json.dumps([{"id": number, "name": f"item {number * 7919 % 1000}"} for number in range(3_000)]).encode()


async def body_of(answer: bytes, wanted: int = BODY_KEPT) -> tuple[bytes, bool]:
    """What is kept of the body of ``answer``, and whether that is all of it."""
    async with serve(answer) as server, asyncio.timeout(30) as limit:
        exchange = Exchange(Slots(1, 1).slot(), limit)
        exchange.wanted_body = wanted
        await HttpProbe(Resolver(), TlsContexts()).probe(HttpTarget(url=server.url()), exchange)
    assert exchange.answer is not None
    return bytes(exchange.answer.body), exchange.answer.whole


@pytest.mark.parametrize("coding", PACK)
async def test_the_body_is_as_it_was_meant(coding: str) -> None:
    answer = response("200 OK", PACK[coding](TEXT), f"content-encoding: {coding}")
    assert await body_of(answer) == (TEXT[:BODY_KEPT], False)
    assert await body_of(answer, MAX_BODY) == (TEXT, True)
    assert await body_of(response("200 OK", PACK[coding](b"ok"), f"Content-Encoding: {coding}")) == (b"ok", True)


@given(
    st.binary(max_size=300_000)
    | st.integers(0, 300_000).map(lambda size: random.Random(size).randbytes(size // 9) * 9),
    st.sampled_from(sorted(PACK.keys() - {"identity", "unheard-of"})),
    st.integers(1, 70_000),
)
@settings(max_examples=150, deadline=None)
def test_however_it_is_cut_it_comes_out_whole(data: bytes, coding: str, step: int) -> None:
    packed = PACK[coding](data)
    out = bytearray()
    decoder = decoding.Decoder(decoding.codings([coding.encode()]), lambda piece: bool(out.extend(piece) or True))
    for start in range(0, len(packed), step):
        decoder.take(packed[start : start + step])
    decoder.end()
    assert out == data


@given(
    st.sampled_from(sorted(PACK.keys() - {"identity", "unheard-of"})),
    st.binary(min_size=1, max_size=2_000),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=5),
    st.binary(max_size=20),
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_damaged_it_ends(coding: str, data: bytes, changes: list[tuple[int, int]], more: bytes) -> None:
    packed = bytearray(PACK[coding](data) + more)
    for place, value in changes:
        packed[place % len(packed)] = value
    decoder = decoding.Decoder(decoding.codings([coding.encode()]), lambda piece: True)
    with suppress(Failure):  # any other exception is a fault of ours
        decoder.take(bytes(packed))
        decoder.end()


@pytest.mark.parametrize("step", [1, 7, 10_000])
@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_streams_one_after_the_other_are_one_body_and_padding_is_none(coding: str, step: int) -> None:
    packed = PACK[coding](b"one ") + PACK[coding](b"two") + b"\0" * 20 + PACK[coding](b"never")
    out = bytearray()
    decoder = decoding.Decoder([coding], lambda piece: bool(out.extend(piece) or True))
    for start in range(0, len(packed), step):
        decoder.take(packed[start : start + step])
    decoder.end()
    assert out == b"one two"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
async def test_what_is_damaged_is_called_so(coding: str) -> None:
    whole = PACK[coding](TEXT)
    header = f"Content-Encoding: {coding}"
    async with serve(response("200 OK", b"\xff\xee this is none" * 9, header)) as server:
        wrong = await check(server.url())
    assert (wrong.outcome, wrong.cause, wrong.status_code) == (Outcome.DOWN, Cause.PROTOCOL, 200)
    assert wrong.message == f"The answer's body is not {coding}, though its Content-Encoding says so"
    async with serve(response("503 Oh", b"\xff\xee this is none" * 9, header)) as server:
        assert (await check(server.url())).cause is Cause.UNEXPECTED_STATUS
    with pytest.raises(Failure, match=f"breaks off in the middle of its {coding} data"):
        await body_of(response("200 OK", whole[: len(whole) // 2], header), MAX_BODY)


async def test_an_answer_without_a_body_has_nothing_to_undo() -> None:
    async with serve(b"HTTP/1.1 200 OK\r\nContent-Length: 77\r\nContent-Encoding: gzip\r\n\r\n") as server:
        assert (await check(server.url(), method="HEAD")).outcome is Outcome.UP
    assert await body_of(response("200 OK", b"", "Content-Encoding: br")) == (b"", True)


def test_too_many_codings_are_left_as_they_are() -> None:
    assert decoding.codings([b"gzip", b"gzip, gzip"]) == ["gzip"] * 3
    assert decoding.codings([b"gzip", b"gzip, gzip, gzip"]) == []
    assert decoding.codings([b"br, gzip"]) == [], "windows of 16 MiB are not put on top of each other"


def test_too_many_streams_are_refused() -> None:
    with pytest.raises(Failure):
        decoding.Decoder(["gzip"], lambda piece: True).take(gzip.compress(b"") * 1_001)
