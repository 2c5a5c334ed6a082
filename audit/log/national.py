"""The national algorithms: SM3 beside SHA-256, SM2 with SM3 under a checkpoint.

GM/T 0003 and GM/T 0004, with the user identity that GM/T 0009 gives where none is agreed upon.
"""

import secrets
from dataclasses import dataclass
from typing import Final, Protocol

from cryptography.hazmat.primitives.hashes import SM3, Hash
from gmssl.sm2 import CryptSM2, default_ecc_table

from audit.log.note_keys import NoteKey
from audit.log.sm2_curve import GENERATOR, NUMBER_BYTES, ORDER, first_of_sum, numbers, on_curve

OWNER: Final = "paidan-sm2"
SM2_WITH_SM3: Final = b"\xffSM2-SM3"
"""0xff stands before what has no number of its own among signed notes."""
TWO_NUMBERS: Final = 2 * NUMBER_BYTES
"""The bytes of a point, and of a signature."""
USER: Final = b"1234567812345678"
ABOUT_USER: Final = (8 * len(USER)).to_bytes(2) + USER
CURVE: Final = bytes.fromhex(default_ecc_table["a"] + default_ecc_table["b"]) + GENERATOR


class UnusableKey(ValueError):
    """A key that SM2 cannot work with."""


def sm3(content: bytes) -> bytes:
    """The SM3 hash of some bytes."""
    hashing = Hash(SM3())
    hashing.update(content)
    return hashing.finalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalKey:
    """An SM2 public key: whoever holds it checks the second signature of a checkpoint."""

    point: bytes
    """Both coordinates, one after the other."""

    def __post_init__(self) -> None:
        if len(self.point) != TWO_NUMBERS or not on_curve(self.point):
            raise UnusableKey("this is no SM2 public key")

    @classmethod
    def read(cls, line: str) -> "NationalKey":
        """Read a key that was written in one line; raises UnusableKey."""
        try:
            return cls(point=NoteKey.read(line, owner=OWNER, kind=SM2_WITH_SM3).raw)
        except ValueError as bad:
            raise UnusableKey(f"{line} is no SM2 public key") from bad

    @property
    def note(self) -> NoteKey:
        """The key as a signed note names it."""
        return NoteKey(owner=OWNER, kind=SM2_WITH_SM3, raw=self.point)

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether a signature over a message is by this key (GM/T 0003.2)."""
        r, s = numbers(signature)
        both = (r + s) % ORDER
        if len(signature) != TWO_NUMBERS or not (0 < r < ORDER and 0 < s < ORDER and both):
            return False
        x = first_of_sum(s, both, self.point)
        return x is not None and (int.from_bytes(self.digest(message)) + x) % ORDER == r

    def digest(self, message: bytes) -> bytes:
        """What is signed of a message: its SM3 together with that of user, curve and key."""
        return sm3(sm3(ABOUT_USER + CURVE + self.point) + message)


class NationalSigner(Protocol):
    """Whatever signs with an SM2 key: software, or a certified device that never gives its key."""

    @property
    def key(self) -> NationalKey:
        """The public key."""

    def sign(self, message: bytes) -> bytes:
        """Sign a message with SM2 and SM3: both numbers of the signature, 32 bytes each."""


class SoftwareSigner:
    """SM2 in software: right, but no certified module."""

    def __init__(self, secret: bytes) -> None:
        number = int.from_bytes(secret)
        if len(secret) != NUMBER_BYTES or not 0 < number < ORDER - 1:
            raise UnusableKey("an SM2 private key is 32 bytes, above zero and below the order")
        self._engine = CryptSM2(secret.hex(), "")
        point = self._engine._kg(number, GENERATOR.hex())
        self.key = NationalKey(point=bytes.fromhex(point))

    def sign(self, message: bytes) -> bytes:
        """Sign a message with a fresh number that nobody can foresee."""
        while True:
            once = (1 + secrets.randbelow(ORDER - 1)).to_bytes(NUMBER_BYTES)
            signature: str | None = self._engine.sign(self.key.digest(message), once.hex())
            if signature is not None:
                return bytes.fromhex(signature)


def new_secret() -> bytes:
    """A private key by chance."""
    return (1 + secrets.randbelow(ORDER - 2)).to_bytes(NUMBER_BYTES)
