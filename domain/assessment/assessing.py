"""The assessment of a period: every indicator over every scorecard, and by groups."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from domain.assessment.appealed import as_judged
from domain.assessment.callers_say import CALLERS_SAY
from domain.assessment.figure import Figure, Indicator, Mark, MarkPlace, Tally, figure
from domain.assessment.missed_calls import MissedCalls
from domain.assessment.monthly import MONTHLY
from domain.assessment.period import Period
from domain.assessment.practice import PRACTICE
from domain.assessment.punctuality import PUNCTUALITY
from domain.assessment.scorecard import Scorecard
from domain.assessment.trouble import TROUBLE
from domain.assessment.typical import TYPICAL
from domain.chapters.assessment.rules import Grade, Weight

Group = Callable[[MarkPlace], str]
Figures = Mapping[str, Figure]


def _by_number(indicator: Indicator) -> tuple[int, str]:
    """K2 before K10."""
    head, _, rest = indicator.code.partition(".")
    return int(head.removeprefix("K")), rest


INDICATORS: Final = tuple(sorted((*PUNCTUALITY, *CALLERS_SAY, *TROUBLE), key=_by_number))
"""K1 to K12 (rulebook 4.3)."""
EVERY: Final = (*INDICATORS, *MONTHLY, *PRACTICE, *TYPICAL)
"""Every figure; no two share a code."""
JUDGING: Final = frozenset(indicator.code for indicator in EVERY if indicator.judges)
"""Figures that leave out the orders excluded by WF-34."""
GROUPS: Final[Mapping[str, Group]] = {
    "units": lambda place: place.unit,
    "districts": lambda place: place.district,
    "types": lambda place: place.type,
    "channels": lambda place: place.channel,
}


class ExcludedOrder(NamedTuple):
    """An order that is not assessed (WF-34), and the fact that says so."""

    order: str
    fact: int


class EntryOut(NamedTuple):
    """An entry of an order that its unit appealed against with success, and the fact of that."""

    order: str
    entry: str
    fact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All figures of a period; excluded orders are named, never hidden."""

    period: Period
    indicators: Figures
    monthly: Figures
    practice: Figures
    excluded: tuple[ExcludedOrder, ...]
    appealed: tuple[EntryOut, ...] = ()
    """The entries that are left out because their unit's appeal was upheld."""
    typical: Figures = field(default_factory=dict[str, Figure])
    """What of the period is worth telling (SM-09)."""
    weights: tuple[Weight, ...] = ()
    grades: tuple[Grade, ...] = ()
    """By which law a composite figure is made of them; without weights there is none."""
    ranked_from: int | None = None
    """Of how many cases a share must be before units are compared by it; None: they are not."""
    missed: MissedCalls | None = None
    """What became of the missed calls, which are no orders; None where there were none, and of one
    unit alone."""

    def by(self, group: str) -> dict[str, dict[str, Figure]]:
        """K1 to K12 for each unit, district, type or channel."""
        of = GROUPS[group]
        found: dict[str, dict[str, Figure]] = {}
        for code, figure_ in self.indicators.items():
            for name, places in _apart(figure_, of).items():
                found.setdefault(name, {})[code] = replace(figure_, places=places)
        return dict(sorted(found.items()))


def _apart(figure_: Figure, of: Group) -> dict[str, dict[MarkPlace, Tally]]:
    groups: dict[str, dict[MarkPlace, Tally]] = {}
    for place, tally in figure_.places.items():
        groups.setdefault(of(place), {})[place] = tally
    return groups


def assess(cards: Iterable[Scorecard], period: Period, *, unit: str | None = None) -> Assessment:
    """Assess a period, of one unit or of all.

    What is known today counts: a decision that came after the period, such as an exclusion, is
    a new fact and changes the figure (rulebook 4.3)."""
    ordered = sorted(cards, key=lambda card: card.number)
    return Assessment(
        period=period,
        indicators=_figures(INDICATORS, ordered, period, unit),
        monthly=_figures(MONTHLY, ordered, period, unit),
        practice=_figures(PRACTICE, ordered, period, unit),
        excluded=tuple(_left_out(ordered, period)),
        appealed=tuple(_entries_out(ordered, period)),
        typical=_figures(TYPICAL, ordered, period, unit),
    )


def every_mark(card: Scorecard) -> Iterator[tuple[Indicator, Mark]]:
    """All that an order gives to all figures, whatever the period and whether it is left out."""
    judged = as_judged(card)
    for indicator in EVERY:
        for mark in indicator.marks(judged if indicator.judges else card):
            yield indicator, mark


def _left_out(cards: Iterable[Scorecard], period: Period) -> Iterator[ExcludedOrder]:
    """The orders that the period would have had something of."""
    for card in cards:
        if card.excluded is not None and _is_of(card, period):
            yield ExcludedOrder(card.number, card.excluded)


def _entries_out(cards: Iterable[Scorecard], period: Period) -> Iterator[EntryOut]:
    for card in cards:
        if card.left_out and _is_of(card, period):
            for one in card.left_out:
                yield EntryOut(card.number, one.entry, one.seq)


def _is_of(card: Scorecard, period: Period) -> bool:
    return any(mark.when.within(period) for _, mark in every_mark(card))


def _figures(
    indicators: Iterable[Indicator], cards: list[Scorecard], period: Period, unit: str | None
) -> dict[str, Figure]:
    judged = [as_judged(card) for card in cards if card.excluded is None]
    return {
        indicator.code: figure(indicator, judged if indicator.judges else cards, period, unit)
        for indicator in indicators
    }
