"""What the monitors of a file name of each other, and of those there are already."""

from collections.abc import Iterable
from typing import Any

from agent.dependencies import circle, named_by
from agent.interchange.fields import Bundle, items_of, names_of
from agent.interchange.problems import Document, Path
from agent.interchange.wording import got
from agent.model import Monitor


def check_dependencies(document: Document, bundle: Bundle, known: Iterable[Monitor]) -> None:
    """Take down every monitor that names one that is neither in the file nor among ``known``, and every one that would
    depend on itself by way of others."""
    monitors = {monitor.name: monitor for monitor in (*known, *bundle.monitors)}
    names = monitors.keys() | set(names_of(document.value, "monitors"))
    for path, name in _named(document.value):
        if name.strip() not in names:
            document.add(path, f"expected the name of a monitor in the file or there already, got {got(name)}")

    def named(name: str) -> tuple[str, ...]:
        return named_by(monitors[name]) if name in monitors else ()

    for index, item in enumerate(items_of(document.value, "monitors")):
        given = item.get("name") if isinstance(item, dict) else None
        monitor = monitors.get(given.strip()) if isinstance(given, str) else None
        if monitor is not None and (way := circle(monitor.name, named)):
            field = "depends_on" if way[1] in monitor.depends_on else "guard"
            document.add(("monitors", index, field), f"would depend on itself: {' → '.join(way)}")


def _named(top: Any) -> Iterable[tuple[Path, str]]:
    """Everything in the file that should be the name of another monitor, with its place."""
    for index, item in enumerate(items_of(top, "monitors")):
        if isinstance(item, dict):
            if isinstance(guard := item.get("guard"), str):
                yield ("monitors", index, "guard"), guard
            parents = item.get("depends_on")
            for place, name in enumerate(parents if isinstance(parents, list) else ()):
                if isinstance(name, str):
                    yield ("monitors", index, "depends_on", place), name
