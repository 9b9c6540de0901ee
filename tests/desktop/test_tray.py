"""What the tray says of all monitors, and what its menu does. A real tray is in the session's tests."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.monitors.summary import Summary
from desktop.tray import Tray
from desktop.tray_icon import SIZES, Shape, tray_icon


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[Tray]:
    tray = Tray()
    yield tray
    tray.hide()
    tray.deleteLater()


def labels(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if action.isVisible() and not action.isSeparator()]


@pytest.mark.parametrize(
    ("summary", "shape", "tooltip"),
    [
        (Summary(), Shape.IDLE, "No monitors yet"),
        (Summary(pending=2), Shape.IDLE, "Nothing checked yet"),
        (Summary(up=3, paused=1), Shape.UP, "All 3 up"),
        (Summary(up=3, degraded=1, failing=2), Shape.DEGRADED, "2 failing · 1 degraded"),
        (Summary(up=3, down=2, down_names=("api-prod", "billing")), Shape.DOWN, "2 down: api-prod, billing"),
        (Summary(up=3, down=1, failing=2, down_names=("api-prod",)), Shape.DOWN, "1 down: api-prod · 2 failing"),
        (Summary(up=3, unknown=1), Shape.UP, "3 up · 1 unknown"),
        (Summary(paused=4), Shape.IDLE, "All 4 paused"),
        (Summary(unknown=4), Shape.IDLE, "4 unknown"),
    ],
)
def test_the_worst_is_said(tray: Tray, summary: Summary, shape: Shape, tooltip: str) -> None:
    tray.show_summary(summary)
    assert (tray.shape, tray.tooltip) == (shape, tooltip)


def test_offline_and_a_dead_agent_are_never_green(tray: Tray) -> None:
    tray.show_summary(Summary(up=3), online=False)
    assert tray.shape is Shape.IDLE
    assert "offline" in tray.tooltip
    tray.show_summary(Summary(up=3))
    tray.show_stopped()
    assert tray.shape is Shape.IDLE
    assert "stopped" in tray.tooltip


def test_at_most_five_that_are_down_are_listed_and_open(tray: Tray, qtbot: QtBot) -> None:
    names = ("a & b", "b", "c", "d", "e", "f")
    tray.show_summary(Summary(down=6, down_names=names))
    assert labels(tray)[:6] == ["6 down", "✕ a && b", "✕ b", "✕ c", "✕ d", "✕ e"]
    assert tray.tooltip == "6 down: a & b, b, c, d, e…"
    with qtbot.waitSignal(tray.open_monitor) as opened:
        tray.menu.actions()[1].trigger()
    assert opened.args == ["a & b"]
    tray.show_summary(Summary(up=6))
    assert labels(tray) == ["All 6 up", "Pause all", "Resume all", "Open API Monitor", "Quit"]


def test_alerts_that_wait_for_somebody_are_counted_and_lead_to_the_inbox(tray: Tray, qtbot: QtBot) -> None:
    tray.show_summary(Summary(down=1, down_names=("api-prod",)))
    tray.show_unacknowledged(3)
    assert labels(tray)[:3] == ["1 down", "✕ api-prod", "Inbox: 3 unacknowledged"]
    with qtbot.waitSignal(tray.inbox_requested):
        tray.menu.actions()[2].trigger()
    tray.show_unacknowledged(0)
    assert labels(tray)[:3] == ["1 down", "✕ api-prod", "Pause all"]


def test_entries_say_what_is_wanted(tray: Tray, qtbot: QtBot) -> None:
    tray.show_summary(Summary(up=1, paused=1))
    actions = {action.text(): action for action in tray.menu.actions()}
    for label, signal, arguments in (
        ("Pause all", tray.pause_all_requested, [True]),
        ("Resume all", tray.pause_all_requested, [False]),
        ("Open API Monitor", tray.open_requested, []),
        ("Quit", tray.quit_requested, []),
    ):
        with qtbot.waitSignal(signal) as said:
            actions[label].trigger()
        assert said.args == arguments


def test_pausing_is_offered_where_it_does_something(tray: Tray) -> None:
    actions = {action.text(): action for action in tray.menu.actions()}
    tray.show_summary(Summary(up=1))
    assert (actions["Pause all"].isEnabled(), actions["Resume all"].isEnabled()) == (True, False)
    tray.show_summary(Summary(paused=1))
    assert (actions["Pause all"].isEnabled(), actions["Resume all"].isEnabled()) == (False, True)


def test_shapes_differ_without_colours(qtbot: QtBot) -> None:
    for size in SIZES:
        images = [tray_icon(shape, 2).pixmap(size, size).toImage() for shape in Shape]
        alphas = [image.convertToFormat(image.Format.Format_Alpha8) for image in images]
        assert all(one != other for i, one in enumerate(alphas) for other in alphas[i + 1 :])
