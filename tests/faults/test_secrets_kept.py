"""Secrets live in the keychain only: a canary in every secret field of a monitor, a server that repeats all it is told,
and a search of everything that is kept, said or written."""

import json
import logging
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.parse import quote

import keyring
import pytest

from agent import messages
from agent.interchange import read, write
from agent.model import AlertEvent, Outcome, reference
from agent.secret_fields import secrets_of
from tests.agent.servers import http_server
from tests.agent.test_core import QUICK, running
from tests.agent.test_vault import Keychain

CANARY = "canary+4f/x"
TOKEN = "canary-token"
SPELLED = [
    text
    for value in (CANARY, TOKEN, f"canary-user:{CANARY}", f"canary-user:{quote(CANARY, safe='')}")
    for text in (value, quote(value, safe=""), b64encode(value.encode()).decode().rstrip("="))
]
"""The secrets as they are, in addresses, and in Basic."""
WAYS: dict[str, dict[str, Any]] = {
    "basic": {"username": "canary-user", "password": CANARY},
    "digest": {"username": "canary-user", "password": CANARY, "auth": "digest"},
    "bearer": {"bearer_token": CANARY},
    "key in a header": {"api_key": {"name": "X-Odd", "value": CANARY}},
    "key in the query": {"api_key": {"name": "odd", "value": CANARY, "place": "query"}},
    "oauth2": {"oauth2": {"token_url": "", "client_id": "canary-user", "client_secret": CANARY}},
    "oauth2 in the form": {
        "oauth2": {"token_url": "", "client_id": "canary-user", "client_secret": CANARY, "client_auth": "body"}
    },
    "key of a certificate": {"client_certificate": "/no/such.p12", "client_key_password": CANARY},
}


@pytest.mark.parametrize("way", WAYS)
async def test_no_secret_is_found_outside_the_keychain(
    way: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    keychain = Keychain()
    before = keyring.get_keyring()
    keyring.set_keyring(keychain)
    try:
        said, exported, told, sealed = await _live(way, tmp_path)
    finally:
        keyring.set_keyring(before)
    assert CANARY in keychain.entries.values()
    [secret] = [s for path, s in secrets_of(sealed) if s.get_secret_value()]
    assert (reference(secret) or ("",))[0] == "keychain"
    assert read(exported.encode()).monitors[0].target == sealed.target
    for text in (said, exported, told, caplog.text):
        assert not [spelling for spelling in SPELLED if spelling in text]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert not [spelling for spelling in SPELLED if spelling.encode() in content], path


async def _live(way: str, folder: Path) -> tuple[str, str, str, Any]:
    """A monitor from its first good check to its alert; all that was said, its export, its evidence, and itself."""
    async with http_server() as server, http_server() as tokens:
        server.echo = True
        tokens.body = json.dumps({"access_token": TOKEN}).encode()
        given = json.loads(json.dumps(WAYS[way]))
        url = server.url
        if "oauth2" in given:
            given["oauth2"]["token_url"] = tokens.url
        if "client_certificate" in given:
            url = url.replace("http:", "https:")
        async with running(folder) as asked:
            monitor = await asked.save(name="api", target={"url": url, **given}, **QUICK)
            await asked.until(messages.ChecksRecorded)
            evidence = None
            if "client_certificate" not in given:
                server.status, server.headers = 401, 'WWW-Authenticate: Digest realm="r", nonce="n"\r\n'
                opened = await asked.until(messages.AlertTold, lambda event: event.event is AlertEvent.OPENED)
                evidence = await asked.ask(lambda request: messages.GetEvidence(request, monitor.id, opened.alert))
                assert evidence.failing is not None
                words = {"digest": "Digest", "key in a header": CANARY, "key in the query": quote(CANARY, safe="")}
                assert words.get(way, "Authorization: B") in server.heads[-1]
            exported = write((), [monitor])
            tested = await asked.ask(lambda request: messages.TestMonitor(request, monitor))
            if "client_certificate" in given:
                assert tested.check.outcome is Outcome.UNKNOWN
            return repr(asked.said), exported, repr((evidence, tested)), monitor
