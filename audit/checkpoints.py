"""A signed checkpoint of the log (检查点): size and root as a note that anybody can keep and check.

The text is a tlog checkpoint in a signed note, both as the C2SP specifications write them.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519: Final = b"\x01"
KEY_ID_BYTES: Final = 4
NAME_BYTES: Final = 8
TIME: Final = "%Y-%m-%dT%H:%M:%S.%fZ"
FORM: Final = re.compile(
    r"(?P<origin>[!-~]+)\n(?P<size>0|[1-9][0-9]*)\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"signed (?P<signed_at>\S+)\nprevious (?P<previous>[A-Za-z0-9+/]{43}=|-)\n"
    r"\n\u2014 (?P<name>[!-~]+) (?P<signature>[A-Za-z0-9+/]{91}=)\n"
)


class ForgedCheckpoint(ValueError):
    """A checkpoint that was not signed by this key, or was changed afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What the log was at an instant."""

    origin: str
    size: int
    root: bytes
    signed_at: datetime
    previous: bytes = b""
    """The SHA-256 of the checkpoint before it; empty for the first."""

    def text(self) -> str:
        """What is signed."""
        previous = b64encode(self.previous).decode() if self.previous else "-"
        return (
            f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"
            f"signed {self.signed_at.astimezone(UTC).strftime(TIME)}\nprevious {previous}\n"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKey:
    """The public key of a log: whoever holds it can check every checkpoint."""

    public: Ed25519PublicKey

    @property
    def name(self) -> str:
        """The log's name, which is also the origin of its checkpoints."""
        return f"paidan/{sha256(self._raw).hexdigest()[: 2 * NAME_BYTES]}"

    @property
    def id(self) -> bytes:
        """By what a signature says which key made it."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self._raw).digest()[:KEY_ID_BYTES]

    def written(self) -> str:
        """The key in one line, as a signed note's reader takes it."""
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self._raw).decode()}"

    def opened(self, note: str) -> Checkpoint:
        """Read a checkpoint; raises ForgedCheckpoint."""
        found = FORM.fullmatch(note)
        if found is None:
            raise ForgedCheckpoint("it is not in the form of a checkpoint")
        try:
            checkpoint = _read(found)
            signature = b64decode(found["signature"])
            self.public.verify(signature[KEY_ID_BYTES:], checkpoint.text().encode())
        except (InvalidSignature, ValueError) as bad:
            raise ForgedCheckpoint("its signature is not by the key of this log") from bad
        if note != _note(checkpoint, self, signature[KEY_ID_BYTES:]):
            raise ForgedCheckpoint("it is not written as the log writes")
        return checkpoint

    @property
    def _raw(self) -> bytes:
        return self.public.public_bytes_raw()


class Signer:
    """The log's private key."""

    def __init__(self, secret: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(secret)
        self.key = LogKey(public=self._private.public_key())

    def sign(self, size: int, root: bytes, signed_at: datetime, previous: str = "") -> str:
        """Write and sign a checkpoint; `previous` is the note of the one before it."""
        before = digest(previous) if previous else b""
        checkpoint = Checkpoint(
            origin=self.key.name, size=size, root=root, signed_at=signed_at, previous=before
        )
        return _note(checkpoint, self.key, self._private.sign(checkpoint.text().encode()))


def digest(note: str) -> bytes:
    """By what the next checkpoint names this one."""
    return sha256(note.encode()).digest()


def _note(checkpoint: Checkpoint, key: LogKey, signature: bytes) -> str:
    signed = b64encode(key.id + signature).decode()
    return f"{checkpoint.text()}\n\u2014 {key.name} {signed}\n"


def _read(found: re.Match[str]) -> Checkpoint:
    previous = found["previous"]
    return Checkpoint(
        origin=found["origin"],
        size=int(found["size"]),
        root=b64decode(found["root"]),
        signed_at=datetime.strptime(found["signed_at"], TIME).replace(tzinfo=UTC),
        previous=b"" if previous == "-" else b64decode(previous),
    )
