"""What comes in as the answer to a request, whatever version of HTTP it comes by: noted, judged, and kept so far as it
is wanted."""

import httpx

from agent.model import Cause, HttpTarget, clean_text
from agent.probes import decoding, redirects
from agent.probes.exchange import Exchange, Failure
from agent.probes.records import MAX_BODY, Answer, Headers


class Intake:
    """Takes in one answer, and notes it in ``exchange``."""

    __slots__ = ("_answer", "_cut", "_decoder", "_exchange", "_target", "_wanted")

    def __init__(self, target: HttpTarget, exchange: Exchange) -> None:
        self._target = target
        self._exchange = exchange
        self._answer: Answer | None = None
        self._decoder: decoding.Decoder | None = None
        self._wanted = exchange.wanted_body
        self._cut = False

    def head(self, version: str, status: int, reason: bytes, headers: Headers) -> str | None:
        """Status and headers; where the answer redirects to, None for one that is to be judged."""
        exchange = self._exchange
        exchange.status_code = status
        self._answer = exchange.answer = Answer(version, status, clean_text(reason.decode("latin-1"), 100), headers)
        place, encoded = b"", []
        for name, value in headers:
            if len(name) == 8 and name.lower() == b"location":
                place = place or value
            elif len(name) == 16 and name.lower() == b"content-encoding":
                encoded.append(value)
        if location := redirects.location(self._target, status, place):
            exchange.enter(None)
            return location
        if not self._target.accepts(status):
            exchange.verdict = _unexpected(self._target, status)
        if encoded and (found := decoding.codings(encoded)):
            self._decoder = decoding.Decoder(found, self._keep)
        return None

    def data(self, data: bytes) -> None:
        """More of the body."""
        answer = self._answer
        if answer is None:
            return
        answer.size += len(data)
        if self._decoder is None:
            self._keep(data)
        elif not self._cut:
            self._decoder.take(data)

    def end(self) -> None:
        """The answer is complete."""
        exchange, answer = self._exchange, self._answer
        exchange.enter(None, exchange.arrived)
        exchange.complete = True
        if answer is None:
            return
        if self._decoder is not None and not self._cut:
            self._decoder.end()
        answer.whole = not self._cut

    def _keep(self, data: bytes) -> bool:
        """Some of the body, its compression undone; whether more is wanted."""
        if self._answer is None or self._cut:
            return False
        body = self._answer.body
        room = self._wanted - len(body)
        body += data[:room]
        self._cut = len(data) > room
        if self._cut and self._wanted >= MAX_BODY:
            mib = MAX_BODY // 1024**2
            raise Failure(Cause.TOO_LARGE, f"The answer is larger than {mib} MiB once its compression is undone")
        return not self._cut


def _unexpected(target: HttpTarget, status: int) -> Failure:
    expected = ", ".join(part.strip().replace("-", "–") for part in target.expect.split(","))
    phrase = httpx.codes.get_reason_phrase(status)
    return Failure(Cause.UNEXPECTED_STATUS, f"Expected {expected}, got {status} {phrase}".rstrip())
