"""Places in the log as people are told them: sealed, for from a bare one could be read how much
happens that its reader does not see."""

from typing import Final

from services.accounts.sealed_words import ForeignWord, opened_word, sealed_word
from store.vault.key_ring import KeyRing

PURPOSE: Final = "place in the log of what moved"
NOWHERE: Final = 0
"""From before everything: whoever comes from there looks anew."""
DIGITS: Final = 20


def sealed_place(master: KeyRing, place: int) -> str:
    """Seal a place; all are of one length."""
    return sealed_word(master, str(place).rjust(DIGITS), PURPOSE)


def opened_place(master: KeyRing, told: str) -> int:
    """The place that somebody was told; before everything where it is none of ours."""
    try:
        return int(opened_word(master, told, PURPOSE))
    except (ForeignWord, ValueError):
        return NOWHERE
