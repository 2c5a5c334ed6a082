"""What a backup consists of: every file by its SHA-256, and the instants at which it was taken."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from texts import glossed

FORMAT: Final = 1
NAME: Final = "manifest.json"
SEAL: Final = "manifest.json.sha256"
TEMPORAL: Final = "temporal.db"
DATABASE: Final = "paidan.dump"
KEYS: Final = "secrets"
OWNER_ONLY: Final = 0o600
OWNER_ONLY_FOLDER: Final = 0o700


class DamagedBackup(RuntimeError):
    """A backup is not what was taken; the text names the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The contents of one backup. Temporal's copy is never younger than the database's."""

    format: int
    version: str
    """The edition of this system that took it."""
    temporal_at: datetime
    """Before Temporal's copy was begun: what it may lack happened later."""
    database_at: datetime
    """Before the database's copy was begun: what was acknowledged earlier is in it."""
    holds_keys: bool
    files: dict[str, str]
    """SHA-256 by name."""


def seal(folder: Path, manifest: Manifest) -> None:
    """Write the manifest last: a backup without one was not finished."""
    written = json.dumps(asdict(manifest), indent=2, default=datetime.isoformat) + "\n"
    for name, words in ((NAME, written), (SEAL, f"{_sum(written.encode())}  {NAME}\n")):
        path = folder / name
        path.write_text(words)
        kept(path)


def checked(folder: Path) -> Manifest:
    """Read a backup's manifest and prove every file; raises DamagedBackup naming the first."""
    written = _bytes(folder / NAME)
    if _bytes(folder / SEAL).decode(errors="replace").split(" ")[0] != _sum(written):
        raise DamagedBackup(f"{NAME}: {glossed('backup.manifest_changed')}")
    manifest = _read(json.loads(written))
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise DamagedBackup(f"{name}: {glossed('backup.missing')}")
        if digest(path) != expected:
            raise DamagedBackup(f"{name}: {glossed('backup.damaged')}")
    return manifest


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept(path: Path) -> None:
    """Make a file the owner's alone, and make sure that it is on the disk."""
    path.chmod(OWNER_ONLY)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def now() -> datetime:
    """This machine's clock, by which both databases stamp."""
    return datetime.now(UTC)


def _read(told: dict[str, Any]) -> Manifest:
    if told.get("format") != FORMAT:
        raise DamagedBackup(f"{NAME}: is of a format that this edition does not know")
    instants = {k: datetime.fromisoformat(told[k]) for k in ("temporal_at", "database_at")}
    return Manifest(**{**told, **instants})


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as unreadable:
        words = f"{path.name}: cannot be read ({unreadable.strerror}); is this a whole backup?"
        raise DamagedBackup(words) from unreadable


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
