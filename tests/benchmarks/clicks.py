"""How long it takes from a click on a period to the pixels of its chart, in the whole program."""

import os
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.window import line

if TYPE_CHECKING:
    from agent.core import Agent
    from agent.messages import Event

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROUNDS = 7
QUIET_S = 0.3
"""So long nothing is clicked: what a click asked for beside the chart is over then."""

IDLE, IDLE_TRIES = 0.1, 200
"""The program is at rest when it takes less than this share of a core; so many times it is looked."""


def measure_clicks(folder: Path, wanted: Mapping[int, str]) -> None:
    """Show the chart of each period in turn, in the real window with the real agent, of each monitor of ``wanted``: its
    id, and whose it is in words."""
    from PySide6.QtCore import QEventLoop, QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from agent.folder import hold
    from desktop.app import App, make_application
    from desktop.charts.periods import Period
    from desktop.garbage import collected_here

    def agent(publish: "Callable[[Event], None]") -> "Agent":
        from agent.core import Agent

        return Agent(folder, publish)

    application = QApplication.instance() or make_application()
    with hold(folder), collected_here():
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        app = App(application, agent, settings, folder)
        app.window.resize(1_440, 880)
        app.start()
        section, view = app.window.page.detail.history, app.window.page.pane.view
        tick = QTimer(interval=100)
        tick.start()

        def until(there: Callable[[], object]) -> None:
            while not there():
                application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

        def rest() -> None:
            end = time.monotonic() + QUIET_S
            until(lambda: time.monotonic() > end)

        until(lambda: view.shown_ids())
        for key, whose in wanted.items():
            view.select(key)
            until(
                lambda key=key: (feed := section.feed) and feed.monitor.id == key and feed.history and section.latency
            )
            for _ in range(IDLE_TRIES):  # what the agent does at its start is not a click's
                busy = time.process_time()
                rest()
                if time.process_time() - busy < QUIET_S * IDLE:
                    break
            times: dict[Period, list[tuple[float, float]]] = {period: [] for period in Period}
            for _ in range(ROUNDS):
                for period in (Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR):
                    begun, busy = time.perf_counter(), time.process_time()
                    section.periods.button(list(Period).index(period)).click()
                    until(lambda: section.feed.history is not None)
                    section.latency.viewport().repaint()
                    times[period].append((time.perf_counter() - begun, time.process_time() - busy))
                    rest()
            for period, found in times.items():
                clock, busy = (statistics.median(values) * 1_000 for values in zip(*found, strict=True))
                said = f"{clock:.0f} ms ({busy:.0f})"
                line(f"chart of {period.label}{whose}, click to pixels (processor)", said, "50 ms")
        tick.stop()
        app.quit()
        until(lambda: app.thread_.isFinished())
        app.close()
