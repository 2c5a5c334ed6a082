"""Words that a page carries for us: sealed, readable by us alone and at one place only."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from store.vault.encryption import Unreadable
from store.vault.key_ring import KeyRing


class ForeignWord(ValueError):
    """A word was not sealed by us, or for another place."""


def sealed_word(ring: KeyRing, content: str, *place: str) -> str:
    """Seal some words for one place."""
    return urlsafe_b64encode(ring.current.seal(content.encode(), *place)).decode()


def opened_word(ring: KeyRing, word: str, *place: str) -> str:
    """Read what was sealed for a place; raises ForeignWord."""
    try:
        return ring.unseal(urlsafe_b64decode(word), *place).decode()
    except (ValueError, Unreadable) as foreign:
        raise ForeignWord from foreign
