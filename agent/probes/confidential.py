"""What of a target's exchanges is secret, so that whoever keeps or shows any of it can leave that out."""

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

from pydantic import SecretStr

from agent.model import HttpTarget
from agent.parameters import is_credential
from agent.probes.records import Answer, Headers, Sent
from agent.redaction import Redactor
from agent.secret_fields import secrets_of


class Confidential:
    """The names under which ``target``, which is revealed, has secrets.

    Names are compared without regard to case. A name that tells of a credential is secret whoever sent it, so that
    this holds for the headers of answers (Set-Cookie) and redirects (``?code=…``) too.
    """

    def __init__(self, target: HttpTarget) -> None:
        key = target.api_key
        self._headers = {header.name.lower() for header in target.headers if isinstance(header.value, SecretStr)}
        self._parameters = {item.name.lower() for item in target.query if isinstance(item.value, SecretStr)}
        if key is not None:
            (self._headers if key.place == "header" else self._parameters).add(key.name.lower())

    def is_secret_header(self, name: str) -> bool:
        """Whether the value of a header of this name is a secret."""
        return name.lower() in self._headers or is_credential(name)

    def is_secret_parameter(self, name: str) -> bool:
        """Whether the value of this parameter of a query is a secret."""
        return name.lower() in self._parameters or is_credential(name)


def redactor_of(target: HttpTarget, sent: Sent | None, answer: Answer | None) -> Redactor:
    """What takes the secrets of ``target``, which is revealed, and of an exchange with it out of any text."""
    secrets = Confidential(target)
    literal = [secret.get_secret_value() for _, secret in secrets_of(target)]
    found = list(_found(secrets, sent, answer))
    return Redactor(literal, found, secrets.is_secret_header, secrets.is_secret_parameter)


def _found(secrets: Confidential, sent: Sent | None, answer: Answer | None) -> Iterator[str]:
    """What stands in the places for secrets, tokens that were fetched for the request among it."""
    if sent:
        yield from (value for name, value in decoded(sent.headers) if secrets.is_secret_header(name))
        with suppress(ValueError):
            query = parse_qsl(urlsplit(sent.url).query)
            yield from (value for name, value in query if secrets.is_secret_parameter(name))
    for name, value in decoded(answer.headers if answer else []):
        if name.lower() == "set-cookie":
            yield value.partition(";")[0].partition("=")[2]


def decoded(headers: Headers) -> Iterator[tuple[str, str]]:
    """Headers as text."""
    for name, value in headers:
        yield name.decode("latin-1"), value.decode("latin-1")
