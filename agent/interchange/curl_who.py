"""Who asks, in a curl command: user, bearer token, API key and client certificate."""

import re
from dataclasses import dataclass
from shlex import quote
from typing import Any

from pydantic import SecretStr

from agent.interchange.shell import BadCommand
from agent.interchange.variables import PLACEHOLDER, quoted, referenced, without_variables
from agent.model import HttpTarget

_PKCS12 = (".p12", ".pfx")
"""How files are called of which curl has to be told that they are PKCS#12."""


@dataclass(slots=True)
class Who:
    """What the options of a command said of who asks."""

    user: str | None = None
    digest: bool = False
    bearer: str = ""
    certificate: str = ""
    key: str = ""
    passphrase: str = ""

    def set_certificate(self, text: str) -> None:
        """As curl reads it: ``file:password``, with a backslash before a colon of the file's name; the drive of a
        Windows path is part of it."""
        path = ""
        while text:
            escaped = re.match(r"\\([\\:])", text)
            if escaped:
                path, text = path + escaped[1], text[2:]
            elif text[0] == ":" and not (re.fullmatch(r"[A-Za-z]", path) and re.match(r":[\\/]", text)):
                self.passphrase = text[1:]
                break
            else:
                path, text = path + text[0], text[1:]
        self.certificate = path

    def set_type(self, text: str, known: tuple[str, ...]) -> None:
        """The type of a file, which API Monitor sees for itself."""
        if text.upper() not in known:
            raise BadCommand(f"Expected a certificate or key of type {' or '.join(known)}.")

    def fields(self, headers: dict[str, tuple[str, str]]) -> dict[str, Any]:
        """The fields of a target; a bearer token among ``headers`` (by lower-case name) is taken out of them."""
        given: dict[str, Any] = {
            "client_certificate": without_variables(self.certificate),
            "client_key": without_variables(self.key),
            "client_key_password": referenced(self.passphrase),
        }
        bearer = re.fullmatch(r"bearer +(\S.*)", headers.get("authorization", ("", ""))[1], re.IGNORECASE)
        if bearer:
            del headers["authorization"]
        if token := bearer[1] if bearer else self.bearer:
            given["bearer_token"] = referenced(token)
        if self.user is not None:
            name, _, password = self.user.partition(":")
            given |= {"username": without_variables(name), "password": referenced(password)}
            given["auth"] = "digest" if self.digest else "basic"
        return given


def words(target: HttpTarget) -> list[str]:
    """The options that say who asks. An OAuth 2 token, which curl cannot fetch by itself, is left to a variable."""
    found = []
    if target.username or target.password.get_secret_value():
        found += ["--digest"] if target.auth == "digest" else []
        found.append(f"-u {quoted(f'{target.username}:', target.password)}")
    if target.bearer_token.get_secret_value():
        found.append(f"-H {quoted('Authorization: Bearer ', target.bearer_token)}")
    if target.oauth2:
        found.append(f'-H {quote("Authorization: Bearer ")}"{PLACEHOLDER}"')
    if target.api_key and target.api_key.place == "header":
        found.append(f"-H {quoted(f'{target.api_key.name}: ', target.api_key.value)}")
    if path := target.client_certificate:
        found.append("-E " + quote(re.sub(r"([\\:])", r"\\\1", path)))
        found += ["--cert-type P12"] if path.lower().endswith(_PKCS12) else []
    if target.client_key:
        found.append(f"--key {quote(target.client_key)}")
    if target.client_key_password.get_secret_value():
        found.append(f"--pass {quoted('', target.client_key_password)}")
    return found


def query_key(target: HttpTarget) -> list[tuple[str, str | SecretStr]]:
    """The API key where it is a parameter of the query."""
    key = target.api_key
    return [(key.name, key.value)] if key and key.place == "query" else []
