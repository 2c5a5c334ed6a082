"""The keys of the vault, the index and the log, each apart: set, or kept beside the data.

Nothing is made here. Whether a key may be made at all the database decides (known_keys.py).
"""

from typing import Final

from pydantic import SecretStr

from audit.log.checkpoints import Signer
from audit.log.national import NationalKey, NationalSigner, SoftwareSigner
from services.installation.secret_files import (
    UnfitKey,
    kept_secret,
    secret_file,
    written_secret,
)
from services.installation.settings import Settings
from store.vault.blind_index import IndexKey
from store.vault.encryption import MasterKey
from store.vault.fingerprints import KeyKind
from store.vault.key_ring import KeyRing
from texts import both

FILES: Final = {kind: f"{kind}.key" for kind in KeyKind}
FURTHER: Final = "vault-*.key"
"""The keys that came into the ring after the first one."""


def further_file(key_id: str) -> str:
    """The name under which a further key of the vault is kept."""
    return FURTHER.replace("*", key_id)


def set_elsewhere(settings: Settings, kind: KeyKind) -> SecretStr | None:
    """The key that the settings give; None where it is kept beside the data."""
    found: SecretStr | None = getattr(settings, f"{kind}_key")
    return found


def places(settings: Settings, kind: KeyKind) -> str:
    """Where a key is looked for, in the words of an error."""
    return f"PAIDAN_{kind.upper()}_KEY, {secret_file(settings, FILES[kind])}"


def key_ring(settings: Settings) -> KeyRing:
    """The keys that wrap every order's keys, read again whenever one of them is not known yet."""
    return KeyRing(lambda: vault_keys(settings))


def vault_keys(settings: Settings) -> tuple[MasterKey, ...]:
    """The vault's keys as they are kept now, the one of the first start first; raises UnfitKey."""
    first = kept_secret(settings, settings.vault_key, FILES[KeyKind.VAULT])
    given = settings.vault_further_keys.get_secret_value() if settings.vault_further_keys else ""
    files = sorted(secret_file(settings, FURTHER).parent.glob(FURTHER))
    secrets = [
        *([first] if first is not None else []),
        *(written_secret(words, "PAIDAN_VAULT_FURTHER_KEYS") for words in given.split()),
        *(written_secret(file.read_text(), str(file)) for file in files),
    ]
    return tuple(MasterKey(secret=secret) for secret in secrets)


def index_key(settings: Settings) -> IndexKey:
    """The key by which callers are found again, never the vault's; raises UnfitKey."""
    return IndexKey(secret=_needed(settings, KeyKind.INDEX))


def log_signer(settings: Settings) -> Signer:
    """The key that signs the archive's checkpoints, apart from the others; raises UnfitKey."""
    secret = _needed(settings, KeyKind.CHECKPOINT)
    if not settings.national_algorithms:
        return Signer(secret)
    former = tuple(NationalKey.read(line) for line in settings.national_former_keys.split())
    return Signer(secret, national_signer(settings), former)


def national_signer(settings: Settings) -> NationalSigner:
    """What signs with SM2; only here would a certified device take the software's place.

    Raises UnfitKey."""
    return SoftwareSigner(_needed(settings, KeyKind.NATIONAL))


def _needed(settings: Settings, kind: KeyKind) -> bytes:
    secret = kept_secret(settings, set_elsewhere(settings, kind), FILES[kind])
    if secret is None:
        raise missing(settings, kind)
    return secret


def missing(settings: Settings, kind: KeyKind, key_id: str = "?") -> UnfitKey:
    """What is said where a key is not there: which one, where it was looked for, the remedy."""
    return UnfitKey(both("keys.missing", kind=kind, key=key_id, places=places(settings, kind)))
