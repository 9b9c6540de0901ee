"""What of a target's exchanges is secret by its name, so that whoever keeps or shows any of it can leave that out."""

from pydantic import SecretStr

from agent.model import HttpTarget
from agent.parameters import is_credential


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
