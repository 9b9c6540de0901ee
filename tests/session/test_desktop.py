"""The program as a person has it: a real window, tray, notification daemon and keyring."""

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.session.desk import Desk, end, until
from tests.session.target import Target, bring_in

Program = subprocess.Popen[str]
Starter = Callable[..., Program]


def ended(process: Program) -> str:
    """Wait for the end of the program, which must be a clean one; what it printed."""
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output


def quiet(data: Path) -> bool:
    """Whether neither Qt nor the program itself had anything to warn of."""
    worse = [line for line in log_of(data).splitlines() if " INFO " not in line]
    assert not worse, "\n".join(worse)
    return True


def log_of(data: Path) -> str:
    return (data / "api-monitor.log").read_text(encoding="utf-8")


def test_an_outage_from_the_first_toast_to_the_last(desk: Desk, start: Starter, data: Path, target: Target) -> None:
    assert desk.notifications is not None
    bring_in(desk, data, "api-outage", target.url)
    process = start(desk, "--data-dir", str(data))
    desk.minimise(desk.window(process))  # no toast comes for what is on the screen
    until(lambda: target.requests, "the first check")
    target.down()
    down = until(lambda: desk.notifications.titled("api-outage is down"), "the toast of the outage")[0]
    assert "Since " in down.body
    assert down.urgency == 2
    assert down.actions == ("default", "Open", "acknowledge", "Acknowledge")
    until(lambda: desk.tray_item().tooltip == "1 down: api-outage", "the tray to say it")
    assert list(desk.tray_menu())[:2] == ["1 down", "✕ api-outage"]
    target.up()
    up = until(lambda: desk.notifications.titled("api-outage is up again"), "the toast of the recovery")[0]
    assert up.replaces == down.number
    until(lambda: desk.tray_item().tooltip == "All 1 up", "the tray to say it")
    desk.choose("Quit")
    assert ended(process) == ""
    assert quiet(data)


def test_a_click_on_the_toast_acknowledges(desk: Desk, start: Starter, data: Path, target: Target) -> None:
    assert desk.notifications is not None
    bring_in(desk, data, "api-click", target.url)
    process = start(desk, "--data-dir", str(data))
    desk.minimise(desk.window(process))
    target.down()
    toast = until(lambda: desk.notifications.titled("api-click is down"), "the toast")[0]
    desk.bus.emit_from_daemon(toast.number, "acknowledge")

    def acknowledged() -> bool:
        alerts = json.loads(desk.command_line("alerts", "--json", "--data-dir", str(data)).stdout)
        return any(alert["acknowledged_at"] for alert in alerts)

    until(acknowledged, "the acknowledgement")
    end(process)


def test_closing_hides_to_the_tray_and_checks_go_on(desk: Desk, start: Starter, data: Path, target: Target) -> None:
    assert desk.notifications is not None
    bring_in(desk, data, "api-hidden", target.url)
    process = start(desk, "--data-dir", str(data))
    window = desk.window(process)
    desk.tray_item()
    desk.close_window(window)
    until(lambda: not desk.on_screen(window), "the window to go")
    assert not desk.minimised(window)
    assert process.poll() is None
    until(lambda: desk.notifications.titled("API Monitor goes on checking"), "the explanation")
    before = target.requests
    until(lambda: target.requests > before + 2, "further checks")
    desk.click_tray()
    until(lambda: desk.on_screen(window), "the window to come back")
    desk.close_window(window)
    until(lambda: not desk.on_screen(window), "the window to go again")
    desk.choose("Open API Monitor")
    until(lambda: desk.on_screen(window), "the window to come back")
    assert len(desk.notifications.titled("API Monitor goes on checking")) == 1, "it is explained once"
    process.send_signal(signal.SIGTERM)
    assert ended(process) == ""
    assert quiet(data)


def test_a_hidden_start_is_in_the_tray_and_comes_from_there(
    desk: Desk, start: Starter, data: Path, target: Target
) -> None:
    bring_in(desk, data, "api-at-login", target.url)
    process = start(desk, "--hidden", "--data-dir", str(data))
    desk.tray_item()
    until(lambda: target.requests > 1, "checks")
    seen = desk.ask("xdotool", "search", "--onlyvisible", "--pid", str(process.pid), "--name", "API Monitor")
    assert seen.stdout == ""
    assert ended(start(desk, "--hidden", "--data-dir", str(data))) == "", "another hidden start leaves it alone"
    desk.click_tray()
    window = desk.window(process)
    process.send_signal(signal.SIGTERM)
    assert ended(process) == ""
    assert window
    assert quiet(data)


def test_a_second_start_raises_the_first_and_a_killed_one_is_in_nobodys_way(
    desk: Desk, start: Starter, data: Path
) -> None:
    first = start(desk, "--data-dir", str(data))
    window = desk.window(first)
    desk.tray_item()
    desk.close_window(window)
    until(lambda: not desk.on_screen(window), "the window to go")
    second = start(desk, "--data-dir", str(data))
    assert ended(second) == ""
    until(lambda: desk.on_screen(window), "the first window to come up")
    first.kill()
    first.wait()
    third = start(desk, "--data-dir", str(data))
    desk.window(third)
    third.send_signal(signal.SIGINT)
    assert ended(third) == ""
    assert quiet(data)


def test_an_agent_without_a_window_keeps_the_folder(desk: Desk, start: Starter, data: Path) -> None:
    agent = start(desk, "agent", "--data-dir", str(data))
    until(lambda: (data / "running.pid").exists(), "the agent")
    result = desk.command_line("--data-dir", str(data))
    assert result.returncode == 3
    assert str(data) in result.stderr
    assert str(agent.pid) in result.stderr
    agent.send_signal(signal.SIGTERM)
    ended(agent)


def test_a_tray_that_comes_late_takes_the_icon_and_one_that_goes_gives_the_window_back(
    bare_desk: Desk, start: Starter, data: Path
) -> None:
    process = start(bare_desk, "--data-dir", str(data))
    window = bare_desk.window(process)
    bare_desk.close_window(window)
    until(lambda: bare_desk.minimised(window), "the window to be minimised: there is no tray to hide in")
    bare_desk.start_panel()
    assert bare_desk.tray_item().id == "api-monitor"
    bare_desk.click_tray()
    until(lambda: bare_desk.on_screen(window), "the window to come back")
    bare_desk.close_window(window)
    until(lambda: not bare_desk.on_screen(window) and not bare_desk.minimised(window), "the window to be hidden")
    bare_desk.end_panel()
    until(lambda: bare_desk.minimised(window), "the window to be reachable again")
    process.send_signal(signal.SIGTERM)
    assert ended(process) == ""
    assert quiet(data)


SLACK = {"name": "ops", "kind": "slack", "webhook_url": "http://127.0.0.1:9/services/CANARY-secret-token"}


def exported(desk: Desk, data: Path) -> str:
    return desk.command_line("export", "--data-dir", str(data)).stdout


def stored(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_secrets_are_in_the_keyring_and_nowhere_else(desk: Desk, start: Starter, data: Path, target: Target) -> None:
    bring_in(desk, data, "api-secret", target.url, channels=[SLACK])
    assert b"CANARY" not in stored(data)
    assert "${keychain:" in exported(desk, data)
    assert "CANARY" not in exported(desk, data)
    held = desk.bus.secrets()
    assert any(b"CANARY-secret-token" in secret for secret in held)
    process = start(desk, "--data-dir", str(data))
    desk.window(process)
    until(lambda: "agent.watch:" in log_of(data), "the agent")
    process.send_signal(signal.SIGTERM)
    ended(process)
    assert b"CANARY" not in stored(data)


def type_channel(desk: Desk, process: Program, name: str, url: str) -> None:
    """Make a Slack channel as a person does, by the keyboard."""
    desk.keys(desk.window(process), "alt+a", "c")
    dialog = desk.window(process, "Settings")
    desk.keys(dialog, "space", "Return")  # Add channel; the first kind is Slack
    desk.type(dialog, name)
    desk.keys(dialog, "Tab")
    desk.type(dialog, url)
    desk.keys(dialog, "Return")


def test_a_secret_typed_into_the_window_goes_to_the_keyring(desk: Desk, start: Starter, data: Path) -> None:
    process = start(desk, "--data-dir", str(data))
    desk.window(process)
    until(lambda: "agent.watch:" in log_of(data), "the agent")
    type_channel(desk, process, "typed", "http://127.0.0.1:9/services/CANARY-typed")
    until(lambda: "${keychain:" in exported(desk, data), "the channel")
    assert any(b"CANARY-typed" in secret for secret in desk.bus.secrets())
    process.send_signal(signal.SIGTERM)
    assert ended(process) == ""
    assert b"CANARY" not in stored(data)


def test_without_a_keyring_no_secret_is_written_anywhere(bare_desk: Desk, start: Starter, data: Path) -> None:
    file = data.parent / "import.json"
    file.write_text(json.dumps({"version": 1, "channels": [SLACK], "monitors": []}), encoding="utf-8")
    refused = bare_desk.command_line("import", str(file), "--data-dir", str(data))
    assert refused.returncode != 0
    assert "keychain" in refused.stderr
    assert "CANARY" not in refused.stderr
    process = start(bare_desk, "--data-dir", str(data))
    bare_desk.window(process)
    until(lambda: "agent.watch:" in log_of(data), "the agent")
    type_channel(bare_desk, process, "typed", "http://127.0.0.1:9/services/CANARY-typed")

    until(lambda: "${session:" in exported(bare_desk, data), "the channel, whose secret lasts as long as the program")
    process.send_signal(signal.SIGTERM)
    assert ended(process) == ""
    assert b"CANARY" not in stored(data)
