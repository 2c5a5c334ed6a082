"""The national algorithms (国密): SM3 beside SHA-256, SM2 with SM3 under a checkpoint.

GM/T 0003 and GM/T 0004, with the user identity that GM/T 0009 gives where none is agreed upon.
"""

import secrets
from dataclasses import dataclass
from typing import Any, Final, Protocol

from cryptography.hazmat.primitives.hashes import SM3, Hash
from gmssl.sm2 import CryptSM2, default_ecc_table

from audit.note_keys import NoteKey

OWNER: Final = "paidan-sm2"
SM2_WITH_SM3: Final = b"\xffSM2-SM3"
"""0xff stands before what has no number of its own among signed notes."""
NUMBER_BYTES: Final = 32
POINT_BYTES: Final = 2 * NUMBER_BYTES
SIGNATURE_BYTES: Final = 2 * NUMBER_BYTES
P, A, B, N = (int(default_ecc_table[name], 16) for name in ("p", "a", "b", "n"))
GENERATOR: Final[str] = default_ecc_table["g"]


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
        x, y = _two_numbers(self.point)
        if not (x < P and y < P and (y * y - x**3 - A * x - B) % P == 0):
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
        if len(signature) != SIGNATURE_BYTES:
            return False
        if not all(0 < number < N for number in _two_numbers(signature)):
            return False
        try:
            return bool(_engine(self.point).verify_with_sm3(signature.hex(), message))
        except TypeError:  # the point at infinity, at which no true signature arrives
            return False


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
        if len(secret) != NUMBER_BYTES or not 0 < number < N - 1:
            raise UnusableKey("an SM2 private key is 32 bytes, above zero and below the order")
        point = bytes.fromhex(CryptSM2("", "")._kg(number, GENERATOR))
        self.key = NationalKey(point=point)
        self._engine = _engine(point, secret)

    def sign(self, message: bytes) -> bytes:
        """Sign a message with a fresh number that nobody can foresee."""
        while True:
            once = (1 + secrets.randbelow(N - 1)).to_bytes(NUMBER_BYTES)
            signature: str | None = self._engine.sign_with_sm3(message, once.hex())
            if signature is not None:
                return bytes.fromhex(signature)


def new_secret() -> bytes:
    """A private key by chance."""
    return (1 + secrets.randbelow(N - 2)).to_bytes(NUMBER_BYTES)


def _engine(point: bytes, secret: bytes = b"") -> Any:
    """The key is set afterwards: on the way in, one that begins with 04 would lose its digits."""
    engine = CryptSM2(secret.hex(), "")
    engine.public_key = point.hex()
    return engine


def _two_numbers(both: bytes) -> tuple[int, int]:
    if len(both) != POINT_BYTES:
        raise UnusableKey("an SM2 public key is two numbers of 32 bytes")
    return int.from_bytes(both[:NUMBER_BYTES]), int.from_bytes(both[NUMBER_BYTES:])
