"""Fingerprints: by what a key is known, to a database and to people, without being shown."""

import hmac
from enum import StrEnum
from typing import Final

FIXED_WORDS: Final = "paidan: fingerprint of the key of the"
DIGEST: Final = "sha256"
BYTES: Final = 8
"""Nobody comes back from these to the key, and among the keys of one city none has another's."""


class KeyKind(StrEnum):
    """What a key of the installation is for."""

    VAULT = "vault"
    """Wraps the keys of all orders."""
    INDEX = "index"
    """Callers are found again by it."""
    CHECKPOINT = "checkpoint"
    """Signs the checkpoints of the log."""
    NATIONAL = "national"
    """Signs them with SM2 besides, where that is on."""


def fingerprint(kind: KeyKind, secret: bytes) -> str:
    """The name of a key: a digest of fixed words under it, which tells nothing of it."""
    return hmac.digest(secret, f"{FIXED_WORDS} {kind}".encode(), DIGEST)[:BYTES].hex()
