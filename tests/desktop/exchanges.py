"""Evidence for the tests and pictures of the window: a service that is well, and the same one failing."""

import json

from agent.evidence import KeptAnswer, KeptExchange, KeptRequest, KeptTls
from agent.model import Cause, Certificate, Check, Outcome, Phases
from tests.desktop.scenes import DAY, MINUTE, NOW

PHASES = Phases(3.0, 12.0, 24.0, 44.0, 1.0)
REQUEST = KeptRequest(
    "GET",
    "https://billing-api.example.com/v1/health?verbose=true",
    (
        ("Host", "billing-api.example.com"),
        ("User-Agent", "api-monitor/1.0.0"),
        ("Accept", "*/*"),
        ("Authorization", "Bearer «redacted»"),
    ),
)
TLS = KeptTls(
    "TLSv1.3",
    "TLS_AES_256_GCM_SHA384",
    (),
    (
        Certificate(
            "billing-api.example.com",
            "R11",
            ("billing-api.example.com", "api.example.com"),
            NOW - 49 * DAY,
            NOW + 41 * DAY,
            "4F2A",
            "5c1f" * 16,
        ),
        Certificate("R11", "ISRG Root X1", (), NOW - 400 * DAY, NOW + 500 * DAY, "8A7D", "9d7c" * 16),
    ),
)
WELL = {
    "status": "ok",
    "version": "2026.11.3",
    "generatedAt": "2026-11-24T10:00:00Z",
    "database": {"status": "up", "connections": 14, "primary": "db-1.internal"},
    "queue": {"depth": 4, "oldest_s": 0.8},
    "features": ["invoices", "refunds"],
}
ILL = {
    "status": "failing",
    "version": "2026.11.4",
    "generatedAt": "2026-11-24T10:07:00Z",
    "database": {"status": "down", "connections": 0},
    "queue": {"depth": 1_904, "oldest_s": 418.2},
    "features": ["invoices", "refunds"],
    "error": {"code": "DB_UNAVAILABLE", "message": "could not connect to db-2.internal:5432: timeout after 3000 ms"},
}


def an_exchange(monitor: int, status: int, body: object, at: int = NOW, **headers: str) -> KeptExchange:
    """What came back with ``status``; ``headers`` with _ in the place of -."""
    good = status < 400
    check = Check(
        monitor,
        at,
        Outcome.UP if good else Outcome.DOWN,
        84.0,
        status,
        None if good else Cause.UNEXPECTED_STATUS,
        "" if good else f"Expected 200–399, got {status} Service Unavailable",
        PHASES,
    )
    text = body if isinstance(body, str) else json.dumps(body)
    given = {"Content-Type": "application/json", "Date": "Tue, 24 Nov 2026 10:00:00 GMT", "Server": "nginx", **headers}
    fields = tuple((name.replace("_", "-"), value) for name, value in given.items())
    answer = KeptAnswer("1.1", status, "OK" if good else "Service Unavailable", fields, text, True, len(text.encode()))
    return KeptExchange(check, REQUEST, answer, "203.0.113.7:443", TLS)


def well(monitor: int = 1) -> KeptExchange:
    return an_exchange(monitor, 200, WELL, NOW - 7 * MINUTE, Cache_Control="no-store")


def ill(monitor: int = 1) -> KeptExchange:
    return an_exchange(monitor, 503, ILL, NOW - 6 * MINUTE, Retry_After="30", Server="nginx/1.29")
