"""How a request proves who sends it, beside a user name and password: API keys and OAuth 2."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AnyHttpUrl,
    Field,
    SecretStr,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from agent.fields import Model, Secret
from agent.headers import check_name, check_sendable

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
    """``value`` if it is the address of a proxy, ``system``, ``none`` or empty, else ValueError."""
    if value.lower() in ("", "system", "none"):
        return value.lower()
    try:
        parts = urlsplit(value)
        port, known = parts.port, parts.scheme in PROXY_PORTS
    except ValueError:
        raise ValueError("the port of a proxy is a number from 1 to 65535") from None
    rest = parts.path.strip("/") or parts.query or parts.fragment
    if not known or not parts.hostname or port == 0 or rest or any(ord(c) <= 0x20 for c in value):
        raise ValueError("expected http://, https://, socks5:// or socks5h:// with host and port, or system, or none")
    return value.rstrip("/")


class ApiKey(Model):
    """A key sent with every request to the target's own origin, as a header or in the query."""

    place: Literal["header", "query"] = "header"
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        default="X-API-Key", description="name of the header or query parameter"
    )
    value: Secret

    @field_validator("name")
    @classmethod
    def _name(cls, name: str, info: ValidationInfo) -> str:
        return check_name(name) if info.data.get("place") == "header" else name

    @field_validator("value")
    @classmethod
    def _value(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if not value.get_secret_value():
            raise ValueError("an API key needs a value")
        if info.data.get("place") == "header":
            check_sendable(str(info.data.get("name", "the value")), value.get_secret_value())
        return value


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
        check_http_url(value)
        if "@" in urlsplit(value).netloc:
            raise ValueError("the address has a user in it: client id and secret have fields of their own")
        return value


def claim(fields: Mapping[str, Any]) -> str:
    """What of a target's ``fields`` takes the Authorization header for itself, of which a request has one; "" if
    nothing does."""
    key = fields.get("api_key")
    if fields.get("username") or _given(fields.get("password")):
        return "a user name or password"
    if _given(fields.get("bearer_token")):
        return "a bearer token"
    if isinstance(key, ApiKey) and key.place == "header" and key.name.lower() == "authorization":
        return "an API key in the header Authorization"
    return "OAuth 2" if fields.get("oauth2") else ""


def check_alone(what: str, fields: Mapping[str, Any]) -> None:
    """ValueError if another of ``fields`` than ``what`` takes the Authorization header."""
    if other := claim(fields):
        raise ValueError(f"{what} and {other} exclude each other: a request has one Authorization header")


def _given(secret: SecretStr | None) -> bool:
    return secret is not None and bool(secret.get_secret_value())
