"""The orders that a bulletin names: under supervision, late, and left out of the assessment."""

from typing import Final

from domain.assessment.scorecard import ClockedDuty, Scorecard
from domain.bulletin.content import Edition, ExcludedInBulletin, LateOrder, Listing, Watched
from domain.bulletin.material import Material, OrdersReceived, OrderTold, counted, part, told

Cards = dict[str, Scorecard]
TOLD: Final = 40
"""A list longer than this is for the workbook."""
WITH_THE_LEFT_OUT: Final = ("dispatched", "closed_of_due", "satisfied", "returns", "closed_late")
"""Figures that count what the assessment leaves out."""


def watched(material: Material) -> Listing[Watched]:
    """The orders that reached supervision proper (L2) in the period, the highest first."""
    found = [_watched(material, line) for line in counted(material, "K11")]
    found.sort(key=lambda row: row.number)
    found.sort(key=lambda row: row.level, reverse=True)
    return Listing(rows=tuple(found[:TOLD]), total=len(found))


def _watched(material: Material, line: OrderTold) -> Watched:
    period = material.found.period
    raised = [one for one in line.card.raised if period.covers(one.at)]
    highest = max(raised, key=lambda one: one.level)
    return Watched(
        number=line.card.number,
        unit=material.names.unit(line.mark.unit),
        category=material.names.category(line.card.category),
        level=material.names.level(highest.level),
        since=material.day(highest.at),
        ended=all(one.cleared is not None for one in raised),
    )


def late(material: Material) -> Listing[LateOrder]:
    """Every order past its limit, open or closed late; those that are open first, then by due."""
    still_open = counted(material, "open_and_late")
    closed = counted(material, "closed_late")
    rows = [
        *(_late(material, line, is_open=True) for line in still_open),
        *(_late(material, line, is_open=False) for line in closed),
    ]
    rows.sort(key=lambda row: (row.ended is not None, row.due, row.number))
    return Listing(rows=tuple(rows[:TOLD]), total=len(rows))


def _late(material: Material, line: OrderTold, *, is_open: bool) -> LateOrder:
    card, until = line.card, material.found.period.until
    due = missed(card, line.mark.unit).due
    closed = None if is_open or card.closed is None else card.closed.at
    end = material.day(closed or until)
    return LateOrder(
        number=card.number,
        unit=material.names.unit(line.mark.unit),
        category=material.names.category(card.category),
        due=material.day(due),
        ended=None if closed is None else end,
        days=(end - material.day(due)).days,
    )


def missed(card: Scorecard, unit: str) -> ClockedDuty:
    """The first handling limit that this unit let pass."""
    return next(duty for duty in card.handled if duty.owner == unit and duty.lapsed is not None)


def left_out(material: Material, cards: Cards) -> Listing[ExcludedInBulletin]:
    """The orders of the period that the assessment leaves out (WF-34), each with its fact."""
    excluded: dict[str, ExcludedInBulletin] = {}
    for card in cards.values():
        if card.excluded is not None:
            excluded[card.number] = ExcludedInBulletin(
                number=card.number,
                unit=material.names.unit(card.unit),
                category=material.names.category(card.category),
                fact=card.excluded,
            )
    rows = [excluded[number] for number in sorted(excluded)]
    return Listing(rows=tuple(rows[:TOLD]), total=len(rows))


def editions(cards: Cards) -> tuple[Edition, ...]:
    """The rule packs that the orders of the period were born under."""
    born: dict[tuple[str, str], int] = {}
    for card in cards.values():
        of = card.pack, card.edition
        born[of] = born.get(of, 0) + 1
    return tuple(
        Edition(pack=pack, edition=edition, orders=count)
        for (pack, edition), count in sorted(born.items())
    )


def of_the_period(material: Material, received: OrdersReceived) -> Cards:
    """The orders that any figure of the period is about, those left out with them."""
    cards = {card.number: card for card in received.cards}
    for code in WITH_THE_LEFT_OUT:
        cards |= {card.number: card for card, _ in told(material, part(material.found, code))}
    return cards
