"""The certificate of the front window: whether it can be served with, and whom it names."""

import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from texts import both


class UnfitCertificate(ValueError):
    """Nobody could be served with this certificate and key; the text says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says of itself."""

    names: tuple[str, ...]
    """The names and addresses that it is for, as they stand in it; a name may begin with `*.`."""
    pem: bytes
    """The certificate alone, without those that vouch for it."""

    def is_for(self, host: str) -> bool:
        """Whether a browser that asks this name or address is content with it."""
        return any(reaches(name, host) for name in self.names)


def reaches(name: str, host: str) -> bool:
    """Whether a name is this host's, also one that begins with `*.`: that is one label's place."""
    name, host = name.lower(), host.lower()
    first, _, above = host.partition(".")
    return name == host or (bool(first) and bool(above) and name == f"*.{above}")


def read_certificate(file: Path, key: Path, now: datetime) -> Certificate:
    """Read what is to be served with now.

    Raises UnfitCertificate where a file cannot be read, the key is open to other accounts of the
    machine or another certificate's, or the certificate is not valid now."""
    leaf, private = _leaf(file), _key(key)
    if _public(private.public_key()) != _public(leaf.public_key()):
        raise UnfitCertificate(both("window.key_of_another", file=file, key=key))
    if now < leaf.not_valid_before_utc:
        since = leaf.not_valid_before_utc.date()
        raise UnfitCertificate(both("window.not_valid_yet", file=file, since=since))
    if leaf.not_valid_after_utc < now:
        until = leaf.not_valid_after_utc.date()
        raise UnfitCertificate(both("window.expired", file=file, until=until))
    return Certificate(names=_names(leaf), pem=leaf.public_bytes(Encoding.PEM))


def _leaf(file: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())[0]
    except (OSError, ValueError) as unreadable:
        words = both("window.no_certificate", file=file, why=_why(unreadable))
        raise UnfitCertificate(words) from unreadable


def _key(file: Path) -> PrivateKeyTypes:
    try:
        if file.stat().st_mode & stat.S_IRWXO:
            raise UnfitCertificate(both("window.open_key", key=file))
        return load_pem_private_key(file.read_bytes(), password=None)
    # A TypeError is what is raised of a key that only a password opens.
    except (OSError, ValueError, TypeError) as unreadable:
        if isinstance(unreadable, UnfitCertificate):
            raise
        words = both("window.no_key", key=file, why=_why(unreadable))
        raise UnfitCertificate(words) from unreadable


def _public(key: object) -> bytes:
    encoded: bytes = key.public_bytes(  # type: ignore[attr-defined]
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )
    return encoded


def _names(leaf: x509.Certificate) -> tuple[str, ...]:
    try:
        said = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = (str(one) for one in said.get_values_for_type(x509.IPAddress))
    return (*said.get_values_for_type(x509.DNSName), *addresses)


def _why(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or "PEM?"
