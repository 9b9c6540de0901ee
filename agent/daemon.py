"""One daemon thread for calls that may never return."""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class DaemonWorker:
    """Makes calls one after the other in a thread of its own, which does not hold up the end of the program.

    An executor's threads do: the interpreter waits for them when it ends.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = queue.SimpleQueue()
        self._busy_since: float | None = None
        self._thread: threading.Thread | None = None

    def ask(self, call: Callable[[], T]) -> "Future[T]":
        """Have ``call`` made in its turn. The future cannot be cancelled: another may wait for it, too."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        self._jobs.put((future, call))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return future

    def stuck_for(self) -> float:
        """Seconds since the call under way began; 0 when there is none."""
        since = self._busy_since
        return 0.0 if since is None else time.monotonic() - since

    def _run(self) -> None:
        while True:
            future, call = self._jobs.get()
            self._busy_since = time.monotonic()
            try:
                answer = call()
            except Exception as error:  # noqa: BLE001 - it is handed on to whoever waits
                future.set_exception(error)
            else:
                future.set_result(answer)
            finally:
                self._busy_since = None


def once(name: str, call: Callable[[], T]) -> "Future[T]":
    """Have ``call`` made now, in a daemon thread that ends with it."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            answer = call()
        except Exception as error:  # noqa: BLE001 - it is handed on to whoever waits
            future.set_exception(error)
        else:
            future.set_result(answer)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future
