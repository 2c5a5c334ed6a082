"""The seven monthly figures of Sanmen (SM-07); they count and do not judge, so nothing is left
out of them. Defaults where the source gives no formula: rulebook 4.1."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from domain.assessment.callers_say import satisfied
from domain.assessment.figure import DESK, Indicator, Mark, Marks
from domain.assessment.scorecard import ClockedDuty, Scorecard, Seqs
from domain.assessment.when import When, stages

SEVEN: Final = ("SM-07",)


def dispatched(card: Scorecard) -> Iterator[Mark]:
    """Orders first dispatched in the period."""
    for delivery in card.deliveries[:1]:
        yield _counted(delivery.unit, (delivery.seq,), When(delivery.at))


def closed_of_due(card: Scorecard) -> Iterator[Mark]:
    """Closed by the end of the period, of the orders due in it; what was promised for
    a later day or ended lawfully before is not due any more."""
    for duty in card.handled[-1:]:
        if _is_due(duty):
            yield from closed_by_the_end(card, duty.owner, duty.due, duty.seqs)


def _is_due(duty: ClockedDuty) -> bool:
    handed_in = duty.was_kept is True and duty.ended_by != "Committed"
    return handed_in or duty.was_kept is False or duty.ended is None


def closed_by_the_end(card: Scorecard, unit: str, at: datetime, seqs: Seqs) -> Iterator[Mark]:
    """Owed by an instant of the period, done if the closing that stands came before its end."""
    closed = () if card.closed is None else ((card.closed.at, card.closed.seq),)
    for when, closing in stages(at, closed):
        done = bool(closing)
        yield Mark(unit, owed=True, done=done, seqs=(*seqs, *closing), when=when)


def returns(card: Scorecard) -> Iterator[Mark]:
    """Requests to give back, by the dispatch that they answer."""
    for delivery in card.deliveries:
        for seq in delivery.returned:
            yield _counted(delivery.unit, (seq,), When(delivery.at))


def sent_on(card: Scorecard) -> Iterator[Mark]:
    """Dispatches after the first one, counted apart from it."""
    for delivery in card.deliveries[1:]:
        yield _counted(delivery.unit, (delivery.seq,), When(delivery.at))


def closed_late(card: Scorecard) -> Iterator[Mark]:
    """Closed in the period, after a handling limit had passed."""
    closed = card.closed
    if closed is not None:
        for when, late in stages(closed.at, lapsed(card.handled)):
            for duty in late[:1]:
                yield _counted(duty.owner, (*duty.seqs, closed.seq), when)


def open_and_late(card: Scorecard) -> Iterator[Mark]:
    """Past the handling limit and not handed in at the period's end."""
    for since, duty in lapsed(card.handled):
        when = When(ends_after=since, ends_by=duty.ended)
        yield _counted(duty.owner, duty.seqs, when)


def promised(card: Scorecard) -> Iterator[Mark]:
    """Orders that were promised for a later day."""
    for noted in card.promises:
        yield _counted(noted.unit or DESK, (noted.seq,), When(noted.at))


def lapsed(duties: Iterable[ClockedDuty]) -> Iterator[tuple[datetime, ClockedDuty]]:
    """What lapsed, and since when it is late."""
    for duty in duties:
        if duty.lapsed is not None:
            yield duty.lapsed, duty


def _counted(unit: str, seqs: Seqs, when: When) -> Mark:
    return Mark(unit, owed=False, done=True, seqs=seqs, when=when)


def _count(code: str, marks: Marks) -> Indicator:
    return Indicator(
        code=code,
        basis=SEVEN,
        marks=marks,
        is_share=False,
        judges=False,
    )


MONTHLY: Final = (
    _count("dispatched", dispatched),
    Indicator(
        code="closed_of_due",
        basis=SEVEN,
        marks=closed_of_due,
        judges=False,
    ),
    Indicator(code="satisfied", basis=SEVEN, marks=satisfied, judges=False),
    _count("returns", returns),
    _count("sent_on", sent_on),
    _count("closed_late", closed_late),
    _count("open_and_late", open_and_late),
    _count("promised", promised),
)
