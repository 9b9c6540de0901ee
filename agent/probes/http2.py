"""HTTP/2 on one connection: a single stream, a request out, an answer in, nothing but the answer believed.

Frames are given to h2 one by one. So whatever is wrong, what came before it counts; and the server's GOAWAY, after
which h2 takes nothing more, is read here: a server that says it ends soon still answers what it has accepted.
"""

import re
from dataclasses import replace

from h2 import events
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.exceptions import DenialOfServiceError, FlowControlError, FrameTooLargeError, InvalidBodyLengthError
from h2.exceptions import ProtocolError as H2Error
from h2.settings import SettingCodes, Settings

from agent.model import Cause, clean_text
from agent.probes.causes import broken_off, no_answer, place
from agent.probes.exchange import Exchange, Failure, Phase
from agent.probes.intake import Intake
from agent.probes.network import Stream
from agent.probes.records import Headers, Sent

_STREAM = 1
_READ_BYTES = 64 * 1024
_HEAD_BYTES = 9
"""A frame begins with its length (3 bytes), type, flags and stream (4 bytes)."""
_MAX_FRAME_BYTES = 16 * 1024
_WINDOW_BYTES = 1024 * 1024
"""The server may be so far ahead of us; what comes is taken in at once, so that none of it piles up."""
_MAX_HEADERS_BYTES = 100 * 1024
_GREETING = re.compile(rb"\x00..\x04.\x00{4}", re.DOTALL)
"""How the server's first frame begins: settings, of no stream."""
_GOAWAY = 7


class _Connection(H2Connection):
    DEFAULT_MAX_HEADER_LIST_SIZE = _MAX_HEADERS_BYTES


async def converse(
    sent: Sent, place: bytes, scheme: str, stream: Stream, exchange: Exchange, intake: Intake
) -> str | None:
    """Send ``sent`` for ``place`` and take the answer in; where it redirects to, None for the last answer."""
    exchange.enter(None)  # making the request is our own work
    stream.framed = True
    return await _Conversation(sent, stream, exchange, intake).run(place, scheme)


class _Conversation:
    def __init__(self, sent: Sent, stream: Stream, exchange: Exchange, intake: Intake) -> None:
        self._method = sent.method.encode()
        self._headers = _lowered(sent.headers)
        self._body = memoryview(sent.body)
        self._stream = stream
        self._exchange = exchange
        self._intake = intake
        self._buffer = bytearray()
        self._greeted = self._settled = False
        self._h2 = _Connection(H2Configuration(client_side=True, header_encoding=None))
        exchange.sent = replace(sent, headers=self._headers)

    async def run(self, path: bytes, scheme: str) -> str | None:
        h2, stream = self._h2, self._stream
        h2.local_settings = Settings(
            client=True,
            initial_values={
                SettingCodes.ENABLE_PUSH: 0,
                SettingCodes.MAX_CONCURRENT_STREAMS: 1,
                SettingCodes.INITIAL_WINDOW_SIZE: _WINDOW_BYTES,
                SettingCodes.MAX_FRAME_SIZE: _MAX_FRAME_BYTES,
                SettingCodes.MAX_HEADER_LIST_SIZE: _MAX_HEADERS_BYTES,
            },
        )
        h2.initiate_connection()
        h2.increment_flow_control_window(_WINDOW_BYTES - 65_535)
        authority = next(value for name, value in self._headers if name == b"host")
        pseudo = [(b":method", self._method), (b":scheme", scheme.encode()), (b":authority", authority)]
        regular = [(name, value) for name, value in self._headers if name != b"host"]
        h2.send_headers(_STREAM, [*pseudo, (b":path", path), *regular], end_stream=not self._body)
        self._exchange.enter(Phase.FIRST_BYTE)
        while True:
            self._send_body()
            if data := h2.data_to_send():
                await stream.write(data)
            data = await stream.read(_READ_BYTES)
            if not data:
                raise no_answer(self._exchange) if self._exchange.status_code is None else broken_off(self._exchange)
            for frame in self._frames(data):
                for event in self._events(frame):
                    if isinstance(event, events.StreamEnded):
                        self._intake.end()
                        return None
                    if location := self._take(event):
                        return location

    def _send_body(self) -> None:
        """As much of the body as the server takes for now; none before its settings say how much that is."""
        h2 = self._h2
        while self._body and self._settled:
            size = min(h2.local_flow_control_window(_STREAM), h2.max_outbound_frame_size, len(self._body))
            if size <= 0:
                return
            part, self._body = self._body[:size], self._body[size:]
            h2.send_data(_STREAM, bytes(part), end_stream=not self._body)

    def _frames(self, data: bytes) -> list[bytes]:
        """The frames that are complete with ``data``, but for those that end the connection in good order."""
        self._buffer += data
        found = []
        if not self._greeted:
            self._must_be_http2()
        while len(self._buffer) >= _HEAD_BYTES:
            length = int.from_bytes(self._buffer[:3], "big")
            if length > _MAX_FRAME_BYTES:
                raise Failure(Cause.PROTOCOL, "The answer has a frame that is larger than HTTP/2 allows")
            if len(self._buffer) < _HEAD_BYTES + length:
                break
            frame = bytes(self._buffer[: _HEAD_BYTES + length])
            del self._buffer[: _HEAD_BYTES + length]
            self._stream.count_piece()
            if frame[3] == _GOAWAY:
                self._farewell(frame[_HEAD_BYTES:])
            else:
                found.append(frame)
        return found

    def _must_be_http2(self) -> None:
        """A server that speaks something else may wait for us after its greeting: say so at once."""
        if len(self._buffer) < _HEAD_BYTES:
            return
        if not _GREETING.match(self._buffer):
            shown = clean_text(self._buffer[:200].partition(b"\n")[0].decode("latin-1"), 60)
            raise Failure(Cause.PROTOCOL, f"The answer is not HTTP/2; it begins with “{shown}”")
        self._greeted = True

    def _farewell(self, payload: bytes) -> None:
        last, code = int.from_bytes(payload[:4], "big") & 0x7FFF_FFFF, int.from_bytes(payload[4:8], "big")
        if code or last < _STREAM:
            raise Failure(Cause.PROTOCOL, f"The server ended the HTTP/2 connection ({_name(code)})")

    def _events(self, frame: bytes) -> list[events.Event]:
        try:
            return self._h2.receive_data(frame)
        except DenialOfServiceError:
            text = f"The headers of the answer are longer than {_MAX_HEADERS_BYTES // 1024} KiB"
        except InvalidBodyLengthError:
            text = "The answer's body is not as long as its Content-Length says"
        except FlowControlError:
            text = "The answer has more than HTTP/2 allowed the server to send"
        except FrameTooLargeError:
            text = "The answer has a frame that is larger than HTTP/2 allows"
        except H2Error as error:
            text = f"The answer is not proper HTTP/2: {clean_text(str(error), 200)}"
        raise Failure(Cause.PROTOCOL, text)

    def _take(self, event: events.Event) -> str | None:
        """What an event means; where the answer redirects to."""
        if isinstance(event, events.DataReceived):
            self._intake.data(event.data)
            self._h2.acknowledge_received_data(event.flow_controlled_length, _STREAM)
        elif isinstance(event, events.ResponseReceived):
            self._begin()
            status = next((value for name, value in event.headers if name == b":status"), b"")
            if not (len(status) == 3 and status.isdigit()):
                raise Failure(Cause.PROTOCOL, "The answer has no proper status")
            headers = [(bytes(name), bytes(value)) for name, value in event.headers if not name.startswith(b":")]
            return self._intake.head("2", int(status), b"", headers)
        elif isinstance(event, events.RemoteSettingsChanged):
            self._settled = True
        elif isinstance(event, events.InformationalResponseReceived):
            self._begin()
        elif isinstance(event, events.StreamReset):
            raise Failure(Cause.PROTOCOL, f"{place(self._exchange)} took the request back ({_name(event.error_code)})")
        return None

    def _begin(self) -> None:
        if self._exchange.phase is Phase.FIRST_BYTE:
            self._exchange.enter(Phase.TRANSFER, self._exchange.arrived)


def _lowered(headers: Headers) -> Headers:
    """As HTTP/2 writes names; what is about the connection is not said."""
    return [(name.lower(), value) for name, value in headers if name.lower() != b"connection"]


def _name(code: int) -> str:
    try:
        return ErrorCodes(code).name
    except ValueError:
        return f"code {code}"
