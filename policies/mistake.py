"""What is wrong with a file of rules: every mistake at once, never only the first."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake: in which file, at which key (entries of a list counted from 1), and why."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)


class BadPack(Exception):
    """Raised for a rule pack that must not be used; carries all of its mistakes."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class UnreadablePack(BadPack):
    """Raised when there is no such pack, or its file cannot be opened."""
