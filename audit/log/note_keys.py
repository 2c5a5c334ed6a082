"""Keys under signed notes: how a key is named, written in one line, and marks its signatures.

The lines are those of the C2SP signed note.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

KEY_ID_BYTES: Final = 4
NAME_BYTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteKey:
    """A public key as a signed note names it."""

    owner: str
    """What the name begins with."""
    kind: bytes
    """By what a note tells one algorithm from another."""
    raw: bytes

    @property
    def name(self) -> str:
        """The name under which the key signs."""
        return f"{self.owner}/{sha256(self.raw).hexdigest()[: 2 * NAME_BYTES]}"

    @property
    def id(self) -> bytes:
        """By what a signature says which key made it."""
        return sha256(self.name.encode() + b"\n" + self.kind + self.raw).digest()[:KEY_ID_BYTES]

    def written(self) -> str:
        """The key in one line, as a signed note's reader takes it."""
        return f"{self.name}+{self.id.hex()}+{b64encode(self.kind + self.raw).decode()}"

    @classmethod
    def read(cls, line: str, *, owner: str, kind: bytes) -> Self:
        """Read a key that was written in one line; raises ValueError."""
        typed = b64decode(line.split("+", 2)[-1])
        key = cls(owner=owner, kind=kind, raw=typed[len(kind) :])
        if key.written() != line:
            raise ValueError("this is no key of that kind")
        return key

    def signature_line(self, signature: bytes) -> str:
        """The line of a note that bears a signature by this key."""
        return f"\u2014 {self.name} {b64encode(self.id + signature).decode()}\n"

    def signature_in(self, line: str) -> bytes:
        """The signature that a line of a note bears; raises ValueError if it is not this key's."""
        signature = b64decode(line.rpartition(" ")[2])[KEY_ID_BYTES:]
        if self.signature_line(signature) != line:
            raise ValueError("the line is not by this key")
        return signature
