"""Takes secrets out of what is kept as evidence: by their value wherever they stand, and by the names of fields."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import unquote_plus

from agent.fields import clean_block
from agent.parameters import is_credential

REDACTED = "«redacted»"
SHORT = 4
"""Secrets of fewer characters are replaced only where they stand as a word: else half of every text would go."""
TELLING = 6
"""What merely stands in a place for secrets, and is shorter than this, is not looked for elsewhere: ``session=1``."""

_HARMLESS = frozenset(
    ("access-control-allow-credentials", "proxy-authenticate", "sec-websocket-accept", "www-authenticate")
)
"""Headers of answers whose names sound like a secret and which hold none."""
_SCHEME = re.compile(r"(basic|bearer|digest|token|apikey|negotiate)\s+", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=://)[^/?#\s\"'<>@]*@")
_QUERY = re.compile(r"([?&;])([^\s=&;?#\"'<>]{1,100})=([^&;\s\"'<>#]+)")
_FORM = re.compile(r"(^|[\s&])([\w.\[\]-]{1,100})=([^&\s]+)")
_JSON = re.compile(r'"([^"\\]{1,100})"(\s*:\s*)"((?:[^"\\]|\\.)*)("|\\?\Z)', re.DOTALL)
_XML = re.compile(r"<([\w:.-]{1,100})>([^<>]+)")
_TOKEN = re.compile(r"(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?")
"""A JSON Web Token."""
_SECRET_FIELD = re.compile(
    r"(?:token|secret|password|passwd|passphrase|pwd|jwt|cookie|credentials?|authorization"
    r"|(?:api|access|private|client|session|secret)[_-]?key|session[_-]?id)$",
    re.IGNORECASE,
)
"""Names of fields in a body. Stricter than :func:`is_credential`: bodies are full of authors and keys."""


def _pieces(value: str) -> set[str]:
    """What of the value of a field may turn up alone: all of it, a token without ``Bearer``, the values of cookies."""
    parts = re.split(r"[\s;,=]+", _SCHEME.sub("", value, count=1))
    return {part for part in (value, *(part.strip("\"'") for part in parts)) if len(part) >= TELLING}


class Redactor:
    """Knows the secrets of one exchange: ``literal`` ones are replaced wherever they stand, ``found`` ones (values in
    places for secrets) too where they are long enough to be telling. ``is_header`` and ``is_parameter`` say which names
    are places for secrets."""

    def __init__(
        self,
        literal: Iterable[str],
        found: Iterable[str] = (),
        is_header: Callable[[str], bool] = is_credential,
        is_parameter: Callable[[str], bool] = is_credential,
    ) -> None:
        self._is_header, self._is_parameter = is_header, is_parameter
        known = {secret.strip() for secret in literal}
        known |= {piece for value in found for piece in _pieces(value)}
        known |= {clean_block(secret) for secret in known}
        known |= {b64encode(secret.encode(errors="replace")).decode().rstrip("=") for secret in known}
        known.discard("")
        self._known = sorted(known, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_spellings, self._known)), re.IGNORECASE) if known else None

    def text(self, text: str) -> str:
        """``text`` inert and without secrets."""
        text = clean_block(text)
        if self._pattern:
            text = self._pattern.sub(REDACTED, text)
        if "@" in text:
            text = _USERINFO.sub(f"{REDACTED}@", text)
        if "eyJ" in text:
            text = _TOKEN.sub(REDACTED, text)
        if "=" not in text:
            return text
        return _QUERY.sub(lambda m: _named(m, self._is_parameter(unquote_plus(m[2])), f"{m[1]}{m[2]}={REDACTED}"), text)

    def header(self, name: str, value: str) -> str:
        """The value of a header of this name."""
        lower = name.lower()
        if lower in _HARMLESS or not self._is_header(name):
            return self.text(value)
        if lower == "set-cookie":  # its name and attributes are no secret, and worth comparing
            pair, semicolon, attributes = value.partition(";")
            return f"{self.text(pair.partition('=')[0])}={REDACTED}{semicolon}{self.text(attributes)}"
        scheme = _SCHEME.match(value)
        return f"{scheme[0]}{REDACTED}" if scheme else REDACTED

    def body(self, text: str, whole: bool = True) -> str:
        """A body, whose end is cut off where it is not ``whole``."""
        text = clean_block(text)
        if not whole:
            text = self._without_half(text)
        text = _JSON.sub(lambda m: _named(m, is_secret_field(m[1]), f'"{m[1]}"{m[2]}"{REDACTED}{m[4]}'), text)
        if "<" in text:
            text = _XML.sub(lambda m: _named(m, is_secret_field(m[1]), f"<{m[1]}>{REDACTED}"), text)
        if "=" in text:
            text = _FORM.sub(lambda m: _named(m, is_secret_field(m[2]), f"{m[1]}{m[2]}={REDACTED}"), text)
        return self.text(text)

    def _without_half(self, text: str) -> str:
        """``text`` without the beginning of a secret whose rest was cut off."""
        end = text[-max(map(len, self._known), default=0) :].lower()
        for secret in self._known:
            for length in range(min(len(secret), len(end)), SHORT - 1, -1):
                if end.endswith(secret[:length].lower()):
                    return text[:-length] + REDACTED
        return text


def _named(match: "re.Match[str]", secret: bool, redacted: str) -> str:
    return redacted if secret else match[0]


def is_secret_field(name: str) -> bool:
    """Whether a field of a body that has this name holds a secret."""
    return bool(_SECRET_FIELD.search(name))


def _spellings(secret: str) -> str:
    """A pattern for ``secret`` as it is and as URLs, JSON and HTML spell it."""
    pattern = "".join(_character(character) for character in secret)
    return pattern if len(secret) >= SHORT else rf"(?<!\w){pattern}(?!\w)"


def _character(character: str) -> str:
    if character.isascii() and (character.isalnum() or character in "-_."):
        return re.escape(character)
    units = character.encode("utf-16-be", errors="replace")
    ways = {
        character,
        f"\\{character}",
        "".join(f"%{byte:02x}" for byte in character.encode(errors="replace")),
        "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2)),
        f"&#{ord(character)};",
        f"&#x{ord(character):x};",
        escape(character),
        "+" if character == " " else character,
    }
    return f"(?:{'|'.join(map(re.escape, sorted(ways, key=len, reverse=True)))})"
