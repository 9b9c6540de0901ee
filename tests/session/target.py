"""A local HTTP target that a test stops and starts again, on the same port, and a monitor of it."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.session.desk import Desk


class Target:
    """Answers every request with 200 while it is up; while it is down nobody listens. ``requests`` counts them."""

    def __init__(self) -> None:
        self.requests = 0
        self.port = 0
        self._server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/health"

    def up(self) -> None:
        target = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                target.requests += 1
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *args: object) -> None:
                """Not on the tests' output."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def down(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def bring_in(desk: Desk, data: Path, name: str, url: str, **more: object) -> None:
    """A monitor that is checked every second and whose closing is told at once, by the program's own import."""
    monitor = {"name": name, "kind": "http", "url": url, "interval": 1, "timeout": 5}
    monitor |= {"confirm_every": 1, "rule": {"failures": 4, "window": 5, "hold": 0}, "channels": []}
    file = data.parent / "import.json"
    file.write_text(json.dumps({"version": 1, "monitors": [monitor], **more}), encoding="utf-8")
    result = desk.command_line("import", str(file), "--data-dir", str(data))
    assert result.returncode == 0, result.stdout + result.stderr
