"""The vault: texts and personal data, each encrypted under one of its order's two keys.

Every command that brings texts has one salt and one commitment, sha256(salt + canonical JSON of
all its texts), which alone enters the history. The salt is kept encrypted too: under the person
key as soon as one of the texts is the person's, otherwise under the official key. Destroying the
person key therefore takes the person's texts and the salt of every command that carried one. The
official texts of such a command stay readable; its commitment can be neither proved nor guessed
at any more, and the history that contains it verifies and replays as before.
"""

import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.vocabulary import Secrecy
from store.vault.fingerprints import KeyKind, fingerprint

KEY_BYTES: Final = 32
SALT_BYTES: Final = 32
NONCE_BYTES: Final = 12
SALT_NAME: Final = ""
"""No text has an empty name, so the salt's seal can never pass for a text's."""
PARTS: Final = "\x1f"


class Unreadable(RuntimeError):
    """What lies in the vault was not sealed with this key, or not for this place."""


class KeyDestroyed(LookupError):
    """The order's key of this secrecy is gone; nothing can be sealed or opened with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One encrypted text or salt, readable only at its own place."""

    name: str
    secrecy: Secrecy
    nonce: bytes
    ciphertext: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """What one command leaves in the vault, and the commitment that it takes along."""

    texts: tuple[Sealed, ...]
    salt: Sealed
    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderKeys:
    """The keys of one order that still exist."""

    order_number: str
    keys: Mapping[Secrecy, bytes] = field(repr=False)

    def seal(self, command_id: uuid.UUID, name: str, secrecy: Secrecy, content: bytes) -> Sealed:
        """Encrypt one content for one place; raises KeyDestroyed."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        place = _place(self.order_number, str(command_id), name)
        ciphertext = AESGCM(self._key(secrecy)).encrypt(nonce, content, place)
        return Sealed(name=name, secrecy=secrecy, nonce=nonce, ciphertext=ciphertext)

    def open(self, command_id: uuid.UUID, sealed: Sealed) -> bytes:
        """Decrypt one content at its place; raises KeyDestroyed or Unreadable."""
        place = _place(self.order_number, str(command_id), sealed.name)
        return _opened(self._key(sealed.secrecy), sealed.nonce, sealed.ciphertext, place)

    def deposit(
        self, command_id: uuid.UUID, texts: Mapping[str, str], secrecies: Mapping[str, Secrecy]
    ) -> Deposit:
        """Seal the texts of one command with their salt; raises KeyDestroyed."""
        salt = secrets.token_bytes(SALT_BYTES)
        personal = Secrecy.PERSON in {secrecies[name] for name in texts}
        salt_secrecy = Secrecy.PERSON if personal else Secrecy.OFFICIAL
        return Deposit(
            texts=tuple(
                self.seal(command_id, name, secrecies[name], content.encode())
                for name, content in sorted(texts.items())
            ),
            salt=self.seal(command_id, SALT_NAME, salt_secrecy, salt),
            commitment=commitment(salt, texts),
        )

    def _key(self, secrecy: Secrecy) -> bytes:
        if secrecy not in self.keys:
            raise KeyDestroyed(f"{self.order_number}: {secrecy}")
        return self.keys[secrecy]


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterKey:
    """The key that wraps all orders' keys; 32 bytes, kept outside the database."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a key that is not 32 bytes long."""
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"the vault's master key must have {KEY_BYTES} bytes")

    @property
    def key_id(self) -> str:
        """Its fingerprint."""
        return fingerprint(KeyKind.VAULT, self.secret)

    def wrap(self, order_number: str, secrecy: Secrecy, key: bytes) -> bytes:
        """Encrypt an order's key."""
        return self.seal(key, order_number, secrecy)

    def unwrap(self, order_number: str, secrecy: Secrecy, wrapped: bytes) -> bytes:
        """Decrypt an order's key; raises Unreadable."""
        return self.unseal(wrapped, order_number, secrecy)

    def seal(self, content: bytes, *place: str) -> bytes:
        """Encrypt something small that is readable at one place only."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.secret).encrypt(nonce, content, _place(*place))

    def unseal(self, sealed: bytes, *place: str) -> bytes:
        """Decrypt something at its place; raises Unreadable."""
        nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return _opened(self.secret, nonce, ciphertext, _place(*place))


def new_keys(order_number: str) -> OrderKeys:
    """Draw both keys of a new order."""
    return OrderKeys(
        order_number=order_number,
        keys={secrecy: secrets.token_bytes(KEY_BYTES) for secrecy in Secrecy},
    )


def commitment(salt: bytes, texts: Mapping[str, str]) -> str:
    """Commit to texts without showing them: sha256 over salt and canonical JSON, in hex."""
    canonical = json.dumps(dict(texts), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(salt + canonical.encode()).hexdigest()


def _place(*parts: str) -> bytes:
    return PARTS.join(parts).encode()


def _opened(key: bytes, nonce: bytes, ciphertext: bytes, place: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, place)
    except InvalidTag as broken:
        raise Unreadable("sealed with another key, for another place, or changed") from broken
