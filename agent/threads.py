"""Threads for work that blocks and cannot be interrupted, so that it never delays the program's end."""

import errno
import queue
import threading
from collections.abc import Callable

_IDLE_S = 10.0


class Threads:
    """Daemon threads that come when needed and go after 10 s without work."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._idle = 0

    def run(self, job: Callable[[], None]) -> None:
        """Run ``job`` in a thread; OSError where the machine allows no further one."""
        with self._lock:
            if self._idle:
                self._idle -= 1
                self._jobs.put(job)
                return
        try:
            threading.Thread(target=self._work, args=([job],), name=self._name, daemon=True).start()
        except RuntimeError as error:
            raise OSError(errno.ENOMEM, str(error)) from None

    def _work(self, jobs: list[Callable[[], None]]) -> None:
        job = jobs.pop()  # in a list, so that the thread does not hold on to it
        while True:
            job()
            del job
            with self._lock:
                self._idle += 1
            try:
                job = self._jobs.get(timeout=_IDLE_S)
            except queue.Empty:
                with self._lock:
                    if self._idle:
                        self._idle -= 1
                        return
                job = self._jobs.get()  # somebody counted on this thread while it gave up
