"""Reads the certificates that servers show, cheaply enough for every check.

OpenSSL has parsed them already, and Python's ``_ssl`` hands that out: the class behind ``getpeercert()``, public for a
whole chain only from Python 3.13 on, and there only as bytes. Where it is missing one day, ``cryptography`` reads the
bytes; it costs 14 MB of memory, so nothing imports it before it is needed.
"""

import hashlib
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from agent.model import Certificate, clean_text

_NAMES_KEPT = 100
_KNOWN_KEPT = 4_096
_LONGEST = 10
"""So many certificates of a chain are looked at: real ones have two to four, and a server may send any number."""
_DER = 2
"""``_ssl.ENCODING_DER``, which is OpenSSL's X509_FILETYPE_ASN1."""

_known: dict[bytes, Certificate] = {}
"""What was read already, by the SHA-256 of the certificate."""

_Raw = tuple[bytes, Callable[[], Mapping[str, Any]] | None]
"""A certificate in DER, and what reads it, if there is something cheaper than cryptography."""


def as_served(tls: ssl.SSLObject) -> tuple[bytes, ...]:
    """The certificates that the server showed, in DER, its own first."""
    return tuple(der for der, _ in _raw(tls, "unverified")[:_LONGEST])


def chain_of(tls: ssl.SSLObject) -> tuple[Certificate, ...]:
    """The server's certificate and those it rests on: the way to a trusted root where one was verified, which may
    leave out what the server shows for older clients; else what the server showed."""
    verified = tls.context.verify_mode is ssl.CERT_REQUIRED
    raw = (_raw(tls, "verified") if verified else ()) or _raw(tls, "unverified")
    found = (_read(der, info) for der, info in raw[:_LONGEST])
    return tuple(certificate for certificate in found if certificate is not None)


def _raw(tls: ssl.SSLObject, which: str) -> Sequence[_Raw]:
    method = f"get_{which}_chain"
    inner = getattr(getattr(tls, "_sslobj", None), method, None)
    with suppress(AttributeError, TypeError, ValueError):  # whatever becomes of what is not public
        if inner is not None:
            return [(one.public_bytes(_DER), one.get_info) for one in inner() or ()]
    public = getattr(tls, method, None)  # Python 3.13 and later
    own = tls.getpeercert(binary_form=True)
    ders = (public() or ()) if public is not None else (own,) if own and which == "unverified" else ()
    return [(der, None) for der in ders]


def _read(der: bytes, info: Callable[[], Mapping[str, Any]] | None) -> Certificate | None:
    digest = hashlib.sha256(der).digest()
    found = _known.get(digest)
    if found is None:
        try:
            found = _from_info(info(), digest) if info else read_certificate(der)
        except (ssl.SSLError, ValueError, KeyError, TypeError):
            found = read_certificate(der)
        if found is None:
            return None
        if len(_known) >= _KNOWN_KEPT:
            _known.clear()
        _known[digest] = found
    return found


def _from_info(info: Mapping[str, Any], digest: bytes) -> Certificate:
    """What ``getpeercert()`` says of a certificate."""
    names = [value for kind, value in info.get("subjectAltName", ()) if kind in ("DNS", "IP Address")]
    subject, issuer = (
        {key: value for part in info.get(whose, ()) for key, value in part} for whose in ("subject", "issuer")
    )
    return _certificate(
        subject.get("commonName") or subject.get("organizationName") or "",
        issuer.get("commonName") or issuer.get("organizationName") or "",
        names,
        starts_at=ssl.cert_time_to_seconds(info["notBefore"]) * 1_000,
        expires_at=ssl.cert_time_to_seconds(info["notAfter"]) * 1_000,
        serial=info["serialNumber"],
        digest=digest,
        self_issued=info.get("subject") == info.get("issuer"),
    )


@lru_cache(maxsize=256)
def read_certificate(der: bytes) -> Certificate | None:
    """All that the certificate ``der`` says, its key included; None when it cannot be read."""
    from cryptography import x509

    try:
        certificate = x509.load_der_x509_certificate(der)
        try:
            san = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            names = [*san.get_values_for_type(x509.DNSName), *map(str, san.get_values_for_type(x509.IPAddress))]
        except x509.ExtensionNotFound:
            names = []
        return _certificate(
            _common_name(certificate.subject),
            _common_name(certificate.issuer),
            names,
            starts_at=int(certificate.not_valid_before_utc.timestamp()) * 1_000,
            expires_at=int(certificate.not_valid_after_utc.timestamp()) * 1_000,
            serial=f"{certificate.serial_number:X}",
            digest=hashlib.sha256(der).digest(),
            self_issued=certificate.subject == certificate.issuer,
            key=_key(certificate),
        )
    except (ValueError, TypeError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None


def _certificate(
    subject: str, issuer: str, names: Sequence[str], *, serial: str, digest: bytes, **facts: Any
) -> Certificate:
    return Certificate(
        subject=clean_text(subject, 100),
        issuer=clean_text(issuer, 100),
        names=tuple(clean_text(name, 100) for name in names[:_NAMES_KEPT] or [subject] if name),
        serial=clean_text(serial.lstrip("0"), 100) or "0",
        fingerprint=digest.hex(),
        **facts,
    )


def _common_name(name: Any) -> str:
    from cryptography.x509 import NameOID

    said = [*name.get_attributes_for_oid(NameOID.COMMON_NAME), *name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]
    return str(said[0].value) if said else ""


def _key(certificate: Any) -> str:
    """Kind and size of a certificate's key: ``RSA 2048``, ``ECDSA secp256r1``, ``Ed25519``."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa

    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return ""
    match key:
        case rsa.RSAPublicKey():
            return f"RSA {key.key_size}"
        case dsa.DSAPublicKey():
            return f"DSA {key.key_size}"
        case ec.EllipticCurvePublicKey():
            return f"ECDSA {key.curve.name}"
        case ed25519.Ed25519PublicKey():
            return "Ed25519"
        case ed448.Ed448PublicKey():
            return "Ed448"
    return ""
