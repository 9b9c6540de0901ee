"""What the program ends with, and why."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes."""

    DONE = 0
    NOT_GOOD = 1
    WRONG_USE = 2
    IN_USE = 3
    INTERRUPTED = 130


class WrongUse(Exception):
    """What was asked cannot be done as asked; the message is for the person who asked."""


class Failed(Exception):
    """What was asked did not work; the message says why."""
