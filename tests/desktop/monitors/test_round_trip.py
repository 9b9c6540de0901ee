"""A monitor that is opened and saved unchanged is the same monitor, whatever it has."""

import pytest
from hypothesis import HealthCheck, given, settings
from pytestqt.qtbot import QtBot

from agent.model import HttpTarget, Monitor
from desktop.monitors.form import MonitorForm
from desktop.monitors.forms.described import at
from desktop.theme import Theme
from tests.desktop.monitors.monitors import FULL, TARGET, WAYS, monitors

FIXTURES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_back(qtbot: QtBot, theme: Theme, monitor: Monitor) -> Monitor | None:
    form = MonitorForm(theme, ["ops", "mail"], (), monitor)
    qtbot.addWidget(form)
    assert not form.dirty
    return form.monitor()


@pytest.mark.parametrize("way", WAYS)
def test_a_monitor_with_everything_passes_through_the_form_unchanged(qtbot: QtBot, one_theme: Theme, way: str) -> None:
    monitor = Monitor.model_validate({**FULL, "target": {**TARGET, **WAYS[way]}})
    assert read_back(qtbot, one_theme, monitor) == monitor


def test_everything_is_really_everything() -> None:
    """Every field of the models is set to something else than its default in one of the examples."""
    plain = Monitor.model_validate({"name": "x", "target": {"url": "https://x"}})
    examples = [Monitor.model_validate({**FULL, "target": {**TARGET, **way}}) for way in WAYS.values()]
    paths = [name for name in Monitor.model_fields if name not in ("target", "rule")]
    paths += [f"target.{name}" for name in HttpTarget.model_fields if name not in ("kind", "resolve")]
    for path in paths:  # a target with a proxy can have no address to connect to
        assert any(at(one, path) != at(plain, path) for one in examples), path


def test_an_address_to_connect_to_passes_through(qtbot: QtBot, one_theme: Theme) -> None:
    target = {"url": "https://example.com", "resolve": "2001:db8::7", "ip": "ipv6_only", "http_version": "2"}
    monitor = Monitor.model_validate({"name": "x", "target": target})
    assert read_back(qtbot, one_theme, monitor) == monitor


@FIXTURES
@given(monitor=monitors)
def test_any_monitor_passes_through_the_form_unchanged(qtbot: QtBot, one_theme: Theme, monitor: Monitor) -> None:
    assert read_back(qtbot, one_theme, monitor) == monitor
