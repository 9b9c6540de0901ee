"""The vault with real keyring backends: one that keeps, and ones that block, refuse, forget or are not there."""

import asyncio
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError
from pydantic import SecretStr

from agent.model import EmailChannel, HttpTarget, Model, Monitor, Secret, SlackChannel, reference
from agent.vault import SERVICE, SecretUnavailable, Vault

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary-4a7f/πß"
K = TypeVar("K", bound=KeyringBackend)


class Keychain(KeyringBackend):
    """Keeps secrets in memory and counts the readings."""

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.reads = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.reads += 1
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")


class BlockedKeychain(Keychain):
    """Answers nothing until ``open`` is set, as one that waits for a person."""

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.open.wait()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.open.wait()
        super().set_password(service, username, password)


class RefusingKeychain(Keychain):
    """Raises ``error`` at every reading and at every writing after the first ``writes``."""

    def __init__(self, error: Exception, writes: int = 0) -> None:
        super().__init__()
        self.error = error
        self.writes = writes

    def get_password(self, service: str, username: str) -> str | None:
        value = super().get_password(service, username)
        if value is None or self.writes == 0:
            raise self.error
        return value

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(self.entries) >= self.writes:
            raise self.error
        super().set_password(service, username, password)


class ForgetfulKeychain(Keychain):
    """Takes everything and keeps nothing, as keyring's null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.fixture(autouse=True)
def _restore_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def use(backend: K) -> K:
    keyring.set_keyring(backend)
    return backend


def slack(secret: str = CANARY) -> SlackChannel:
    return SlackChannel(name="ops", webhook_url=SecretStr(f"https://hooks.example/{secret}"))


def stored(token: str) -> SlackChannel:
    return SlackChannel(name="ops", webhook_url=SecretStr(f"${{keychain:{token}}}"))


async def test_the_keychain_is_named_without_asking_it_for_anything() -> None:
    keychain = use(Keychain())
    vault = Vault()
    assert await vault.keychain() == (str(keychain.name), "")
    assert keychain.reads == 0
    use(fail.Keyring())
    name, why = await vault.keychain()
    assert name == ""
    assert "no keychain" in why
    assert vault.trouble == "", "nothing was to be kept yet"


async def test_what_is_sealed_can_be_revealed_by_the_next_run() -> None:
    keychain = use(Keychain())
    sealed = await Vault().seal(slack())
    kind, token = reference(sealed.webhook_url) or ("", "")
    assert kind == "keychain"
    assert keychain.entries == {(SERVICE, token): slack().webhook_url.get_secret_value()}
    assert CANARY not in sealed.model_dump_json()

    vault = Vault()
    assert await vault.reveal(sealed) == slack()
    assert vault.trouble == ""


async def test_secrets_are_found_at_any_depth_and_everything_else_stays() -> None:
    use(Keychain())
    vault = Vault()
    target = HttpTarget(url=f"https://user:{'pa55'}@example.org/health")
    monitor = Monitor(name="api", target=target, tags=("prod",))
    sealed = await vault.seal(monitor)
    assert reference(sealed.target.password) is not None
    assert sealed.model_copy(update={"target": target}) == monitor
    assert await vault.reveal(sealed) == monitor
    assert await vault.seal(sealed) is sealed

    plain = Monitor(name="plain", target=HttpTarget(url="https://example.org"))
    assert await vault.seal(plain) is plain


async def test_nested_secrets_are_sealed_revealed_and_forgotten() -> None:
    keychain = use(Keychain())
    vault = Vault()
    oauth2 = {"token_url": "https://auth.example/", "client_id": "me", "client_secret": "s-1"}
    given = {"api_key": {"value": "s-2"}, "client_certificate": "me.p12", "client_key_password": "s-3"}
    target = HttpTarget.model_validate({"url": "https://x.example", "oauth2": oauth2, **given})
    sealed = await vault.seal(target)
    assert sorted(keychain.entries.values()) == ["s-1", "s-2", "s-3"]
    assert not [secret for secret in ("s-1", "s-2", "s-3") if secret in sealed.model_dump_json()]
    stored = HttpTarget.model_validate_json(sealed.model_dump_json())
    assert await Vault().reveal(stored) == target
    without = stored.model_copy(update={"api_key": None})
    assert (await vault.reveal(without)).api_key is None
    await vault.forget(stored, kept=without)
    assert sorted(keychain.entries.values()) == ["s-1", "s-3"]
    await vault.forget(without)
    assert keychain.entries == {}


async def test_a_secret_is_read_once() -> None:
    keychain = use(Keychain())
    sealed = await Vault().seal(slack())
    keychain.reads = 0
    vault = Vault()
    await asyncio.gather(*(vault.reveal(sealed) for _ in range(50)))
    await vault.reveal(sealed)
    assert keychain.reads == 1


async def test_forgetting_removes_what_nothing_else_uses() -> None:
    keychain = use(Keychain())
    vault = Vault()
    old = await vault.seal(slack())
    copy = old.model_copy(update={"name": "copy"})
    await vault.forget(old, kept=copy)
    assert len(keychain.entries) == 1
    await vault.forget(old, kept=[slack("other"), await vault.seal(slack("third"))])
    assert [v[-5:] for v in keychain.entries.values()] == ["third"]
    with pytest.raises(SecretUnavailable, match="enter it again"):
        await vault.reveal(old)
    await vault.forget(old)  # already gone: nothing to say


async def test_environment_variables_are_read_when_used(monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault()
    channel = SlackChannel(name="ops", webhook_url=SecretStr("${env:OPS_URL}"))
    assert await vault.seal(channel) is channel
    monkeypatch.delenv("OPS_URL", raising=False)
    with pytest.raises(SecretUnavailable) as caught:
        await vault.reveal(channel)
    assert str(caught.value) == "webhook_url: the environment variable OPS_URL is not set."
    assert (caught.value.field, vault.trouble) == ("webhook_url", "")
    for value in ("https://hooks.example/a", "https://hooks.example/b"):
        monkeypatch.setenv("OPS_URL", value)
        assert (await vault.reveal(channel)).webhook_url.get_secret_value() == value


async def test_without_a_keychain_secrets_last_for_the_session_and_it_says_so() -> None:
    vault = Vault()  # the tests' own home has no keychain
    sealed = await vault.seal(slack())
    assert (reference(sealed.webhook_url) or ("",))[0] == "session"
    assert "only until API Monitor ends" in vault.trouble
    assert "no keychain" in vault.trouble
    assert await vault.reveal(sealed) == slack()

    with pytest.raises(SecretUnavailable, match="earlier session: enter it again"):
        await Vault().reveal(sealed)
    await vault.forget(sealed)
    with pytest.raises(SecretUnavailable):
        await vault.reveal(sealed)


async def test_session_memory_can_be_refused() -> None:
    with pytest.raises(SecretUnavailable, match="webhook_url: the secret cannot be kept, since this system offers no"):
        await Vault().seal(slack(), session=False)


class TwoSecrets(Model):
    accounts: tuple[EmailChannel, ...]
    token: Secret


async def test_a_model_is_sealed_whole_or_not_at_all() -> None:
    keychain = use(RefusingKeychain(RuntimeError("full"), writes=1))
    mail = EmailChannel(
        name="m", host="h", sender="a@b.c", recipients=("a@b.c",), username="u", password=SecretStr(CANARY)
    )
    with pytest.raises(SecretUnavailable, match=r"^token: "):
        await Vault().seal(TwoSecrets(accounts=(mail,), token=SecretStr("second")), session=False)
    assert keychain.entries == {}


async def test_a_keychain_that_keeps_nothing_is_noticed() -> None:
    use(ForgetfulKeychain())
    vault = Vault()
    sealed = await vault.seal(slack())
    assert (reference(sealed.webhook_url) or ("",))[0] == "session"
    assert "does not keep them" in vault.trouble


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyringLocked("Failed to unlock the collection!"), "the keychain is locked"),
        (ConnectionError(f"bus closed while sending {CANARY}"), "error (ConnectionError)"),
        (type("DBusErrorResponse", (Exception,), {})(f"[org.x] {CANARY}"), "error (DBusErrorResponse)"),
    ],
)
async def test_what_a_backend_raises_is_told_without_its_text(
    error: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    use(RefusingKeychain(error))
    vault = Vault()
    sealed = await vault.seal(slack())
    with pytest.raises(SecretUnavailable) as caught:
        await vault.reveal(stored("0f"))
    assert said in vault.trouble
    told = "".join((caplog.text, str(caught.value), repr(caught.value), repr(vault), repr(sealed), vault.trouble))
    assert CANARY not in told
    assert caught.value.__suppress_context__


async def test_a_dismissed_prompt_comes_back_only_when_a_person_asks() -> None:
    keychain = use(RefusingKeychain(KeyringLocked()))
    vault = Vault()
    for token in ("aa", "bb", "aa"):
        with pytest.raises(SecretUnavailable, match="the keychain is locked"):
            await vault.reveal(stored(token))
    assert keychain.reads == 1
    with pytest.raises(SecretUnavailable, match="the keychain is locked"):
        await vault.reveal(stored("aa"), ask=True)
    assert keychain.reads == 2

    keychain.entries[SERVICE, "aa"] = "https://hooks.example/a"
    keychain.writes = 1
    assert (await vault.reveal(stored("aa"), ask=True)).webhook_url.get_secret_value() == "https://hooks.example/a"
    assert vault.trouble == ""


async def test_a_blocked_keychain_holds_up_nobody_and_its_late_answer_is_used() -> None:
    keychain = use(BlockedKeychain())
    keychain.entries[SERVICE, "aa"] = "https://hooks.example/a"
    vault = Vault(patience=0.01, prompt_patience=0.01)
    with pytest.raises(SecretUnavailable, match="does not answer"):
        await vault.reveal(stored("aa"))
    with pytest.raises(SecretUnavailable, match="does not answer"):
        await vault.reveal(stored("aa"), ask=True)
    assert "Secrets can be neither kept nor read" in vault.trouble
    keychain.open.set()
    async with asyncio.timeout(30):
        while True:
            try:
                revealed = await vault.reveal(stored("aa"))
                break
            except SecretUnavailable:
                await asyncio.sleep(0.001)
    assert revealed.webhook_url.get_secret_value() == "https://hooks.example/a"
    assert (keychain.reads, vault.trouble) == (1, "")


async def test_what_is_written_too_late_does_not_stay_in_the_keychain() -> None:
    keychain = use(BlockedKeychain())
    deleted = threading.Event()
    written: list[str] = []

    def delete(service: str, username: str) -> None:
        written.append(keychain.entries.pop((service, username)))
        deleted.set()

    keychain.delete_password = delete  # type: ignore[method-assign]  # to hear of it
    vault = Vault(prompt_patience=0.01)
    sealed = await vault.seal(slack())
    assert await vault.reveal(sealed) == slack()
    keychain.open.set()
    assert await asyncio.to_thread(deleted.wait, 30)
    assert written == [slack().webhook_url.get_secret_value()]
    assert keychain.entries == {}


def test_the_program_ends_while_the_keychain_blocks() -> None:
    code = """
import asyncio, threading, keyring
from keyring.backend import KeyringBackend
from keyring.backends import fail
from pydantic import SecretStr
from agent.model import SlackChannel
from agent.vault import Vault, SecretUnavailable

class Blocked(KeyringBackend):
    priority = 5
    def get_password(self, service, username):
        threading.Event().wait()
    set_password = delete_password = get_password

async def main():
    try:
        await Vault(patience=0.01).reveal(SlackChannel(name="ops", webhook_url=SecretStr("${keychain:aa}")))
    except SecretUnavailable as error:
        print(error)

keyring.set_keyring(Blocked())
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "does not answer" in done.stdout
