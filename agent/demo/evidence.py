"""What the checks of the demo's past have seen, as evidence keeps it."""

import random
from http import HTTPStatus
from urllib.parse import urlsplit

import agent
from agent.demo.answers import answer
from agent.evidence import KeptAnswer, KeptExchange, KeptRequest
from agent.model import Check, Monitor


def exchange(monitor: Monitor, check: Check) -> KeptExchange:
    """The exchange of a made-up check."""
    target, place = monitor.target, urlsplit(monitor.target.url)
    sent = (("Host", place.netloc), ("User-Agent", f"api-monitor/{agent.__version__}"), ("Accept", "*/*"))
    request = KeptRequest(target.method, target.url, sent)
    if check.status_code is None:
        return KeptExchange(check, request)
    status = HTTPStatus(check.status_code)
    headers, body = answer(place.path, status, check.at, f"{random.Random(check.at).getrandbits(48):012x}")  # noqa: S311
    headers |= {"Content-Length": str(len(body)), "Connection": "close"}
    text = "" if target.method == "HEAD" else body.decode()
    kept = KeptAnswer("1.1", status.value, status.phrase, tuple(headers.items()), text, True, len(text))
    return KeptExchange(check, request, kept, place.netloc)
