"""Which vault key covers a text: the person's own, which can be erased, or the official one."""

from typing import Final

from domain.vocabulary import Secrecy

Texts = dict[str, Secrecy]
PERSON: Final = Secrecy.PERSON
OFFICIAL: Final = Secrecy.OFFICIAL
NO_TEXTS: Final[Texts] = {}
REASON: Final[Texts] = {"reason": OFFICIAL}
