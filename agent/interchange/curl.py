"""The text of a curl command to the request it makes, and back. Nothing is run, and no file is read.

What curl would send is what API Monitor sends, but for its own User-Agent and Accept where the command has none.
Whether redirects are followed is not taken over (``-L``): a monitor judges by the status it expects.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from shlex import quote
from typing import Any
from urllib.parse import quote_plus, urlsplit, urlunsplit

from pydantic import SecretStr

from agent.fields import clean_text, reference
from agent.headers import is_own
from agent.interchange.shell import BadCommand, split
from agent.model import HttpTarget

__all__ = ["BadCommand", "Request", "read", "write"]

PLACEHOLDER = "$API_MONITOR_SECRET"
"""Stands in a written command for a secret that is not in the environment."""

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """What a command says of a monitor. ``timeout`` is in seconds, None where the command has none."""

    target: HttpTarget
    timeout: str | None = None


def read(text: str) -> Request:
    """The request of a curl command. :class:`BadCommand` tells what of it cannot be taken, pydantic's ValidationError
    what is wrong with its parts."""
    words = split(text.strip().removeprefix("$ "))
    if not words or words[0] not in ("curl", "curl.exe"):
        raise BadCommand("Expected a command that begins with curl.")
    command = _Command()
    _take_options(command, words[1:])
    return command.request()


def write(target: HttpTarget, timeout: float | None = None) -> str:
    """The curl command that makes the request of ``target``. In place of a secret stands a variable of the shell:
    that of its reference to the environment, else :data:`PLACEHOLDER`."""
    method = "" if target.method == ("POST" if target.body else "GET") else f"-X {target.method}"
    parts = ["-I" if target.method == "HEAD" else method]
    if target.username or target.password.get_secret_value():
        parts.append(f"-u {_quoted(f'{target.username}:', target.password)}")
    for header in target.headers:
        parts.append(f"-H {_quoted(f'{header.name}: ' if header.text else f'{header.name};', header.value)}")
    if target.body:
        if not target.header("content-type"):
            parts.append(f"-H {quote(f'Content-Type: {target.content_type}')}")
        parts.append(f"--data-raw {quote(target.body)}")
    parts += [
        "" if target.verify_tls else "-k",
        f"--cacert {quote(target.ca_file)}" if target.ca_file else "",
        f"-m {timeout:g}" if timeout else "",
    ]
    return " ".join(["curl", *filter(None, parts), quote(target.url)])


def _quoted(before: str, value: str | SecretStr) -> str:
    if isinstance(value, str):
        return quote(before + value)
    if not value.get_secret_value():
        return quote(before)
    where, name = reference(value) or ("", "")
    known = where == "env" and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name)
    return quote(before) + f'"{f"${name}" if known else PLACEHOLDER}"'


@dataclass(slots=True)
class _Command:
    """What the options said so far."""

    url: str = ""
    method: str = ""
    head: bool = False
    query: bool = False
    user: str | None = None
    headers: dict[str, tuple[str, str]] = field(default_factory=dict)
    unset: set[str] = field(default_factory=set)
    cookies: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    json: list[str] = field(default_factory=list)
    has_data: bool = False
    insecure: bool = False
    ca_file: str = ""
    timeout: str | None = None

    def request(self) -> Request:
        if not self.url:
            raise BadCommand("The command has no address.")
        body = "".join(self.json) if self.json else "&".join(self.data)
        method = self.method or ("HEAD" if self.head else "GET" if self.query or not self.has_data else "POST")
        url = self.url if "://" in self.url else f"http://{self.url}"
        if self.query:
            url, body = _with_query(url, body), ""
        elif self.json:
            self._default("Content-Type", _JSON)
            self._default("Accept", _JSON)
        elif self.has_data:
            self._default("Content-Type", _FORM)
        if self.cookies:
            self._default("Cookie", "; ".join(self.cookies))
        given: dict[str, Any] = {
            "url": _without_variables(url),
            "method": _without_variables(method),
            "headers": [{"name": name, "value": _referenced(value)} for name, value in self.headers.values()],
            "body": _without_variables(body),
            "verify_tls": not self.insecure,
            "ca_file": _without_variables(self.ca_file),
        }
        if self.user is not None:
            name, _, password = self.user.partition(":")
            given |= {"username": _without_variables(name), "password": _referenced(password)}
        return Request(HttpTarget.model_validate(given), self.timeout)

    def _default(self, name: str, value: str) -> None:
        if name.lower() not in self.headers and name.lower() not in self.unset:
            self.headers[name.lower()] = (name, value)

    def add_header(self, text: str) -> None:
        if text.startswith("@"):
            raise BadCommand(f"Files are not read: write the headers of {_shown(text)} into the command.")
        name, mark, value = text.partition(":")
        if not mark and text.endswith(";"):  # as curl spells a header without a value
            name, value = text[:-1], ""
        elif not mark:
            raise BadCommand("Expected a header such as -H 'Accept: application/json'.")
        elif not value.strip():  # as curl spells that one of its own is not to be sent
            self.unset.add(name.strip().lower())
            return
        name, value = name.strip(), value.strip()
        if is_own(name):
            return
        if known := self.headers.get(name.lower()):
            value = f"{known[1]}{'; ' if name.lower() == 'cookie' else ', '}{value}"
        self.headers[name.lower()] = (name, value)

    def add_data(self, text: str) -> None:
        if text.startswith("@"):
            raise BadCommand(f"Files are not read: write the content of {_shown(text)} into the command.")
        self.add_raw(text)

    def add_raw(self, text: str) -> None:
        self.data.append(text)
        self.has_data = True

    def add_encoded(self, text: str) -> None:
        name, mark, value = text.partition("=")
        if "@" in name:
            raise BadCommand(f"Files are not read: write the content of {_shown(text[text.index('@') :])} instead.")
        encoded = quote_plus(value if mark else text)
        self.add_raw(f"{name}={encoded}" if mark and name else encoded)

    def add_json(self, text: str) -> None:
        if text.startswith("@"):
            raise BadCommand(f"Files are not read: write the content of {_shown(text)} into the command.")
        self.json.append(text)
        self.has_data = True

    def add_cookies(self, text: str) -> None:
        if "=" not in text:
            raise BadCommand(f"Files are not read: write the cookies of {_shown(text)} into the command.")
        self.cookies.append(text)

    def add_url(self, text: str) -> None:
        if self.url:
            raise BadCommand("The command has more than one address: a monitor has one.")
        self.url = text

    def set_timeout(self, text: str) -> None:
        text = _without_variables(text)
        self.timeout = text if text.strip("0.") else None  # 0: no limit


def _with_query(url: str, query: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="&".join(part for part in (parts.query, query) if part)))


def _shown(text: str) -> str:
    return f"“{clean_text(text, 60)}”"


def _referenced(text: str) -> str:
    """``text`` with a variable that is all of it as a reference to the environment."""
    return re.sub(r"\0(\w+)\0", r"${env:\1}", text) if re.fullmatch(r"\0\w+\0", text) else _without_variables(text)


def _without_variables(text: str) -> str:
    if found := re.search(r"\0(\w+)\0", text):
        part = "stand for the whole value of a header, or for a password"
        raise BadCommand(f"The variable ${found[1]} can only {part}: write out its value here.")
    return text


_FLAGS: dict[str, Callable[[_Command], object]] = {
    "I head": lambda c: setattr(c, "head", True),
    "G get": lambda c: setattr(c, "query", True),
    "k insecure": lambda c: setattr(c, "insecure", True),
}
_VALUES: dict[str, Callable[[_Command, str], object]] = {
    "X request": lambda c, v: setattr(c, "method", v),
    "H header": _Command.add_header,
    "d data data-ascii data-binary": _Command.add_data,
    "data-raw": _Command.add_raw,
    "data-urlencode": _Command.add_encoded,
    "json": _Command.add_json,
    "u user": lambda c, v: setattr(c, "user", v),
    "A user-agent": lambda c, v: c.add_header(f"User-Agent:{v}"),
    "e referer": lambda c, v: c.add_header(f"Referer:{v.removesuffix(';auto')}"),
    "b cookie": _Command.add_cookies,
    "oauth2-bearer": lambda c, v: c.add_header(f"Authorization:Bearer {v}"),
    "m max-time": _Command.set_timeout,
    "cacert": lambda c, v: setattr(c, "ca_file", v),
    "url": _Command.add_url,
}
_IDLE_FLAGS = (
    "L location s silent S show-error v verbose i include show-headers f fail fail-with-body compressed g globoff "
    "N no-buffer # progress-bar no-progress-meter O remote-name J remote-header-name no-keepalive basic path-as-is "
    "0 http1.0 http1.1 http2 http2-prior-knowledge http3 tcp-nodelay tlsv1 1 tlsv1.2 tlsv1.3 no-alpn no-sessionid "
    "post301 post302 post303 tr-encoding raw q disable 4 ipv4 6 ipv6 retry-all-errors retry-connrefused styled-output"
)
"""Options without a value that change nothing that a monitor judges by."""
_IDLE_VALUES = (
    "connect-timeout o output w write-out D dump-header c cookie-jar stderr trace trace-ascii retry retry-delay "
    "retry-max-time max-redirs keepalive-time y speed-time Y speed-limit limit-rate"
)


def _spread(options: dict[str, Any]) -> dict[str, Any]:
    return {name: act for names, act in options.items() for name in names.split()}


_FLAG_ACTS = {**dict.fromkeys(_IDLE_FLAGS.split(), lambda command: None), **_spread(_FLAGS)}
_VALUE_ACTS = {**dict.fromkeys(_IDLE_VALUES.split(), lambda command, value: None), **_spread(_VALUES)}


def _take_options(command: _Command, words: list[str]) -> None:
    """Give every option to ``command``: ``--name value``, ``-n value``, ``-nvalue``, flags in one word (``-sSk``)."""
    rest = iter(words)
    for word in rest:
        if word.startswith("--") and len(word) > 2:
            _take_option(command, word[2:], word, "", rest)
        elif word.startswith("-") and len(word) > 1 and word != "--":
            cluster = word[1:]
            while cluster:
                letter, cluster = cluster[0], cluster[1:]
                if _take_option(command, letter, f"-{letter}", cluster, rest):
                    break
        elif word not in ("-", "--"):
            command.add_url(word)


def _take_option(command: _Command, name: str, spelled: str, attached: str, rest: Any) -> bool:
    """Whether the option took a value: ``attached`` to it, or else the next word of ``rest``."""
    if act := _FLAG_ACTS.get(name):
        act(command)
        return False
    if act := _VALUE_ACTS.get(name):
        value = attached or next(rest, None)
        if value is None:
            raise BadCommand(f"After {spelled} a value is missing.")
        act(command, value)
        return True
    raise BadCommand(
        f"The option {clean_text(spelled, 40)} of curl cannot be taken over: a monitor has nothing like it."
    )
