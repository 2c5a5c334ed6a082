"""By what number a demand came in and which seats answer it: lines and queues (号码、专席)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LineMode(StrEnum):
    """How another hotline was brought into 12345 (NA-02)."""

    OWN = "own"
    """A number of the hotline itself, such as the one to dial from outside (HN-01)."""
    MERGED = "merged"
    """撤号并入: the number is gone; calls to it arrive here (HN-02)."""
    DUAL = "dual"
    """双号并行: the number lives on; the same matter may come in by both (HN-03, AH-03)."""
    SUB_CENTRE = "sub_centre"
    """设分中心: the other hotline goes on as a part of this one (SY20-01)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A number by which demands come in; two services may have shared one, so codes differ."""

    code: str
    number: str
    mode: LineMode
    valid_from: date | None = None
    """The first local day on which calls to it arrive here; None: since ever."""
    valid_to: date | None = None
    """The last such day; None: until further notice."""
    title: str
    source: str
    rules: tuple[str, ...]

    def is_valid(self, day: date) -> bool:
        """Whether calls to it arrive here on this local day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A queue that special seats answer (专席); its code is also the unit of its seats."""

    code: str
    title: str
    source: str
    rules: tuple[str, ...]
