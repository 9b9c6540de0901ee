"""The request of a target as it will be sent, with dots for every secret: pure, for showing while one types."""

import json
from dataclasses import dataclass
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit

from pydantic import SecretStr

from agent.model import BODY_METHODS, HttpTarget, clean_text, reference
from desktop.text import count, tr

DOTS = "•••"
_LONGEST_BODY = 4_000


@dataclass(frozen=True)
class Preview:
    """``head`` is request line and headers, ``body`` what follows them in ``language`` (for colours), ``notes`` what
    else is to be known about the way the request goes."""

    head: str
    body: str
    language: str
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, with the notes as remarks at the end."""
        notes = "\n".join(f"# {note}" for note in self.notes)
        return "\n\n".join(part for part in (self.head, self.body, notes) if part)


def preview(target: HttpTarget) -> Preview:
    """What will be sent for ``target``."""
    version = {"1.1": "HTTP/1.1", "2": "HTTP/2", "auto": "HTTP/2 or 1.1"}[target.http_version]
    lines = [f"{target.method} {_address(target)} {version}"]
    lines += [f"{name}: {value}" for name, value in _headers(target).items()]
    body, language = _body(target)
    return Preview("\n".join(lines), body, language, tuple(_notes(target)))


def _masked(value: str | SecretStr, shown: str = DOTS) -> str:
    """A value for showing: of a secret only where it comes from the environment, which is no secret."""
    if isinstance(value, str):
        return value
    if not value.get_secret_value():
        return ""
    where = reference(value)
    return value.get_secret_value() if where and where[0] == "env" else shown


def _address(target: HttpTarget) -> str:
    parts = urlsplit(target.url)
    query = [parts.query] if parts.query else []
    query += [f"{_quoted(one.name)}={_encoded(one.value)}" for one in target.query]
    key = target.api_key
    if key and key.place == "query":
        query.append(f"{_quoted(key.name)}={_encoded(key.value)}")
    if target.cache_busting:
        query.append("_api_monitor=…")
    return urlunsplit(parts._replace(path=parts.path or "/", query="&".join(query), fragment=""))


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _encoded(value: str | SecretStr) -> str:
    return _quoted(value) if isinstance(value, str) else _masked(value)


def _headers(target: HttpTarget) -> dict[str, str]:
    """The headers in their order; what the user gave takes the place of the usual."""
    sent = {"Host": urlsplit(target.url).netloc, "Accept": "*/*"}
    if authorization := _authorization(target):
        sent["Authorization"] = authorization
    if target.api_key and target.api_key.place == "header":
        sent[target.api_key.name] = _masked(target.api_key.value)
    if target.cache_busting:
        sent["Cache-Control"] = "no-cache"
    if target.body:
        sent["Content-Type"] = target.content_type
    for header in target.headers:
        usual = next((name for name in sent if name.lower() == header.name.lower()), header.name)
        sent.pop(usual, None)
        sent[header.name] = _masked(header.value)
    return sent


def _authorization(target: HttpTarget) -> str:
    if target.oauth2:
        return f"Bearer {DOTS}"
    if target.bearer_token.get_secret_value():
        return f"Bearer {_masked(target.bearer_token)}"
    if target.username or target.password.get_secret_value():
        return f"{target.auth.capitalize()} {target.username}:{_masked(target.password)}"
    return ""


def _body(target: HttpTarget) -> tuple[str, str]:
    """The body as it is sent, and its language."""
    if not target.body or target.method not in BODY_METHODS:
        return "", ""
    kind = target.body_kind
    if kind == "form":
        lines = [line for line in target.body.splitlines() if line.strip()]
        text = "&".join("=".join(quote_plus(part) for part in _pair(line)) for line in lines)
    elif kind == "graphql":
        sent = {"query": target.body, **({"variables": _json(target.variables)} if target.variables else {})}
        text = json.dumps(sent, ensure_ascii=False, separators=(",", ":"))
    else:
        text = target.body
    language = {"graphql": "json", "auto": "json" if "json" in target.content_type else ""}.get(kind, kind)
    cut = len(text) > _LONGEST_BODY
    return (f"{text[:_LONGEST_BODY]}\n…" if cut else text), language


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    return name.strip(), value


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _notes(target: HttpTarget) -> list[str]:
    notes = []
    if target.oauth2:
        host = urlsplit(target.oauth2.token_url).netloc
        notes.append(tr("The token comes from {host} and is kept until it expires.").format(host=host))
    elif target.auth == "digest" and target.username:
        notes.append(tr("Digest: the server is asked for a challenge first; the password itself is not sent."))
    if target.proxy not in ("", "none"):
        named = tr("this machine's proxy") if target.proxy == "system" else clean_text(target.proxy, 80)
        notes.append(tr("Through {proxy}.").format(proxy=named))
    if target.cache_busting:
        notes.append(tr("_api_monitor is another one each time, so that no cache knows the answer."))
    if target.resolve:
        notes.append(tr("To {address}, without looking the name up.").format(address=target.resolve))
    if target.client_certificate:
        notes.append(tr("A client certificate is shown to the server."))
    if not target.verify_tls:
        notes.append(tr("The certificate of the server is not verified."))
    if not target.max_redirects:
        notes.append(tr("No redirect is followed."))
    elif target.max_redirects != 10:
        notes.append(
            count(
                target.max_redirects, tr("At most {n} redirect is followed."), tr("At most {n} redirects are followed.")
            )
        )
    return notes
