"""Text to monitors and channels, and back: API Monitor's own YAML or JSON.

:func:`read` takes a file somebody wrote, :func:`write` makes one; reading what was written gives the same values.
"""

from collections.abc import Iterable

from agent.interchange.dependencies import check_dependencies
from agent.interchange.fields import Bundle, check_channel_names, interpret
from agent.interchange.nesting import is_secret
from agent.interchange.problems import BadFile, Problem
from agent.interchange.text import MAX_BYTES, parse
from agent.interchange.wording import describe
from agent.interchange.writing import write
from agent.model import Monitor

__all__ = ["MAX_BYTES", "BadFile", "Bundle", "Problem", "describe", "is_secret", "read", "write"]


def read(
    data: bytes,
    known_channels: frozenset[str] = frozenset(),
    known_monitors: Iterable[Monitor] = (),
    *,
    commands: bool = False,
) -> Bundle:
    """The monitors and channels in ``data``; BadFile names everything that is wrong with it.

    ``known_channels`` are the names that monitors may use although the file does not have them, ``known_monitors``
    what they may depend on; ``commands``: whether the file may bring channels that run programs of this machine.
    """
    document = parse(data)
    document.commands = commands
    bundle = interpret(document)
    check_channel_names(document, bundle, known_channels)
    check_dependencies(document, bundle, known_monitors)
    document.raise_problems()
    return bundle
