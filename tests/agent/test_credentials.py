"""Ways to say who asks: what fits together, what excludes each other, and that each mistake is told at its field."""

from itertools import combinations
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from agent.model import HttpTarget
from agent.secret_fields import secrets_of

CANARY = "canary-91c4"
URL = "https://api.example.com/"
OAUTH = {"token_url": "https://auth.example.com/token", "client_id": "me", "client_secret": CANARY}
CLAIMS: dict[str, Any] = {
    "username": "me",
    "bearer_token": CANARY,
    "api_key": {"name": "authorization", "value": CANARY},
    "oauth2": OAUTH,
    "headers": [{"name": "Authorization", "value": CANARY}],
}
"""Each takes the Authorization header for itself; in the order of the fields."""


def faults(**fields: Any) -> dict[str, str]:
    """What is wrong with each field, by its dotted path."""
    with pytest.raises(ValidationError) as caught:
        HttpTarget.model_validate({"url": URL, **fields})
    assert CANARY not in str(caught.value)
    return {".".join(map(str, error["loc"])): error["msg"].partition(", ")[2] for error in caught.value.errors()}


@pytest.mark.parametrize(("one", "later"), tuple(combinations(CLAIMS, 2)))
def test_a_request_has_one_authorization_header(one: str, later: str) -> None:
    found = faults(**{one: CLAIMS[one], later: CLAIMS[later]})
    assert list(found) == [later]
    assert "exclude each other: a request has one Authorization header" in found[later]


def test_a_user_in_the_address_counts_too() -> None:
    found = faults(url=f"https://me:{CANARY}@api.example.com", bearer_token=CANARY)
    assert found["bearer_token"].startswith("a bearer token and a user name or password exclude each other")


@pytest.mark.parametrize("one", CLAIMS)
def test_what_may_be_combined(one: str) -> None:
    key = {} if one == "api_key" else {"api_key": {"name": "X-Key", "value": CANARY}}
    target = HttpTarget.model_validate(
        {
            "url": URL,
            one: CLAIMS[one],
            **key,
            "client_certificate": "me.pem",
            "client_key": "me.key",
            "client_key_password": CANARY,
        }
    )
    assert CANARY not in repr(target)
    assert HttpTarget.model_validate_json(target.model_dump_json()) == target
    paths = {path for path, secret in secrets_of(target) if secret.get_secret_value() == CANARY}
    assert "client_key_password" in paths
    assert one == "api_key" or "api_key.value" in paths


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        ({"auth": "digest", "username": "a:b"}, "auth", "digest needs a user name without a colon"),
        ({"auth": "digest"}, "auth", "digest needs a user name"),
        ({"bearer_token": f"Bearer {CANARY}"}, "bearer_token", "leave it out"),
        ({"bearer_token": f"{CANARY}ß"}, "bearer_token", "ASCII characters only"),
        ({"api_key": {"name": "X Y", "value": CANARY}}, "api_key.name", "“X Y” is no name of a header"),
        ({"api_key": {"name": "Content-Length", "value": CANARY}}, "api_key.name", "cannot be set"),
        ({"api_key": {"value": f"{CANARY}\nX: y"}}, "api_key.value", "X-API-Key: a header can have ASCII"),
        ({"api_key": {"value": " "}}, "api_key.value", "an API key needs a value"),
        ({"oauth2": {**OAUTH, "token_url": "auth.example.com"}}, "oauth2.token_url", "starts with http:// or https://"),
        ({"oauth2": {**OAUTH, "token_url": f"https://me:{CANARY}@x.example/"}}, "oauth2.token_url", "has a user in it"),
        ({"client_key": "me.key"}, "client_key", "there is no client certificate"),
        ({"client_key_password": CANARY}, "client_key_password", "there is no client certificate"),
        ({"url": "http://x.example", "client_certificate": "me.pem"}, "client_certificate", "https:// addresses only"),
        (
            {"api_key": {"value": CANARY}, "headers": [{"name": "x-api-key", "value": CANARY}]},
            "headers",
            "X-API-Key is the header of the API key already",
        ),
    ],
)
def test_what_cannot_be(fields: dict[str, Any], path: str, said: str) -> None:
    found = faults(**fields)
    assert list(found) == [path]
    assert said in found[path]


def test_any_name_and_value_fit_a_query() -> None:
    key = {"name": "the käy", "value": "ß & \u2603", "place": "query"}
    target = HttpTarget.model_validate({"url": URL, "api_key": key, "headers": [{"name": "the-key", "value": "a"}]})
    assert target.api_key is not None
    assert target.api_key.value == SecretStr("ß & \u2603")
