"""Exchanges as evidence keeps them."""

import json
from dataclasses import replace
from typing import Any

from agent.evidence import KeptAnswer, KeptExchange, KeptRequest
from agent.model import Cause, Check, Outcome

T0 = 1_760_000_000_000


def an_exchange(
    monitor: int = 1,
    at: int = T0,
    status: int = 200,
    body: object = "",
    headers: tuple[tuple[str, str], ...] = (),
    **changes: Any,
) -> KeptExchange:
    """An exchange whose check is UP with status 200 and DOWN with any other; a body that is no text is sent as JSON."""
    good = status < 400
    check = Check(
        monitor,
        at,
        Outcome.UP if good else Outcome.DOWN,
        12.5,
        status,
        None if good else Cause.UNEXPECTED_STATUS,
        "" if good else f"Expected 200–399, got {status}",
    )
    text = body if isinstance(body, str) else json.dumps(body)
    answer = KeptAnswer("1.1", status, "Fine", headers, text, True, len(text.encode()))
    request = KeptRequest("GET", "https://api.example.com/health", (("Host", "api.example.com"),))
    return replace(KeptExchange(check, request, answer, "192.0.2.7:443"), **changes)
