"""What every test may rely on: no screen, no network settings, no files and no keychain of the person who runs them."""

import asyncio
import inspect
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples

examples.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("any machine")  # how long an example takes says how busy the machine is

# Whatever is read when Qt, keyring or platformdirs are imported must be set before any test module imports them.
_home = tempfile.TemporaryDirectory(prefix="api-monitor-home-")
for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "API_MONITOR_DATA_DIR", "DBUS_SESSION_BUS_ADDRESS"):
    os.environ.pop(name, None)
    os.environ.pop(name.lower(), None)
for name in ("HOME", "USERPROFILE"):
    os.environ[name] = _home.name
for name in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR"):
    os.environ[f"XDG_{name}"] = os.path.join(_home.name, name.lower())
    os.mkdir(os.environ[f"XDG_{name}"], 0o700)
for name in ("APPDATA", "LOCALAPPDATA"):
    os.environ[name] = os.path.join(_home.name, name)
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # a machine without a keychain
os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_unconfigure() -> None:
    _home.cleanup()


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The local time is that of Berlin."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
async def _task_guard() -> AsyncIterator[None]:
    """Fails a test that leaves tasks behind: they would go on into nowhere, and their errors be lost."""
    yield
    if left := asyncio.all_tasks() - {asyncio.current_task()}:
        _, pending = await asyncio.wait(left, timeout=30)  # what was cancelled or closed may still need a few turns
        assert not pending, f"tasks still run after the test: {pending}"


@pytest.fixture(autouse=True)
def _no_tasks_left(request: pytest.FixtureRequest) -> None:
    """Sets the guard up before, and so torn down after, every other fixture of a coroutine test."""
    if inspect.iscoroutinefunction(getattr(request.node, "obj", None)):
        request.getfixturevalue("_task_guard")
