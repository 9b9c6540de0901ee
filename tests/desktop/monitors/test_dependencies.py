"""Dependencies in the window: chosen in the dialog, and said where something is held back."""

from dataclasses import replace

from agent.messages import FieldError, SaveMonitor
from agent.model import Alert, AlertKind, Cause, State
from desktop import text
from desktop.inbox import words
from desktop.monitors.detail_header import DetailHeader
from desktop.monitors.forms.monitors import MonitorChoice, MonitorsField
from tests.desktop.fake_agent import monitor, standing
from tests.desktop.window_parts import Desk, start


def test_parents_and_guard_are_chosen_among_the_other_monitors(desk: Desk) -> None:
    start(desk, tuple(standing(monitor(key, name)) for key, name in ((1, "billing"), (2, "gateway"), (3, "vpn"))))
    desk.window.dialogs.edit_monitor(1)
    dialog = desk.dialog()
    parents, guard = dialog.form.field("depends_on"), dialog.form.field("guard")
    assert isinstance(parents, MonitorsField)
    assert isinstance(guard, MonitorChoice)
    assert [guard.itemText(row) for row in range(guard.count())] == ["None", "gateway", "vpn"]
    completer = parents.completer()
    parents.setText("vpn, gate")
    completer.setCompletionPrefix(completer.splitPath(parents.text())[0])
    assert completer.completionModel().rowCount() == 1
    parents.setText(completer.pathFromIndex(completer.completionModel().index(0, 0)))
    assert parents.text() == "vpn, gateway"
    guard.set_value("vpn")
    dialog.save()
    desk.wait(lambda: desk.agent.sent(SaveMonitor))
    (command,) = desk.agent.sent(SaveMonitor)
    assert isinstance(command, SaveMonitor)
    assert (command.monitor.depends_on, command.monitor.guard) == (("vpn", "gateway"), "vpn")


def test_errors_stand_at_their_fields(desk: Desk) -> None:
    start(desk, (standing(monitor(1, "billing")),))
    desk.window.dialogs.edit_monitor(1)
    dialog = desk.dialog()
    field = dialog.form.field("depends_on")
    assert isinstance(field, MonitorsField)
    field.setText("billing")
    dialog.save()
    assert "cannot depend on itself" in dialog.form.error("depends_on")
    dialog.form.show_errors([FieldError("depends_on", "billing would depend on itself: billing → a → billing")])
    assert "billing → a → billing" in dialog.form.error("depends_on")


def test_what_is_held_back_says_so_and_keeps_its_state(desk: Desk) -> None:
    view = standing(monitor(1, "billing"), State.DOWN)
    held = replace(view, status=replace(view.status, held_by="gateway"))
    assert text.reason(held, held.monitor) == "Held back: gateway is down"
    assert "Held" not in text.reason(view, view.monitor)
    up = replace(held, status=replace(held.status, state=State.UP))
    assert text.reason(up, up.monitor) == ""
    start(desk, (held,))
    desk.window.open_monitor(1)
    (header,) = desk.window.findChildren(DetailHeader)
    assert header.reason.text() == "Held back: gateway is down"
    alert = Alert(1, 1, AlertKind.DOWN, Cause.TIMEOUT, "", opened_at=0, held_by="gateway")
    assert words.standing(alert, 1) == "open, held back: gateway is down"
    assert words.standing(replace(alert, closed_at=1), 1) == "closed, held back by gateway"
