"""What a monitor checks and what counts as a good answer: one model a kind of target."""

import ipaddress
from functools import cached_property
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit, urlunsplit

from pydantic import Field, SecretStr, StringConstraints, ValidationInfo, field_validator, model_validator

from agent.assertions import Assertion
from agent.bodies import BodyKind, check_body, content_type, parse_json, payload
from agent.comparisons import Subject
from agent.credentials import ApiKey, OAuth2, check_alone, check_http_url, check_proxy, claim
from agent.fields import Model, Secret
from agent.headers import Header, check_sendable
from agent.parameters import Parameter
from agent.statuses import parse_statuses

BODY_METHODS = ("POST", "PUT", "PATCH", "DELETE")
"""The methods whose requests may have a body."""


def _split(data: dict[str, Any], address: str, username: str, password: str) -> dict[str, Any]:
    """``data`` with what stands before the ``@`` of an address in the fields that are made for it."""
    if not isinstance(data.get(address), str):
        return data
    try:
        parts = urlsplit(data[address].strip())
        user, secret = parts.username, parts.password
    except ValueError:
        return data
    if user is None and secret is None:
        return data
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    given = {username: unquote(user or ""), password: unquote(secret or "")}
    return {**given, **{k: v for k, v in data.items() if v or k not in given}, address: bare}


class HttpTarget(Model):
    """An HTTP or HTTPS address and what counts as a good answer from it."""

    kind: Literal["http"] = "http"
    url: str = Field(description="http:// or https:// address; a user and password in it are kept apart from it")
    method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] = "GET"
    expect: str = Field(default="200-399", description="status codes that are good: codes and ranges, 200-299,301")
    username: str = Field(default="", description="for HTTP basic or digest authentication")
    password: Secret = SecretStr("")
    auth: Literal["basic", "digest"] = Field(default="basic", description="how user name and password are sent")
    bearer_token: Secret = Field(default=SecretStr(""), description="sent as Authorization: Bearer")
    api_key: ApiKey | None = Field(default=None, description="a key in a header or in the query")
    oauth2: OAuth2 | None = Field(default=None, description="OAuth 2 client credentials")
    verify_tls: bool = Field(default=True, description="whether the certificate must be valid")
    ca_file: str = Field(default="", description="PEM file of further certificate authorities to trust")
    client_certificate: str = Field(default="", description="PEM or PKCS#12 file of a certificate to show the server")
    client_key: str = Field(default="", description="PEM file of the certificate's key, if it is not in the same file")
    client_key_password: Secret = Field(default=SecretStr(""), description="opens the key or the PKCS#12 file")
    query: tuple[Parameter, ...] = Field(
        default=(), max_length=100, description="added to the query of the address, for the target's own origin only"
    )
    headers: tuple[Header, ...] = Field(default=(), max_length=100, description="sent to the target's own origin only")
    body_kind: BodyKind = Field(
        default="auto",
        description="what the body is: auto is JSON if it reads as JSON, else text; form has a name=value a line; "
        "graphql is a query",
    )
    body: Annotated[str, StringConstraints(strip_whitespace=False, max_length=1_000_000)] = Field(
        default="", description="what POST, PUT, PATCH and DELETE send"
    )
    variables: Annotated[str, StringConstraints(max_length=100_000)] = Field(
        default="", description="variables of a GraphQL query, a JSON object"
    )
    http_version: Literal["1.1", "2", "auto"] = Field(
        default="1.1", description="version of HTTP; auto takes 2 where the server offers it"
    )
    ip: Literal["auto", "ipv4", "ipv6", "ipv4_only", "ipv6_only"] = Field(
        default="auto", description="which addresses of a name are tried first, or only"
    )
    max_redirects: int = Field(
        default=10, ge=0, le=10, description="so many redirects are followed; 0 judges the redirect itself"
    )
    proxy: str = Field(
        default="",
        description="http://, https://, socks5:// or socks5h:// address of a proxy; system takes this machine's "
        "settings, none connects directly; empty is the proxy of the settings for all, where there is one",
    )
    proxy_username: str = Field(default="", description="for the proxy")
    proxy_password: Secret = SecretStr("")
    resolve: str = Field(default="", description="IP address to connect to instead of looking the name up")
    cache_busting: bool = Field(default=False, description="whether every request asks past caches")
    certificate_days: tuple[Annotated[int, Field(ge=1, le=365)], ...] = Field(
        default=(21, 14, 7, 1),
        max_length=10,
        description="days before a certificate's end at which it is warned of; empty never warns",
    )
    assertions: tuple[Assertion, ...] = Field(default=(), max_length=50, description="what must be true of the answer")

    @model_validator(mode="before")
    @classmethod
    def _split_userinfo(cls, data: Any) -> Any:
        """Take ``user:password@`` out of the addresses, so that no secret stays in them."""
        if isinstance(data, dict):
            data = _split(data, "url", "username", "password")
            data = _split(data, "proxy", "proxy_username", "proxy_password")
        return data

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        return check_http_url(value)

    @field_validator("expect")
    @classmethod
    def _expect(cls, value: str) -> str:
        parse_statuses(value)
        return value

    @field_validator("method", mode="before")
    @classmethod
    def _method(cls, value: Any) -> Any:
        return value.strip().upper() if isinstance(value, str) else value

    @field_validator("auth")
    @classmethod
    def _auth(cls, auth: str, info: ValidationInfo) -> str:
        user = info.data.get("username")
        if auth == "digest" and user is not None and (not user or ":" in user):
            raise ValueError("digest needs a user name" + (" without a colon" if user else ""))
        return auth

    @field_validator("bearer_token")
    @classmethod
    def _bearer_token(cls, token: SecretStr, info: ValidationInfo) -> SecretStr:
        text = token.get_secret_value()
        if text:
            check_alone("a bearer token", info.data)
            check_sendable("the token", text)
            if text.lower().startswith("bearer "):
                raise ValueError("the word Bearer is sent with the token by itself: leave it out")
        return token

    @field_validator("api_key")
    @classmethod
    def _api_key(cls, key: ApiKey | None, info: ValidationInfo) -> ApiKey | None:
        if claim({"api_key": key}):
            check_alone("an API key in the header Authorization", info.data)
        return key

    @field_validator("oauth2")
    @classmethod
    def _oauth2(cls, oauth2: OAuth2 | None, info: ValidationInfo) -> OAuth2 | None:
        if oauth2:
            check_alone("OAuth 2", info.data)
        return oauth2

    @field_validator("client_certificate")
    @classmethod
    def _client_certificate(cls, path: str, info: ValidationInfo) -> str:
        if path and str(info.data.get("url", "https")).lower().startswith("http:"):
            raise ValueError("a certificate can be shown to https:// addresses only")
        return path

    @field_validator("client_key", "client_key_password")
    @classmethod
    def _client_key(cls, value: Any, info: ValidationInfo) -> Any:
        given = value.get_secret_value() if isinstance(value, SecretStr) else value
        if given and info.data.get("client_certificate") == "":
            raise ValueError("there is no client certificate that this belongs to")
        return value

    @field_validator("headers")
    @classmethod
    def _headers(cls, headers: tuple[Header, ...], info: ValidationInfo) -> tuple[Header, ...]:
        names: set[str] = set()
        for header in headers:
            if header.name.lower() in names:
                raise ValueError(f"{header.name} is there twice; put both values into one, with a comma between them")
            names.add(header.name.lower())
        if "authorization" in names:
            check_alone("an Authorization header", info.data)
        key = info.data.get("api_key")
        if key and key.place == "header" and key.name.lower() in names:
            raise ValueError(f"{key.name} is the header of the API key already")
        return headers

    @field_validator("body")
    @classmethod
    def _body(cls, body: str, info: ValidationInfo) -> str:
        method = info.data.get("method")
        if body and method and method not in BODY_METHODS:
            raise ValueError(f"a {method} request has no body: choose {', '.join(BODY_METHODS[:-1])} or DELETE")
        check_body(info.data.get("body_kind", "auto"), body)
        return body

    @field_validator("variables")
    @classmethod
    def _variables(cls, variables: str, info: ValidationInfo) -> str:
        if variables and info.data.get("body_kind", "graphql") != "graphql":
            raise ValueError("only a GraphQL query has variables: body_kind must be graphql")
        if variables and not isinstance(parse_json(variables), dict):
            raise ValueError('expected a JSON object such as {"id": 7}')
        return variables

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, proxy: str) -> str:
        return check_proxy(proxy)

    @field_validator("resolve")
    @classmethod
    def _resolve(cls, resolve: str, info: ValidationInfo) -> str:
        if not resolve:
            return resolve
        try:
            address = ipaddress.ip_address(resolve.removeprefix("[").removesuffix("]"))
        except ValueError:
            address = None
        if address is None or "%" in str(address):
            raise ValueError("expected an IP address such as 192.0.2.7 or 2001:db8::7")
        only = info.data.get("ip", "")
        if only in ("ipv4_only", "ipv6_only") and only != f"ipv{address.version}_only":
            raise ValueError(
                f"this is an IPv{address.version} address, and only {only[:4].replace('ip', 'IP')} is allowed"
            )
        if info.data.get("proxy", "") not in ("", "none"):
            raise ValueError("a proxy looks names up itself: a proxy and an own address exclude each other")
        return str(address)

    def header(self, name: str) -> Header | None:
        """The header of this name, however it is spelled."""
        return next((header for header in self.headers if header.name.lower() == name.lower()), None)

    @cached_property
    def content_type(self) -> str:
        """What the body is said to be where no header says it."""
        return content_type(self.body_kind, self.body)

    @cached_property
    def payload(self) -> bytes:
        """The body as it is sent."""
        return payload(self.body_kind, self.body, self.variables)

    @cached_property
    def _ranges(self) -> tuple[tuple[int, int], ...]:
        asserted = any(each.subject is Subject.STATUS and not each.degraded_only for each in self.assertions)
        usual = type(self).model_fields["expect"].default
        return ((100, 599),) if asserted and self.expect == usual else parse_statuses(self.expect)

    def accepts(self, status: int) -> bool:
        """Whether ``status`` is one of the expected codes. An assertion about the status takes the place of the usual
        ones, and comes on top of others."""
        return any(low <= status <= high for low, high in self._ranges)

    @property
    def host(self) -> str:
        """The host name or address, without brackets and port."""
        return urlsplit(self.url).hostname or ""

    @property
    def label(self) -> str:
        """The address as it may be shown anywhere: without query and fragment, which may hold tokens."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(query="", fragment=""))


Target = HttpTarget
"""What a monitor checks; a union over ``kind`` as soon as there is a second kind."""
