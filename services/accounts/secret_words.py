"""What is known to one person or program only: passwords, and words made by chance."""

import asyncio
import secrets
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 10
LONGEST: Final = 128
FEWEST_KINDS: Final = 5
"""Different characters that a password has at least."""
WORK: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""How much work a try takes: OWASP's measure for argon2id, 19 MiB twice over. Five hundred desks
that sign in at nine would wait a minute for the library's own, which is seven times as much."""


class UnfitPassword(ValueError):
    """A password is too short, too long, too uniform, or says the name of its account."""


def require_fit(password: str, username: str) -> None:
    """Insist that a new password is hard to guess; raises UnfitPassword.

    Length counts and nothing else is prescribed: what is prescribed makes passwords alike."""
    fits = SHORTEST <= len(password) <= LONGEST and len(set(password)) >= FEWEST_KINDS
    if not fits or username.casefold() in password.casefold():
        raise UnfitPassword


async def hashed(password: str) -> str:
    """The argon2id hash that is kept of a password."""
    return await asyncio.to_thread(WORK.hash, password)


async def is_password(password: str, kept: str | None) -> bool:
    """Whether a hash was made of this password; takes as long where nothing is kept."""
    return await asyncio.to_thread(_is_password, password, kept)


def _is_password(password: str, kept: str | None) -> bool:
    try:
        WORK.verify(kept or _of_nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _of_nobody() -> str:
    return WORK.hash(secrets.token_hex())


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretWord:
    """A word made by chance: whoever shows it is let in, and only its digest is kept."""

    word: str

    @classmethod
    def new(cls, prefix: str = "") -> "SecretWord":
        """A word that nobody can guess."""
        return cls(word=prefix + secrets.token_urlsafe(32))

    @property
    def digest(self) -> bytes:
        """What is kept of it."""
        return sha256(self.word.encode("utf-8", "surrogateescape")).digest()
