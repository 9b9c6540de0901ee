"""Python's cycle collector, kept in the GUI thread: elsewhere it would destroy Qt objects of this thread.

The collector runs in whichever thread happens to allocate next. In the agent's thread it would take the GUI's
unreachable timers, menus and models apart, which Qt forbids and answers with a warning at best.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

EVERY_MS = 500


@contextmanager
def collected_here() -> Iterator[None]:
    """While this lasts, garbage is collected by a timer of the calling thread, in the generations and at the
    numbers of objects at which Python itself would; afterwards by Python again."""
    timer = QTimer(interval=EVERY_MS)
    timer.timeout.connect(collect_due)
    gc.disable()
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.enable()


def collect_due() -> None:
    """Collect the oldest generation that is due."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [generation for generation in range(3) if counts[generation] > limits[generation]]
    if due:
        gc.collect(due[-1])
