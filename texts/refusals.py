"""A refusal in words, for the person who acted: what, about what, and by which rules."""

from collections.abc import Sequence
from typing import Protocol

from texts.reader import CHINESE, ENGLISH, say, subject


class KnownRefusal(Protocol):
    """What is known of a refusal."""

    @property
    def code(self) -> str:
        """Its word in records."""

    @property
    def about(self) -> Sequence[str]:
        """The fields, duties or orders that it is about."""

    @property
    def basis(self) -> Sequence[str]:
        """The rules by which it is refused."""


def in_words(refusal: KnownRefusal) -> str:
    """Say a refusal in one line, in English and Chinese."""
    token = f"refusals.{refusal.code}"
    about = f" ({', '.join(refusal.about)})" if refusal.about else ""
    basis = ", ".join(refusal.basis)
    return f"{say(token, ENGLISH)}{about} · {say(token, CHINESE)} [{basis}]"


def is_refusal(code: str) -> bool:
    """Whether a word in records is a refusal of the core."""
    return code in subject("refusals")
