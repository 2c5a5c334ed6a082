"""Certificates that a test needs, with the keys to them, as an office would have them made."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A certificate and its key, as files."""

    certificate: Path
    key: Path


def made(folder: Path, *names: str, since: datetime | None = None, password: bytes = b"") -> Pair:
    """A certificate for these names and addresses, made by itself, valid for ninety days."""
    begins = since or datetime.now(UTC) - timedelta(hours=1)
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a hotline of a test")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=DAYS))
    )
    if names:
        listed = x509.SubjectAlternativeName([_general(name) for name in names])
        builder = builder.add_extension(listed, critical=False)
    folder.mkdir(parents=True, exist_ok=True)
    pair = Pair(certificate=folder / "window.pem", key=folder / "window.key")
    pair.certificate.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    how = BestAvailableEncryption(password) if password else NoEncryption()
    pair.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how))
    pair.key.chmod(0o600)
    return pair


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
