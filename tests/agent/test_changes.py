"""Fields of several monitors changed at once, through a running agent."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from agent import messages
from agent.changes import changed, values_of
from agent.model import Monitor
from tests.agent.test_core import running

API = Monitor.model_validate({"name": "api", "target": {"url": "https://example.org/", "password": "canary"}})


def test_the_named_fields_change_and_nothing_else() -> None:
    new = changed(API, (("interval", "45"), ("rule.failures", "2"), ("rule.window", 3), ("target.expect", "204")))
    assert (new.interval, new.rule.failures, new.rule.window, new.target.expect) == (45, 2, 3, "204")
    assert new.target.password == API.target.password
    assert changed(new, values_of(API, ["interval", "rule.failures", "rule.window", "target.expect"])) == API


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ((("interval", "soon"),), ("interval",)),
        ((("rule.failures", 9),), ("rule",)),
        ((("target.expect", "never"),), ("target", "http", "expect")),
        ((("no_such", 1),), ("no_such",)),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(values: tuple[tuple[str, object], ...], field: tuple[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        changed(API, values)
    assert refused.value.errors()[0]["loc"][-len(field) :][-1] == field[-1]


async def test_all_change_or_none(tmp_path: Path) -> None:
    async with running(tmp_path) as asked:
        keys = [
            (await asked.save(name=name, target={"url": "http://127.0.0.1:9/"}, paused=True, interval=60)).id
            for name in ("one", "two")
        ]
        wrong = ((keys[0], (("interval", 30),)), (keys[1], (("interval", 0),)))
        refused = await asked.ask(lambda request: messages.ChangeMonitors(request, wrong))
        assert isinstance(refused, messages.CommandFailed)
        assert refused.message.startswith("two: ")
        circle = tuple((key, (("depends_on", (name,)),)) for key, name in zip(keys, ("two", "one"), strict=True))
        refused = await asked.ask(lambda request: messages.ChangeMonitors(request, circle))
        assert isinstance(refused, messages.CommandFailed)
        gone = ((keys[0], (("interval", 30),)), (99, ()))
        refused = await asked.ask(lambda request: messages.ChangeMonitors(request, gone))
        assert isinstance(refused, messages.CommandFailed)
        overview = await asked.ask(messages.GetOverview)
        assert {view.monitor.interval for view in overview.monitors} == {60}
        assert all(not view.monitor.depends_on for view in overview.monitors)
        right = tuple((key, (("interval", 30), ("tags", ("prod",)))) for key in keys)
        assert isinstance(await asked.ask(lambda request: messages.ChangeMonitors(request, right)), messages.Done)
    async with running(tmp_path) as again:
        overview = await again.ask(messages.GetOverview)
        assert {(view.monitor.interval, view.monitor.tags) for view in overview.monitors} == {(30, ("prod",))}
