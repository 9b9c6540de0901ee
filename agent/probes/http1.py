"""HTTP/1.1 on one connection: a request out, an answer in, nothing but the answer believed."""

import h11

from agent.model import Cause
from agent.probes.causes import broken_off, no_answer
from agent.probes.exchange import Exchange, Failure, Phase
from agent.probes.intake import Intake
from agent.probes.network import Stream
from agent.probes.records import Sent

_MAX_LINE_BYTES = 100 * 1024
"""All headers of an answer together may be this long, and so may be the head of a chunk."""
_READ_BYTES = 64 * 1024


async def converse(sent: Sent, place: bytes, stream: Stream, exchange: Exchange, intake: Intake) -> str | None:
    """Send ``sent`` for ``place`` and take the answer in; where it redirects to, None for the last answer."""
    exchange.enter(None)  # making the request is our own work
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_LINE_BYTES)
    request = h11.Request(method=sent.method, target=place, headers=sent.headers)
    parts = (connection.send(part) for part in (request, h11.Data(sent.body), h11.EndOfMessage()))
    request_bytes = b"".join(part for part in parts if part)
    exchange.enter(Phase.FIRST_BYTE)
    await stream.write(request_bytes)
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            data = await stream.read(_READ_BYTES)
            if not data and exchange.status_code is None:
                raise broken_off(exchange) if exchange.received else no_answer(exchange)
            connection.receive_data(data)
        elif isinstance(event, h11.Data):
            stream.count_piece()
            intake.data(event.data)
        elif isinstance(event, h11.Response):
            version = event.http_version.decode()
            if version not in ("1.0", "1.1"):
                raise Failure(Cause.PROTOCOL, f"The answer claims to be HTTP/{version}, which was not asked for")
            location = intake.head(version, event.status_code, event.reason, event.headers.raw_items())
            if location is not None:
                return location
        elif isinstance(event, h11.EndOfMessage):
            intake.end()
            return None
        elif event is h11.PAUSED:
            raise Failure(Cause.PROTOCOL, "The server wants to switch to another protocol, which nobody asked for")


def protocol_failure(error: str, exchange: Exchange) -> Failure:
    """What h11 found wrong with the answer, in plain words."""
    if "closed connection" in error:
        return broken_off(exchange)
    if "buffer too long" in error:
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
