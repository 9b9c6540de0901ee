"""Variables of the shell, which stand for secrets in a command: read as references to the environment, and written for
secrets of every kind."""

import re
from shlex import quote

from pydantic import SecretStr

from agent.fields import reference
from agent.interchange.shell import BadCommand

PLACEHOLDER = "$API_MONITOR_SECRET"
"""Stands in a written command for a secret that is not in the environment."""


def referenced(text: str) -> str:
    """``text`` with a variable that is all of it as a reference to the environment."""
    return re.sub(r"\0(\w+)\0", r"${env:\1}", text) if re.fullmatch(r"\0\w+\0", text) else without_variables(text)


def without_variables(text: str) -> str:
    """``text``, in which no variable may stand."""
    if found := re.search(r"\0(\w+)\0", text):
        part = "stand for the whole value of a header or parameter, or for a password or token"
        raise BadCommand(f"The variable ${found[1]} can only {part}: write out its value here.")
    return text


def quoted(before: str, value: str | SecretStr) -> str:
    """A word of a command: ``before`` and the value, or the variable that stands for it."""
    if isinstance(value, str):
        return quote(before + value)
    if not value.get_secret_value():
        return quote(before)
    where, name = reference(value) or ("", "")
    known = where == "env" and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name)
    return (quote(before) if before else "") + f'"{f"${name}" if known else PLACEHOLDER}"'
