"""A figure of the assessment: a share or a count, and the facts that it is made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from domain.assessment.period import Period
from domain.assessment.scorecard import Scorecard, Seqs
from domain.assessment.when import When
from domain.vocabulary import Channel, ItemType

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
    when: When
    """The periods in which it counts."""


Marks = Callable[[Scorecard], Iterable[Mark]]


class MarkedOrder(NamedTuple):
    """A mark, and the order whose it is."""

    order: str
    mark: Mark
    place: "MarkPlace"
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """How a figure is made: which marks each order gives it."""

    code: str
    basis: tuple[str, ...]
    marks: Marks
    is_share: bool = True
    """A share of what is owed, in per cent, or a plain count."""
    judges: bool = True
    """Whether it judges a unit; then orders excluded by WF-34 are left out."""


class MarkPlace(NamedTuple):
    """Where a mark belongs."""

    unit: str
    district: str
    type: ItemType
    channel: Channel


class Tally(NamedTuple):
    """How many count, of how many."""

    done: int
    owed: int

    def __add__(self, other: object) -> "Tally":
        """Put two sums together."""
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(self.done + other.done, self.owed + other.owed)


NOTHING: Final = Tally(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What came out; it opens to every line behind it when somebody asks."""

    indicator: Indicator
    places: Mapping[MarkPlace, Tally] = field(repr=False)
    behind: Iterable[MarkedOrder] = field(repr=False, compare=False, default=())
    """Every order and fact behind it, read as often as wanted."""

    @property
    def tally(self) -> Tally:
        """All places together."""
        return sum(self.places.values(), NOTHING)

    @property
    def numerator(self) -> int:
        """How many count."""
        return self.tally.done

    @property
    def denominator(self) -> int | None:
        """Of how many; None for a count."""
        return self.tally.owed if self.indicator.is_share else None

    @property
    def value(self) -> Decimal | None:
        """The share in per cent, or the count; None where nothing was owed."""
        if not self.indicator.is_share:
            return Decimal(self.numerator)
        return percent(self.numerator, self.tally.owed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines behind a figure, made out of scorecards whenever somebody reads them."""

    indicator: Indicator
    cards: Sequence[Scorecard]
    period: Period
    unit: str | None
    """Of one unit, or of all."""

    def __iter__(self) -> Iterator[MarkedOrder]:
        """Read them, order by order."""
        return (
            MarkedOrder(card.number, mark, place_of(card, mark), card.category)
            for card, mark in self.by_card()
        )

    def by_card(self) -> Iterator[tuple[Scorecard, Mark]]:
        """Read them with the scorecard that each is from."""
        for card in self.cards:
            for mark in self.indicator.marks(card):
                if mark.when.within(self.period) and self.unit in (None, mark.unit):
                    yield card, mark


def place_of(card: Scorecard, mark: Mark) -> MarkPlace:
    """Where a mark of this order belongs."""
    return MarkPlace(mark.unit, card.district, card.type, card.channel)


def figure(
    indicator: Indicator, cards: Sequence[Scorecard], period: Period, unit: str | None
) -> Figure:
    """Sum an indicator up over these orders, place by place."""
    places: dict[MarkPlace, Tally] = {}
    lines = Lines(indicator=indicator, cards=cards, period=period, unit=unit)
    for card, mark in lines.by_card():
        place = place_of(card, mark)
        places[place] = places.get(place, NOTHING) + Tally(mark.done, mark.owed)
    return Figure(indicator=indicator, places=places, behind=lines)


def percent(part: int, whole: int, places: int = PLACES) -> Decimal | None:
    """So much of a hundred, half a unit of the last place rounded up; None of nothing."""
    if whole == 0:
        return None
    return rounded(Decimal(HUNDRED * part) / whole, places)


def rounded(value: Decimal, places: int = PLACES) -> Decimal:
    """A value as it is printed, half a unit of the last place rounded up."""
    return value.quantize(Decimal(10) ** -places, ROUND_HALF_UP)
