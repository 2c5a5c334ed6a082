"""A signed checkpoint of the log: size and root as a note that anybody can keep and check.

The text is a tlog checkpoint in a signed note, both as the C2SP specifications write them. Where
the national algorithms are on, the text names an SM2 key, and a second line bears its signature.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from audit.log.national import NationalKey, NationalSigner
from audit.log.note_keys import NoteKey

OWNER: Final = "paidan"
ED25519: Final = b"\x01"
TIME: Final = "%Y-%m-%dT%H:%M:%S.%fZ"
FORM: Final = re.compile(
    r"(?P<text>(?P<origin>[!-~]+)\n(?P<size>0|[1-9][0-9]*)\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"signed (?P<signed_at>\S+)\nprevious (?P<previous>[A-Za-z0-9+/]{43}=|-)\n"
    r"(?:national (?P<national>[!-~]+)\n)?)"
    r"\n(?P<line>[^\n]+\n)(?P<further>.*)",
    re.DOTALL,
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
    national: str = ""
    """The SM2 key that signs it too, in one line; empty where none does."""

    def text(self) -> str:
        """What is signed."""
        previous = b64encode(self.previous).decode() if self.previous else "-"
        national = f"national {self.national}\n" if self.national else ""
        return (
            f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"
            f"signed {self.signed_at.astimezone(UTC).strftime(TIME)}\nprevious {previous}\n"
            f"{national}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKey:
    """The public key of a log: whoever holds it can check every checkpoint."""

    public: Ed25519PublicKey
    national: tuple[NationalKey, ...] = ()
    """Its SM2 keys where the national algorithms are on: the one that signs now comes first."""

    @property
    def note(self) -> NoteKey:
        """The key as a signed note names it."""
        return NoteKey(owner=OWNER, kind=ED25519, raw=self.public.public_bytes_raw())

    @property
    def name(self) -> str:
        """The log's name, which is also the origin of its checkpoints."""
        return self.note.name

    def written(self) -> str:
        """The key in one line, as a signed note's reader takes it."""
        return self.note.written()

    def all_written(self) -> str:
        """This key and the SM2 key that signs now, a line each."""
        return "\n".join([self.written(), *(key.note.written() for key in self.national[:1])])

    def opened(self, note: str) -> Checkpoint:
        """Read a checkpoint, signed by every key that it names; raises ForgedCheckpoint."""
        found = FORM.fullmatch(note)
        if found is None:
            raise ForgedCheckpoint("it is not in the form of a checkpoint")
        try:
            checkpoint = _read(found)
            signature = self.note.signature_in(found["line"])
            self.public.verify(signature, found["text"].encode())
        except (InvalidSignature, ValueError) as bad:
            raise ForgedCheckpoint("its signature is not by the key of this log") from bad
        if found["text"] != checkpoint.text():
            raise ForgedCheckpoint("it is not written as the log writes")
        self._check_further(checkpoint, found["further"])
        return checkpoint

    def _check_further(self, checkpoint: Checkpoint, further: str) -> None:
        """Hold the SM2 line against what the checkpoint says of it."""
        if not checkpoint.national:
            if further:
                raise ForgedCheckpoint("it bears a further line of which it does not speak")
            return
        if not further:
            raise ForgedCheckpoint("its SM2 signature is missing")
        try:
            key = NationalKey.read(checkpoint.national)
            signature = key.note.signature_in(further)
        except ValueError as bad:
            raise ForgedCheckpoint("its SM2 line is not by the key that it names") from bad
        if self.national and key not in self.national:
            raise ForgedCheckpoint("it names an SM2 key that is none of this log's")
        if not key.signed(checkpoint.text().encode(), signature):
            raise ForgedCheckpoint("its SM2 signature is not by the key that it names")


class Signer:
    """The log's private key, and beside it what signs with SM2 where that is on."""

    def __init__(
        self,
        secret: bytes,
        national: NationalSigner | None = None,
        former: tuple[NationalKey, ...] = (),
    ) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(secret)
        self._national = national
        known = (national.key, *former) if national else ()
        self.key = LogKey(public=self._private.public_key(), national=known)

    @property
    def is_national(self) -> bool:
        """Whether the national algorithms are on."""
        return self._national is not None

    def sign(self, size: int, root: bytes, signed_at: datetime, previous: str = "") -> str:
        """Write and sign a checkpoint; `previous` is the note of the one before it."""
        national = self._national
        text = Checkpoint(
            origin=self.key.name,
            size=size,
            root=root,
            signed_at=signed_at,
            previous=digest(previous) if previous else b"",
            national=national.key.note.written() if national else "",
        ).text()
        return f"{text}\n{self._signed(text.encode())}"

    def _signed(self, text: bytes) -> str:
        line = self.key.note.signature_line(self._private.sign(text))
        if self._national is None:
            return line
        return line + self._national.key.note.signature_line(self._national.sign(text))


def digest(note: str) -> bytes:
    """By what the next checkpoint names this one."""
    return sha256(note.encode()).digest()


def _read(found: re.Match[str]) -> Checkpoint:
    previous = found["previous"]
    return Checkpoint(
        origin=found["origin"],
        size=int(found["size"]),
        root=b64decode(found["root"]),
        signed_at=datetime.strptime(found["signed_at"], TIME).replace(tzinfo=UTC),
        previous=b"" if previous == "-" else b64decode(previous),
        national=found["national"] or "",
    )
