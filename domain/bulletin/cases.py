"""Typical cases: the good example and the bad one, told by number, unit and dates."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, groupby, zip_longest
from operator import itemgetter
from typing import Final

from domain.assessment.scorecard import Scorecard
from domain.bulletin.content import OrderStep, TypicalCase
from domain.bulletin.material import Material, Names, counted, part, told
from domain.vocabulary import ClockName, Level

CASES_TOLD: Final = 3
BY_RESULT: Final = (ClockName.HANDLE, ClockName.REWORK)
"""The duties that end with a result."""
Event = tuple[datetime, str]


def good(material: Material, asked: Counter[str]) -> tuple[TypicalCase, ...]:
    """Closed in the period, in time, solved to the caller's satisfaction: one for each of the
    topics that were asked about most."""
    found: dict[str, Scorecard] = {}
    for card in _closed(material):
        if _is_good(card):
            found.setdefault(card.category, card)
    ranked = sorted(found.values(), key=lambda card: (-asked[card.category], card.number))
    return tuple(_case(material, card) for card in ranked[:CASES_TOLD])


def bad(material: Material) -> tuple[TypicalCase, ...]:
    """Unhappy callers and late orders in turn, the most supervised and most redone first."""
    closed = _closed(material)
    unhappy = sorted(filter(_has_unhappy_caller, closed), key=_weight)
    open_still = (one.card for one in counted(material, "open_and_late"))
    judged = [card for card in open_still if card.excluded is None]
    late = sorted([*judged, *filter(_was_late, closed)], key=_weight)
    in_turn = chain.from_iterable(zip_longest(unhappy, late))
    chosen = {card.number: card for card in in_turn if card is not None}
    return tuple(_case(material, card) for card in list(chosen.values())[:CASES_TOLD])


def _closed(material: Material) -> list[Scorecard]:
    """What was closed in the period and counts in the assessment (K6)."""
    return [one.card for one in told(material, part(material.found, "K6"))]


def _is_good(card: Scorecard) -> bool:
    if not card.callbacks or not card.handled or card.reworks:
        return False
    last = card.callbacks[-1]
    return last.content and last.solved and all(duty.was_kept for duty in card.handled)


def _has_unhappy_caller(card: Scorecard) -> bool:
    return any(not called.content for called in card.callbacks)


def _was_late(card: Scorecard) -> bool:
    return any(duty.was_kept is False for duty in card.handled)


def _weight(card: Scorecard) -> tuple[int, int, int, str]:
    highest = max((raised.level for raised in card.raised), default=Level.L0)
    unhappy = sum(not called.content for called in card.callbacks)
    return -highest, -len(card.reworks), -unhappy, card.number


def _case(material: Material, card: Scorecard) -> TypicalCase:
    return TypicalCase(
        number=card.number,
        unit=material.names.unit(card.unit),
        category=material.names.category(card.category),
        course=_course(material, card),
    )


def _course(material: Material, card: Scorecard) -> tuple[OrderStep, ...]:
    """What happened up to the period's end, day by day."""
    until = material.found.period.until
    events = [event for event in _events(material, card) if event[0] < until]
    events.sort(key=itemgetter(0))
    by_day = groupby(events, key=lambda event: material.day(event[0]))
    return tuple(
        OrderStep(day=day, events=tuple(dict.fromkeys(said for _, said in those)))
        for day, those in by_day
    )


def _events(material: Material, card: Scorecard) -> Iterator[Event]:
    names = material.names
    yield card.opened, _said(names, "registered")
    for delivery in card.deliveries:
        yield delivery.at, _said(names, "dispatched", unit=names.unit(delivery.unit))
    yield from _handling(names, card)
    yield from ((noted.at, _said(names, "extended")) for noted in card.extensions)
    yield from ((noted.at, _said(names, "promised")) for noted in card.promises)
    yield from ((raised.at, names.level(raised.level)) for raised in card.raised)
    yield from _callbacks(names, card)
    yield from ((closing.at, _said(names, "closed")) for closing in card.closings)
    yield from ((again.at, _said(names, "again")) for again in card.repeats)


def _said(names: Names, event: str, **values: object) -> str:
    return names.say(f"bulletin.course.{event}", **values)


def _handling(names: Names, card: Scorecard) -> Iterator[Event]:
    for duty in card.duties:
        if duty.name is ClockName.ACCEPT and duty.ended and duty.ended_by == "AcceptedByUnit":
            yield duty.ended, _said(names, "signed_in")
        if duty.name is ClockName.HANDLE and duty.lapsed:
            yield duty.lapsed, _said(names, "overdue")
        if duty.name in BY_RESULT and duty.ended and duty.ended_by == "ResultSubmitted":
            again = duty.name is not ClockName.HANDLE
            yield duty.ended, _said(names, "result_again" if again else "result")


def _callbacks(names: Names, card: Scorecard) -> Iterator[Event]:
    for called in card.callbacks:
        rated = names.indicator(f"K5.{called.level}") if called.level else ""
        level = rated or _said(names, "not_rated")
        solved = _said(names, "solved" if called.solved else "not_solved")
        yield called.at, _said(names, "callback", solved=solved, level=level)
