"""What of an exchange is secret, so that whoever keeps or shows any of it can leave that out."""

from collections.abc import Sequence
from urllib.parse import quote, quote_plus

from pydantic import SecretStr

from agent.model import HttpTarget
from agent.parameters import is_credential
from agent.probes.records import Headers
from agent.secret_fields import secrets_of

_TELLING = 4
"""A secret shorter than this is also a part of innocent words: such words are left as they are."""


class Confidential:
    """The secrets of ``target``, which is revealed, and of what was ``sent`` for it: tokens fetched for it too.

    Names are compared without regard to case. A name that tells of a credential is secret whoever sent it, so that
    this holds for the headers of answers (Set-Cookie) and redirects (``?code=…``) too.
    """

    def __init__(self, target: HttpTarget, sent: Sequence[Headers] = ()) -> None:
        given = [header for header in target.headers if isinstance(header.value, SecretStr)]
        key = target.api_key
        self._headers = {header.name.lower() for header in given}
        self._parameters = {item.name.lower() for item in target.query if isinstance(item.value, SecretStr)}
        if key is not None:
            (self._headers if key.place == "header" else self._parameters).add(key.name.lower())
        found = {secret.get_secret_value() for _, secret in secrets_of(target)}
        for name, value in (pair for headers in sent for pair in headers):
            if self.is_secret_header(name.decode("latin-1")):
                found |= _parts(value.decode("latin-1"))
        spelled = {form for value in found for form in (value, quote(value, safe=""), quote_plus(value))}
        self.values = tuple(sorted((v for v in spelled if len(v) >= _TELLING), key=len, reverse=True))
        """The secrets themselves, also as an address spells them, the longest first."""

    def is_secret_header(self, name: str) -> bool:
        """Whether the value of a header of this name is a secret."""
        return name.lower() in self._headers or is_credential(name)

    def is_secret_parameter(self, name: str) -> bool:
        """Whether the value of this parameter of a query is a secret."""
        return name.lower() in self._parameters or is_credential(name)


def _parts(value: str) -> set[str]:
    """A header's value, and what stands in it after the name of a scheme (``Bearer``, ``Basic``)."""
    return {value, value.partition(" ")[2].strip()} - {""}
