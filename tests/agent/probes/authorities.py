"""Certificate authorities with names and ends of their own, which trustme's do not have below the root."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

BEGAN = datetime(2019, 1, 1, tzinfo=UTC)


def in_days(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


@dataclass(frozen=True)
class Authority:
    """An authority, its certificate in PEM and those (PEM) of the authorities it rests on, without the root."""

    name: x509.Name
    key: ec.EllipticCurvePrivateKey
    pem: bytes
    below: bytes = b""

    @classmethod
    def root(cls, name: str, ends: datetime | None = None) -> Self:
        key, subject = ec.generate_private_key(ec.SECP256R1()), _named(name)
        return cls(subject, key, _sign(subject, key.public_key(), subject, key, ends or in_days(3_650), ca=True))

    def authority(self, name: str, ends: datetime | None = None) -> "Authority":
        """An authority that this one vouches for."""
        key, subject = ec.generate_private_key(ec.SECP256R1()), _named(name)
        pem = _sign(subject, key.public_key(), self.name, self.key, ends or in_days(365), ca=True)
        return Authority(subject, key, pem, pem + self.below)

    def server(self, folder: Path, ends: datetime, *names: str, name: str = "The API") -> ssl.SSLContext:
        """The TLS settings of a server that this authority vouches for; 127.0.0.1 is always among its names."""
        key = ec.generate_private_key(ec.SECP256R1())
        pem = _sign(_named(name), key.public_key(), self.name, self.key, ends, ca=False, names=names)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = folder / "server.pem"
        path.write_bytes(private + pem + self.below)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def write(self, path: Path) -> str:
        """Write the certificate for a CA file; the path as text."""
        path.write_bytes(self.pem)
        return str(path)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _sign(
    subject: x509.Name,
    public: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    ends: datetime,
    *,
    ca: bool,
    names: tuple[str, ...] = (),
) -> bytes:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGAN)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if not ca:
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        san = x509.SubjectAlternativeName([*map(x509.DNSName, names), address])
        builder = builder.add_extension(san, critical=False)
    return builder.sign(key, SHA256()).public_bytes(serialization.Encoding.PEM)
