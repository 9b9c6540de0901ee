"""The real agent lives through a trace: its schedule, rules, store and outbox, by the made-up clock.

Made up is only what lies outside: what targets answer, what the system says of its network, and that a message is
taken by its channel. Import this after :func:`tests.benchmarks.quality.virtual.install`.
"""

import asyncio
import logging
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent import channels, connectivity, probes
from agent.channels import Answer, Parcel
from agent.core import Agent
from agent.messages import AlertTold, Event, NetworkChanged
from agent.model import AlertEvent, AlertKind, Cause, CommandChannel, HttpTarget, Monitor
from agent.probes.exchange import Exchange, Failure, Phase
from agent.store import Store
from tests.benchmarks.quality.score import Told
from tests.benchmarks.quality.trace import Own, Trace, Way
from tests.benchmarks.quality.virtual import clock, watch_threads

SLOWER_THAN = 800.0
"""Milliseconds; the latency threshold of every monitor."""
_FAILURES = {
    Way.REFUSED: (Cause.CONNECTION, "Connection refused"),
    Way.STATUS: (Cause.UNEXPECTED_STATUS, "Expected 200–299, got 503 Service Unavailable"),
    Way.NAME: (Cause.DNS, "There is no such name"),
}


@dataclass(slots=True)
class Lived:
    """What came of it: what the channel was told, in how many messages, and how many checks there were."""

    told: list[Told]
    messages: int = 0
    checks: int = 0


class Life:
    def __init__(self, trace: Trace, folder: Path, interval: int, settings: dict[str, Any]) -> None:
        self._trace = trace
        self._folder = folder
        self._interval = interval
        self._settings = settings
        self._began = clock.wall
        self._lived = Lived([])
        self._decided: dict[tuple[int, AlertEvent, int], float] = {}

    @property
    def _now(self) -> float:
        return clock.wall - self._began

    async def live(self) -> Lived:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        watch_threads()
        probes.HttpProbe = lambda *_: self  # type: ignore[assignment,misc]
        connectivity.has_route = lambda _: self._trace.says_offline(self._now) not in (Own.ROUTES, Own.SLEEP)
        channels._KINDS["command"] = channels._Kind(self._send, 0.0)
        await self._set_up()
        ready = asyncio.Event()
        agent = Agent(self._folder, self._publish, ready.set)
        work = asyncio.create_task(agent.run())
        await ready.wait()
        await self._conduct(agent)
        agent.stop()
        await work
        return self._lived

    async def _set_up(self) -> None:
        store = await Store.open(self._folder)
        await store.save_channel(CommandChannel(name="all", argv=("true",)))
        for target in self._trace.targets:
            monitor = Monitor(
                name=str(target.number),
                target=HttpTarget(url=f"https://{target.number}.example.com/"),
                interval=self._interval,
                latency_threshold_ms=SLOWER_THAN,
                **self._settings,
            )
            await store.save_monitor(monitor, int(clock.wall * 1_000))
        await store.close()

    async def _conduct(self, agent: Agent) -> None:
        """Let happen to the machine what does."""
        for own in self._trace.own:
            if own.what is Own.SLEEP:
                await self._until(own.start)
                clock.sleep(own.end - self._now, own.stopped)
            elif own.what is Own.REPORTED:
                for moment, connected in zip(own.told, (False, True), strict=True):
                    await self._until(moment)
                    agent.post(NetworkChanged(connected))
        await self._until(self._trace.end)

    async def _until(self, moment: float) -> None:
        while (left := moment - self._now) > 0.001:  # noqa: ASYNC110 - the wall clock has no finer steps
            await asyncio.sleep(left)

    # -- the world outside ---------------------------------------------------------------------------------------------

    async def probe(self, target: HttpTarget, exchange: Exchange) -> None:
        """In the place of a request: the answer of the trace, after as long as it takes."""
        self._lived.checks += 1
        began, jumps = self._now, clock.jumps
        number = int(target.url.removeprefix("https://").partition(".")[0])
        exchange.enter(Phase.DNS)
        if cut := self._trace.cut(began):
            await asyncio.sleep(5.0 if cut is Own.NAMES else 0.01)
            raise Failure(Cause.DNS, "The name cannot be resolved")
        way, seconds = self._trace.answer(self._trace.targets[number - 1], began)
        if way is not Way.NAME:
            exchange.addresses = ["93.184.215.14"]
        await (asyncio.Event().wait() if seconds == math.inf else asyncio.sleep(seconds))
        if clock.jumps != jumps:
            raise Failure(Cause.CONNECTION, "The connection was reset")  # the machine slept meanwhile
        if way is not None:
            cause, message = _FAILURES[way]
            exchange.status_code = 503 if way is Way.STATUS else None
            raise Failure(cause, message)
        exchange.status_code = 200
        exchange.complete = True

    async def _send(self, channel: CommandChannel, parcel: Parcel) -> Answer:
        """Every message is taken at once, and what it tells noted down."""
        self._lived.messages += 1
        for delivery in parcel.deliveries:
            notice = delivery.notice
            told = Told(
                self._decided[delivery.alert, notice.event, notice.at],
                int(notice.monitor),
                delivery.alert,
                notice.opened_at / 1_000 - self._began,
                closes=notice.event is AlertEvent.CLOSED,
                slow=notice.kind is AlertKind.SLOW,
                sent=self._now,
            )
            self._lived.told.append(told)
        return Answer("Taken.")

    def _publish(self, event: Event) -> None:
        if isinstance(event, AlertTold):
            self._decided[event.alert, event.event, event.notice.at] = self._now
