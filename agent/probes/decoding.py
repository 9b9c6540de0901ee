"""The compression of a body undone as it comes, so far as it is wanted: a bomb costs no more than what is kept.

A window of 8 MiB is what RFC 9659 allows a server to ask of its clients; brotli's largest has 16 MiB. So several
codings on top of each other are only undone where their windows are small.
"""

import zlib
from collections.abc import Callable
from functools import partial
from typing import Protocol

from agent.model import Cause
from agent.probes.exchange import Failure

Take = Callable[[bytes], bool]
"""Takes a piece of data; whether more is wanted."""

_PIECE = 64 * 1024
_MAX_PARTS = 1_000
"""Compressed data may be so many streams one after the other."""
_ZSTD_WINDOW_LOG = 23


class _Stream(Protocol):
    """One stream of compressed data being undone."""

    def undo(self, data: bytes, limit: int) -> bytes:
        """At most about ``limit`` bytes more; b"" for ``data`` goes on with what is left of it. Any error: it is
        damaged."""

    @property
    def hungry(self) -> bool:
        """Whether nothing is left of the data."""

    @property
    def over(self) -> bool:
        """Whether the stream has ended."""

    @property
    def rest(self) -> bytes:
        """What came after its end."""


class _Zlib:
    def __init__(self, bits: int) -> None:
        self._inner = zlib.decompressobj(bits)

    def undo(self, data: bytes, limit: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, limit)

    @property
    def hungry(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def over(self) -> bool:
        return self._inner.eof

    @property
    def rest(self) -> bytes:
        return self._inner.unused_data


class _Deflate:
    """HTTP's deflate: zlib's format by the standard, bare deflate from servers that read it otherwise."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None
        self._held = b""

    def undo(self, data: bytes, limit: int) -> bytes:
        if self._inner is None:
            self._held += data
            if len(self._held) < 2:
                return b""
            head = int.from_bytes(self._held[:2], "big")
            self._inner = _Zlib(zlib.MAX_WBITS if head % 31 == 0 and head >> 8 & 15 == 8 else -zlib.MAX_WBITS)
            data, self._held = self._held, b""
        return self._inner.undo(data, limit)

    @property
    def hungry(self) -> bool:
        return self._inner is None or self._inner.hungry

    @property
    def over(self) -> bool:
        return self._inner is not None and self._inner.over

    @property
    def rest(self) -> bytes:
        return b"" if self._inner is None else self._inner.rest


class _Brotli:
    rest = b""

    def __init__(self) -> None:
        import brotli  # only now: few answers are compressed so

        self._inner = brotli.Decompressor()

    def undo(self, data: bytes, limit: int) -> bytes:
        found: bytes = self._inner.process(data, output_buffer_limit=limit)
        return found

    @property
    def hungry(self) -> bool:
        return bool(self._inner.can_accept_more_data())

    @property
    def over(self) -> bool:
        return bool(self._inner.is_finished())


class _Zstd:
    def __init__(self) -> None:
        from backports import zstd  # only now: few answers are compressed so

        options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
        self._inner = zstd.ZstdDecompressor(options=options)

    def undo(self, data: bytes, limit: int) -> bytes:
        return self._inner.decompress(data, limit)

    @property
    def hungry(self) -> bool:
        return self._inner.needs_input

    @property
    def over(self) -> bool:
        return self._inner.eof

    @property
    def rest(self) -> bytes:
        return self._inner.unused_data


_CODINGS: dict[str, Callable[[], _Stream]] = {
    "gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "x-gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
_MAGIC = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
"""How a further stream begins; anything else after the first is padding."""
_SMALL = ("gzip", "x-gzip", "deflate")
_MAX_CODINGS = 3


class _Layer:
    """One coding; its streams one after the other."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._stream = _CODINGS[coding]()
        self._parts = 0
        self._held = b""

    def undo(self, data: bytes, take: Take) -> bool:
        """Undo ``data`` and give it to ``take`` in pieces, as long as it wants more; whether it does."""
        piece = b""
        while data or not (self._stream.over or (self._stream.hungry and len(piece) < _PIECE)):
            if self._stream.over and not self._goes_on(data):
                return True
            data, self._held = self._held + data, b""
            self._parts = self._parts or 1
            try:
                piece = self._stream.undo(data, _PIECE)
            except Exception as error:  # every library has its own
                raise _damaged(self._coding) from error
            data = self._stream.rest if self._stream.over else b""
            if piece and not take(piece):
                return False
        return True

    def _goes_on(self, data: bytes) -> bool:
        """Whether a further stream begins with ``data``, now that one is over; else what comes is padding."""
        magic = _MAGIC.get(self._coding, b"")
        begins = self._held + data
        if len(begins) < len(magic) and magic.startswith(begins):
            self._held = begins
            return False
        if not magic or not begins.startswith(magic):
            self._held = b"\0"  # nothing more can begin
            return False
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise _damaged(self._coding)
        self._stream = _CODINGS[self._coding]()
        return True

    def end(self) -> None:
        if self._parts and not self._stream.over:
            raise Failure(Cause.PROTOCOL, f"The answer's body breaks off in the middle of its {self._coding} data")


def _damaged(coding: str) -> Failure:
    return Failure(Cause.PROTOCOL, f"The answer's body is not {coding}, though its Content-Encoding says so")


class Decoder:
    """Undoes ``codings``, the last one first, and gives what comes out to ``take`` in pieces, as long as it wants
    more."""

    def __init__(self, codings: list[str], take: Take) -> None:
        self._layers = [_Layer(coding) for coding in codings]
        self._takes = take
        for layer in self._layers:
            self._takes = partial(layer.undo, take=self._takes)

    def take(self, data: bytes) -> None:
        """:class:`Failure` (cause protocol) when ``data`` is not what the codings say."""
        self._takes(data)

    def end(self) -> None:
        """Nothing more comes; :class:`Failure` when something is missing."""
        for layer in reversed(self._layers):
            layer.end()


def codings(values: list[bytes]) -> list[str]:
    """The codings that ``Content-Encoding`` headers name, in the order they were applied; none where one of them is
    not known or they are too many: then the body is taken as it came."""
    named = [part.strip().lower() for part in b",".join(values).decode("latin-1").split(",")]
    found = [name for name in named if name and name != "identity"]
    if len(found) == 1:
        return found if found[0] in _CODINGS else []
    return found if len(found) <= _MAX_CODINGS and all(name in _SMALL for name in found) else []
