"""`show` and what `status` says of targets, over a database that was filled as the agent fills it."""

from pathlib import Path
from typing import Any

from agent.clock import now_ms
from agent.model import Alert, AlertKind, Cause, Outcome
from agent.store import Store
from tests.agent.command import run
from tests.agent.store.samples import MINUTE, a_check, a_monitor, told


async def filled(folder: Path) -> None:
    """Ten days of a check every ten minutes, 30 minutes of them DOWN, as one incident of 20 minutes."""
    store = await Store.open(folder)
    now = now_ms()
    start = now - 1_440 * 10 * MINUTE
    api = await store.save_monitor(
        a_monitor("api", interval=600, uptime_target=99.9, latency_threshold_ms=100), start - MINUTE
    )
    await store.save_monitor(a_monitor("other"), start)
    await store.record_many(
        a_check(
            api.id,
            start + i * 10 * MINUTE,
            Outcome.DOWN if 700 <= i < 703 else Outcome.UP,
            latency_ms=None if 700 <= i < 703 else 500.0 if i < 100 else 50.0,
        )
        for i in range(1_440)
    )
    opened = start + 701 * 10 * MINUTE
    alert = Alert(0, api.id, AlertKind.DOWN, Cause.TIMEOUT, "No answer", opened, opened + 20 * MINUTE)
    await store.record(None, told(alert))
    await store.close()


async def test_show_has_all_figures_of_a_monitor(tmp_path: Path) -> None:
    await filled(tmp_path)
    data = ("--data-dir", tmp_path)
    found: dict[str, Any] = (await run("show", "api", "--json", *data)).json
    assert (found["uptime_target"], found["apdex_t_ms"]) == (99.9, 100)
    month = found["last_30_days"]
    assert (month["checks"], month["failures"], month["downtime_s"]) == (1_440, 3, 1_800)
    assert (month["incidents"], month["mttr_s"]) == (1, 1_200)
    assert abs(month["mtbf_s"] - (10 * 86_400 - 1_800)) < 60
    assert month["apdex"] == round(1_337 / 1_440, 4)
    budget = month["error_budget"]
    assert abs(budget["allowed_s"] - 864) < 1
    assert (budget["spent_s"], budget["kept"]) == (1_800, False)
    assert found["last_24_hours"]["incidents"] == 0

    table = (await run("show", "api", *data)).out
    for said in ("LAST 30 DAYS", "THIS MONTH", "MTTR", "20 min", "Error budget", "over by 15 min"):
        assert said in table
    other = (await run("show", "other", *data)).out
    assert "Error budget" not in other
    assert "Apdex" not in other
    assert (await run("show", "apis", *data)).code == 2


async def test_status_has_the_budget_where_there_is_a_target(tmp_path: Path) -> None:
    await filled(tmp_path)
    lines = (await run("status", "--data-dir", tmp_path)).out.splitlines()
    assert "BUDGET" in lines[0]
    assert [" over " in line for line in lines[1:]] == [True, False]
    assert " 1,440 " in lines[1]
    rows = (await run("status", "--json", "--data-dir", tmp_path)).json
    assert [row["last_30_days"]["checks"] for row in rows] == [1_440, 0]
