"""A program that checks 500 names whose name server never answers beside one that is healthy, and prints what it found.

``python -m tests.faults.black_hole --namespace`` expects network and mounts of its own (``unshare``): there it is the
name server itself, for the real resolver of the system. Without that option names that hang are made up in the program.
"""

import asyncio
import fcntl
import json
import mmap
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from agent.model import Check, HttpTarget, Monitor
from agent.probes import Probes
from tests.agent.probes.servers import response, serve

DEAD = 500
TIMEOUT = 4.0
HEALTHY = "healthy.test"
"""The only name that is answered for."""
RESOLVER = "nameserver 127.0.0.1\noptions timeout:30 attempts:5\n"
"""A look-up that nobody answers hangs for minutes."""
ROUNDS = 2
"""The second while the look-ups of the first still hang."""


def loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        name = b"lo".ljust(16, b"\0")
        flags = struct.unpack("16sh", fcntl.ioctl(any_socket, 0x8913, name + bytes(2)))[1]  # SIOCGIFFLAGS
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", name, flags | 1))  # SIOCSIFFLAGS, IFF_UP


def use_resolver(folder: Path) -> None:
    """Have the system's resolver ask this machine, and nobody else."""
    for path, content in (("/etc/resolv.conf", RESOLVER), ("/etc/nsswitch.conf", "hosts: files dns\n")):
        ours = folder / Path(path).name
        ours.write_text(content)
        subprocess.run(["mount", "--bind", ours, os.path.realpath(path)], check=True)


def answer_for_one_name(asked: mmap.mmap) -> int:
    """Start the name server in a process of its own; ``asked`` counts the questions it leaves without an answer."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for option in (socket.SO_RCVBUF, 33):  # SO_RCVBUFFORCE, for root: a thousand questions come at once
        with suppress(PermissionError):
            listening.setsockopt(socket.SOL_SOCKET, option, 8 * 1024 * 1024)
    listening.bind(("127.0.0.1", 53))
    if child := os.fork():
        listening.close()
        return child
    wanted = b"".join(bytes([len(label)]) + label for label in HEALTHY.encode().split(b".")) + b"\0"
    while True:
        question, peer = listening.recvfrom(4_096)
        if question[12 : 12 + len(wanted)] != wanted:
            asked[:4] = struct.pack("I", struct.unpack("I", asked[:4])[0] + 1)
            continue
        end = 12 + len(wanted) + 4
        is_ipv4 = question[end - 4 : end - 2] == b"\0\1"
        record = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1" if is_ipv4 else b""
        head = question[:2] + b"\x81\x80\0\1" + (b"\0\1" if record else b"\0\0") + bytes(4)
        listening.sendto(head + question[12:end] + record, peer)


def make_up_a_resolver() -> None:
    real = socket.getaddrinfo

    def getaddrinfo(host: str, *args: object, **options: object) -> object:
        if host == HEALTHY:
            host = "127.0.0.1"
        elif host.endswith(".test"):
            time.sleep(600)
        return real(host, *args, **options)  # type: ignore[call-overload]

    socket.getaddrinfo = getaddrinfo  # type: ignore[assignment]


async def check_all() -> dict[str, list[object]]:
    probes = Probes(online=lambda: True)
    found: dict[str, list[object]] = {"healthy": [], "dead": [], "first": []}

    async def check(url: str) -> Check:
        return await probes.check(Monitor(name="x", timeout=TIMEOUT, target=HttpTarget(url=url)))

    async with serve(response()) as server:
        for _ in range(ROUNDS):
            dead = [asyncio.create_task(check(f"http://dead-{number}.test/")) for number in range(DEAD)]
            await asyncio.sleep(0)  # they ask before the healthy one does
            healthy = await check(f"http://{HEALTHY}:{server.port}/")
            found["first"].append(not any(task.done() for task in dead))
            found["healthy"].append([healthy.outcome, healthy.latency_ms, healthy.message])
            results = await asyncio.gather(*dead)
            found["dead"].append(sorted({(one.outcome, one.cause or "") for one in results}))
    return found


def main() -> None:
    asked = mmap.mmap(-1, 4)
    with TemporaryDirectory() as folder:
        server = 0
        if "--namespace" in sys.argv:
            loopback_up()
            use_resolver(Path(folder))
            server = answer_for_one_name(asked)
        else:
            make_up_a_resolver()
        found = asyncio.run(check_all())
        print(json.dumps({**found, "asked": struct.unpack("I", asked[:4])[0]}), flush=True)
        if server:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)


if __name__ == "__main__":
    main()
