"""A compressed answer, however much it would become, costs no memory but what is kept of it."""

import asyncio
import gzip
import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import brotli
import pytest
from backports import zstd

from agent.model import Cause, Outcome
from tests.agent.probes.servers import check, response, serve

ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024
READS_BODY = [{"subject": "body", "comparison": "contains", "expected": "x"}]


def zeros(mib: int) -> Iterator[bytes]:
    return (b"\0" * MIB for _ in range(mib))


def gzipped(mib: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*map(packer.compress, zeros(mib)), packer.flush()])


def brotlied(mib: int) -> bytes:
    packer = brotli.Compressor(quality=5, lgwin=24)
    return b"".join([*map(packer.process, zeros(mib)), packer.finish()])


def zstandard(mib: int, window_log: int) -> bytes:
    options: dict[int, int] = {zstd.CompressionParameter.window_log: window_log}
    packer = zstd.ZstdCompressor(options=options)
    return b"".join([*map(packer.compress, zeros(mib)), packer.flush()])


@pytest.fixture(scope="module")
def bombs() -> dict[str, tuple[str, bytes]]:
    once = gzipped(200)
    return {
        "gzip": ("gzip", once),
        "twice": ("gzip, gzip", gzip.compress(once)),
        "thrice": ("deflate, gzip, gzip", gzip.compress(gzip.compress(zlib.compress(b"\0" * 50 * MIB)))),
        "brotli": ("br", brotlied(200)),
        "zstd": ("zstd", zstandard(200, 22)),
    }


@pytest.mark.parametrize("name", ["gzip", "twice", "thrice", "brotli", "zstd"])
async def test_a_bomb_is_only_a_bomb_to_who_reads_it(bombs: dict[str, tuple[str, bytes]], name: str) -> None:
    coding, bomb = bombs[name]
    async with serve(response("200 OK", bomb, f"Content-Encoding: {coding}")) as server:
        unread = await check(server.url())
        read = await check(server.url(), assertions=READS_BODY)
    assert unread.outcome is Outcome.UP, unread.message
    assert (read.outcome, read.cause) == (Outcome.DOWN, Cause.TOO_LARGE)
    assert read.message == "The answer is larger than 10 MiB once its compression is undone"


async def test_a_window_that_is_larger_than_allowed_is_refused() -> None:
    async with serve(response("200 OK", zstandard(20, 27), "Content-Encoding: zstd")) as server:
        result = await check(server.url())
    assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.PROTOCOL)


@pytest.mark.skipif(sys.platform == "win32", reason="getrusage tells the largest memory")
async def test_the_memory_of_the_process_grows_by_less_than_20_mb(bombs: dict[str, tuple[str, bytes]]) -> None:
    """Measured at the process itself: the libraries' own memory is seen by nothing in Python."""
    code = """
import asyncio, json, resource, sys
from agent.model import HttpTarget, Monitor
from agent.probes import Probes
import brotli
from backports import zstd
unit = 1 if sys.platform == "darwin" else 1024
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
async def main(urls, assertions):
    probes = Probes()
    async def check(url):
        target = HttpTarget(url=url, assertions=assertions)
        return await probes.check(Monitor(name="x", timeout=60, target=target))
    await check(urls[0])
    grown = []
    for url in urls[1:]:
        before = peak()
        await check(url)
        grown.append(peak() - before)
    print(json.dumps(grown))
asyncio.run(main(*json.load(sys.stdin)))
"""
    async with AsyncExitStack() as stack:
        answers = [response("200 OK", bomb, f"Content-Encoding: {coding}") for coding, bomb in bombs.values()]
        servers = [await stack.enter_async_context(serve(answer)) for answer in (response(), *answers)]
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        asked = json.dumps([[server.url() for server in servers], READS_BODY])
        out, _ = await child.communicate(asked.encode())
    grown = json.loads(out)
    assert len(grown) == len(bombs)
    assert sum(grown) < 20 * MIB, dict(zip(bombs, grown, strict=True))
