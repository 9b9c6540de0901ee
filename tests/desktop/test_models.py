"""Every model of the window keeps Qt's rules while it is filled, changed and emptied."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel
from pytestqt.modeltest import ModelTester

import desktop
from agent.difference import differences
from agent.messages import AlertsDeleted, MonitorsDeleted
from agent.model import State
from desktop.inbox.model import AlertsModel, AlertsProxy, Shown
from desktop.monitors.evidence.differences import DifferencesModel
from desktop.monitors.log import LogModel
from desktop.monitors.model import MonitorsModel
from desktop.monitors.proxy import Choice, MonitorsProxy
from desktop.palette.entries import Entry
from desktop.palette.model import PaletteModel
from tests.desktop.exchanges import ill, well
from tests.desktop.fake_agent import a_dozen
from tests.desktop.scenes import NOW, bad
from tests.desktop.window_parts import Desk

Uses = Callable[[Any, Desk], None]


def monitors(model: QAbstractItemModel, desk: Desk) -> None:
    desk.agent.views = {view.monitor.id: view for view in a_dozen()}
    desk.agent.start()
    desk.agent.change_state(4, State.DOWN)
    desk.agent.tell(MonitorsDeleted(0, (5, 1_000)))


def chosen_monitors(proxy: MonitorsProxy, desk: Desk) -> None:
    monitors(proxy, desk)
    proxy.choose(Choice(tag="prod"))
    desk.agent.change_state(4, State.UP)
    proxy.choose(Choice())


def alerts(model: QAbstractItemModel, desk: Desk) -> None:
    monitors(model, desk)
    for number in (1, 2, 3):
        desk.agent.open_alert(number, number)
    desk.agent.tell(AlertsDeleted(0, (2,)))


def chosen_alerts(proxy: AlertsProxy, desk: Desk) -> None:
    alerts(proxy, desk)
    proxy.show_only(Shown(monitor=1))
    desk.agent.tell(AlertsDeleted(0, (1,)))
    proxy.show_only(Shown())


def log(model: LogModel, desk: Desk) -> None:
    monitors(model, desk)
    model.show_monitor(1)
    desk.wait(model.rowCount)
    model.add(bad(1, NOW + 60_000))
    model.clear((NOW + 60_000,))


def changes(model: DifferencesModel, desk: Desk) -> None:
    model.show(differences(well(), ill()))


def palette(model: PaletteModel, desk: Desk) -> None:
    model.fill(Entry(view.monitor.name, lambda: None) for view in a_dozen())
    model.search("api")


MODELS: dict[type[QAbstractItemModel], tuple[Callable[[Desk], QAbstractItemModel], Uses]] = {
    MonitorsModel: (lambda desk: MonitorsModel(desk.client), monitors),
    MonitorsProxy: (lambda desk: MonitorsProxy(MonitorsModel(desk.client)), chosen_monitors),
    AlertsModel: (lambda desk: AlertsModel(desk.client), alerts),
    AlertsProxy: (lambda desk: AlertsProxy(AlertsModel(desk.client)), chosen_alerts),
    LogModel: (lambda desk: LogModel(desk.client), log),
    DifferencesModel: (lambda _: DifferencesModel(), changes),
    PaletteModel: (lambda _: PaletteModel(), palette),
}


def test_every_model_is_tested_here() -> None:
    for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    ours = {model for model in subclasses(QAbstractItemModel) if model.__module__.startswith("desktop.")}
    assert ours == set(MODELS)


def subclasses(of: type) -> set[type]:
    return {found for one in of.__subclasses__() for found in (one, *subclasses(one))}


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_it_keeps_qts_rules(kind: type, desk: Desk, qtmodeltester: ModelTester) -> None:
    make, use = MODELS[kind]
    model = make(desk)
    qtmodeltester.check(model, force_py=True)  # which does so again at every signal of the model
    use(model, desk)
    assert model.rowCount()
    desk.agent.views, desk.agent.alerts = {}, {}
    desk.agent.start()
