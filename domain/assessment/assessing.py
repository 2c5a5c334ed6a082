"""The assessment of a period (考核): every indicator over every scorecard, and by groups."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from domain.assessment.callers_say import CALLERS_SAY
from domain.assessment.figure import Figure, Indicator, Line
from domain.assessment.monthly import MONTHLY
from domain.assessment.period import Period
from domain.assessment.practice import PRACTICE
from domain.assessment.punctuality import PUNCTUALITY
from domain.assessment.scorecard import Scorecard
from domain.assessment.trouble import TROUBLE

Group = Callable[[Line], str]
Figures = Mapping[str, Figure]


def _by_number(indicator: Indicator) -> tuple[int, str]:
    """K2 before K10."""
    head, _, rest = indicator.code.partition(".")
    return int(head.removeprefix("K")), rest


INDICATORS: Final = tuple(sorted((*PUNCTUALITY, *CALLERS_SAY, *TROUBLE), key=_by_number))
"""K1 to K12 (rulebook 4.3)."""
GROUPS: Final[Mapping[str, Group]] = {
    "units": lambda line: line.mark.unit,
    "districts": lambda line: line.card.district,
    "types": lambda line: line.card.type,
    "channels": lambda line: line.card.channel,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All figures of a period; excluded orders are named, never hidden."""

    period: Period
    indicators: Figures
    monthly: Figures
    practice: Figures
    excluded: tuple[Scorecard, ...]

    def by(self, group: str) -> dict[str, dict[str, Figure]]:
        """K1 to K12 for each unit, district, type or channel."""
        of = GROUPS[group]
        found: dict[str, dict[str, list[Line]]] = {}
        for code, figure in self.indicators.items():
            for line in figure.lines:
                found.setdefault(of(line), {}).setdefault(code, []).append(line)
        return {
            name: {
                code: Figure(indicator=self.indicators[code].indicator, lines=tuple(lines))
                for code, lines in figures.items()
            }
            for name, figures in sorted(found.items())
        }


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
    )


def _figures(
    indicators: Iterable[Indicator], cards: list[Scorecard], period: Period, unit: str | None
) -> dict[str, Figure]:
    judged = [card for card in cards if card.excluded is None]
    return {
        indicator.code: Figure(
            indicator=indicator,
            lines=tuple(
                [
                    Line(card, mark)
                    for card in (judged if indicator.judges else cards)
                    for mark in indicator.marks(card, period)
                    if unit is None or mark.unit == unit
                ]
            ),
        )
        for indicator in indicators
    }
