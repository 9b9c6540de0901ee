"""What a check costs, and how exact it is: processor time of the whole agent process per check, its memory, how evenly
the checks come, and how near the reported latency is to the true one.

    uv run python tests/benchmarks/probes.py                      the real agent: 500 monitors at 20 s, then 2,000
    uv run python tests/benchmarks/probes.py --monitors 500 --seconds 30      one size, shorter
    uv run python tests/benchmarks/probes.py --bare               only the probes, at the same pace
    uv run python tests/benchmarks/probes.py --name localhost     with a name to look up; --tls: over TLS

Half of the targets are a local nginx, half a server that waits exactly 50 ms. The process is measured from outside,
after a warm-up of one interval; times and latencies are read from its database afterwards. The processor time of a
check depends on what else the machine does: caches are cold at this pace.
"""

import argparse
import asyncio
import json
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SLOW_MS = 50.0
NGINX = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} {tls};
    location / {{ default_type application/json; return 200 '{{"status":"ok","padding":"{padding}"}}'; }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[None]:
    """A server of its own process, once it listens."""
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            sys.exit(f"{command[0]} does not listen")
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def nginx(folder: Path, tls: bool) -> Iterator[int]:
    """A local nginx that answers 1 kB of JSON; its port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
    if not program:
        sys.exit("This benchmark needs nginx (Debian: apt install nginx-light).")
    port = free_port()
    settings = ""
    if tls:
        import trustme

        authority = trustme.CA()
        leaf = authority.issue_cert("127.0.0.1", "localhost")
        authority.cert_pem.write_to_path(str(folder / "ca.pem"))
        leaf.private_key_and_cert_chain_pem.write_to_path(str(folder / "leaf.pem"))
        settings = f"ssl; ssl_certificate {folder}/leaf.pem; ssl_certificate_key {folder}/leaf.pem"
    config = NGINX.format(folder=folder, port=port, tls=settings, padding="x" * 1_000)
    (folder / "nginx.conf").write_text(config)
    with running([program, "-e", f"{folder}/error.log", "-p", str(folder), "-c", f"{folder}/nginx.conf"], port):
        yield port


@contextmanager
def slow_server() -> Iterator[int]:
    """A server that answers :data:`SLOW_MS` after it has the request; its port."""
    port = free_port()
    with running([sys.executable, __file__, "--slow-server", str(port)], port):
        yield port


class Slow(asyncio.Protocol):
    """Waits by the loop's timer for most of it, and turning for the last 2 ms: timers come up to a millisecond late."""

    ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        due = time.perf_counter() + SLOW_MS / 1_000
        asyncio.get_running_loop().call_later(SLOW_MS / 1_000 - 0.002, self._answer, due)

    def _answer(self, due: float) -> None:
        while time.perf_counter() < due:
            pass
        assert isinstance(self._transport, asyncio.Transport)
        self._transport.write(self.ANSWER)
        self._transport.close()


async def serve_slow(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Slow, "127.0.0.1", port, backlog=1_000)
    await server.serve_forever()


def monitors(options: argparse.Namespace, folder: Path, port: int, slow: int) -> list[dict[str, object]]:
    scheme = "https" if options.tls else "http"
    extra = {"ca_file": str(folder / "ca.pem")} if options.tls else {}
    return [
        {"name": f"m{i}", "kind": "http", "interval": options.interval, "latency_threshold_ms": 800}
        | (
            {"url": f"http://{options.name}:{slow}/m/{i}"}
            if i % 2
            else {"url": f"{scheme}://{options.name}:{port}/m/{i}", **extra}
        )
        for i in range(options.monitors)
    ]


def start(options: argparse.Namespace, folder: Path, wanted: Path) -> subprocess.Popen[bytes]:
    """Start what is measured."""
    if options.bare:
        command = [sys.executable, __file__, "--worker", str(wanted), "--interval", str(options.interval)]
        return subprocess.Popen([*command, *(["--profile"] if options.profile else [])], cwd=ROOT)
    data = str(folder / "data")
    program = [sys.executable, "-m", "desktop"]
    subprocess.run(
        [*program, "import", str(wanted), "--data-dir", data], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return subprocess.Popen([*program, "agent", "--data-dir", data], cwd=ROOT, stderr=subprocess.DEVNULL)


async def bare(entries: list[dict[str, str]], interval: float) -> None:
    """The probes alone, evenly paced, until the process is ended."""
    from agent.model import HttpTarget, Monitor
    from agent.probes import Probes

    found = []
    for i, entry in enumerate(entries):
        target = HttpTarget(url=entry["url"], ca_file=entry.get("ca_file", ""))
        found.append(Monitor(id=i, name=entry["name"], target=target, latency_threshold_ms=800))
    probes = Probes()
    at_work: set[asyncio.Task[object]] = set()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)  # type: ignore[union-attr]
    began = loop.time()
    for number in range(10**9):
        await asyncio.sleep(began + number * interval / len(found) - loop.time())
        task = asyncio.create_task(probes.check(found[number % len(found)]))
        at_work.add(task)
        task.add_done_callback(at_work.discard)


def measure(options: argparse.Namespace, process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Print processor time and memory; from when to when it was measured, in ms since 1970."""
    import psutil  # here, so that the worker does not carry it

    watched = psutil.Process(process.pid)

    def now() -> tuple[float, int]:
        times = watched.cpu_times()
        return times.user + times.system, time.time_ns() // 1_000_000

    time.sleep(options.interval + 5)
    cpu, start = now()
    peak = 0
    for _ in range(int(options.seconds)):
        time.sleep(1)
        peak = max(peak, watched.memory_info().rss)
    after, end = now()
    if process.poll() is not None:
        sys.exit(f"The measured process ended by itself with exit code {process.returncode}.")
    checks = options.monitors * (end - start) / 1_000 / options.interval
    kind = "bare probes" if options.bare else "agent"
    print(f"{kind}: {options.monitors} monitors at {options.interval} s for {(end - start) / 1_000:.0f} s")
    print(f"  processor time a check: {(after - cpu) / checks * 1_000:.2f} ms")
    print(f"  memory: {peak / 1e6:.1f} MB resident at most, {watched.num_threads()} threads, {watched.num_fds()} files")
    return start, end


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


async def exactness(options: argparse.Namespace, folder: Path, start: int, end: int) -> None:
    """Print how evenly the checks came, and how far latencies are from the truth."""
    from agent.store import Store

    store = await Store.open(folder / "data", read_only=True)
    late: list[float] = []
    wrong: list[float] = []
    missed = failed = 0
    for stored in await store.monitors():
        beats = await store.beats_between(stored.monitor.id, start, end)
        failed += sum(not beat.outcome.good for beat in beats)
        for before, beat in pairwise(beats):
            gap = (beat.at - before.at) / 1_000 / options.interval
            missed += max(0, round(gap) - 1)
            late.append(abs(gap - round(gap)) * options.interval * 1_000)
        if int(stored.monitor.name[1:]) % 2:
            wrong += [beat.latency_ms - SLOW_MS for beat in beats if beat.latency_ms is not None]
    await store.close()
    print(f"  interval error: {percentile(late, 50):.0f} ms at p50, {percentile(late, 99):.0f} ms at p99, ", end="")
    print(f"{max(late):.0f} ms at most; {missed} checks missed, {failed} failed")
    print(f"  latency over the true {SLOW_MS:.0f} ms: {percentile(wrong, 50):.1f} ms at p50, ", end="")
    print(f"{percentile(wrong, 99):.1f} ms at p99")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures what a check costs.")
    parser.add_argument("--bare", action="store_true", help="only the probes, without schedule, store and rules")
    parser.add_argument("--monitors", type=int, help="default: 500, then 2,000")
    parser.add_argument("--interval", type=int, default=20, help="seconds between two checks of a monitor")
    parser.add_argument("--seconds", type=int, default=120, help="how long to measure after the warm-up")
    parser.add_argument("--name", default="127.0.0.1", help="host in the monitors' addresses")
    parser.add_argument("--tls", action="store_true", help="over TLS, but for the slow targets")
    parser.add_argument("--profile", action="store_true", help="with --bare: print where the time goes")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--slow-server", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.slow_server:
        asyncio.run(serve_slow(options.slow_server))
    elif options.worker:
        work(options)
    else:
        for size in (options.monitors,) if options.monitors else (500, 2_000):
            options.monitors = size
            one_size(options)


def one_size(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as name, slow_server() as slow, nginx(Path(name), options.tls) as port:
        folder = Path(name)
        wanted = folder / "monitors.json"
        wanted.write_text(json.dumps({"version": 1, "monitors": monitors(options, folder, port, slow)}))
        process = start(options, folder, wanted)
        try:
            began, ended = measure(options, process)
        finally:
            process.terminate()
            process.wait(30)
        if not options.bare:
            asyncio.run(exactness(options, folder, began, ended))


def work(options: argparse.Namespace) -> None:
    import cProfile
    import pstats
    from contextlib import suppress

    profile = cProfile.Profile()
    if options.profile:
        profile.enable()
    with suppress(asyncio.CancelledError):
        asyncio.run(bare(json.loads(options.worker.read_text())["monitors"], options.interval))
    if options.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
