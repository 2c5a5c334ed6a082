"""The keys of the vault, the index and the log, each apart; set, or made once beside the data."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from audit.log.checkpoints import Signer
from audit.log.national import NationalKey, NationalSigner, SoftwareSigner, new_secret
from services.accounts.local_acting import LocalActing
from services.installation.settings import Settings
from store.vault.blind_index import IndexKey
from store.vault.encryption import MasterKey

KEY_BYTES: Final = 32
ACTING_KEY: Final = "acting.key"


def master_key(settings: Settings) -> MasterKey:
    """The key that wraps every order's keys; made at the first start if none is set."""
    return MasterKey(secret=_secret(settings, settings.vault_key, "vault.key"))


def index_key(settings: Settings) -> IndexKey:
    """The key by which callers are found again, never the vault's; made at the first start too."""
    return IndexKey(secret=_secret(settings, settings.index_key, "index.key"))


def local_acting(settings: Settings) -> LocalActing | None:
    """The key by which acts at the machine itself are known, where they are allowed."""
    if not settings.local_acting:
        return None
    return LocalActing(key=_secret(settings, None, ACTING_KEY))


def kept_acting(settings: Settings) -> LocalActing | None:
    """The same key as whoever types at the prompt finds it; None where none was ever made or its
    file is another's."""
    try:
        return LocalActing(key=bytes.fromhex(_file(settings, ACTING_KEY).read_text().strip()))
    except OSError:
        return None


def log_signer(settings: Settings) -> Signer:
    """The key that signs the archive's checkpoints, apart from the others; made once too."""
    secret = _secret(settings, settings.checkpoint_key, "checkpoint.key")
    if not settings.national_algorithms:
        return Signer(secret)
    former = tuple(NationalKey.read(line) for line in settings.national_former_keys.split())
    return Signer(secret, national_signer(settings), former)


def national_signer(settings: Settings) -> NationalSigner:
    """What signs with SM2; only here would a certified device take the software's place."""
    return SoftwareSigner(_secret(settings, settings.national_key, "national.key", new_secret))


def has_index_key(settings: Settings) -> bool:
    """Whether the key is there already: who only adds to the index must not make another one."""
    return settings.index_key is not None or _file(settings, "index.key").exists()


def _file(settings: Settings, name: str) -> Path:
    return settings.data_dir.resolve() / "secrets" / name


def _by_chance() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _secret(
    settings: Settings,
    given: SecretStr | None,
    name: str,
    new: Callable[[], bytes] = _by_chance,
) -> bytes:
    if given is not None:
        return bytes.fromhex(given.get_secret_value())
    file = _file(settings, name)
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
