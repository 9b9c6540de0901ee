"""HTTP/1.1 on one connection: a request out, an answer in, nothing but the answer believed."""

import h11
import httpx

from agent.model import Cause, HttpTarget, clean_text
from agent.probes import redirects
from agent.probes.exchange import Exchange, Failure, Phase
from agent.probes.network import Stream
from agent.probes.records import Answer

_MAX_LINE_BYTES = 100 * 1024
"""All headers of an answer together may be this long, and so may be the head of a chunk."""
_READ_BYTES = 64 * 1024
BODY_KEPT = 64 * 1024
"""So much of an answer's body is kept as evidence."""


async def converse(
    target: HttpTarget, request: h11.Request, body: bytes, stream: Stream, exchange: Exchange
) -> str | None:
    """Send ``request`` with ``body`` and take the answer in; where it redirects to, None for the last answer."""
    exchange.enter(Phase.FIRST_BYTE)
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_LINE_BYTES)
    parts = (connection.send(part) for part in (request, h11.Data(body), h11.EndOfMessage()))
    await stream.write(b"".join(part for part in parts if part))
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            data = await stream.read(_READ_BYTES)
            if not data and exchange.status_code is None:
                raise _no_answer(exchange)
            connection.receive_data(data)
        elif isinstance(event, h11.Data):
            stream.count_piece()
            if exchange.answer is not None:
                exchange.answer.size += len(event.data)
                exchange.answer.body += event.data[: BODY_KEPT - len(exchange.answer.body)]
        elif isinstance(event, h11.Response):
            exchange.status_code = event.status_code
            exchange.answer = _answer(event)
            if location := redirects.location(target, event):
                exchange.enter(None)
                return location
            if not target.accepts(event.status_code):
                exchange.verdict = _unexpected(target, event.status_code)
        elif isinstance(event, h11.EndOfMessage):
            exchange.enter(None)
            exchange.complete = True
            if exchange.answer is not None:
                exchange.answer.whole = len(exchange.answer.body) == exchange.answer.size
            return None
        elif event is h11.PAUSED:
            raise Failure(Cause.PROTOCOL, "The server wants to switch to another protocol, which nobody asked for")


def _answer(response: h11.Response) -> Answer:
    reason = clean_text(response.reason.decode("latin-1"), 100)
    return Answer(response.http_version.decode(), response.status_code, reason, response.headers.raw_items())


def _unexpected(target: HttpTarget, status: int) -> Failure:
    expected = ", ".join(part.strip().replace("-", "–") for part in target.expect.split(","))
    phrase = httpx.codes.get_reason_phrase(status)
    return Failure(Cause.UNEXPECTED_STATUS, f"Expected {expected}, got {status} {phrase}".rstrip())


def _no_answer(exchange: Exchange) -> Failure:
    """The server ended the connection before its answer had begun."""
    if exchange.received:
        return Failure(Cause.PROTOCOL, f"The answer broke off after {exchange.received:,} bytes")
    return Failure(Cause.CONNECTION, f"{exchange.host} closed the connection without an answer")


def protocol_failure(error: str, exchange: Exchange) -> Failure:
    """What h11 found wrong with the answer, in plain words."""
    if "closed connection" in error:
        text = f"The answer broke off after {exchange.received:,} bytes"
    elif "buffer too long" in error:
        part = "headers of the answer are" if exchange.status_code is None else "answer has a part that is"
        text = f"The {part} longer than {_MAX_LINE_BYTES // 1024} KiB"
    elif "status line" in error:
        text = "The answer is not HTTP"
    elif "chunk" in error:
        text = "The answer comes in chunks that are not HTTP"
    elif "header line" in error:
        text = "The answer has a header line that is not HTTP"
    else:
        text = f"The answer is not proper HTTP: {error}"
    return Failure(Cause.PROTOCOL, text)
