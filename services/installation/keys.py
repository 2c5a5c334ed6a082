"""The keys of the vault, the index and the log, each apart; set, or made once beside the data."""

from audit.log.checkpoints import Signer
from audit.log.national import NationalKey, NationalSigner, SoftwareSigner, new_secret
from services.installation.secret_files import kept_secret, secret_file
from services.installation.settings import Settings
from store.vault.blind_index import IndexKey
from store.vault.encryption import MasterKey


def master_key(settings: Settings) -> MasterKey:
    """The key that wraps every order's keys; made at the first start if none is set."""
    return MasterKey(secret=kept_secret(settings, settings.vault_key, "vault.key"))


def index_key(settings: Settings) -> IndexKey:
    """The key by which callers are found again, never the vault's; made at the first start too."""
    return IndexKey(secret=kept_secret(settings, settings.index_key, "index.key"))


def log_signer(settings: Settings) -> Signer:
    """The key that signs the archive's checkpoints, apart from the others; made once too."""
    secret = kept_secret(settings, settings.checkpoint_key, "checkpoint.key")
    if not settings.national_algorithms:
        return Signer(secret)
    former = tuple(NationalKey.read(line) for line in settings.national_former_keys.split())
    return Signer(secret, national_signer(settings), former)


def national_signer(settings: Settings) -> NationalSigner:
    """What signs with SM2; only here would a certified device take the software's place."""
    return SoftwareSigner(kept_secret(settings, settings.national_key, "national.key", new_secret))


def has_index_key(settings: Settings) -> bool:
    """Whether the key is there already: who only adds to the index must not make another one."""
    return settings.index_key is not None or secret_file(settings, "index.key").exists()
