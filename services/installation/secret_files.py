"""Secrets of an installation as files that only the owner of the data directory reads."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from services.installation.settings import Settings
from texts import both

KEY_BYTES: Final = 32


class UnfitKey(Exception):
    """A key is not there, cannot be read, or is not the one that is needed; the text says which,
    where it was looked for, and what to do."""


def secret_file(settings: Settings, name: str) -> Path:
    """Where a secret of this name is kept."""
    return settings.data_dir.resolve() / "secrets" / name


def by_chance() -> bytes:
    """A new secret."""
    return secrets.token_bytes(KEY_BYTES)


def kept_secret(settings: Settings, given: SecretStr | None, name: str) -> bytes | None:
    """The secret that was given, or that is kept under this name; None if there is none.

    Raises UnfitKey for one that cannot be read."""
    if given is not None:
        return written_secret(given.get_secret_value(), name)
    file = secret_file(settings, name)
    try:
        return written_secret(file.read_text(), str(file))
    except FileNotFoundError:
        return None
    except OSError as closed:
        raise UnfitKey(both("keys.closed", file=file, why=closed.strerror)) from closed


def written_secret(words: str, where: str) -> bytes:
    """A secret as it is written down; raises UnfitKey."""
    try:
        return bytes.fromhex(words.strip())
    except ValueError as unreadable:
        raise UnfitKey(both("keys.unreadable", where=where)) from unreadable


def draw_secret(settings: Settings, name: str, new: Callable[[], bytes] = by_chance) -> bytes:
    """Keep a new secret under this name, and return what is kept: of two processes that try, one
    secret remains."""
    file = secret_file(settings, name)
    keep_secret(new(), file)
    return written_secret(file.read_text(), str(file))


def keep_secret(secret: bytes, file: Path) -> None:
    """Write a new secret whole or not at all; one that is there already stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(secret.hex())
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
