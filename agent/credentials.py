"""How a request proves who sends it, beside a user name and password: API keys and OAuth 2."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AnyHttpUrl, Field, SecretStr, StringConstraints, TypeAdapter, ValidationError, field_validator

from agent.fields import Model, Secret

PROXY_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
"""The kinds of proxies, and their ports where none is given."""

_HTTP_URL: TypeAdapter[AnyHttpUrl] = TypeAdapter(AnyHttpUrl)


def check_http_url(value: str) -> str:
    """``value`` if it is an http:// or https:// address, else ValueError. The address is not repeated: it may hold
    secrets."""
    if any(ord(c) <= 0x20 for c in value):
        raise ValueError("an address has no spaces or control characters")
    if "://" not in value:
        raise ValueError("expected an address that starts with http:// or https://")
    try:
        _HTTP_URL.validate_python(value)
    except ValidationError as error:
        raise ValueError(f"expected an http:// or https:// address: {error.errors()[0]['msg']}") from None
    return value


def check_proxy(value: str) -> str:
    """``value`` if it is the address of a proxy, ``system`` or empty, else ValueError."""
    if value.lower() in ("", "system"):
        return value.lower()
    try:
        parts = urlsplit(value)
        port, known = parts.port, parts.scheme in PROXY_PORTS
    except ValueError:
        raise ValueError("the port of a proxy is a number from 1 to 65535") from None
    rest = parts.path.strip("/") or parts.query or parts.fragment
    if not known or not parts.hostname or port == 0 or rest or any(ord(c) <= 0x20 for c in value):
        raise ValueError("expected http://, https://, socks5:// or socks5h:// with host and port, or system")
    return value.rstrip("/")


class ApiKey(Model):
    """A key sent with every request to the target's own origin, as a header or in the query."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        default="X-API-Key", description="name of the header or query parameter"
    )
    value: Secret = SecretStr("")
    place: Literal["header", "query"] = "header"


class OAuth2(Model):
    """The client credentials grant of OAuth 2 (RFC 6749, section 4.4): a token is fetched, kept until it expires and
    sent as Bearer."""

    token_url: str = Field(description="address that gives out tokens")
    client_id: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    client_secret: Secret = SecretStr("")
    scope: str = Field(default="", max_length=2_000, description="scopes asked for, with spaces between them")
    audience: str = Field(default="", max_length=2_000, description="asked for by some services, such as Auth0")
    client_auth: Literal["basic", "body"] = Field(
        default="basic", description="where the client's id and secret go: the Authorization header or the form"
    )

    @field_validator("token_url")
    @classmethod
    def _url(cls, value: str) -> str:
        return check_http_url(value)
