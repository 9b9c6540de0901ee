"""The options of a curl command, taken one by one, and the request that they make together."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, unquote_plus, urlsplit, urlunsplit

from agent.fields import clean_text
from agent.headers import is_own
from agent.interchange.curl_who import Who
from agent.interchange.shell import BadCommand
from agent.interchange.variables import referenced, without_variables
from agent.model import HttpTarget

FORM = "application/x-www-form-urlencoded"
COMPRESSED = "gzip, deflate, br, zstd"
"""What ``--compressed`` asks for."""
_JSON = "application/json"
_MAX_REDIRECTS = 10
_PROXY_PORT = "1080"
"""The port of a proxy where curl is told none."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a command says of a monitor. ``timeout`` is in seconds, None where the command has none."""

    target: HttpTarget
    timeout: str | None = None


@dataclass(slots=True)
class Command:
    """What the options said so far."""

    url: str = ""
    method: str = ""
    head: bool = False
    query: bool = False
    who: Who = field(default_factory=Who)
    headers: dict[str, tuple[str, str]] = field(default_factory=dict)
    unset: set[str] = field(default_factory=set)
    cookies: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    json: list[str] = field(default_factory=list)
    has_data: bool = False
    insecure: bool = False
    ca_file: str = ""
    timeout: str | None = None
    parameters: list[tuple[str, str]] = field(default_factory=list)
    encoded: list[tuple[str, str]] | None = field(default_factory=list)
    compressed: bool = False
    version: str = ""
    ip: str = ""
    max_redirects: str = ""
    proxy: str = ""
    proxy_user: str | None = None
    resolved: list[str] = field(default_factory=list)

    def request(self) -> Request:
        if not self.url:
            raise BadCommand("The command has no address.")
        body = "".join(self.json) if self.json else "&".join(self.data)
        method = self.method or ("HEAD" if self.head else "GET" if self.query or not self.has_data else "POST")
        url = self.url if "://" in self.url else f"http://{self.url}"
        parameters = self.parameters
        given: dict[str, Any] = {}
        if self.query:
            if self.encoded:  # by itself: the parameters of a query
                parameters, body = [*self.encoded, *parameters], ""
            url, body = _with_query(url, body), ""
        elif self.json:
            self._default("Content-Type", _JSON)
            self._default("Accept", _JSON)
        elif self.encoded and "content-type" not in self.headers.keys() | self.unset:
            given["body_kind"] = "form"
            body = "\n".join(f"{name}={value}" for name, value in self.encoded)
        elif self.has_data:
            self._default("Content-Type", FORM)
        if self.cookies:
            self._default("Cookie", "; ".join(self.cookies))
        if self.compressed:
            self._default("Accept-Encoding", COMPRESSED)
        given |= {
            **self.who.fields(self.headers),
            "url": without_variables(url),
            "method": without_variables(method),
            "query": [{"name": without_variables(name), "value": referenced(value)} for name, value in parameters],
            "headers": [{"name": name, "value": referenced(value)} for name, value in self.headers.values()],
            "body": without_variables(body),
            "verify_tls": not self.insecure,
            "ca_file": without_variables(self.ca_file),
            "resolve": self._resolve(url),
        }
        optional = {
            "http_version": self.version,
            "ip": self.ip,
            "max_redirects": self._redirects(),
            "proxy": self.proxy,
        }
        given |= {name: without_variables(value) for name, value in optional.items() if value}
        if self.proxy_user is not None:
            name, _, secret = self.proxy_user.partition(":")
            given |= {"proxy_username": without_variables(name), "proxy_password": referenced(secret)}
        return Request(HttpTarget.model_validate(given), self.timeout)

    def _redirects(self) -> str:
        """The most redirects; curl's -1 is any number."""
        if not re.fullmatch(r"\d+", self.max_redirects):
            return str(_MAX_REDIRECTS) if self.max_redirects == "-1" else self.max_redirects
        return str(min(int(self.max_redirects[:9]), _MAX_REDIRECTS))

    def _resolve(self, url: str) -> str:
        """The address that the command has for the host of ``url``."""
        for entry in self.resolved:
            host, _, rest = entry.lstrip("+").partition(":")
            port, _, addresses = rest.partition(":")
            if not (host and port and addresses):
                raise BadCommand("Expected --resolve with a host, a port and an address: --resolve host:443:192.0.2.7")
            try:
                parts = urlsplit(url)
                there = parts.port or (443 if parts.scheme == "https" else 80)
            except ValueError:
                return ""  # which is wrong itself
            if host in ("*", parts.hostname) and port in ("*", str(there)):
                return without_variables(addresses.split(",")[0])
        return ""

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
        self.encoded = None  # it is no longer made of names and values alone

    def add_encoded(self, text: str) -> None:
        name, mark, value = text.partition("=")
        if "@" in name:
            raise BadCommand(f"Files are not read: write the content of {_shown(text[text.index('@') :])} instead.")
        encoded = quote_plus(value if mark else text, safe="\0")
        before = self.encoded
        self.add_raw(f"{name}={encoded}" if mark and name else encoded)
        if before is not None and mark and name.strip() == name != "" and not re.search(r"[\r\n]", text):
            self.encoded = [*before, (unquote_plus(name), value)]

    def add_parameter(self, text: str) -> None:
        name, mark, value = text.partition("=")
        if "@" in name or name.startswith("+") or not (mark and name):
            raise BadCommand("Expected a name and a value such as --url-query 'page=2'.")
        self.parameters.append((unquote_plus(name), value))

    def set_proxy(self, text: str, scheme: str = "http") -> None:
        """As curl reads it: where there is no scheme it is ``scheme``, where there is no port 1080."""
        full = text if "://" in text or not text else f"{scheme}://{text}"
        place = full.partition("://")[2].rpartition("@")[2].rstrip("/")
        self.proxy = full if not full or re.search(r":\d+$", place) else f"{full.rstrip('/')}:{_PROXY_PORT}"

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
        text = without_variables(text)
        self.timeout = text if text.strip("0.") else None  # 0: no limit


def _with_query(url: str, query: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="&".join(part for part in (parts.query, query) if part)))


def _shown(text: str) -> str:
    return f"“{clean_text(text, 60)}”"


_FLAGS: dict[str, Callable[[Command], object]] = {
    "I head": lambda c: setattr(c, "head", True),
    "G get": lambda c: setattr(c, "query", True),
    "digest": lambda c: setattr(c.who, "digest", True),
    "basic": lambda c: setattr(c.who, "digest", False),
    "k insecure": lambda c: setattr(c, "insecure", True),
    "compressed": lambda c: setattr(c, "compressed", True),
    "0 http1.0 http1.1": lambda c: setattr(c, "version", "1.1"),
    "http2": lambda c: setattr(c, "version", "auto"),
    "http2-prior-knowledge": lambda c: setattr(c, "version", "2"),
    "4 ipv4": lambda c: setattr(c, "ip", "ipv4_only"),
    "6 ipv6": lambda c: setattr(c, "ip", "ipv6_only"),
}
_VALUES: dict[str, Callable[[Command, str], object]] = {
    "X request": lambda c, v: setattr(c, "method", v),
    "H header": Command.add_header,
    "d data data-ascii data-binary": Command.add_data,
    "data-raw": Command.add_raw,
    "data-urlencode": Command.add_encoded,
    "json": Command.add_json,
    "u user": lambda c, v: setattr(c.who, "user", v),
    "E cert": lambda c, v: c.who.set_certificate(v),
    "cert-type": lambda c, v: c.who.set_type(v, ("PEM", "P12")),
    "key": lambda c, v: setattr(c.who, "key", v),
    "key-type": lambda c, v: c.who.set_type(v, ("PEM",)),
    "pass": lambda c, v: setattr(c.who, "passphrase", v),
    "A user-agent": lambda c, v: c.add_header(f"User-Agent:{v}"),
    "e referer": lambda c, v: c.add_header(f"Referer:{v.removesuffix(';auto')}"),
    "b cookie": Command.add_cookies,
    "oauth2-bearer": lambda c, v: setattr(c.who, "bearer", v),
    "m max-time": Command.set_timeout,
    "cacert": lambda c, v: setattr(c, "ca_file", v),
    "url": Command.add_url,
    "url-query": Command.add_parameter,
    "x proxy": Command.set_proxy,
    "socks5": lambda c, v: c.set_proxy(v, "socks5"),
    "socks5-hostname": lambda c, v: c.set_proxy(v, "socks5h"),
    "U proxy-user": lambda c, v: setattr(c, "proxy_user", v),
    "resolve": lambda c, v: c.resolved.append(v),
    "max-redirs": lambda c, v: setattr(c, "max_redirects", v),
}
_IDLE_FLAGS = (
    "L location s silent S show-error v verbose i include show-headers f fail fail-with-body g globoff "
    "N no-buffer # progress-bar no-progress-meter O remote-name J remote-header-name no-keepalive path-as-is "
    "http3 tcp-nodelay tlsv1 1 tlsv1.2 tlsv1.3 no-alpn no-sessionid "
    "post301 post302 post303 tr-encoding raw q disable proxy-basic retry-all-errors retry-connrefused styled-output"
)
"""Options without a value that change nothing that a monitor judges by."""
_IDLE_VALUES = (
    "connect-timeout o output w write-out D dump-header c cookie-jar stderr trace trace-ascii retry retry-delay "
    "retry-max-time noproxy keepalive-time y speed-time Y speed-limit limit-rate"
)


def _spread(options: dict[str, Any]) -> dict[str, Any]:
    return {name: act for names, act in options.items() for name in names.split()}


_FLAG_ACTS = {**dict.fromkeys(_IDLE_FLAGS.split(), lambda command: None), **_spread(_FLAGS)}
_VALUE_ACTS = {**dict.fromkeys(_IDLE_VALUES.split(), lambda command, value: None), **_spread(_VALUES)}


def take_options(command: Command, words: list[str]) -> None:
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


def _take_option(command: Command, name: str, spelled: str, attached: str, rest: Any) -> bool:
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
