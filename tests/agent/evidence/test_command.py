"""``api-monitor evidence`` beside a running agent."""

import asyncio
import json
from pathlib import Path

from tests.agent.command import run, running_agent
from tests.agent.servers import http_server
from tests.agent.test_cli_agent import ISO, monitors


async def test_what_an_alert_began_with_is_shown_beside_what_was_good(tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path)
    async with http_server() as target, http_server() as hook:
        target.headers, target.body = "Content-Type: application/json\r\n", b'{"queue": 4}'
        asserted = json.loads(monitors(target))
        asserted["monitors"][0]["assertions"] = ["body contains queue", 'header Content-Type contains "json"']
        assert (await run("import", "-", *data, stdin=json.dumps(asserted))).code == 0
        async with running_agent(tmp_path, HOOK=f"{hook.url}/services/hunter2") as agent:
            await target.received(2)
            target.status, target.body = 503, b'{"queue": 900}\x1b[31m'
            await agent.said("Alert 1 opened")
            async with asyncio.timeout(60):
                found = {"good": None}
                while not found["good"]:  # stored within some seconds
                    found = (await run("evidence", "orders", "--alert", "1", "--json", *data)).json
    assert found["differences"] == [
        {"part": "status", "place": "", "turn": "changed", "good": "200", "failing": "503"},
        {"part": "body", "place": "line 1", "turn": "changed", "good": '{"queue": 4}', "failing": '{"queue": 900}[31m'},
    ]
    good, failing = found["good"], found["failing"]
    assert ISO.fullmatch(good["at"])
    assert (good["outcome"], failing["outcome"], failing["answer"]["status_code"]) == ("UP", "DOWN", 503)
    assert good["request"]["url"] == f"{target.url}/health?token=«redacted»"
    assert ["Content-Type", "application/json"] in good["answer"]["headers"]
    assert good["remote"] == f"127.0.0.1:{target.port}"

    assert good["assertions"][0] == {
        "assertion": "body contains queue",
        "degraded_only": False,
        "passed": True,
        "actual": '{"queue": 4}',
    }

    shown = await run("evidence", "orders", *data)
    assert shown.code == 0
    for part in (
        "Last good: ",
        "Began to fail: ",
        "> GET http",
        "< Content-Type: application/json",
        '{"queue": 900}[31m',
    ):
        assert part in shown.out
    assert shown.out.splitlines()[-2].split() == ["~", "status", "200", "503"]
    assert "hunter2" not in shown.out + json.dumps(found)
    assert b"\x1b" not in shown.out.encode()

    other = await run("evidence", "paused", "--alert", "1", *data)
    assert (other.code, other.err) == (
        2,
        "--alert: paused has no alert 1. `api-monitor alerts` lists those there are.\n",
    )
    assert (await run("evidence", "paused", *data)).out == (
        "Last good: nothing is kept.\n\nBegan to fail: nothing is kept.\n"
    )
