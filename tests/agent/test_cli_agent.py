"""The agent without a window, while a real target goes away and comes back, and what other commands see of it."""

import asyncio
import json
import re
import signal
from pathlib import Path

from tests.agent.command import run, running_agent
from tests.agent.servers import HttpServer, http_server

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def monitors(target: HttpServer, interval: int = 1) -> str:
    return json.dumps(
        {
            "version": 1,
            "channels": [{"name": "ops", "kind": "slack", "webhook_url": "${env:HOOK}"}],
            "monitors": [
                {
                    "name": "orders",
                    "url": f"{target.url}/health?token=hunter2",
                    "interval": interval,
                    "confirm_every": 1,
                    "rule": {"failures": 2, "window": 3, "hold": 1},
                },
                {"name": "paused", "url": target.url, "paused": True},
            ],
        }
    )


async def test_an_outage_from_its_alert_to_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "data of Zoë"
    data = ("--data-dir", folder)
    async with http_server() as target, http_server() as hook:
        environment = {"HOOK": f"{hook.url}/services/hunter2"}
        assert (await run("import", "-", *data, stdin=monitors(target))).code == 0
        async with running_agent(folder, **environment) as agent:
            await agent.said("Started")
            await target.received(3)

            target.status = 503
            assert "orders is down: Expected 200–399, got 503" in await agent.said("Alert 1 opened")
            await hook.received(1)
            opened = (await run("alerts", "--json", *data)).json
            status = (await run("status", "--json", *data)).json
            assert "DOWN" in (await run("status", *data)).out

            refused = await run("import", "-", *data, stdin=monitors(target, 5))
            assert (refused.code, refused.out) == (3, "")
            assert f"process {agent.process.pid}" in refused.err
            second = await run("agent", *data)
            assert second.code == 3
            assert (await run("import", "-", "--dry-run", *data, stdin=monitors(target, 5))).code == 0

            target.status = 200
            await agent.said("Alert 1 closed")
            await hook.received(2)
            await agent.said("Alert 1 to ops: sent")
            await asyncio.wait_for(_sent(data), 60)
            assert await agent.end() == 0
        log = (await run("log", "orders", "--limit", "3", "--json", *data)).json
        whole = (await run("log", "ORDERS", "--limit", "1000", "--json", *data)).json
        closed = (await run("alerts", "--json", *data)).json

    assert [alert["closed_at"] for alert in opened] == [None]
    assert {key: opened[0][key] for key in ("id", "monitor", "kind", "cause", "acknowledged_at")} == {
        "id": 1,
        "monitor": "orders",
        "kind": "down",
        "cause": "unexpected_status",
        "acknowledged_at": None,
    }
    assert list(closed[0]) == [
        "id",
        "monitor",
        "kind",
        "cause",
        "message",
        "certificate_expires_at",
        "opened_at",
        "closed_at",
        "acknowledged_at",
        "snoozed_until",
        "standing",
        "note",
        "deliveries",
        "history",
    ]
    assert [(step["move"], step["who"]) for step in closed[0]["history"]] == [
        ("opened", "API Monitor"),
        ("closed", "API Monitor"),
    ]
    assert ISO.fullmatch(closed[0]["opened_at"])
    assert closed[0]["opened_at"] < closed[0]["closed_at"]
    told = {"channel": "ops", "state": "sent", "attempts": 1, "error": "", "next_at": None}
    assert [delivery["event"] for delivery in closed[0]["deliveries"]] == ["opened", "closed"]
    for delivery in closed[0]["deliveries"]:
        assert told.items() <= delivery.items()
        assert ISO.fullmatch(delivery["sent_at"])

    orders, paused = status
    assert list(orders) == [
        "name",
        "kind",
        "target",
        "state",
        "last_outcome",
        "latency_ms",
        "uptime_24h",
        "uptime_target",
        "last_30_days",
        "checks",
        "since",
        "verify_tls",
        "certificate_expires_at",
        "certificates",
    ]
    assert (orders["name"], orders["kind"], orders["state"], orders["last_outcome"]) == (
        "orders",
        "http",
        "DOWN",
        "DOWN",
    )
    assert orders["target"] == f"{target.url}/health"
    assert 0 < orders["uptime_24h"] < 1
    assert orders["checks"] >= 5
    assert ISO.fullmatch(orders["since"])
    assert (paused["state"], paused["checks"]) == ("PAUSED", 0)

    assert log == whole[:3]
    assert [check["at"] for check in whole] == sorted((check["at"] for check in whole), reverse=True)
    fields = ["at", "outcome", "status_code", "latency_ms", "cause", "message", "certificate_expires_at", "maintenance"]
    assert list(log[0]) == fields
    assert (log[0]["outcome"], log[0]["status_code"], log[0]["cause"], log[0]["message"]) == ("UP", 200, None, "")
    assert {check["outcome"] for check in whole} == {"UP", "DOWN"}

    files = [path.read_bytes() for path in folder.rglob("*.log")]
    assert files
    assert b"hunter2" not in b"".join(files) + "".join(agent.lines).encode()
    assert len([line for line in agent.lines if "Traceback" in line]) == 0


async def _sent(data: tuple[str | Path, ...]) -> None:
    """Return as soon as both deliveries are noted as sent."""
    while True:
        alerts = (await run("alerts", "--json", *data)).json
        if [delivery["state"] for delivery in alerts[0]["deliveries"]] == ["sent", "sent"]:
            return


async def test_a_target_that_refuses_and_comes_back_and_history_that_stays(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    data = ("--data-dir", folder)
    async with http_server() as target:
        await run("import", "-", *data, stdin=monitors(target))
        async with running_agent(folder) as agent:
            await target.received(3)  # the third check may be lost with the agent, the two before it may not
            # Agent and target end together: what is stored stays, also under other settings.
            assert await agent.end(signal.SIGINT) == 0
    before = (await run("status", "--json", *data)).json[0]["checks"]
    await run("import", "-", *data, stdin=monitors(target, 2))
    async with running_agent(folder) as agent:
        await agent.said("Alert 1 opened")
        assert await agent.end() == 0
        server = await asyncio.start_server(target.answer, "127.0.0.1", target.port)
    async with server, running_agent(folder) as again:
        await again.said("Alert 1 closed")
        await again.end()
    whole = (await run("log", "orders", "--limit", "1000", "--json", *data)).json
    assert len(whole) > before >= 2
    assert next((check["outcome"], check["cause"]) for check in whole if check["cause"]) == ("DOWN", "connection")
    alerts = (await run("alerts", "--json", *data)).json
    assert len(alerts) == 1
    told = alerts[0]["deliveries"][0]
    assert (told["channel"], told["event"]) == ("ops", "opened")
    assert told["state"] in ("failed", "undeliverable")
    assert "HOOK is not set" in told["error"]
