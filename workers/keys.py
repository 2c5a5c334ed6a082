"""The vault's master key: from the settings, or made once and kept beside the data."""

import os
import secrets
from pathlib import Path
from typing import Final

from readmodel.vault import MasterKey
from workers.settings import Settings

KEY_BYTES: Final = 32


def master_key(settings: Settings) -> MasterKey:
    """The key that wraps every order's keys; made at the first start if none is set."""
    if settings.vault_key is not None:
        return MasterKey(secret=bytes.fromhex(settings.vault_key.get_secret_value()))
    file = settings.data_dir.resolve() / "secrets" / "vault.key"
    if not file.exists():
        _make(file)
    return MasterKey(secret=bytes.fromhex(file.read_text().strip()))


def _make(file: Path) -> None:
    """Write a new key whole or not at all: of two processes that try, one key remains."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"vault.key.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(secrets.token_hex(KEY_BYTES))
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
