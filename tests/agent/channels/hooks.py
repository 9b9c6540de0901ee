"""A real HTTP server that keeps every request and answers as a test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.agent.channels.servers import OK, Answer, listening


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class HookServer:
    """``answer`` says how a request is answered; ``requests`` are those that came, names of headers in lower case."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    answer: Callable[[Request], Answer] = lambda request: OK

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.strip().split("\r\n")
            method, path, _ = first.split(" ")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            request = Request(method, path, headers, body)
            self.requests.append(request)
            writer.write(self.answer(request).encoded())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the peer left: nothing to answer
        finally:
            writer.close()


@asynccontextmanager
async def hook_server() -> AsyncIterator[HookServer]:
    state = HookServer()
    async with listening(state.handle) as state.port:
        yield state
