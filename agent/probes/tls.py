"""TLS: whom to trust, and what went wrong in plain words."""

import os
import ssl
import sys
from collections import OrderedDict
from collections.abc import Sequence

import truststore

from agent.chains import first_to_end, moment
from agent.model import Cause, Certificate, clean_text
from agent.probes import files
from agent.probes.exchange import Exchange, Failure
from agent.probes.identity import Identity

_STORES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where systems keep their certificate authorities, for a Python that was built for other places."""
_KEPT = 64


class TlsContexts:
    """Shared TLS settings: making one takes 50 ms, so each is made once and kept until its files change."""

    def __init__(self) -> None:
        self._contexts: OrderedDict[tuple[object, ...], ssl.SSLContext] = OrderedDict()

    def context(
        self, verify: bool, ca_file: str, alpn: tuple[str, ...] = ("http/1.1",), identity: Identity | None = None
    ) -> ssl.SSLContext:
        """The settings for a target, which is shown ``identity``; :class:`Failure` (cause tls) when a file of
        authorities or of a client certificate cannot be used. ``alpn`` are the protocols that are offered to the
        server."""
        key = (alpn, *((ca_file, files.version(ca_file), _store()) if verify else ()))
        if identity:
            key += identity.version()
        context = self._contexts.get(key)
        if context is None:
            context = _verifying(ca_file) if verify else _trusting()
            context.minimum_version = ssl.TLSVersion.TLSv1_2  # Python's default, but not that of Debian's Python
            context.set_alpn_protocols(list(alpn))
            if identity:
                identity.load(context)
            self._contexts[key] = context
            if len(self._contexts) > _KEPT:
                self._contexts.popitem(last=False)
        return context


def _store() -> tuple[object, ...]:
    """Which store the system's authorities come from, and its age, so that a renewed store is noticed."""
    paths = ssl.get_default_verify_paths()
    file = os.environ.get(paths.openssl_cafile_env) or paths.cafile or ""
    return (file, files.version(file), paths.capath)


def _verifying(ca_file: str) -> ssl.SSLContext:
    if sys.platform in ("win32", "darwin"):
        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        # truststore is right here too, but reads the whole store again (40 ms) for every single connection
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        paths = ssl.get_default_verify_paths()
        named = os.environ.get(paths.openssl_cafile_env, "")
        if named:
            _load(context, named, f"The file of certificate authorities in {paths.openssl_cafile_env}")
        context.set_default_verify_paths()
        if not named and not paths.cafile and not (paths.capath and os.listdir(paths.capath)):
            for store in filter(os.path.isfile, _STORES):
                _load(context, store, "The system's file of certificate authorities")
                break
    if ca_file:
        _load(context, ca_file, "The CA file")
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # an intermediate in the CA file may be the anchor
    return context


def _load(context: ssl.SSLContext, path: str, what: str) -> None:
    with files.readable(path, what, local=False):
        try:
            context.load_verify_locations(cafile=path)
        except ssl.SSLError:
            why = "holds no usable certificate in PEM form"
            raise Failure(Cause.TLS, f"{files.named(path, what)} {why}") from None


def _trusting() -> ssl.SSLContext:
    """For a target whose owner turned verification off."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


_EXPIRED = {10, -67818, 0x800B0101}
_NOT_YET = {9, -67819}
_WRONG_HOST = {62, 64, -67602, 0x800B010F}
_SELF_SIGNED = {18}
_UNKNOWN = {2, 19, 20, 21, -67843, 0x800B0109, 0x800B010A}
_REVOKED = {23, -67820, 0x800B010C}
"""Codes of OpenSSL (x509_vfy.h), of macOS (SecBase.h) and of Windows (winerror.h) for the same faults."""

_REASONS = {
    "WRONG_VERSION_NUMBER": "{at} does not speak TLS",
    "HTTP_REQUEST": "{at} does not speak TLS",
    "PACKET_LENGTH_TOO_LONG": "{at} does not speak TLS",
    "RECORD_LAYER_FAILURE": "{at} does not speak TLS",
    "UNSUPPORTED_PROTOCOL": "{at} speaks only an old version of TLS; at least 1.2 is needed",
    "TLSV1_ALERT_PROTOCOL_VERSION": "{at} speaks no version of TLS that is safe today; at least 1.2 is needed",
    "UNEXPECTED_MESSAGE": "{at} does not speak TLS properly",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "{at} and this machine have no way of TLS encryption in common",
    "TLSV1_UNRECOGNIZED_NAME": "{at} does not know the name {host}",
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": "{at} asks for a client certificate",
    "SSLV3_ALERT_BAD_CERTIFICATE": "{at} asks for a client certificate that it accepts",
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN": "{at} does not accept the client certificate",
    "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE": "{at} does not accept client certificates of this kind",
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": "{at} does not accept the client certificate: it has expired",
    "SSLV3_ALERT_CERTIFICATE_REVOKED": "{at} does not accept the client certificate: it was revoked",
    "TLSV1_ALERT_UNKNOWN_CA": "{at} does not accept the client certificate: its issuer is not known there",
    "TLSV1_ALERT_ACCESS_DENIED": "{at} denies access to the client certificate",
    "UNEXPECTED_EOF_WHILE_READING": "{at} closed the connection while TLS was being set up",
    "DH_KEY_TOO_SMALL": "{at} uses keys that are too short to be safe",
    "EE_KEY_TOO_SMALL": "{at} has a certificate whose key is too short to be safe",
    "CA_MD_TOO_WEAK": "{at} has a certificate whose signature is too weak to be safe",
}


def tls_failure(error: ssl.SSLError, exchange: Exchange, chain: Sequence[Certificate] = ()) -> Failure:
    """``error`` in plain words; ``chain`` are the refused certificates, where they could be seen."""
    at = f"{exchange.host} port {exchange.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure(Cause.TLS, _refused(error, exchange.host, chain))
    reason = error.reason or ""
    if isinstance(error, ssl.SSLEOFError):
        reason = "UNEXPECTED_EOF_WHILE_READING"
    if reason == "TLSV1_ALERT_NO_APPLICATION_PROTOCOL":
        return Failure(Cause.PROTOCOL, f"{at} does not offer HTTP/2")
    text = _REASONS.get(reason)
    if text:
        return Failure(Cause.TLS, text.format(at=at, host=exchange.host))
    words = clean_text(reason.replace("_", " ").lower() or str(error), 200)
    return Failure(Cause.TLS, f"TLS with {at} failed: {words}")


def _refused(error: ssl.SSLCertVerificationError, host: str, chain: Sequence[Certificate]) -> str:
    code = getattr(error, "verify_code", 0)
    certificate = chain[0] if chain else None
    if code in _EXPIRED:
        ended = first_to_end(chain)
        whose = host if ended is certificate or ended is None else f"{ended.subject}, which vouches for {host},"
        return f"The certificate of {whose} has expired" + (f" on {moment(ended.expires_at)}" if ended else "")
    if code in _NOT_YET:
        return f"The certificate of {host} is not valid yet" + (
            f", but from {moment(certificate.starts_at)}" if certificate else ""
        )
    if code in _WRONG_HOST:
        names = f", but for {_some(certificate.names)}" if certificate and certificate.names else ""
        return f"The certificate is not made for {host}{names}"
    if code in _SELF_SIGNED:
        return f"The certificate of {host} is self-signed; nobody vouches for it"
    if code in _UNKNOWN:
        issuer = f", {certificate.issuer}," if certificate and certificate.issuer else ""
        return f"The issuer{issuer} of the certificate of {host} is not known to this machine"
    if code in _REVOKED:
        return f"The certificate of {host} was revoked by its issuer"
    said = clean_text(getattr(error, "verify_message", "") or error.reason or str(error), 200)
    return f"The certificate of {host} was not accepted: {said}"


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
