"""What a check costs: processor time of the whole agent process per check, and its memory.

    uv run python tests/benchmarks/agent_cost.py                 the real agent: 500 monitors at 20 s for 2 minutes
    uv run python tests/benchmarks/agent_cost.py --bare          only the probes, at the same pace
    uv run python tests/benchmarks/agent_cost.py --name localhost    with a name to look up; --tls: over TLS

The target is a local nginx, whose access log counts the checks; the process is measured from outside, after a
warm-up of one interval.
"""

import argparse
import asyncio
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NGINX = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} {tls};
    location / {{ default_type application/json; return 200 '{{"status":"ok","padding":"{padding}"}}'; }}
  }}
}}
"""


@contextmanager
def nginx(folder: Path, tls: bool) -> Iterator[int]:
    """A local nginx that answers 1 kB of JSON; its port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
    if not program:
        sys.exit("This benchmark needs nginx (Debian: apt install nginx-light).")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
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
    server = subprocess.Popen([program, "-e", f"{folder}/error.log", "-p", str(folder), "-c", f"{folder}/nginx.conf"])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            sys.exit(f"nginx does not start: {(folder / 'error.log').read_text()}")
        yield port
    finally:
        server.terminate()
        server.wait()


def monitors(options: argparse.Namespace, folder: Path, port: int) -> list[dict[str, object]]:
    scheme = "https" if options.tls else "http"
    extra = {"ca_file": str(folder / "ca.pem")} if options.tls else {}
    return [
        {"name": f"m{i}", "kind": "http", "url": f"{scheme}://{options.name}:{port}/m/{i}", **extra}
        | {"interval": options.interval, "latency_threshold_ms": 800}
        for i in range(options.monitors)
    ]


def start(options: argparse.Namespace, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start what is measured."""
    wanted = folder / "monitors.json"
    wanted.write_text(json.dumps({"version": 1, "monitors": monitors(options, folder, port)}))
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
    running: set[asyncio.Task[object]] = set()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)  # type: ignore[union-attr]
    began = loop.time()
    for number in range(10**9):
        await asyncio.sleep(began + number * interval / len(found) - loop.time())
        task = asyncio.create_task(probes.check(found[number % len(found)]))
        running.add(task)
        task.add_done_callback(running.discard)


def measure(options: argparse.Namespace, folder: Path, process: subprocess.Popen[bytes]) -> None:
    import psutil  # here, so that the worker does not carry it

    log = folder / "access.log"
    watched = psutil.Process(process.pid)

    def now() -> tuple[float, int, float]:
        times = watched.cpu_times()
        return times.user + times.system, log.read_bytes().count(b"api-monitor/"), time.monotonic()

    time.sleep(options.interval)
    before = now()
    peak = 0
    for _ in range(int(options.seconds)):
        time.sleep(1)
        peak = max(peak, watched.memory_info().rss)
    after = now()
    if process.poll() is not None:
        sys.exit(f"The measured process ended by itself with exit code {process.returncode}.")
    cpu, checks, seconds = (b - a for a, b in zip(before, after, strict=True))
    kind = "bare probes" if options.bare else "agent"
    print(f"{kind}: {checks} checks in {seconds:.0f} s ({checks / seconds:.1f} a second)")
    print(f"processor time a check: {cpu / max(checks, 1) * 1_000:.2f} ms")
    print(f"memory: {peak / 1e6:.1f} MB resident at most, {watched.num_threads()} threads, {watched.num_fds()} files")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures what a check costs.")
    parser.add_argument("--bare", action="store_true", help="only the probes, without schedule, store and rules")
    parser.add_argument("--monitors", type=int, default=500)
    parser.add_argument("--interval", type=int, default=20, help="seconds between two checks of a monitor")
    parser.add_argument("--seconds", type=int, default=120, help="how long to measure after the warm-up")
    parser.add_argument("--name", default="127.0.0.1", help="host in the monitors' addresses")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--profile", action="store_true", help="with --bare: print where the time goes")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with nginx(folder, options.tls) as port:
            process = start(options, folder, port)
            try:
                measure(options, folder, process)
            finally:
                process.terminate()
                process.wait(30)


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
