"""The window as a screen reader has it: on the accessibility bus of a real session."""

from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

from tests.session.accessibility import NOT_NOW, Part, find, is_table, window
from tests.session.desk import Desk, until
from tests.session.target import Target, bring_in

USED = {"push button", "toggle button", "check box", "radio button", "combo box", "text", "list", "table", "page tab"}
"""Roles of what somebody can use, and has to be told what it is."""


def test_a_screen_reader_sees_the_table_its_states_and_the_buttons(
    spoken_desk: Desk, start: Callable[..., Popen[str]], data: Path, target: Target
) -> None:
    bring_in(spoken_desk, data, "api-spoken", target.url)
    process = start(spoken_desk, "--data-dir", str(data))
    bus = spoken_desk.accessible
    assert bus is not None
    root = until(lambda: window(bus, "API Monitor"), "the window on the accessibility bus")
    table = until(lambda: find(root, "table", "Monitors"), "the table")
    until(lambda: spoken(table).startswith("api-spoken, up for "), "the row to say that it is up")
    target.down()
    until(lambda: spoken(table).startswith("api-spoken, down for "), "the row to say that it is down")
    assert " of last 5 failed" in spoken(table)

    pause = until(lambda: find(root, "push button", "Pause"), "the button that pauses")
    pause.do("Press")
    until(lambda: find(root, "push button", "Resume"), "the button to say what it does now")
    until(lambda: spoken(table).startswith("api-spoken, paused for "), "the row to say that it is paused")

    spoken_desk.keys(spoken_desk.window(process), "ctrl+k")
    palette = until(lambda: find(root, "text", "Find a monitor, a command or a setting"), "the palette")
    until(lambda: palette.focused, "the focus in the palette")
    spoken_desk.keys(spoken_desk.window(process), "Escape")
    until(lambda: not palette.showing, "the palette to close")
    parts = until(lambda: used(root), "the parts of the window")
    assert [role for role, name in parts if not name] == []


def used(root: Part) -> list[tuple[str, str]]:
    """Role and name of all that can be used; nothing while something of it comes or goes."""
    try:
        return [(part.role, part.name) for part in root.below(is_table) if part.role in USED and part.showing]
    except NOT_NOW:
        return []


def spoken(table: Part) -> str:
    """What is read aloud of the first row; "" while it is not there."""
    try:
        return table.cell(0, 0).name if table.rows() else ""
    except NOT_NOW:
        return ""
