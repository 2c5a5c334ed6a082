"""The figures of the bulletin: the seven of the month, and K1 to K12 side by side."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from domain.assessment.callers_say import LEVELS
from domain.assessment.figure import Figure
from domain.bulletin.content import Column, DemandCount, KeyFigure, Row
from domain.bulletin.material import Material, OrdersReceived, part
from domain.vocabulary import ItemType, Level

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
SIDE_BY_SIDE: Final = tuple(f"K{place}" for place in range(1, 13))
"""The indicators that stand at the heads of the tables."""


def key_figures(material: Material, received: OrdersReceived) -> tuple[KeyFigure, ...]:
    """What was received, then the seven figures, each beside the period before."""
    compares = received.before is not None
    return (_intake(material, received), *(_key(material, code, compares) for code in KEY))


def _intake(material: Material, received: OrdersReceived) -> KeyFigure:
    count = len(received.cards)
    before = None if received.before is None else Decimal(len(received.before))
    return KeyFigure(
        code="received",
        name=material.names.say("bulletin.received"),
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
        name=material.names.indicator(code),
        is_share=figure.indicator.is_share,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        before=before,
        change=_change(figure.value, before),
    )


def _change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def answers(material: Material) -> tuple[DemandCount, ...]:
    """The raw answers beside the share (K5)."""
    return tuple(_so_many(material, f"{SATISFIED}.{level}") for level in LEVELS)


def _so_many(material: Material, code: str) -> DemandCount:
    count = material.found.indicators[code].numerator
    return DemandCount(name=material.names.indicator(code), count=count)


def levels(material: Material) -> tuple[DemandCount, ...]:
    """How many orders supervision brought to each level (K11)."""
    figures = material.found.indicators
    return tuple(
        DemandCount(
            name=material.names.level(level),
            count=figures[f"K11.{level.name}"].numerator,
        )
        for level in Level
        if level > Level.L0
    )


def columns(material: Material) -> tuple[Column, ...]:
    """The heads of the tables, in short words."""
    return tuple(
        Column(code=code, name=material.names.say(f"bulletin.columns.{code}"))
        for code in SIDE_BY_SIDE
    )


def by_unit(material: Material) -> tuple[Row, ...]:
    """Every unit among its peers, those with the most dispatches first: no list over all."""
    names = material.names
    return _rows(material.found.by("units"), names.unit, lambda code: names.peers.get(code, ""))


def by_district(material: Material) -> tuple[Row, ...]:
    """Every district."""
    return _rows(material.found.by("districts"), material.names.district)


def by_type(material: Material) -> tuple[Row, ...]:
    """Every type of demand."""
    return _rows(material.found.by("types"), lambda code: material.names.type(ItemType(code)))


def _rows(
    groups: Mapping[str, Mapping[str, Figure]],
    name: Callable[[str], str],
    peers: Callable[[str], str] = lambda _: "",
) -> tuple[Row, ...]:
    """Whoever has no figure at the heads of the tables, such as a desk, has no row."""
    shown = {code: figures for code, figures in groups.items() if figures.keys() & SIDE_BY_SIDE}
    rows = (_row(name(code), peers(code), figures) for code, figures in shown.items())
    return tuple(sorted(rows, key=lambda row: (row.peers, -row.dispatched, row.name)))


def _row(name: str, peers: str, figures: Mapping[str, Figure]) -> Row:
    values = {code: figure.value for code, figure in figures.items()}
    dispatches = figures.get(DISPATCHES)
    return Row(
        name=name,
        dispatched=dispatches.tally.owed if dispatches else 0,
        values=tuple(values.get(code) for code in SIDE_BY_SIDE),
        of=tuple(_cases(figures.get(code)) for code in SIDE_BY_SIDE),
        on_time=values.get(ON_TIME),
        satisfied=values.get(SATISFIED),
        peers=peers,
    )


def _cases(figure: Figure | None) -> int | None:
    return figure.denominator if figure is not None else None
