"""Where secrets are: in the OS keychain, in the environment, or (without a keychain) in this process's memory.

Models that are stored, shown and exported hold references; :class:`Vault` turns secrets into references and
references into secrets, in any pydantic model, however deep. It is the only place that knows keyring.

A call into the keychain can block for ever: a locked one waits for a person. So the calls are made by one daemon
thread, one after the other; whoever waits for them waits for a limited time and the program's end waits for none.
"""

import asyncio
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from typing import Any, Final, TypeVar

from pydantic import BaseModel, SecretStr

from agent.daemon import DaemonWorker
from agent.model import clean_text, reference
from agent.secret_fields import replaced, secrets_of

log = logging.getLogger(__name__)

SERVICE: Final = "api-monitor"
"""The name under which the entries stand in the keychain; their user names are random tokens."""
NAMES: Final = {
    "SecretService": "Secret Service",
    "libsecret": "Secret Service",
    "kwallet": "KWallet",
    "macOS": "macOS Keychain",
    "Windows": "Windows Credential Manager",
}
"""What people call the backends of keyring, by their modules."""
PATIENCE: Final = 15.0
"""Seconds to wait for the keychain where nobody sits and waits for the answer."""
PROMPT_PATIENCE: Final = 60.0
"""Seconds to wait where a person has just acted and can answer the keychain's prompt."""
REST: Final = 30.0
"""Seconds for which a keychain that failed is not asked again, but by a person's own act."""
LOCKED_REST: Final = 300.0
"""The same where it stayed locked: asking again would show the prompt again that was just dismissed."""

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


class SecretUnavailable(Exception):
    """A secret cannot be read or kept. ``field`` is its dotted path in the model, ``reason`` a sentence."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class _KeychainTrouble(Exception):
    """The keychain did not do what it was asked for; the message is a part of a sentence that says why."""

    def __init__(self, why: str, locked: bool = False) -> None:
        super().__init__(why)
        self.locked = locked


class Vault:
    """Keeps and finds the secrets of models. All methods run on one asyncio loop.

    What was read once stays in memory, since a token never gets another secret: checks do not cost a keychain call.
    """

    def __init__(self, *, patience: float = PATIENCE, prompt_patience: float = PROMPT_PATIENCE) -> None:
        self._patience = patience
        self._prompt_patience = prompt_patience
        self._worker = DaemonWorker("keychain")
        self._known: dict[str, str] = {}
        self._session: dict[str, str] = {}
        self._reading: dict[str, Future[str | None]] = {}
        self._failed = ""
        self._resting_until = 0.0

    @property
    def trouble(self) -> str:
        """Why secrets cannot be kept for good, as a sentence; "" if they can (or nobody tried yet)."""
        if self._failed:
            if self._session:
                return f"New secrets are kept only until API Monitor ends: {self._failed}."
            return f"Secrets can be neither kept nor read: {self._failed}."
        if self._session:
            return (
                "Some secrets are kept only until API Monitor ends, since the keychain was not available when they "
                "were entered: enter them again to keep them."
            )
        return ""

    async def keychain(self) -> tuple[str, str]:
        """The keychain by its name, and "" – or "", and why secrets are kept only until the program ends.

        It is not asked for a secret, so that nobody has to unlock it for this.
        """
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.wrap_future(self._ask(_name)), ""
        except TimeoutError:
            return "", "the keychain does not answer; it may be waiting to be unlocked"
        except _KeychainTrouble as trouble:
            return "", str(trouble)

    async def seal(self, model: M, *, session: bool = True) -> M:
        """``model`` with every literal secret stored and replaced by a reference.

        Without a keychain the secrets are kept in memory for this run and :attr:`trouble` says so; with
        ``session=False`` nothing is kept then and :class:`SecretUnavailable` is raised.
        """
        sealed: dict[str, SecretStr] = {}
        try:
            for path, secret in list(secrets_of(model)):
                if secret.get_secret_value() and reference(secret) is None:
                    sealed[path] = await self._keep(path, secret.get_secret_value(), session)
        except BaseException:
            await self._remove(sealed.values(), ask=True)
            raise
        if not sealed:
            return model
        result: M = replaced(model, lambda path, secret: sealed.get(path, secret))
        return result

    async def reveal(self, model: M, *, ask: bool = False) -> M:
        """``model`` with every secret as it is; :class:`SecretUnavailable` names the first one that cannot be read.

        ``ask``: a person has just asked for this and may be prompted to unlock the keychain; without it a keychain
        that lately failed is left in peace.
        """
        values = {path: await self._read(path, secret, ask) for path, secret in list(secrets_of(model))}
        result: M = replaced(model, lambda path, secret: values[path])
        return result

    async def forget(self, model: BaseModel, kept: BaseModel | Iterable[BaseModel] | None = None) -> None:
        """Remove the secrets of ``model`` to which no model of ``kept`` refers.

        A copy of a monitor refers to the same secrets: ``kept`` are all models that stay. What the keychain
        refuses to remove stays in it, with a line in the log.
        """
        models = (kept,) if isinstance(kept, BaseModel) else (kept or ())
        used = {secret.get_secret_value() for other in models for _, secret in secrets_of(other)}
        await self._remove(s for _, s in list(secrets_of(model)) if s.get_secret_value() not in used)

    # -- one secret ----------------------------------------------------------------------------------------------------

    async def _keep(self, field: str, value: str, session: bool) -> SecretStr:
        token = secrets.token_hex(16)
        written = self._ask(_write, token, value)
        try:
            await self._answer(written, self._prompt_patience)
        except BaseException as error:
            # Nobody will refer to it: if it is written after all, it must not stay behind.
            written.add_done_callback(lambda done: done.exception() or self._ask(_delete, token))
            if not isinstance(error, _KeychainTrouble):
                raise
            if not session:
                raise SecretUnavailable(field, f"the secret cannot be kept, since {error}.") from None
            self._session[token] = value
            log.warning("A secret is kept in memory only, since %s", error)
            return SecretStr(f"${{session:{token}}}")
        self._known[token] = value
        return SecretStr(f"${{keychain:{token}}}")

    async def _read(self, field: str, secret: SecretStr, ask: bool) -> SecretStr:
        kind, name = reference(secret) or ("", "")
        if kind == "env":
            return SecretStr(_from_environment(field, name))
        if kind == "session":
            if name not in self._session:
                raise SecretUnavailable(field, "the secret was kept only for an earlier session: enter it again.")
            return SecretStr(self._session[name])
        if kind == "keychain":
            return SecretStr(await self._from_keychain(field, name, ask))
        return secret

    async def _from_keychain(self, field: str, token: str, ask: bool) -> str:
        if token in self._known:
            return self._known[token]
        try:
            if not ask and self._resting:
                raise _KeychainTrouble(self._failed)
            value = await self._answer(self._ask_for(token), self._prompt_patience if ask else self._patience)
        except _KeychainTrouble as trouble:
            raise SecretUnavailable(field, f"the secret cannot be read, since {trouble}.") from None
        if value is None:
            raise SecretUnavailable(field, "this machine's keychain does not have the secret: enter it again.")
        return value

    def _ask_for(self, token: str) -> Future[str | None]:
        """The reading of one entry, the same for all who wait for it: a stuck keychain gathers no queue."""
        reading = self._reading.get(token)
        if reading is None:
            reading = self._reading[token] = self._ask(_get, token)
            reading.add_done_callback(lambda done: self._note_read(token, done))
        return reading

    def _note_read(self, token: str, reading: Future[str | None]) -> None:
        """Take what was read, by the keychain's thread: an answer that nobody waited for any longer serves the next."""
        self._reading.pop(token, None)
        if reading.exception() is None and (value := reading.result()) is not None:
            self._known[token] = value
            self._failed, self._resting_until = "", 0.0

    async def _remove(self, references: Iterable[SecretStr], ask: bool = False) -> None:
        for kind, token in [r for r in map(reference, references) if r]:
            if kind == "session":
                self._session.pop(token, None)
            elif kind == "keychain":
                self._known.pop(token, None)
                try:
                    if self._resting and not ask:
                        raise _KeychainTrouble(self._failed)
                    await self._answer(self._ask(_delete, token), self._patience)
                except _KeychainTrouble as trouble:
                    log.warning("A secret that is not used any more stays in the keychain, since %s", trouble)

    def _ask(self, function: Callable[..., T], *args: str) -> "Future[T]":
        return self._worker.ask(partial(_call, function, *args))

    @property
    def _resting(self) -> bool:
        return time.monotonic() < self._resting_until

    async def _answer(self, future: "Future[T]", patience: float) -> T:
        """What the keychain answers. The time in which it was already stuck is taken off ``patience``."""
        try:
            async with asyncio.timeout(max(0.0, patience - self._worker.stuck_for())):
                answer = await asyncio.wrap_future(future)
        except TimeoutError:
            trouble = _KeychainTrouble("the keychain does not answer; it may be waiting to be unlocked")
        except _KeychainTrouble as error:
            trouble = error
        else:
            self._failed, self._resting_until = "", 0.0
            return answer
        self._failed = str(trouble)
        self._resting_until = time.monotonic() + (LOCKED_REST if trouble.locked else REST)
        raise trouble


def _from_environment(field: str, name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        raise SecretUnavailable(field, f"the environment variable {clean_text(name, 80)} is not set.")
    return value


# -- calls into the keychain, made by its thread ----------------------------------------------------------------------


def _trouble(error: Exception) -> _KeychainTrouble:
    """``error`` in words. Its own text is left out: who knows what a backend puts there."""
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, NoKeyringError):
        return _KeychainTrouble(
            "this system offers no keychain (on Linux: gnome-keyring or KWallet); "
            "${env:NAME} takes a secret from the environment instead"
        )
    if isinstance(error, KeyringLocked) or type(error).__name__ in ("LockedException", "PromptDismissedException"):
        return _KeychainTrouble("the keychain is locked", locked=True)
    return _KeychainTrouble(f"the keychain answered with an error ({type(error).__name__})")


def _backend() -> Any:
    # Imported by the keychain's thread: it takes a quarter of a second, and finding the keychain asks D-Bus.
    import keyring
    import keyring.core

    backend = keyring.get_keyring()
    if backend.priority < 1:  # none, or one that may write plain files: only what the user chose by name is taken
        keyring.core.init_backend(limit=keyring.core.recommended)
        backend = keyring.get_keyring()
    return backend


def _call(function: Callable[..., T], *args: str) -> T:
    """``function`` of the backend and ``args``; whatever goes wrong comes as :class:`_KeychainTrouble`."""
    try:
        return function(_backend(), *args)
    except _KeychainTrouble:
        raise
    except Exception as error:  # noqa: BLE001 - backends raise what they like: D-Bus errors, RuntimeError …
        raise _trouble(error) from None


def _name(backend: Any) -> str:
    used = getattr(backend, "backends", None) or [backend]  # one that asks several writes to the first
    module = type(used[0]).__module__.rpartition(".")[2]
    if module in ("fail", "null"):
        from keyring.errors import NoKeyringError

        raise NoKeyringError
    return NAMES.get(module, str(used[0].name))


def _get(backend: Any, token: str) -> str | None:
    value: str | None = backend.get_password(SERVICE, token)
    return value


def _write(backend: Any, token: str, value: str) -> None:
    backend.set_password(SERVICE, token, value)
    if backend.get_password(SERVICE, token) != value:
        raise _KeychainTrouble("the keychain takes secrets but does not keep them")


def _delete(backend: Any, token: str) -> None:
    from keyring.errors import PasswordDeleteError

    try:
        backend.delete_password(SERVICE, token)
    except PasswordDeleteError:
        log.debug("An entry that is not used any more was already gone from the keychain")
