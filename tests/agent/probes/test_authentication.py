"""Who asks: bearer tokens, API keys, and what of it is secret."""

import pytest
from pydantic import SecretStr

from agent.model import Cause, HttpTarget, Monitor, Outcome
from agent.probes import Probes
from agent.probes.confidential import Confidential
from agent.secret_fields import replaced
from tests.agent.probes.servers import check, response, serve


async def test_a_bearer_token_and_an_api_key_are_sent_together() -> None:
    key = {"name": "X-Key", "value": "k1"}
    async with serve(response()) as server:
        assert (await check(server.url(), bearer_token="t0k", api_key=key)).outcome is Outcome.UP
    assert "\r\nAuthorization: Bearer t0k\r\n" in server.heads[0]
    assert "\r\nX-Key: k1\r\n" in server.heads[0]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/", "/?k%C3%A4y=a%26b%20%2B"),
        ("/?a=1&a=%20", "/?a=1&a=%20&k%C3%A4y=a%26b%20%2B"),
        ("/?k%C3%A4y=other&", "/?k%C3%A4y=other&&k%C3%A4y=a%26b%20%2B"),
        ("/?k%C3%A4y=a%26b+%2B&z", "/?z&k%C3%A4y=a%26b%20%2B"),
    ],
)
async def test_an_api_key_in_the_query_is_added_once(path: str, asked: str) -> None:
    async with serve(response()) as server:
        key = {"name": "käy", "value": "a&b +", "place": "query"}
        assert (await check(server.url(path), api_key=key)).outcome is Outcome.UP
    assert server.heads[0].startswith(f"GET {asked} HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("field", "named"),
    [("bearer_token", "the bearer token"), ("api_key.value", "the value of the header X-API-Key")],
)
async def test_a_secret_that_cannot_be_sent_is_not_repeated(field: str, named: str) -> None:
    """A secret of the environment is seen only when it is used."""
    given = HttpTarget.model_validate(
        {"url": "http://127.0.0.1:9/", "bearer_token": "${env:A}", "api_key": {"value": "${env:B}"}}
    )
    target = replaced(given, lambda path, secret: SecretStr("canary\nX: 1" if path == field else "fine"))
    result = await Probes().check(Monitor(name="test", target=target))
    assert (result.outcome, result.cause) == (Outcome.UNKNOWN, Cause.PROTOCOL)
    assert result.message == f"The request cannot be made: {named} is not ASCII on one line"


def test_what_is_confidential() -> None:
    target = HttpTarget.model_validate(
        {
            "url": "https://user:pa%20ss@x.example/",
            "api_key": {"name": "k", "value": "käy&1", "place": "query"},
            "headers": [{"name": "X-Odd", "value": SecretStr("${env:ODD}")}, {"name": "Accept", "value": "text/plain"}],
            "query": [{"name": "who", "value": SecretStr("someone")}, {"name": "page", "value": "1234"}],
        }
    )
    found = Confidential(target)
    headers = ("x-odd", "X-ODD", "authorization", "Cookie", "Set-Cookie", "accept", "k")
    assert [name for name in headers if not found.is_secret_header(name)] == ["accept", "k"]
    parameters = ("K", "who", "access_token", "page")
    assert [name for name in parameters if not found.is_secret_parameter(name)] == ["page"]
