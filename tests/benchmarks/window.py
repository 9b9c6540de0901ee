"""How quick the window is: its start, what a person does in it, scrolling, and whether results make it stutter.

    uv run python tests/benchmarks/window.py                      all of it, some minutes
    uv run python tests/benchmarks/window.py --only start frames  some of it: start, ask, frames, timer, idle

Offscreen, so what is painted goes into memory. ``start`` is the whole program on a data folder with 1,000 paused
monitors, from the start of the process on, once to warm up and then five times. ``ask`` and ``frames`` take the real
window with an agent that answers at once; times are of the processor, from the key to the last paint. ``timer`` sends
100 results a second over 2,000 monitors from another thread, as the agent does. ``idle`` is the whole program with 200
monitors at 60 s on a local server.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from tests.desktop.fake_agent import FakeAgent

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

STARTS = 5
FRAME_MS = 16


def line(what: str, found: str, goal: str) -> None:
    print(f"{what:<58} {found:>18}   asked: {goal}", flush=True)


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


# -- the start of the whole program ----------------------------------------------------------------------------------


def fill(folder: Path, count: int, url: str, *, paused: bool, interval: int = 60) -> None:
    """Make a data folder with ``count`` monitors."""
    from agent.clock import now_ms
    from agent.folder import prepare
    from agent.model import Monitor
    from agent.store import Store

    async def make() -> None:
        store = await Store.open(folder)
        for number in range(count):
            given = {"name": f"service-{number:04}", "target": {"url": f"{url}/{number}"}, "paused": paused}
            await store.save_monitor(Monitor.model_validate(given | {"interval": interval}), now_ms())
        await store.close()

    prepare(folder)
    asyncio.run(make())


STARTER = """\
import sys, time
from pathlib import Path
import agent.messages
from agent.folder import hold
folder, began = Path(sys.argv[1]), float(sys.argv[2])
with hold(folder):
    from desktop import app
    from PySide6.QtCore import QEvent, QObject, QTimer
    class Watch(QObject):
        painted = spent = 0.0
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and not self.painted:
                QTimer.singleShot(0, self, self.note)
            return False
        def note(self):
            self.painted = self.painted or time.time() - began
            self.spent = self.spent or time.process_time()
    watch = Watch()
    start = app.App.start
    def started(self, **how):
        self.window.installEventFilter(watch)
        def loaded():
            self.window.page.pane.view.viewport().repaint()
            print(watch.painted, time.time() - began, watch.spent, time.process_time(), flush=True)
            QTimer.singleShot(0, self, self.quit)
        self.window.model.loaded.connect(lambda: QTimer.singleShot(0, self, loaded))
        start(self, **how)
    app.App.start = started
    app.run_on(folder)
"""
"""Runs the program as its entry point does, and says when it was first painted and when the table was."""


def start(folder: Path) -> tuple[float, float, float, float]:
    """Start the program on a folder: s from the start of the process to the first paint and to the painted table, and
    the same of the processor."""
    found = []
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")  # by the first start, which does not count
    for number in range(STARTS + 1):
        command = [sys.executable, "-c", STARTER, str(folder), repr(time.time())]
        run = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=120
        )
        said = run.stdout.split()
        if number:
            found.append([float(one) for one in said])
    painted, filled, spent, spent_in_all = (statistics.median(values) for values in zip(*found, strict=True))
    return painted, filled, spent, spent_in_all


def measure_start(folder: Path) -> None:
    fill(folder, 1_000, "http://127.0.0.1:9", paused=True)
    painted, filled, spent, spent_in_all = start(folder)
    line("start to first paint (processor)", f"{painted:.2f} s ({spent:.2f})", "0.6 s")
    line("to the painted table of 1,000 monitors (processor)", f"{filled:.2f} s ({spent_in_all:.2f})", "1.0 s")


# -- the window alone ------------------------------------------------------------------------------------------------


@contextmanager
def window_with(count: int, folder: Path) -> Iterator["tuple[MainWindow, FakeAgent, Callable[[], None]]"]:
    """The real window on an agent that answers at once; the window, the agent, and what runs all that waits."""
    from PySide6.QtCore import QEventLoop, QSettings
    from PySide6.QtWidgets import QApplication

    from desktop.client import Client
    from desktop.theme import Theme
    from desktop.window import MainWindow
    from tests.desktop.fake_agent import FakeAgent, many

    application = QApplication.instance() or QApplication([])
    client = Client()
    window = MainWindow(client, Theme(application), QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    agent = FakeAgent(client, many(count))
    window.resize(1_440, 880)
    window.show()
    agent.start()

    def settle() -> None:
        for _ in range(3):
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    end = time.monotonic() + 1.0
    while time.monotonic() < end:  # charts are imported after the first paint
        settle()
    yield window, agent, settle
    window.quitting = True
    window.close()
    window.deleteLater()
    settle()


def timed(do: Callable[[], object], settle: Callable[[], None], times: int = 9) -> float:
    """The median time of the processor, in ms, of doing something until all of it is painted."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        do()
        settle()
        spent.append((time.process_time() - start) * 1_000)
    return statistics.median(spent)


def measure_asking(folder: Path) -> None:
    for count, goal in ((1_000, "100 ms"), (10_000, "200 ms")):
        with window_with(count, folder) as (window, _, settle):
            ask(window, settle, f"{count:,} monitors", goal)


def ask(window: "MainWindow", settle: Callable[[], None], of: str, goal: str) -> None:
    pane, palette = window.page.pane, window.palette_
    words = iter(["service-00", "", "team-3", "", "down", "", "service-09", "", "team-1"])
    line(f"filter, {of}", f"{timed(lambda: pane.filter.setText(next(words)), settle):.0f} ms", goal)
    pane.filter.clear()
    settle()
    line(f"palette opens, {of}", f"{timed(lambda: (palette.shut(), palette.open()), settle):.0f} ms", goal)
    letters = iter("service-0")
    typed = timed(lambda: palette.field.setText(palette.field.text() + next(letters)), settle)
    line(f"a letter in the palette, {of}", f"{typed:.0f} ms", goal)
    palette.shut()
    ids = iter(pane.view.shown_ids()[5:])
    line(f"another row is selected, {of}", f"{timed(lambda: pane.view.select(next(ids)), settle):.0f} ms", goal)


def measure_frames(folder: Path) -> None:
    with window_with(10_000, folder) as (window, _, settle):
        view = window.page.pane.view
        bar = view.verticalScrollBar()
        steps = 300
        step = max(1, bar.maximum() // steps)
        start = time.process_time()
        for number in range(steps):
            bar.setValue(number * step)
            view.viewport().repaint()
        spent = time.process_time() - start
        line("frames a second while 10,000 rows are scrolled", f"{steps / spent:.0f}", "50")
        settle()


def measure_timer(folder: Path, seconds: int) -> None:
    from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
    from PySide6.QtWidgets import QApplication

    from agent.clock import now_ms
    from agent.messages import ChecksRecorded

    class Mouth(QObject):
        said = Signal(object)

    with window_with(2_000, folder) as (window, agent, _):
        mouth = Mouth()
        mouth.said.connect(window._client.receive, Qt.ConnectionType.QueuedConnection)
        views = list(agent.views.values())
        stop = threading.Event()

        def tell() -> None:
            place = 0
            while not stop.wait(0.1):
                now = now_ms()
                batch = [views[(place + n * 7) % len(views)].status for n in range(10)]
                place += 70
                fresh = tuple(replace(one, last=replace(one.last, at=now)) if one.last else one for one in batch)
                mouth.said.emit(ChecksRecorded(fresh))

        late: list[float] = []
        clock = QElapsedTimer()
        timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=FRAME_MS)

        def tick() -> None:
            late.append(max(0.0, clock.nsecsElapsed() / 1e6 - FRAME_MS))
            clock.restart()

        timer.timeout.connect(tick)
        thread = threading.Thread(target=tell)
        thread.start()
        clock.start()
        timer.start()
        application = QApplication.instance()
        QTimer.singleShot(seconds * 1_000, application.exit)  # quit() would ask the window, which stays
        application.exec()
        timer.stop()
        stop.set()
        thread.join()
        found = f"{percentile(late, 0.99):.1f} / {max(late):.0f} ms"
        line("a 16 ms timer late, p99 / worst, 100 results a second", found, "50 ms at p99")


# -- the whole program at rest ---------------------------------------------------------------------------------------


def measure_idle(folder: Path, seconds: int) -> None:
    import psutil

    from tests.session.target import Target

    target = Target()
    target.up()
    fill(folder, 200, f"http://127.0.0.1:{target.port}", paused=False)
    command = [sys.executable, "-m", "desktop", "--data-dir", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        process = psutil.Process(program.pid)
        time.sleep(70)  # every monitor was checked once
        before = process.cpu_times()
        time.sleep(seconds)
        after = process.cpu_times()
        spent = after.user + after.system - before.user - before.system
        line("processor time with 200 monitors at 60 s", f"{spent / seconds * 100:.1f} %", "2 % of a core")
        line("memory of the whole program with them", f"{process.memory_info().rss / 1e6:.0f} MB", "200 MB with 1,000")
        program.terminate()
    target.down()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = ("start", "ask", "frames", "timer", "idle")
    parser.add_argument("--only", nargs="+", choices=kinds, default=kinds)
    parser.add_argument("--seconds", type=int, default=60, help="how long the timer and rest are looked at")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        work: dict[str, Callable[[Path], None]] = {
            "start": measure_start,
            "ask": measure_asking,
            "frames": measure_frames,
            "timer": lambda folder: measure_timer(folder, given.seconds),
            "idle": lambda folder: measure_idle(folder, given.seconds),
        }
        for kind in given.only:
            folder = place / kind
            folder.mkdir()
            work[kind](folder)


if __name__ == "__main__":
    main()
