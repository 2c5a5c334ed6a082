"""A figure of the assessment (指标): a share or a count, and the facts that it is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from domain.assessment.period import Period
from domain.assessment.scorecard import Scorecard, Seqs

HUNDRED: Final = 100
PLACES: Final = 2
"""As the published figures are printed: 75.42 %."""
DESK: Final = "hotline"
"""Whose it is where no unit ever had the order."""


class Mark(NamedTuple):
    """One line of one order in one figure."""

    unit: str
    owed: bool
    """Whether it counts below the line."""
    done: bool
    """Whether it counts above the line."""
    seqs: Seqs
    """The facts that say so."""


Marks = Callable[[Scorecard, Period], Iterable[Mark]]


class Line(NamedTuple):
    """A mark, and the order whose it is."""

    card: Scorecard
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """How a figure is made: which marks each order gives it within a period."""

    code: str
    zh: str
    en: str
    basis: tuple[str, ...]
    marks: Marks
    is_share: bool = True
    """A share of what is owed, in per cent, or a plain count."""
    judges: bool = True
    """Whether it judges a unit; then orders excluded by WF-34 are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What came out, and every line behind it."""

    indicator: Indicator
    lines: tuple[Line, ...]

    @property
    def numerator(self) -> int:
        """How many count."""
        return sum(line.mark.done for line in self.lines)

    @property
    def denominator(self) -> int | None:
        """Of how many; None for a count."""
        if not self.indicator.is_share:
            return None
        return sum(line.mark.owed for line in self.lines)

    @property
    def value(self) -> Decimal | None:
        """The share in per cent, or the count; None where nothing was owed."""
        denominator = self.denominator
        if denominator is None:
            return Decimal(self.numerator)
        return percent(self.numerator, denominator)


def percent(part: int, whole: int, places: int = PLACES) -> Decimal | None:
    """So much of a hundred, half a unit of the last place rounded up; None of nothing."""
    if whole == 0:
        return None
    step = Decimal(1).scaleb(-places)
    return (Decimal(HUNDRED * part) / whole).quantize(step, ROUND_HALF_UP)
