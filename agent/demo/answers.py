"""What the services of the demo say, good and failing: with it there is a difference worth looking at."""

import json
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

Said = tuple[dict[str, str], bytes]
"""Headers and body of an answer."""

_BAD_GATEWAY = """\
<html>
<head><title>502 Bad Gateway</title></head>
<body><h1>502 Bad Gateway</h1><p>The upstream server closed the connection.</p></body>
</html>
"""


def answer(path: str, status: HTTPStatus, at: int, request: str) -> Said:
    """What the service at ``path`` answers with ``status`` at a time (ms); ``request`` is the id it gives it."""
    service = path.strip("/").split("/")[0] or "website"
    headers = {"Server": "shop-gateway/3.2", "X-Request-Id": request}
    if status is HTTPStatus.NOT_MODIFIED:
        return headers, b""
    if status is HTTPStatus.BAD_GATEWAY:
        return {**headers, "Server": "edge/1.9", "Content-Type": "text/html"}, _BAD_GATEWAY.encode()
    headers["Content-Type"] = "application/json"
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "30"
    time = datetime.fromtimestamp(at / 1_000, UTC).isoformat(timespec="seconds")
    said: dict[str, Any] = {"service": service, "time": time, **_about(service, status, at)}
    return headers, json.dumps(said, indent=1).encode() + b"\n"


def _about(service: str, status: HTTPStatus, at: int) -> dict[str, Any]:
    if status is HTTPStatus.GONE:
        return {
            "error": "gone",
            "message": "Version 1 was switched off. Use /invoices/v2.",
            "successor": "/invoices/v2",
        }
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        database = {"status": "down", "error": "no connection to db-2.internal:5432 within 3000 ms"}
        checks = {"database": database, "queue": {"status": "up", "depth": 1_904}, "cache": {"status": "up"}}
        return {"status": "failing", "version": "2026.11.4", "checks": checks}
    if service == "recommendations":
        return {"status": "ok", "items": [{"id": 42, "name": "Walking shoes"}, {"id": 57, "name": "Rain jacket"}]}
    database = {"status": "up", "primary": "db-1.internal"}
    depth = _backlog(at) if service == "warehouse" else 4
    checks = {"database": database, "queue": {"status": "up", "depth": depth}, "cache": {"status": "up"}}
    return {"status": "ok", "version": "2026.11.3", "checks": checks}


def _backlog(at: int) -> int:
    """How many orders wait in the warehouse: every few minutes more and more for half a minute."""
    seconds = at // 1_000 % 150
    return 4 if seconds < 120 else 40 * (seconds - 119)
