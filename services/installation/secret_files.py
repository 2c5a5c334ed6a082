"""Secrets of an installation as files that only the owner of the data directory reads."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from services.installation.settings import Settings

KEY_BYTES: Final = 32


def secret_file(settings: Settings, name: str) -> Path:
    """Where a secret of this name is kept."""
    return settings.data_dir.resolve() / "secrets" / name


def _by_chance() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def kept_secret(
    settings: Settings,
    given: SecretStr | None,
    name: str,
    new: Callable[[], bytes] = _by_chance,
) -> bytes:
    """The secret that was given, or that is kept under this name; made once if there is none."""
    if given is not None:
        return bytes.fromhex(given.get_secret_value())
    file = secret_file(settings, name)
    if not file.exists():
        _keep(new(), file)
    return bytes.fromhex(file.read_text().strip())


def _keep(secret: bytes, file: Path) -> None:
    """Write a new key whole or not at all: of two processes that try, one key remains."""
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
