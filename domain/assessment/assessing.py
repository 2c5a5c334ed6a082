"""The assessment of a period (考核): every indicator over every scorecard, and by groups."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.assessment.appealed import as_judged
from domain.assessment.callers_say import CALLERS_SAY
from domain.assessment.figure import NOTHING, Figure, Indicator, Place, Tally, figure
from domain.assessment.monthly import MONTHLY
from domain.assessment.period import Period
from domain.assessment.practice import PRACTICE
from domain.assessment.punctuality import PUNCTUALITY
from domain.assessment.scorecard import Scorecard
from domain.assessment.trouble import TROUBLE
from domain.assessment.typical import Typical, typical
from domain.pack_assessment import Grade, Weight

Group = Callable[[Place], str]
Figures = Mapping[str, Figure]


def _by_number(indicator: Indicator) -> tuple[int, str]:
    """K2 before K10."""
    head, _, rest = indicator.code.partition(".")
    return int(head.removeprefix("K")), rest


INDICATORS: Final = tuple(sorted((*PUNCTUALITY, *CALLERS_SAY, *TROUBLE), key=_by_number))
"""K1 to K12 (rulebook 4.3)."""
GROUPS: Final[Mapping[str, Group]] = {
    "units": lambda place: place.unit,
    "districts": lambda place: place.district,
    "types": lambda place: place.type,
    "channels": lambda place: place.channel,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All figures of a period; excluded orders are named, never hidden."""

    period: Period
    indicators: Figures
    monthly: Figures
    practice: Figures
    excluded: tuple[Scorecard, ...]
    appealed: tuple[Scorecard, ...] = ()
    """Those of which an entry is left out, because its unit's appeal was upheld."""
    typical: tuple[Typical, ...] = ()
    """What of the period is worth telling (SM-09)."""
    weights: tuple[Weight, ...] = ()
    grades: tuple[Grade, ...] = ()
    """By which law a composite figure is made of them; without weights there is none."""

    def by(self, group: str) -> dict[str, dict[str, Figure]]:
        """K1 to K12 for each unit, district, type or channel."""
        of = GROUPS[group]
        found: dict[str, dict[str, Figure]] = {}
        for code, figure_ in self.indicators.items():
            for name, places in _apart(figure_, of).items():
                tally = sum(places.values(), NOTHING)
                part = replace(figure_, tally=tally, places=places)
                found.setdefault(name, {})[code] = part
        return dict(sorted(found.items()))


def _apart(figure_: Figure, of: Group) -> dict[str, dict[Place, Tally]]:
    groups: dict[str, dict[Place, Tally]] = {}
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
        excluded=tuple(card for card in ordered if card.excluded is not None),
        appealed=tuple(card for card in ordered if card.left_out),
        typical=typical(ordered if unit is None else _of(ordered, unit), period),
    )


def _of(cards: list[Scorecard], unit: str) -> list[Scorecard]:
    return [card for card in cards if card.unit == unit]


def _figures(
    indicators: Iterable[Indicator], cards: list[Scorecard], period: Period, unit: str | None
) -> dict[str, Figure]:
    judged = [as_judged(card) for card in cards if card.excluded is None]
    return {
        indicator.code: figure(indicator, judged if indicator.judges else cards, period, unit)
        for indicator in indicators
    }
