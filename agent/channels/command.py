"""A program of this machine, run for every message: without a shell, for a limited time.

The message comes as environment variables (``API_MONITOR_TITLE`` and so on, one for each of
:data:`agent.placeholders.PLACEHOLDERS` but ``alerts``) and as JSON on its standard input. Exit code 0 is a yes; its
output is the answer.
"""

import asyncio
import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import Any, Final

from agent.channels.answers import Answer, Rejected, Unavailable
from agent.channels.parcel import Parcel
from agent.channels.payload import values, whole
from agent.daemon import once
from agent.model import CommandChannel, clean_text

SPACING: Final = 0.0
"""Seconds between two messages."""
LONGEST: Final = 8_000
"""Characters of one environment variable."""


async def send(channel: CommandChannel, parcel: Parcel) -> Answer:
    """Run the program; see :func:`agent.channels.send`. Whoever stops waiting ends it."""
    try:
        process = _start(channel, parcel)
    except (FileNotFoundError, NotADirectoryError):
        raise Rejected(f"There is no program {clean_text(channel.argv[0], 100)}.") from None
    except (OSError, ValueError) as error:
        said = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
        raise Rejected(f"{clean_text(channel.argv[0], 100)} cannot be run: {said}.") from None
    content = json.dumps(whole(parcel), ensure_ascii=False).encode("utf-8", "replace")
    try:
        async with asyncio.timeout(channel.timeout):
            output, _ = await asyncio.wrap_future(once("command", lambda: process.communicate(content)))
    except TimeoutError:
        raise Unavailable(f"The program did not end within {channel.timeout} s.", unsure=True) from None
    finally:
        _end(process)
    said = clean_text(output.decode("utf-8", "replace"), 200)
    if process.returncode == 0:
        return Answer(said or "The program ended with exit code 0.")
    raise Unavailable(f"The program ended with exit code {process.returncode}{f': {said}' if said else '.'}")


def variables(parcel: Parcel) -> dict[str, str]:
    """The message as environment variables; what is not known is empty."""
    told = {name: value for name, value in values(parcel).items() if name != "alerts"}
    return {f"API_MONITOR_{name.upper()}": _text(value) for name, value in told.items()}


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:LONGEST]


def _start(channel: CommandChannel, parcel: Parcel) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - the user's own program, and no shell
        list(channel.argv),
        env={**os.environ, **variables(parcel)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program, and on Linux and macOS all that it started and left in its session."""
    with suppress(OSError):
        if sys.platform != "win32":
            os.killpg(process.pid, 9)
        elif process.poll() is None:
            process.kill()
