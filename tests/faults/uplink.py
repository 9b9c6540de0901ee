"""A real agent in a network namespace of its own, whose system claims to be online throughout while the way out is cut
(``cut``) or leads to a network that wants somebody to sign in (``portal``). Prints what came of it as JSON.

The targets are at public addresses that this namespace gives to itself; nothing leaves it.
"""

import asyncio
import json
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import trustme

from agent import messages, outage
from agent.connectivity import is_online
from agent.core import Agent
from agent.model import Monitor, Outcome, State

AWAY = ("8.8.4.7", "9.9.9.7", "45.90.28.7", "94.140.14.7", "185.228.168.7")
HOTEL = "94.140.15.1"
NEAR = "127.0.0.1"


def link(*commands: str) -> None:
    for command in commands:
        subprocess.run(["ip", *command.split()], check=True)


def start() -> None:
    """A link that leads nowhere and stays up, so that the system knows a way out; and the targets beyond another."""
    link("link set lo up", "link add out0 type veth peer name out1", "link set out0 up", "link set out1 up")
    link("addr add 192.168.77.2/24 dev out0", "route add default dev out0")
    reconnect()


def reconnect() -> None:
    link("link add away0 type veth peer name away1")
    link(*(f"addr add {address}/32 dev away0" for address in (*AWAY, HOTEL)), "link set away0 up", "link set away1 up")


class Ear:
    """Hears what the agent says."""

    def __init__(self) -> None:
        self.said: list[messages.Event] = []
        self._heard = asyncio.Event()

    def __call__(self, event: messages.Event) -> None:
        self.said.append(event)
        self._heard.set()

    async def until(self, true: Callable[[messages.Event], bool], since: int | None = None) -> Any:
        """The first event of which that is true from now on, or from what was said as number ``since`` on."""
        start = len(self.said) if since is None else since
        async with asyncio.timeout(60):
            while True:
                for event in self.said[start:]:
                    if true(event):
                        return event
                self._heard.clear()
                await self._heard.wait()


class World:
    """An agent, and monitors that are checked when they are told to be: at the first failure they alert."""

    def __init__(self, folder: Path) -> None:
        self.ear = Ear()
        self.agent = Agent(folder, self.ear)
        self.keys: dict[str, int] = {}

    async def watch(self, url: str, **target: object) -> None:
        rule = {"failures": 1, "window": 1, "hold": 0}
        fields = {"target": {"url": url, **target}, "interval": 86_400, "timeout": 2, "rule": rule}
        monitor = Monitor.model_validate({"name": url.split("/")[2].rpartition(":")[0], **fields})
        saved = await self.ask(messages.SaveMonitor(1, monitor), messages.MonitorSaved)
        self.keys[monitor.name] = saved.view.monitor.id
        await self.check(monitor.name, State.UP)

    async def check(self, name: str, state: State) -> Any:
        """Have it checked, and wait until it stands so."""
        mark = len(self.ear.said)
        self.agent.post(messages.CheckNow((self.keys[name],)))
        return await self.stand([name], state, mark)

    async def stand(self, names: Iterable[str], state: State, mark: int) -> Any:
        """Wait until each of them was checked after ``mark`` and stands so; the last check of the last one."""
        for name in names:
            key = self.keys[name]

            def so(event: messages.Event, key: int = key) -> bool:
                statuses = event.statuses if isinstance(event, messages.ChecksRecorded) else ()
                return any(each.monitor == key and each.state is state for each in statuses)

            event = await self.ear.until(so, mark)
        return next(each.last for each in event.statuses if each.monitor == key)

    async def status(self, online: bool, mark: int) -> str:
        """Wait until the agent says so after ``mark``; why."""

        def so(event: messages.Event) -> bool:
            return isinstance(event, messages.AgentStatusChanged) and event.status.online is online

        return str((await self.ear.until(so, mark)).status.offline)

    async def ask(self, command: messages.Command, answer: type) -> Any:
        mark = len(self.ear.said)
        self.agent.post(command)
        return await self.ear.until(lambda event: isinstance(event, answer), mark)

    async def found(self) -> dict[str, Any]:
        overview = await self.ask(messages.GetOverview(2), messages.Overview)
        named = {key: name for name, key in self.keys.items()}
        checks = []
        for key in named:
            checks += (await self.ask(messages.GetLog(3, key, None, 500), messages.Log)).checks
        return {
            "alerts": sorted(alert.monitor_name for alert in overview.alerts),
            "down": sorted(named[check.monitor] for check in checks if check.outcome is Outcome.DOWN),
            "unknown": sorted({named[check.monitor] for check in checks if check.outcome is Outcome.UNKNOWN}),
            "uptime": {view.monitor.name: view.status.uptime_24h.ratio for view in overview.monitors},
            "checks": checks,
        }


def http(mode: list[str], port: int) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]:
    """A web server of a target or, when the mode says so, of the network that stands in its place."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            status, more = "200 OK", ""
            if mode[0] == "redirect" and f"Host: {HOTEL}" not in head:
                status, more = "302 Found", f"Location: http://{HOTEL}:{port}/login\r\n"
            elif mode[0] == "511":
                status = "511 Network Authentication Required"
            writer.write(f"HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    return serve


def tls(ca: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(*names).configure_cert(context)
    return context


async def cut(world: World) -> dict[str, Any]:
    server = await asyncio.start_server(http(["open"], 80), "0.0.0.0", 0)
    port = server.sockets[0].getsockname()[1]
    for host in (NEAR, *AWAY):
        await world.watch(f"http://{host}:{port}/")

    link(f"addr del {AWAY[4]}/32 dev away0")  # it alone: its own outage, which others witness
    alone = await world.check(AWAY[4], State.DOWN)
    link(f"addr add {AWAY[4]}/32 dev away0")
    await world.check(AWAY[4], State.UP)

    mark = len(world.ear.said)
    link("link del away0")
    world.agent.post(messages.CheckNow((world.keys[AWAY[0]],)))  # the others are asked by itself
    await world.stand(AWAY, State.UNKNOWN, mark)
    why = await world.status(False, mark)
    claimed = is_online()
    await world.check(NEAR, State.UP)
    silent = await world.check(AWAY[0], State.UNKNOWN)

    mark = len(world.ear.said)
    reconnect()
    await world.status(True, mark)
    await world.stand(AWAY, State.UP, mark)
    found = await world.found()
    away = {world.keys[name]: name for name in AWAY}
    checks = [check for check in found.pop("checks") if check.monitor in away]
    back = [check for check in checks if check.outcome is Outcome.UP and check.at > silent.at]

    outage.FIRST_LIMIT = 3.0  # four times as long for five: not twenty minutes
    mark = len(world.ear.said)
    link("link del away0")
    world.agent.post(messages.CheckNow((world.keys[AWAY[0]],)))
    await world.stand(AWAY, State.UNKNOWN, mark)
    await world.status(True, mark)
    for host in AWAY:
        await world.check(host, State.DOWN)
    told = (await world.found())["alerts"]
    server.close()
    return {
        "alone": [alone.cause, alone.message],
        "why": why,
        "claimed": claimed,
        "message": silent.message,
        "back": [away[check.monitor] for check in back],
        "spread": len({check.at for check in back}),
        "told in the end": told,
        **found,
    }


async def portal(world: World, folder: Path) -> dict[str, Any]:
    mode = ["open"]
    ca, hotel = trustme.CA(), trustme.CA()
    authority = folder / "ca.pem"
    ca.cert_pem.write_to_path(str(authority))
    plain = await asyncio.start_server(lambda r, w: http(mode, port)(r, w), "0.0.0.0", 0)
    port = plain.sockets[0].getsockname()[1]
    serve = http(["open"], 443)
    safe = await asyncio.start_server(serve, "0.0.0.0", 0, ssl=tls(ca, *AWAY))
    safe_port = safe.sockets[0].getsockname()[1]
    for host in AWAY[:3]:
        await world.watch(f"http://{host}:{port}/")
    for host in AWAY[3:]:
        await world.watch(f"https://{host}:{safe_port}/", ca_file=str(authority))

    said = []
    for mode[0] in ("redirect", "511"):
        mark = len(world.ear.said)
        safe.close()
        if mode[0] == "redirect":  # else connections are refused
            context = tls(hotel, "login.hotel.example")
            safe = await asyncio.start_server(serve, "0.0.0.0", safe_port, ssl=context)
        await world.check(AWAY[0], State.UNKNOWN)
        said.append(await world.status(False, mark))
        for host in AWAY:
            await world.check(host, State.UNKNOWN)
        safe.close()
        safe = await asyncio.start_server(serve, "0.0.0.0", safe_port, ssl=tls(ca, *AWAY))
        mode[0] = "open"
        mark = len(world.ear.said)
        await world.check(AWAY[3], State.UP)
        await world.status(True, mark)
        await world.stand(AWAY[:3], State.UP, mark)

    mark = len(world.ear.said)
    world.agent.post(messages.NetworkChanged(True, portal=True))  # the system says so
    said.append(await world.status(False, mark))
    await world.check(AWAY[0], State.UNKNOWN)  # a page, but nobody knows whose
    mark = len(world.ear.said)
    await world.check(AWAY[4], State.UP)  # encrypted: its own
    await world.status(True, mark)
    await world.check(AWAY[0], State.UP)
    found = await world.found()
    del found["checks"]
    plain.close()
    safe.close()
    return {"said": said, **found}


async def main(story: str, folder: Path) -> None:
    start()
    world = World(folder / "data")
    work = asyncio.create_task(world.agent.run())
    await world.ask(messages.GetOverview(0), messages.Overview)  # from now on uptime is wanted
    result = await (cut(world) if story == "cut" else portal(world, folder))
    world.agent.stop()
    await work
    print(json.dumps(result))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
