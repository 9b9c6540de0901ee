"""What an error of the operating system means, in a word and a sentence for a person."""

import errno
import os
import socket

from agent.model import Cause
from agent.probes.exchange import Exchange, Failure, Phase

_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_NO_WAY = {
    code
    for name in ("EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ENETDOWN", "WSAEHOSTUNREACH", "WSAENETUNREACH")
    if (code := getattr(errno, name, None)) is not None
}
_WAIT = {
    Phase.CONNECT: "while connecting",
    Phase.TLS: "while TLS was being set up",
    Phase.FIRST_BYTE: "while waiting for the answer",
    Phase.TRANSFER: "in the middle of the answer",
}

_OF_THE_WAY = (Cause.DNS, Cause.CONNECTION, Cause.TIMEOUT, Cause.TLS, Cause.PROTOCOL)


def place(exchange: Exchange) -> str:
    """The peer of the moment for a sentence: ``api.example.com port 443``."""
    return f"{exchange.host} port {exchange.port}"


def timeout_failure(exchange: Exchange, seconds: float) -> Failure:
    """The whole exchange took longer than ``seconds``: where it was when time was up."""
    if exchange.errand is not None:
        return token_failure(timeout_failure(exchange.errand, seconds))
    within = f"within {seconds:g} s"
    match exchange.phase:
        case Phase.DNS:
            text = f"The name {exchange.host} could not be looked up {within}: the name server does not answer"
        case Phase.CONNECT:
            text = f"No connection to {place(exchange)} {within}"
        case Phase.TLS:
            text = f"TLS with {place(exchange)} was not set up {within}"
        case Phase.TRANSFER if exchange.status_code is None:
            text = f"The headers of the answer were not complete {within}"
        case Phase.TRANSFER:
            text = f"The answer was not complete {within}; {exchange.received:,} bytes came"
        case _:
            text = f"No answer from {place(exchange)} {within}"
    return on_the_way(exchange, Failure(Cause.TIMEOUT, text))


def on_the_way(exchange: Exchange, failure: Failure) -> Failure:
    """``failure``, and the proxy that it met or through which it was met; itself where there is none or where it is not
    about the way."""
    if not exchange.through or failure.cause not in _OF_THE_WAY or failure.local:
        return failure
    return Failure(failure.cause, exchange.through + failure.message)


def token_failure(failure: Failure) -> Failure:
    """That the target could not be asked, since what asks for a token met ``failure``."""
    return Failure(failure.cause, f"No token to ask with: {failure.message}", local=failure.local)


def dns_failure(host: str, error: OSError | UnicodeError) -> Failure:
    """Why ``host`` has no address."""
    if isinstance(error, UnicodeError):
        return Failure(Cause.DNS, f"{host} is not a valid host name")
    unknown = {
        socket.EAI_NONAME,
        getattr(socket, "EAI_NODATA", socket.EAI_NONAME),
        getattr(socket, "EAI_ADDRFAMILY", 0),
    }
    if error.errno in unknown:
        return Failure(Cause.DNS, f"The name {host} does not exist or has no address")
    if error.errno == socket.EAI_AGAIN:
        return Failure(Cause.DNS, f"The name {host} could not be looked up: no answer from the name server")
    if error.errno == socket.EAI_FAIL:
        return Failure(Cause.DNS, f"The name {host} could not be looked up: the name server failed")
    return Failure(Cause.DNS, f"The name {host} could not be looked up: {error.strerror or error}")


def connection_failure(exchange: Exchange, error: OSError) -> Failure:
    """What went wrong with the connection, and when."""
    if error.errno in _EXHAUSTED:
        text = f"This machine could not check: {os.strerror(error.errno)}"
        return Failure(Cause.INTERNAL, text, local=True)
    if isinstance(error, ConnectionRefusedError):
        text = f"Connection refused by {place(exchange)}: nothing listens there"
    elif isinstance(error, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
        text = f"The connection was reset by {exchange.host} {_WAIT.get(exchange.phase or Phase.CONNECT, '')}"
    elif isinstance(error, TimeoutError) or getattr(error, "winerror", None) == 121:
        return Failure(Cause.TIMEOUT, f"No connection to {place(exchange)}: the system gave up waiting")
    elif error.errno in _NO_WAY:
        text = f"There is no way to {place(exchange)}: the host or its network cannot be reached"
    elif error.errno in (errno.EACCES, errno.EPERM):
        text = f"This machine does not allow a connection to {place(exchange)}; a firewall may forbid it"
    else:
        text = f"The connection to {place(exchange)} failed: {error.strerror or error}"
    return Failure(Cause.CONNECTION, text)


def no_answer(exchange: Exchange) -> Failure:
    """The server ended the connection before its answer had begun."""
    return Failure(Cause.CONNECTION, f"{exchange.host} closed the connection without an answer")


def broken_off(exchange: Exchange) -> Failure:
    """The server ended the connection before its answer had ended."""
    return Failure(Cause.PROTOCOL, f"The answer broke off after {exchange.received:,} bytes")
