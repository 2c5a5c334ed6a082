"""Typical orders (典型工单): what of a month is worth summing up, and by which facts (SM-09)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from domain.assessment.period import Period
from domain.assessment.scorecard import Called, Scorecard, Seqs
from domain.vocabulary import Level

OF_EACH: Final = 3
"""So many orders stand for each lesson, those with the lowest numbers first (a default)."""
DELIGHTED: Final = 1
GRAVE: Final = Level.L3
"""From here on another body than the hotline supervises."""
Shows = Callable[[Scorecard], Seqs]
"""The facts by which an order shows a lesson; none if it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Why an order is worth telling."""

    code: str
    zh: str
    en: str
    shows: Shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """The orders of a period that show one lesson: how many, and those that stand for them."""

    lesson: Lesson
    count: int
    examples: tuple[Scorecard, ...]


def typical(cards: Iterable[Scorecard], period: Period) -> tuple[Typical, ...]:
    """SM-09: sum up the orders closed in a period by what can be learnt from them."""
    closed = [one for one in cards if one.closed is not None and period.covers(one.closed.at)]
    ordered = sorted(closed, key=lambda card: card.number)
    return tuple(_typical(lesson, ordered) for lesson in LESSONS)


def _typical(lesson: Lesson, cards: list[Scorecard]) -> Typical:
    showing = [card for card in cards if lesson.shows(card)]
    return Typical(lesson=lesson, count=len(showing), examples=tuple(showing[:OF_EACH]))


def _praised(card: Scorecard) -> Seqs:
    """In time, never done again, and the caller very satisfied."""
    late = any(duty.lapsed for duty in card.handled)
    last = _last_call(card)
    if last is None or not last.solved or last.level != DELIGHTED or late or card.reworks:
        return ()
    return (last.seq,)


def _late_and_unhappy(card: Scorecard) -> Seqs:
    lapsed = [duty for duty in card.handled if duty.lapsed]
    last = _last_call(card)
    if not lapsed or last is None or last.content:
        return ()
    return (*lapsed[0].seqs, last.seq)


def _done_again(card: Scorecard) -> Seqs:
    return card.reworks


def _contradicted(card: Scorecard) -> Seqs:
    """The unit had called it solved, and its caller said that it was not."""
    calls = (one for one in card.callbacks if one.unit_says_solved and not one.solved)
    return tuple(seq for one in calls for seq in (*one.unit_says_solved, one.seq))


def _gone_to_and_fro(card: Scorecard) -> Seqs:
    """Dispatched to one unit after another."""
    return tuple(one.seq for one in card.deliveries) if len(card.deliveries) > 1 else ()


def _gravely_supervised(card: Scorecard) -> Seqs:
    return tuple(one.seq for one in card.raised if one.level >= GRAVE)


def _came_again(card: Scorecard) -> Seqs:
    return tuple(one.seq for one in card.repeats)


def _last_call(card: Scorecard) -> Called | None:
    return card.callbacks[-1] if card.callbacks else None


LESSONS: Final = (
    Lesson(code="praised", zh="按时办结且非常满意", en="in time and praised", shows=_praised),
    Lesson(
        code="late_and_unhappy",
        zh="逾期且不满意",
        en="late, and its caller unhappy",
        shows=_late_and_unhappy,
    ),
    Lesson(code="done_again", zh="发回重办", en="done again", shows=_done_again),
    Lesson(
        code="contradicted",
        zh="自报解决而诉求人不认可",
        en="called solved by the unit and not by the caller",
        shows=_contradicted,
    ),
    Lesson(code="to_and_fro", zh="多次转派", en="sent from unit to unit", shows=_gone_to_and_fro),
    Lesson(
        code="gravely_supervised",
        zh="三级以上督办",
        en="supervised from L3 on",
        shows=_gravely_supervised,
    ),
    Lesson(code="came_again", zh="重复诉求", en="came again", shows=_came_again),
)
