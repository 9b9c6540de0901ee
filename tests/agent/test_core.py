"""The agent as the window sees it: commands in, events out, over real servers and a real data folder."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from agent import messages, purging
from agent.clock import now_ms
from agent.core import Agent
from agent.interchange import read, write
from agent.lifecycle import Move
from agent.model import (
    AlertEvent,
    AlertKind,
    Cause,
    Check,
    DeliveryState,
    HttpTarget,
    MaintenanceWindow,
    Monitor,
    Outcome,
    Settings,
    SlackChannel,
    State,
    TagPolicy,
)
from agent.store import Store
from agent.tracking import DAY
from tests.agent.servers import HttpServer, http_server

E = TypeVar("E")
QUICK = {"interval": 1, "confirm_every": 1, "timeout": 5, "rule": {"hold": 0}}


class Asked:
    """An agent under test: asks, and waits for what it says."""

    def __init__(self, folder: Path) -> None:
        self.said: list[Any] = []
        self._heard = asyncio.Event()
        self._numbers = count(1)
        self.agent = Agent(folder, self._hear)
        self.work = asyncio.create_task(self.agent.run())
        self.work.add_done_callback(lambda _: self._heard.set())

    def _hear(self, event: messages.Event) -> None:
        self.said.append(event)
        self._heard.set()

    async def until(self, kind: type[E], true: Callable[[E], bool] = lambda _: True, after: int = 0) -> E:
        """The first event of ``kind`` that fits, among those said from ``after`` on."""
        async with asyncio.timeout(60):
            while True:
                for event in self.said[after:]:
                    if isinstance(event, kind) and true(event):
                        return event
                assert not self.work.done(), "the agent ended"
                self._heard.clear()
                await self._heard.wait()

    async def ask(self, make: Callable[[int], messages.Command]) -> Any:
        request = next(self._numbers)
        self.agent.post(make(request))
        return await self.until(object, lambda event: getattr(event, "request", 0) == request)

    async def save(self, **settings: Any) -> Monitor:
        monitor = Monitor.model_validate(settings)
        saved = await self.ask(lambda request: messages.SaveMonitor(request, monitor))
        assert isinstance(saved, messages.MonitorSaved), saved
        return saved.view.monitor

    async def state(self, state: State, after: int = 0) -> messages.MonitorStatus:
        """The first status of that state."""
        event = await self.until(
            messages.ChecksRecorded,
            lambda event: any(s.state is state for s in event.statuses),
            after,
        )
        return next(s for s in event.statuses if s.state is state)


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Asked]:
    asked = Asked(folder)
    try:
        yield asked
    finally:
        asked.agent.stop()
        await asked.work


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    async with http_server() as state:
        yield state


async def test_a_saved_monitor_is_checked_and_its_check_published_as_stored(tmp_path: Path, server: HttpServer) -> None:
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": server.url}, interval=86_400)
        status = await asked.state(State.UP)
        assert status.last is not None
        assert (status.last.outcome, status.last.status_code) == (Outcome.UP, 200)
        log = await asked.ask(lambda request: messages.GetLog(request, monitor.id, None, 10))
        assert [check.at for check in log.checks] == [status.last.at]
        history = await asked.ask(
            lambda request: messages.GetHistory(
                request, monitor.id, status.last.at - 1_000, status.last.at + 1_000, 100
            )
        )
        assert [point.checks for point in history.points] == [1]
        assert (history.figures.uptime.ratio, history.width, history.first_at) == (1.0, 0, status.last.at)
        at, around = status.last.at, (monitor.id, status.last.at - 1_000, status.last.at + 1_000)
        by_hour = await asked.ask(lambda request: messages.GetUptime(request, *around, messages.Unit.HOUR))
        assert [part.start for part in by_hour.parts if part.uptime.ratio] == [at // 3_600_000 * 3_600_000]
        found = await asked.ask(lambda request: messages.GetPhases(request, *around, 100))
        assert [(point.at, point.phases) for point in found.points] == [(at, status.last.phases)]


async def test_it_says_where_everything_is_and_how_much(tmp_path: Path) -> None:
    async with running(tmp_path) as asked:
        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "file").write_bytes(bytes(1_000_000))
        places = await asked.ask(messages.GetPlaces)
        assert isinstance(places, messages.Places)
        assert places.folder == str(tmp_path)
        assert places.size > 1_000_000
        assert bool(places.keychain) is not bool(places.why)


async def test_a_secret_header_is_sent_and_found_nowhere_else(
    tmp_path: Path, server: HttpServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    headers = [{"name": "Authorization", "value": "Bearer canary-5e1f"}, {"name": "Accept", "value": "text/plain"}]
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": server.url, "headers": headers}, interval=60)
        await asked.state(State.UP)
        overview = await asked.ask(messages.GetOverview)
        exported = write((), [monitor])
    assert "Authorization: Bearer canary-5e1f\r\n" in server.heads[0]
    assert yaml.safe_load(exported)["monitors"][0]["headers"] == {
        "Authorization": monitor.target.headers[0].text,
        "Accept": "text/plain",
    }
    assert read(exported.encode()).monitors[0].target == monitor.target
    for text in (exported, repr(overview), repr(asked.said), caplog.text):
        assert "canary" not in text
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"canary" in path.read_bytes()]


async def test_an_outage_opens_at_the_fourth_failure_is_told_once_and_closes(
    tmp_path: Path, server: HttpServer
) -> None:
    async with http_server() as slack, running(tmp_path) as asked:
        channel = SlackChannel.model_validate({"name": "ops", "webhook_url": f"{slack.url}/hook"})
        changed = await asked.ask(lambda request: messages.SaveChannel(request, channel))
        assert "/hook" not in repr(changed.channels)
        monitor = await asked.save(name="api", target={"url": server.url}, **QUICK)
        await asked.state(State.UP)
        server.status = 503
        opened = await asked.until(messages.AlertTold, lambda told: told.event is AlertEvent.OPENED)
        assert (
            opened.notice.failed,
            opened.notice.cause,
            opened.notice.status_code,
        ) == (4, Cause.UNEXPECTED_STATUS, 503)
        failing = [s for e in asked.said if isinstance(e, messages.ChecksRecorded) for s in e.statuses]
        assert [s.failed for s in failing if s.state is State.FAILING] == [1, 2, 3]
        sent = await asked.until(
            messages.AlertChanged,
            lambda e: [d.state for d in e.view.deliveries] == [DeliveryState.SENT],
        )
        server.status = 200
        closed = await asked.until(messages.AlertTold, lambda told: told.event is AlertEvent.CLOSED)
        await slack.received(2)
        assert closed.alert == opened.alert == sent.view.alert.id
        assert [b"is down" in body for _, body in slack.requests] == [True, False]
        await asked.until(
            messages.AlertChanged,
            lambda e: [d.state for d in e.view.deliveries] == [DeliveryState.SENT] * 2,
        )
        overview = await asked.ask(messages.GetOverview)
        assert [view.alert.is_open for view in overview.alerts] == [False]
        assert overview.monitors[0].monitor == monitor
    told = [event for event in asked.said if isinstance(event, messages.AlertTold)]
    assert len(told) == 2


async def test_a_slow_answer_alerts_as_slow(tmp_path: Path, server: HttpServer) -> None:
    async with running(tmp_path) as asked:
        await asked.save(name="api", target={"url": server.url}, latency_threshold_ms=0.001, **QUICK)
        told = await asked.until(messages.AlertTold)
        assert (told.notice.kind, told.notice.cause) == (AlertKind.SLOW, Cause.LATENCY)
        assert (await asked.state(State.DEGRADED)).slow >= 1


async def test_a_restart_keeps_the_window_and_the_open_alert_and_says_nothing_new(
    tmp_path: Path, server: HttpServer
) -> None:
    server.status = 500
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": server.url}, **QUICK)
        opened = await asked.until(messages.AlertTold)
    for _ in range(3):
        async with running(tmp_path) as asked:
            overview = await asked.ask(messages.GetOverview)
            (view,) = overview.monitors
            assert (view.monitor, view.status.state, view.status.failed) == (
                monitor,
                State.DOWN,
                view.status.checked,
            )
            assert view.status.failed >= 4
            assert [a.alert.id for a in overview.alerts if a.alert.is_open] == [opened.alert]
            await asked.until(messages.ChecksRecorded)
        assert not [event for event in asked.said if isinstance(event, messages.AlertTold)]
    server.status = 200
    async with running(tmp_path) as asked:
        closed = await asked.until(messages.AlertTold)
        assert (closed.alert, closed.event) == (opened.alert, AlertEvent.CLOSED)


async def test_pausing_stops_the_checks_and_resuming_checks_at_once(tmp_path: Path, server: HttpServer) -> None:
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": server.url}, interval=60, paused=True)
        overview = await asked.ask(messages.GetOverview)
        assert overview.monitors[0].status.state is State.PAUSED
        assert overview.monitors[0].status.next_at is None
        await asked.ask(lambda request: messages.PauseMonitors(request, (monitor.id,), paused=False))
        assert (await asked.state(State.UP)).next_at is not None


async def test_deleting_and_bringing_back_keeps_the_history(tmp_path: Path, server: HttpServer) -> None:
    async with running(tmp_path) as asked:
        monitor = await asked.save(name="api", target={"url": server.url}, interval=86_400)
        await asked.state(State.UP)
        await asked.ask(lambda request: messages.DeleteMonitors(request, (monitor.id,)))
        assert (await asked.ask(messages.GetOverview)).monitors == ()
        await asked.ask(lambda request: messages.RestoreMonitors(request, (monitor.id,)))
        (view,) = (await asked.ask(messages.GetOverview)).monitors
        assert (view.monitor, len(view.beats), view.status.state) == (
            monitor,
            1,
            State.UP,
        )


async def test_the_past_is_summed_up_and_shown_as_uptime_over_30_days(tmp_path: Path) -> None:
    now = now_ms()
    store = await Store.open(tmp_path)
    target = HttpTarget(url="https://api.example.com")
    saved = await store.save_monitor(Monitor(name="api", target=target, interval=3_600, paused=True), now)
    hours = range(now - 60 * DAY, now - DAY, 3_600_000)
    checks = [Check(saved.id, at, Outcome.DOWN if n % 10 == 0 else Outcome.UP, 50.0) for n, at in enumerate(hours)]
    await store.record_many(checks)
    expected = await store.uptime(saved.id, now - 30 * DAY, now)
    await store.close()
    async with running(tmp_path) as asked:
        overview = await asked.ask(messages.GetOverview)
        assert overview.monitors[0].status.last == checks[-1]
        event = await asked.until(messages.StatusChanged, lambda event: event.statuses[0].uptime_30d is not None)
        found = event.statuses[0].uptime_30d
        assert found.ratio == pytest.approx(expected.ratio, abs=0.001)  # a moment later than expected
        assert found.ratio == pytest.approx(0.9, abs=0.01)
        year = await asked.ask(lambda request: messages.GetHistory(request, saved.id, now - 365 * DAY, now, 400))
        assert sum(point.checks for point in year.points) == len(checks)


async def test_refusals_name_the_field_and_change_nothing(tmp_path: Path, server: HttpServer) -> None:
    async with running(tmp_path) as asked:
        await asked.save(name="api", target={"url": server.url}, paused=True)
        twice = Monitor.model_validate({"name": "api", "target": {"url": server.url}})
        refused = await asked.ask(lambda request: messages.SaveMonitor(request, twice))
        assert isinstance(refused, messages.CommandFailed)
        assert [error.field for error in refused.errors] == ["name"]
        assert "api" in refused.message
        gone = twice.model_copy(update={"id": 99, "name": "other"})
        refused = await asked.ask(lambda request: messages.SaveMonitor(request, gone))
        assert isinstance(refused, messages.CommandFailed)
        assert len((await asked.ask(messages.GetOverview)).monitors) == 1


async def test_a_test_check_is_not_stored(tmp_path: Path, server: HttpServer) -> None:
    async with running(tmp_path) as asked:
        monitor = Monitor.model_validate({"name": "api", "target": {"url": server.url, "expect": "418"}})
        tested = await asked.ask(lambda request: messages.TestMonitor(request, monitor))
        assert (tested.check.outcome, tested.check.cause) == (
            Outcome.DOWN,
            Cause.UNEXPECTED_STATUS,
        )
        assert (await asked.ask(messages.GetOverview)).monitors == ()


async def test_a_deleted_monitor_goes_for_good_while_the_program_runs(
    tmp_path: Path, server: HttpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "EVERY", 0.01)
    monkeypatch.setattr(purging, "UNDOABLE_MS", -60_000)

    def left() -> list[str]:
        with closing(sqlite3.connect(tmp_path / "monitor.db")) as database:
            return [name for (name,) in database.execute("SELECT name FROM monitor")]

    async with running(tmp_path) as asked:
        stays = await asked.save(name="stays", target={"url": server.url}, interval=86_400)
        gone = await asked.save(name="gone", target={"url": server.url}, interval=86_400)
        await asked.ask(lambda request: messages.DeleteMonitors(request, (gone.id,)))
        async with asyncio.timeout(60):
            while len(left()) > 1:  # noqa: ASYNC110 - of rows in a file
                await asyncio.sleep(0.01)
        refused = await asked.ask(lambda request: messages.RestoreMonitors(request, (gone.id,)))
        assert isinstance(refused, messages.CommandFailed)
        assert "gone for good" in refused.message
        assert left() == [stays.name]


async def test_acknowledging_shows_and_lasts(tmp_path: Path, server: HttpServer) -> None:
    server.status = 500
    async with running(tmp_path) as asked:
        await asked.save(name="api", target={"url": server.url}, **QUICK)
        told = await asked.until(messages.AlertTold)
        await asked.ask(lambda request: messages.AcknowledgeAlerts(request, (told.alert,), "on it"))
        seen = await asked.until(messages.AlertChanged, lambda e: e.view.alert.acknowledged_at is not None)
        assert seen.view.alert.note == "on it"
        deleted = await asked.ask(lambda request: messages.DeleteAlerts(request, ids=(told.alert,)))
        assert deleted.ids == ()  # it is open
        server.status = 200
        closed = await asked.until(messages.AlertChanged, lambda e: not e.view.alert.is_open)
        assert closed.view.alert.note == "on it"
        deleted = await asked.ask(lambda request: messages.DeleteAlerts(request, ids=(told.alert,)))
        assert deleted.ids == (told.alert,)


async def test_a_snoozed_alert_wakes_once_also_over_a_restart(tmp_path: Path, server: HttpServer) -> None:
    server.status = 500
    async with running(tmp_path) as asked:
        await asked.save(name="api", target={"url": server.url}, **QUICK)
        told = await asked.until(messages.AlertTold)
        past = await asked.ask(lambda request: messages.SnoozeAlerts(request, (told.alert,), 1))
        assert (past.errors[0].field, past.errors[0].message) == ("until", "expected a time in the future")
        until = now_ms() + 1_500
        await asked.ask(lambda request: messages.SnoozeAlerts(request, (told.alert,), until))
        reminder = await asked.until(messages.AlertTold, lambda told: told.event is AlertEvent.REMINDER)
        assert reminder.notice.at >= until
    store = await Store.open(tmp_path)
    await store.snooze([told.alert], now_ms() - 1, now_ms())  # over when the program starts again
    await store.close()
    for expected in ([AlertEvent.REMINDER], []):
        async with running(tmp_path) as asked:
            await asked.state(State.DOWN)
            if expected:
                await asked.until(messages.AlertTold)
            [view] = (await asked.ask(messages.GetOverview)).alerts
        assert [event.event for event in asked.said if isinstance(event, messages.AlertTold)] == expected
    assert [step.move for step in view.history] == [
        Move.OPENED,
        Move.SNOOZED,
        Move.REMINDED,
        Move.SNOOZED,
        Move.REMINDED,
    ]


async def test_a_tag_reminds_and_escalates_and_a_renamed_channel_goes_on(
    tmp_path: Path, server: HttpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.status = 500
    later = 0
    monkeypatch.setattr("agent.watch.now_ms", lambda: now_ms() + later * 60_000)
    async with http_server() as slack, running(tmp_path) as asked:
        for name in ("ops", "boss"):
            channel = SlackChannel.model_validate({"name": name, "webhook_url": f"{slack.url}/{name}"})
            channels = (await asked.ask(lambda request, c=channel: messages.SaveChannel(request, c))).channels
        policy = TagPolicy(name="prod", channels=("ops",), remind_every=20, escalate_after=15, escalate_to=("boss",))
        await asked.ask(lambda request: messages.SaveSettings(request, Settings(tags=(policy,))))
        renamed = channels[1].model_copy(update={"name": "chief"})
        await asked.ask(lambda request: messages.SaveChannel(request, renamed))
        changed = await asked.until(messages.SettingsChanged, lambda event: event.request == 0)
        assert changed.settings.tags[0].escalate_to == ("chief",)
        await asked.save(name="api", target={"url": server.url}, tags=["prod"], **QUICK)
        await asked.until(messages.AlertTold)
        later = 15
        await asked.until(messages.AlertTold, lambda told: told.event is AlertEvent.REMINDER)
        later = 20
        reminders = [AlertEvent.REMINDER] * 2
        await asked.until(
            messages.AlertChanged, lambda e: [d.event for d in e.view.deliveries] == [AlertEvent.OPENED, *reminders]
        )
        server.status = 200
        later = 0
        closed = await asked.until(messages.AlertChanged, lambda e: len(e.view.deliveries) == 5)
    told = [(delivery.channel, delivery.event) for delivery in closed.view.deliveries]
    assert sorted(told) == [
        ("chief", AlertEvent.CLOSED),
        ("chief", AlertEvent.REMINDER),
        ("ops", AlertEvent.CLOSED),
        ("ops", AlertEvent.OPENED),
        ("ops", AlertEvent.REMINDER),
    ]
    moves = [step.move for step in closed.view.history]
    assert sorted(moves) == sorted([Move.OPENED, Move.ESCALATED, Move.REMINDED, Move.CLOSED])


async def test_in_maintenance_checks_go_on_and_afterwards_it_is_judged_at_once(
    tmp_path: Path, server: HttpServer
) -> None:
    server.status = 500
    async with running(tmp_path) as asked:
        window = MaintenanceWindow(name="deploy", repeat="cron", cron="* * * * *", minutes=5, tags=("prod",))
        changed = await asked.ask(lambda request: messages.SaveSettings(request, Settings(maintenance=(window,))))
        assert changed.settings.maintenance == (window,)
        monitor = await asked.save(name="api", target={"url": server.url}, tags=["prod"], **QUICK)
        status = await asked.state(State.MAINTENANCE)
        assert status.maintenance_until is not None
        assert 0 < status.maintenance_until - now_ms() <= 5 * 60_000
        for _ in range(6):
            await asked.until(messages.ChecksRecorded, after=len(asked.said))
        log = await asked.ask(lambda request: messages.GetLog(request, monitor.id, None, 10))
        assert all(check.maintenance and check.outcome is Outcome.DOWN for check in log.checks)
        assert not [event for event in asked.said if isinstance(event, messages.AlertTold)]
    async with running(tmp_path) as asked:
        assert (await asked.state(State.MAINTENANCE)).failed == 0
        renamed = monitor.model_copy(update={"name": "api 2"})
        named = window.model_copy(update={"tags": (), "monitors": ("api",)})
        await asked.ask(lambda request: messages.SaveSettings(request, Settings(maintenance=(named,))))
        await asked.ask(lambda request: messages.SaveMonitor(request, renamed))
        follows = await asked.until(messages.SettingsChanged, lambda event: event.request == 0)
        assert follows.settings.maintenance[0].monitors == ("api 2",)
        await asked.ask(lambda request: messages.SaveSettings(request, Settings()))
        told = await asked.until(messages.AlertTold)
        assert (told.notice.failed, told.notice.checked) == (4, 4)
