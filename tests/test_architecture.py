"""Who may import whom: read from the source, so that no import can run the wrong way unnoticed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VALUES = {
    "agent.assertion_text",
    "agent.assertions",
    "agent.bodies",
    "agent.changes",
    "agent.channel_models",
    "agent.checks",
    "agent.channel_services",
    "agent.chains",
    "agent.comparisons",
    "agent.credentials",
    "agent.cron",
    "agent.defaults",
    "agent.fields",
    "agent.headers",
    "agent.maintenance",
    "agent.model",
    "agent.parameters",
    "agent.periods",
    "agent.expressions",
    "agent.placeholders",
    "agent.policy",
    "agent.quiet",
    "agent.report_model",
    "agent.report_schedule",
    "agent.report_words",
    "agent.selection",
    "agent.retention",
    "agent.settings",
    "agent.statuses",
    "agent.targets",
    "agent.updates",
    "agent.zones",
}
LATE = {"jsonpath", "jsonschema", "referencing"}
"""Read what is asserted; imported in functions only, when the first path or schema comes."""
CURL = {
    "agent.interchange.curl",
    "agent.interchange.curl_command",
    "agent.interchange.curl_who",
    "agent.interchange.shell",
    "agent.interchange.variables",
}
"""Text to a target and back: pure, so that the window may call it while somebody types, without asking the agent."""
EVIDENCE = {
    "agent.difference",
    "agent.evidence",
    "agent.evidence_messages",
    "agent.json_difference",
    "agent.text_difference",
}
PURE = (
    VALUES
    | CURL
    | EVIDENCE
    | {
        "agent.apdex",
        "agent.backup_messages",
        "agent.certificates",
        "agent.channel_messages",
        "agent.chart_messages",
        "agent.lifecycle",
        "agent.messages",
        "agent.objectives",
        "agent.places_messages",
        "agent.replay_messages",
        "agent.report_messages",
        "agent.routing",
        "agent.settings_messages",
        "agent.storage_messages",
        "agent.rules",
        "agent.stats",
        "agent.summary",
        "agent.update_messages",
        "agent.views",
    }
)
SCREEN_MAY_SEE = {
    "agent",
    "agent.changes",
    "agent.channel_services",
    "agent.chains",
    "agent.difference",
    "agent.evidence",
    "agent.interchange.curl",
    "agent.lifecycle",
    "agent.messages",
    "agent.model",
    "agent.objectives",
    "agent.periods",
    "agent.retention",
    "agent.routing",
    "agent.stats",
    "agent.storage_messages",
    "agent.summary",
}
ONLY_IN = {
    "peewee": ("agent/store/",),
    "playhouse": ("agent/store/",),
    "apscheduler": ("agent/schedule.py",),
    "keyring": ("agent/vault.py",),
    "qasync": ("desktop/loop.py",),
    "httpx": ("agent/probes/", "agent/channels/"),
    "httpcore": ("agent/probes/", "agent/channels/"),
    **dict.fromkeys(sorted(LATE), ("agent/expressions.py", "agent/asserting/evaluate.py")),
}
COMPOSITION = {
    "desktop/bridge.py": {"agent.core"},
    "desktop/app.py": {"agent.core", "agent.demo", "agent.folder", "agent.logs"},
    "desktop/launch.py": {"agent.folder"},
    "desktop/crash_report.py": {"agent.logs", "agent.redaction"},
    "desktop/__main__.py": {
        *("agent.asserting", "agent.asserting.worker", "agent.cli", "agent.cli.main", "agent.report_words"),
    },
    "desktop/selftest.py": {"agent.selftest"},
}


def modules() -> dict[str, Path]:
    found = {}
    for package in ("agent", "desktop"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(path: Path) -> Iterator[str]:
    """Every module that ``path`` imports, at the top or inside a function, as an absolute name."""
    name = next(n for n, p in MODULES.items() if p == path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{source}.{alias.name}" if f"{source}.{alias.name}" in MODULES else source


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_run_the_right_way(module: str) -> None:
    path = MODULES[module]
    place = relative(path)
    for name in imports(path):
        top = name.partition(".")[0]
        if place.startswith("agent/"):
            assert top not in ("PySide6", "shiboken6", "qasync", "pyqtgraph", "desktop"), f"{place} imports {name}"
        if place.startswith("desktop/") and top == "agent":
            assert name in SCREEN_MAY_SEE | COMPOSITION.get(place, set()), f"{place} imports {name}"
        if module in PURE:
            allowed = top in sys.stdlib_module_names or name in PURE or (module in VALUES | CURL and top == "pydantic")
            allowed = allowed or (module == "agent.expressions" and top in LATE)
            assert allowed, f"{place} imports {name}"
        if top in ONLY_IN:
            assert place.startswith(ONLY_IN[top]), f"{place} imports {name}"


def test_no_circles() -> None:
    graph = {name: {i for i in imports(path) if i in MODULES and i != name} for name, path in MODULES.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("module", ["agent.core", "agent.cli"])
def test_the_agent_runs_without_qt(module: str) -> None:
    code = f"import sys, {module}; print([m for m in sys.modules if m.startswith(('PySide6', 'qasync'))])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("module", ["agent.core", "agent.probes", "agent.asserting.worker"])
def test_what_reads_assertions_is_imported_late(module: str) -> None:
    light = LATE | ({"pydantic", "httpx"} if module == "agent.asserting.worker" else set())
    usual = (
        "from agent.model import parse_assertion as read; read('json $.a[0] == 1')" if module == "agent.core" else ""
    )
    code = f"import sys, {module}; {usual}\nprint(sorted({light!r} & sys.modules.keys()))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"


WINDOW = """\
import sys
from desktop.app import Client, MainWindow, QSettings, Theme, make_application
qt = make_application()
window = MainWindow(Client(), Theme(), QSettings())
window.show()
print(*sys.modules)
"""


def test_the_window_is_shown_without_what_is_wanted_later() -> None:
    result = subprocess.run([sys.executable, "-c", WINDOW], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = set(result.stdout.split())
    assert "desktop.window" in loaded
    assert not loaded & {
        *("apprise", "apscheduler", "asyncio", "cryptography", "httpx", "jeepney", "keyring", "numpy", "peewee"),
        *("pyqtgraph", "qasync", "agent.core", "desktop.monitors.dialog", "desktop.monitors.evidence.exchange"),
        *("desktop.inbox.view", "desktop.reports.page", "desktop.settings.window"),
    }


@pytest.mark.parametrize("path", [relative(p) for p in MODULES.values()])
def test_files_stay_small(path: str) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 400
