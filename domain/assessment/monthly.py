"""The seven monthly figures of Sanmen (SM-07); they count and do not judge, so nothing is left
out of them. Defaults where the source gives no formula: rulebook 4.1."""

from collections.abc import Iterator
from typing import Final

from domain.assessment.callers_say import satisfied
from domain.assessment.figure import DESK, Indicator, Mark, Marks
from domain.assessment.period import Period
from domain.assessment.scorecard import Duty, Scorecard

SEVEN: Final = ("SM-07",)


def dispatched(card: Scorecard, period: Period) -> Iterator[Mark]:
    """交办工单总数: orders first dispatched in the period."""
    for delivery in card.deliveries[:1]:
        if period.covers(delivery.at):
            yield Mark(delivery.unit, owed=False, done=True, seqs=(delivery.seq,))


def closed_of_due(card: Scorecard, period: Period) -> Iterator[Mark]:
    """办结率: closed by the end of the period, of the orders due in it; what was promised for
    a later day or ended lawfully before is not due any more."""
    for duty in card.handled[-1:]:
        if period.covers(duty.due) and _is_due(duty):
            closing = closed_by_the_end(card, period)
            yield Mark(duty.owner, owed=True, done=bool(closing), seqs=(*duty.seqs, *closing))


def _is_due(duty: Duty) -> bool:
    handed_in = duty.was_kept is True and duty.ended_by != "Committed"
    return handed_in or duty.was_kept is False or duty.ended is None


def closed_by_the_end(card: Scorecard, period: Period) -> tuple[int, ...]:
    """The closing that stands, if it came before the period was over."""
    closed = card.closed
    return (closed.seq,) if closed is not None and closed.at < period.until else ()


def returns(card: Scorecard, period: Period) -> Iterator[Mark]:
    """退单数: requests to give back, by the dispatch that they answer."""
    for delivery in card.deliveries:
        if period.covers(delivery.at):
            for seq in delivery.returned:
                yield Mark(delivery.unit, owed=False, done=True, seqs=(seq,))


def sent_on(card: Scorecard, period: Period) -> Iterator[Mark]:
    """转办数: dispatches after the first one, counted apart from it."""
    for delivery in card.deliveries[1:]:
        if period.covers(delivery.at):
            yield Mark(delivery.unit, owed=False, done=True, seqs=(delivery.seq,))


def closed_late(card: Scorecard, period: Period) -> Iterator[Mark]:
    """逾期办理数, first count: closed in the period, after a handling limit had passed."""
    closed = card.closed
    if closed is not None and period.covers(closed.at):
        for duty in _late(card, period)[:1]:
            seqs = (*duty.seqs, closed.seq)
            yield Mark(duty.owner, owed=False, done=True, seqs=seqs)


def open_and_late(card: Scorecard, period: Period) -> Iterator[Mark]:
    """逾期办理数, second count: past the handling limit and not handed in at the period's end."""
    for duty in card.handled:
        overdue = duty.lapsed is not None and duty.lapsed < period.until
        if overdue and (duty.ended is None or duty.ended >= period.until):
            yield Mark(duty.owner, owed=False, done=True, seqs=duty.seqs)


def promised(card: Scorecard, period: Period) -> Iterator[Mark]:
    """申请承诺件数: orders that were promised for a later day."""
    for noted in card.promises:
        if period.covers(noted.at):
            yield Mark(noted.unit or DESK, owed=False, done=True, seqs=(noted.seq,))


def _late(card: Scorecard, period: Period) -> list[Duty]:
    return [duty for duty in card.handled if duty.lapsed and duty.lapsed < period.until]


def _count(code: str, zh: str, en: str, marks: Marks) -> Indicator:
    return Indicator(
        code=code,
        zh=zh,
        en=en,
        basis=SEVEN,
        marks=marks,
        is_share=False,
        judges=False,
    )


MONTHLY: Final = (
    _count("dispatched", "交办工单总数", "orders dispatched", dispatched),
    Indicator(
        code="closed_of_due",
        zh="办结率",
        en="closed, of those due",
        basis=SEVEN,
        marks=closed_of_due,
        judges=False,
    ),
    Indicator(
        code="satisfied", zh="满意率", en="satisfied", basis=SEVEN, marks=satisfied, judges=False
    ),
    _count("returns", "退单数", "returns asked for", returns),
    _count("sent_on", "转办数", "dispatched again", sent_on),
    _count("closed_late", "逾期办结数", "closed late", closed_late),
    _count("open_and_late", "逾期未办结数", "late and still open", open_and_late),
    _count("promised", "申请承诺件数", "promised for a day", promised),
)
