"""One window a data folder: the second start asks the first to come up, over a local socket beside the data."""

import hashlib
import logging
import os
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

_LONGEST_PATH = 80
"""Bytes; a Unix socket's path may have 103 on macOS, and Qt binds it under a longer name first."""
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - Wayland's leave to come to the front, no secret
_ANSWER = b"raised\n"


def address(folder: Path) -> str:
    """The name of the socket of the window that holds ``folder``: a file in it, so that only its owner gets there;
    a name in the temporary folder where that path would be too long, and on Windows, which has no such files."""
    resolved = folder.resolve()
    path = resolved / "window.socket"
    if os.name == "posix" and len(os.fsencode(path)) <= _LONGEST_PATH:
        return str(path)
    return "api-monitor-" + hashlib.sha256(os.fsencode(resolved)).hexdigest()[:24]


class Instance(QObject):
    """The first window's ear. The caller holds the lock of ``folder``, so a socket found there is a dead one's."""

    raise_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        name = address(folder)
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            log.warning("a second start cannot raise this window: %s", self._server.errorString())

    @Slot()
    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._answer)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._take(socket)

    @Slot()
    def _answer(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        token = bytes(socket.readLine(4_096).data()).decode("utf-8", "replace").strip().removeprefix("raise").strip()
        if token:
            os.environ[_TOKEN] = token
        self.raise_requested.emit()
        socket.write(_ANSWER)
        socket.disconnectFromServer()

    def close(self) -> None:
        """Listen no more; the socket is removed."""
        self._server.close()


def raise_first(folder: Path, patience_ms: int = 800) -> bool:
    """Ask the window that holds ``folder`` to come up; False where no window answers within ``patience_ms``.

    A window that is just starting may not listen yet, so it is asked again until then.
    """
    deadline = time.monotonic() + patience_ms / 1_000
    socket = QLocalSocket()

    def left() -> int:
        return max(1, int((deadline - time.monotonic()) * 1_000))

    while time.monotonic() < deadline:
        socket.connectToServer(address(folder))
        if not socket.waitForConnected(left()):
            time.sleep(0.02)
            continue
        socket.write(f"raise {os.environ.get(_TOKEN, '')}".strip().encode() + b"\n")
        socket.waitForBytesWritten(left())
        return socket.waitForReadyRead(left()) and bytes(socket.readAll().data()) == _ANSWER
    return False
