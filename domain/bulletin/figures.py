"""The figures of the bulletin: the seven of the month, and K1 to K12 side by side."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from domain.assessment.callers_say import LEVELS
from domain.assessment.figure import Figure
from domain.bulletin.content import Column, Counted, KeyFigure, Row
from domain.bulletin.material import Material, Received, part
from domain.bulletin.words import LADDER, RECEIVED, SHORT, TYPES
from domain.vocabulary import ItemType

KEY: Final = (
    "dispatched",
    "closed_of_due",
    "K3",
    "satisfied",
    "returns",
    "sent_on",
    "closed_late",
    "open_and_late",
    "promised",
)
"""SM-07, and whether units kept time."""
DISPATCHES: Final = "K7"
"""The figure whose denominator is every dispatch to a unit."""
ON_TIME: Final = "K3"
SATISFIED: Final = "K5"
COLUMNS: Final = tuple(Column(code=code, name=name) for code, name in SHORT.items())


def key_figures(material: Material, received: Received) -> tuple[KeyFigure, ...]:
    """What was received, then the seven figures, each beside the period before."""
    compares = received.before is not None
    return (_intake(received), *(_key(material, code, compares) for code in KEY))


def _intake(received: Received) -> KeyFigure:
    count = len(received.cards)
    before = None if received.before is None else Decimal(len(received.before))
    return KeyFigure(
        code="received",
        name=RECEIVED,
        is_share=False,
        numerator=count,
        denominator=None,
        value=Decimal(count),
        before=before,
        change=_change(Decimal(count), before),
    )


def _key(material: Material, code: str, compares: bool) -> KeyFigure:
    figure = part(material.found, code)
    before = part(material.before, code).value if compares else None
    return KeyFigure(
        code=code,
        name=figure.indicator.zh,
        is_share=figure.indicator.is_share,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        before=before,
        change=_change(figure.value, before),
    )


def _change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def answers(material: Material) -> tuple[Counted, ...]:
    """The raw answers beside the share (K5)."""
    figures = material.found.indicators
    return tuple(
        Counted(name=name, count=figures[f"{SATISFIED}.{level}"].numerator)
        for level, name in enumerate(LEVELS, start=1)
    )


def levels(material: Material) -> tuple[Counted, ...]:
    """How many orders supervision brought to each level (K11)."""
    figures = material.found.indicators
    return tuple(
        Counted(name=name, count=figures[f"K11.{level.name}"].numerator)
        for level, name in LADDER.items()
    )


def by_unit(material: Material) -> tuple[Row, ...]:
    """Every unit, those with the most dispatches first."""
    return _rows(material.found.by("units"), material.names.unit)


def by_district(material: Material) -> tuple[Row, ...]:
    """Every district."""
    return _rows(material.found.by("districts"), material.names.district)


def by_type(material: Material) -> tuple[Row, ...]:
    """Every type of demand."""
    return _rows(material.found.by("types"), lambda code: TYPES[ItemType(code)])


def _rows(
    groups: Mapping[str, Mapping[str, Figure]], name: Callable[[str], str]
) -> tuple[Row, ...]:
    rows = (_row(name(code), figures) for code, figures in groups.items())
    return tuple(sorted(rows, key=lambda row: (-row.dispatched, row.name)))


def _row(name: str, figures: Mapping[str, Figure]) -> Row:
    values = {code: figure.value for code, figure in figures.items()}
    dispatches = figures.get(DISPATCHES)
    return Row(
        name=name,
        dispatched=(dispatches.denominator or 0) if dispatches else 0,
        values=tuple(values.get(column.code) for column in COLUMNS),
        on_time=values.get(ON_TIME),
        satisfied=values.get(SATISFIED),
    )
