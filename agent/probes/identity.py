"""Client certificates: the certificate with which this machine shows a server who it is, and its key.

A key from a PKCS#12 file is handed to OpenSSL through a file that only this user can read, that is encrypted with a
password for once, and that is gone at once.
"""

import os
import ssl
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from agent.model import Cause, HttpTarget, clean_text
from agent.probes import files
from agent.probes.exchange import Failure

_CERTIFICATE = "The client certificate"
_KEY = "The key of the client certificate"


@dataclass(frozen=True, slots=True)
class Identity:
    """Where a client certificate and its key are. ``key`` is "" where both are in one file, PEM or PKCS#12."""

    certificate: str
    key: str
    password: str = field(repr=False)

    @classmethod
    def of(cls, target: HttpTarget) -> "Identity | None":
        """What ``target``, which is revealed, is to be shown; None for nothing."""
        if not target.client_certificate:
            return None
        return cls(target.client_certificate, target.client_key, target.client_key_password.get_secret_value())

    def version(self) -> tuple[object, ...]:
        """Changes when the files do."""
        return (self, files.version(self.certificate), files.version(self.key))

    def load(self, context: ssl.SSLContext) -> None:
        """Have ``context`` show this certificate; :class:`Failure` (cause tls, local) when it cannot be used."""
        with files.readable(self.certificate, _CERTIFICATE, local=True):
            content = Path(self.certificate).read_bytes()
        if b"-----BEGIN" in content:
            self._load_pem(context, content)
        else:
            self._load_pkcs12(context, content)

    def _load_pem(self, context: ssl.SSLContext, content: bytes) -> None:
        key = content
        if self.key:
            with files.readable(self.key, _KEY, local=True):
                key = Path(self.key).read_bytes()
        try:  # with a password, even if it is empty: without one OpenSSL would ask at the terminal
            context.load_cert_chain(self.certificate, self.key or None, self.password.encode())
        except (ssl.SSLError, OSError, ValueError) as error:
            raise _unusable(self._fault(content, key) or f"cannot be used: {_words(error)}", self.certificate) from None

    def _load_pkcs12(self, context: ssl.SSLContext, content: bytes) -> None:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.serialization import pkcs12

        if self.key:
            raise _unusable("is not PEM, so that it cannot have its key in another file", self.certificate)
        try:
            key, own, more = pkcs12.load_key_and_certificates(content, self.password.encode() or None)
        except UnsupportedAlgorithm as error:
            raise _unusable(
                f"is encrypted in a way that is not known here: {_words(error)}", self.certificate
            ) from None
        except (ValueError, TypeError) as error:
            if "password" not in str(error).lower():
                raise _unusable("is neither PEM nor PKCS#12", self.certificate) from None
            why = "is not opened by its password" if self.password else "needs a password"
            raise _unusable(why, self.certificate) from None
        if key is None or own is None:
            raise _unusable("holds no certificate with its key", self.certificate)
        once = token_hex(32).encode()
        chain = b"".join(part.public_bytes(serialization.Encoding.PEM) for part in (own, *more))
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(once),
        )
        try:
            _load_for_once(context, chain + pem, once)
        except (ssl.SSLError, OSError) as error:
            raise _unusable(f"cannot be used: {_words(error)}", self.certificate) from None

    def _fault(self, content: bytes, key: bytes) -> str:
        """What is wrong with PEM files that OpenSSL refused, since it does not say; "" where nothing is found."""
        from cryptography import x509
        from cryptography.hazmat.primitives import serialization

        there = f"in {clean_text(self.key, 200)}" if self.key else "in it"
        try:
            own = x509.load_pem_x509_certificates(content)[0]
        except ValueError:
            return "holds no certificate"
        if b"PRIVATE KEY-----" not in key:
            return f"has no key {there}"
        password = self.password.encode() if b"ENCRYPTED" in key else None
        try:
            found = serialization.load_pem_private_key(key, password or None)
        except TypeError:
            return f"needs a password for the key {there}"
        except ValueError:
            return f"cannot be used: its password does not open the key {there}" if password else f"has no key {there}"
        form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        if own.public_key().public_bytes(*form) != found.public_key().public_bytes(*form):
            return f"does not belong to the key {there}"
        return ""


def _load_for_once(context: ssl.SSLContext, pem: bytes, password: bytes) -> None:
    handle, path = tempfile.mkstemp(prefix="api-monitor-", suffix=".pem")  # for this user only
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
        context.load_cert_chain(path, None, password)
    finally:
        os.unlink(path)


def _unusable(why: str, path: str) -> Failure:
    return Failure(Cause.TLS, f"{files.named(path, _CERTIFICATE)} {why}", local=True)


def _words(error: Exception) -> str:
    reason = getattr(error, "reason", None) or getattr(error, "strerror", None)
    return clean_text(str(reason or error).replace("_", " ").lower(), 200)
