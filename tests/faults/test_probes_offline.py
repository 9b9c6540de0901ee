"""My own network down is not their outage, and names that nobody answers for hold up nobody."""

import asyncio
import json
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from agent.model import Cause, HttpTarget, Monitor, Outcome
from agent.probes import Probes
from tests.agent.probes.servers import check, response, serve

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("url", ["http://no-such-name.invalid/", "http://192.0.2.255:1/"])
async def test_offline_is_unknown_and_online_is_never(url: str) -> None:
    offline = await check(url, Probes(online=lambda: False), seconds=5)
    online = await check(url, Probes(online=lambda: True), seconds=5)
    assert (offline.outcome, offline.cause) == (Outcome.UNKNOWN, Cause.OFFLINE)
    assert offline.message == "This machine is offline"
    assert online.outcome is Outcome.DOWN
    assert online.cause in (Cause.DNS, Cause.CONNECTION, Cause.TIMEOUT)


async def test_what_needs_no_internet_is_judged_offline_too() -> None:
    probes = Probes(online=lambda: False)
    async with serve(response()) as server:
        assert (await check(server.url(), probes)).outcome is Outcome.UP
    refused = await check(server.url(), probes)
    named = await check(f"http://localhost:{server.port}/", probes)
    assert refused.cause is named.cause is Cause.CONNECTION
    assert refused.outcome is named.outcome is Outcome.DOWN
    async with serve(response("500 Oh")) as server:
        assert (await check(server.url(), probes)).outcome is Outcome.DOWN


def without_network() -> list[str]:
    """The command prefix that takes a program's network away; empty where the system does not let us."""
    command = ["unshare", "--user", "--map-root-user", "--net"]
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True).returncode == 0
    except OSError:
        return []
    return command if allowed else []


def test_without_a_network_everything_away_is_unknown() -> None:
    """In a process whose network is really gone, where the system lets us; else the machine as it is decides."""
    code = """
import asyncio
from agent.connectivity import is_online
from agent.model import HttpTarget, Monitor
from agent.probes import Probes
async def main():
    probes = Probes()
    for url in ("http://198.51.100.7/", "http://no-such-name.invalid/"):
        check = await probes.check(Monitor(name="x", timeout=20, target=HttpTarget(url=url)))
        print(is_online(), check.outcome)
asyncio.run(main())
"""
    prefix = without_network()
    result = subprocess.run([*prefix, sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    lines = result.stdout.split("\n")[:2]
    assert len(lines) == 2
    if prefix:
        assert lines == ["False UNKNOWN", "False UNKNOWN"]
    assert all(line in ("False UNKNOWN", "True DOWN") for line in lines), "UNKNOWN if and only if offline"


def own_machine() -> list[str]:
    """The command prefix that gives a program network and mounts of its own; empty where the system does not let us."""
    inside = ["mount", "--bind", "/etc/hosts", "/etc/hosts"]
    for command in (["unshare", "--net", "--mount"], ["unshare", "--user", "--map-root-user", "--net", "--mount"]):
        with suppress(OSError):
            if subprocess.run([*command, *inside], capture_output=True).returncode == 0:
                return command
    return []


@pytest.mark.skipif(sys.platform == "win32", reason="it is a program for POSIX")
def test_500_names_of_a_name_server_that_never_answers_stall_nobody() -> None:
    """Asked of the system's real resolver, where the system lets us have a name server of our own; else names that
    hang are made up in the program. Its look-ups would hang for minutes, and it ends without them."""
    prefix = own_machine()
    command = [*prefix, sys.executable, "-m", "tests.faults.black_hole", *(["--namespace"] if prefix else [])]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=100)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["first"] == [True, True], "the healthy one had its answer while all others still waited"
    for outcome, latency_ms, message in found["healthy"]:
        assert outcome == "UP", message
        assert latency_ms < 1_000
    assert found["dead"] == [[["DOWN", "timeout"]]] * 2
    if prefix:
        assert found["asked"] >= 500, "the dead names were really asked for"


@pytest.fixture
def hanging_names(monkeypatch: pytest.MonkeyPatch):
    """The system's resolver, but names under .hang.invalid get no answer until the test is over."""
    real = socket.getaddrinfo
    over = threading.Event()

    def getaddrinfo(host: str, *args: object, **options: object) -> object:
        if host.endswith(".hang.invalid"):
            over.wait(60)
            raise socket.gaierror(socket.EAI_AGAIN, "no answer")
        return real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    over.set()


async def test_500_names_that_hang_hold_up_nobody(hanging_names: None) -> None:
    """One healthy name among 500 dead ones has its answer while they all still hang, in the first round and in
    the second, when they are known for hanging."""
    probes = Probes(online=lambda: True)
    async with serve(response()) as server:
        for _ in range(2):
            dead = [
                asyncio.create_task(
                    probes.check(Monitor(name="d", timeout=5, target=HttpTarget(url=f"http://d{i}.hang.invalid/")))
                )
                for i in range(500)
            ]
            await asyncio.sleep(0)
            healthy = await check(f"http://localhost:{server.port}/", probes)
            assert healthy.outcome is Outcome.UP
            assert not any(task.done() for task in dead), "the healthy one was first"
            for result in await asyncio.gather(*dead):
                assert (result.outcome, result.cause) == (Outcome.DOWN, Cause.TIMEOUT)
                assert "could not be looked up within 5 s" in result.message


async def test_monitors_of_one_name_share_a_look_up(hanging_names: None) -> None:
    probes = Probes(online=lambda: True)
    before = threading.active_count()
    async with asyncio.TaskGroup() as group:
        for _ in range(50):
            group.create_task(check("http://one.hang.invalid/", probes, seconds=0.5))
    assert threading.active_count() <= before + 1


def test_a_look_up_that_hangs_does_not_delay_the_end() -> None:
    """The program ends by itself although the system's resolver would hang for a minute."""
    code = """
import asyncio, socket, time
socket.getaddrinfo = lambda *args, **options: time.sleep(3_600)
from agent.model import HttpTarget, Monitor
from agent.probes import Probes
check = asyncio.run(Probes().check(Monitor(name="x", timeout=0.2, target=HttpTarget(url="http://x.invalid/"))))
print(check.cause)
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert result.stdout == "timeout\n", result.stderr


async def test_waiting_in_our_own_queue_counts_for_nothing() -> None:
    """Twenty checks of a server that answers one at a time per slot: with one slot each waits for those before."""
    async with serve(response()) as server:
        probes = Probes(concurrency=1)
        results = await asyncio.gather(*(check(server.url(), probes, seconds=30) for _ in range(20)))
    assert [result.outcome for result in results] == [Outcome.UP] * 20
    assert server.accepted == 20
    starts = sorted(result.at for result in results)
    assert starts == [result.at for result in results], "each began when it had its slot"
