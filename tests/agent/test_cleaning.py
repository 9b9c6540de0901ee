"""Taking history away from a running agent, and by the command line."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from agent import messages
from agent.cli.output import iso
from agent.clock import now_ms
from agent.model import Check, Monitor, Outcome, Settings, State
from agent.retention import Retention
from agent.storage_messages import Kind
from agent.store import Store
from tests.agent.command import run
from tests.agent.store.samples import DAY, MINUTE, a_check, a_monitor
from tests.agent.test_core import Asked, running


async def filled(folder: Path, *names: str, **changes: Any) -> list[tuple[Monitor, list[Check]]]:
    """Monitors with 60 checks of the last hour, of which the last 30 failed."""
    now = now_ms()
    store = await Store.open(folder)
    made = []
    for name in names:
        monitor = await store.save_monitor(a_monitor(name, interval=86_400, **changes), now - DAY)
        outcomes = [Outcome.UP] * 30 + [Outcome.DOWN] * 30
        checks = [a_check(monitor.id, now - (60 - n) * MINUTE, outcome) for n, outcome in enumerate(outcomes)]
        await store.record_many(checks)
        made.append((monitor, checks))
    await store.close()
    return made


async def test_what_is_taken_away_is_gone_from_all_that_is_shown(tmp_path: Path) -> None:
    [(monitor, checks), (other, _)] = await filled(tmp_path, "api", "other")
    async with running(tmp_path) as asked:
        overview = await asked.ask(messages.GetOverview)
        assert {view.status.failed for view in overview.monitors} == {5}

        ats = (checks[-1].at, checks[-3].at)
        cleared = await asked.ask(lambda n: messages.DeleteChecks(n, monitor.id, ats))
        assert cleared == messages.HistoryCleared(cleared.request, (monitor.id,), 2, ats)
        view = await saved(asked, monitor)
        left = [*checks[:57], checks[58]]
        assert [beat.at for beat in view.beats] == [check.at for check in left[-40:]]
        assert view.status.last == left[-1]
        assert await times(asked, monitor) == [check.at for check in left]

        start, end = checks[30].at, checks[-1].at + 1
        cleared = await asked.ask(lambda n: messages.ClearHistory(n, (monitor.id,), start, end))
        assert cleared.checks == 28
        view = await saved(asked, monitor)
        assert (view.status.state, view.status.failed, view.status.last) == (State.UP, 0, checks[29])
        assert view.status.uptime_24h is not None
        assert (view.status.uptime_24h.ratio, view.status.uptime_24h.down_ms) == (1, 0)
        history = await asked.ask(lambda n: messages.GetHistory(n, monitor.id, start - DAY, end, 100))
        assert (history.figures.checks, history.figures.failures) == (30, 0)

        both = (monitor.id, other.id)
        assert (await asked.ask(lambda n: messages.ClearHistory(n, both))).checks == 30 + 60
        for one in (monitor, other):
            view = await saved(asked, one)
            assert (view.status.state, view.status.last, list(view.beats)) == (State.PENDING, None, [])
            assert await times(asked, one) == []
        refused = await asked.ask(lambda n: messages.ClearHistory(n, both, 7, 7))
        assert refused.message == "The period must begin before it ends."


async def saved(asked: Asked, monitor: Monitor) -> messages.MonitorView:
    """The newest view of a monitor that was told."""
    told = [e.view for e in asked.said if isinstance(e, messages.MonitorSaved) and e.view.monitor.id == monitor.id]
    return told[-1]


async def times(asked: Asked, monitor: Monitor) -> list[int]:
    log = await asked.ask(lambda n: messages.GetLog(n, monitor.id, None, 500))
    return sorted(check.at for check in log.checks)


async def test_the_agent_says_what_takes_room_and_keeps_what_is_set_from_then_on(tmp_path: Path) -> None:
    [(monitor, checks)] = await filled(tmp_path, "api", paused=True)
    old = [a_check(monitor.id, now_ms() - 20 * DAY + n * MINUTE) for n in range(500)]
    store = await Store.open(tmp_path)
    await store.record_many(old)
    await store.close()
    async with running(tmp_path) as asked:
        storage = await asked.ask(messages.GetStorage)
        assert (storage.of(Kind.RESULTS).rows, storage.monitors, storage.checks_a_day) == (560, 0, 0)
        assert storage.of(Kind.RESULTS).since == old[0].at
        settings = Settings(retention=Retention(results=10))
        await asked.ask(lambda n: messages.SaveSettings(n, settings))
        async with asyncio.timeout(60):  # at once, not with the next upkeep
            while storage.of(Kind.RESULTS).rows > 400:
                storage = await asked.ask(messages.GetStorage)
        assert checks[-1].at in await times(asked, monitor)


async def test_the_command_counts_takes_away_and_says_what_is_left(tmp_path: Path) -> None:
    [(_, checks), _] = await filled(tmp_path, "api", "other")
    data = ("--data-dir", tmp_path)
    since = ("--from", iso(checks[30].at) or "")
    tried = await run("clean", "--monitor", "API", *since, "--dry-run", *data)
    assert tried.out.splitlines() == [
        "api: 30 checks would be taken away.",
        "Nothing was changed: this was a dry run.",
    ]
    assert len((await run("log", "api", "--limit", "100", "--json", *data)).json) == 60
    one = (await run("log", "api", "--json", *data)).json[0]["at"]
    assert (await run("clean", "--monitor", "api", "--check", one, *data)).out == "api: 1 check taken away.\n"
    assert (await run("clean", "--monitor", "api", *since, "--json", *data)).json == [{"monitor": "api", "checks": 29}]
    assert {row["outcome"] for row in (await run("log", "api", "--limit", "100", "--json", *data)).json} == {"UP"}

    shown = (await run("storage", *data)).out
    assert "results   30 days" in shown
    assert "2 checks a day by 2 monitors come to about" in shown
    found = (await run("storage", "--json", *data)).json
    assert found["kinds"][0]["number"] == 90
    assert found["retention"]["hourly"] == 365
    assert "database was written anew" in (await run("storage", "--compact", *data)).out
    assert (await run("clean", "--all", *data)).out == "api: 30 checks taken away.\nother: 60 checks taken away.\n"
    assert (await run("storage", "--json", *data)).json["kinds"][0]["number"] == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "Say whose history is to go"),
        (("--all", "--monitor", "api"), "Say whose history is to go"),
        (("--monitor", "apo"), "Did you mean 'api'?"),
        (("--monitor", "api", "--from", "2026-01-02", "--to", "2026-01-01"), "must begin before it ends"),
        (("--monitor", "api", "--from", "soon"), "--from: expected a day such as"),
        (("--all", "--check", "2026-01-01T12:00Z"), "--check takes away single checks of one monitor"),
    ],
)
async def test_a_clean_up_that_is_not_clear_changes_nothing(tmp_path: Path, given: Sequence[str], said: str) -> None:
    await filled(tmp_path, "api")
    finished = await run("clean", *given, "--data-dir", tmp_path)
    assert (finished.code, finished.out) == (2, "")
    assert said in finished.err
