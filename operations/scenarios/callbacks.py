"""Scenarios in which the caller, or the supervisor, has the word: callback, rework, supervision."""

from datetime import time
from typing import Final

from domain.chapters.closing.commands import OrderRework, PassReview, Recheck, RecordCallback
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.vocabulary import ClockName, Level, Trigger
from operations.scenarios.scenario import (
    PlayedOrder,
    Steps,
    WaitUntil,
    acts,
    is_refused,
    waits,
    waits_past,
)
from operations.scenarios.steps import (
    DAY,
    HOUR,
    closed,
    content,
    handled,
    help_wanted,
    not_content,
    solved,
)
from texts import zh

WINDOWS: Final = (time(9), time(15), time(20))
"""A time in each of the three windows of the day in which callers are tried (G14)."""
NOBODY: Final = RecordCallback(answered=False)


def reworked(order: PlayedOrder) -> Steps:
    """Not content, rightly: the unit works again and the caller is content."""
    yield from _called_back(order)
    yield not_content()
    yield acts("supervisor-1", Recheck(decision=RecheckDecision.REWORK))
    yield solved(order)
    yield from closed(order)


def reworked_twice(order: PlayedOrder) -> Steps:
    """Not content twice; the second rework puts the unit under supervision."""
    yield from _called_back(order)
    yield not_content()
    yield acts("supervisor-1", Recheck(decision=RecheckDecision.REWORK))
    yield solved(order)
    yield acts("reviewer-1", PassReview())
    yield not_content()
    yield acts("supervisor-1", OrderRework(), reason=zh("scenarios.not_solved"))
    yield solved(order)
    yield from closed(order)


def explained(order: PlayedOrder) -> Steps:
    """Not content, but the demand is unreasonable; it is explained and closed."""
    yield from _called_back(order)
    yield not_content()
    explanation = Recheck(decision=RecheckDecision.EXPLAIN)
    yield acts("supervisor-1", explanation, reason=zh("scenarios.beyond_policy"))


def unreachable(order: PlayedOrder) -> Steps:
    """Three attempts on two days in all three windows of the day; then the order closes."""
    yield from _called_back(order)
    yield acts("callback-1", NOBODY)
    begun = order.local_now().time()
    window = sum(begun >= starts for starts in (time(12), time(18)))
    first, second = (at for place, at in enumerate(WINDOWS) if place != window)
    yield WaitUntil(days=1, at=first)
    yield acts("callback-1", NOBODY)
    yield WaitUntil(days=0, at=second)
    yield acts("callback-1", NOBODY)


def called_back_late(order: PlayedOrder) -> Steps:
    """The callback desk lets its own limit pass."""
    yield from _called_back(order)
    yield waits_past(ClockName.CALLBACK, by=HOUR)
    yield content()


def supervision_ignored(order: PlayedOrder) -> Steps:
    """L3 is ignored and becomes L4; L4 is ignored and becomes L5; then the work is done."""
    yield from handled(order, help_wanted(reply_wanted=False))
    yield acts(
        "supervisor-1", _raised(Level.L3, Trigger.MEDIA), reason=zh("scenarios.press_attention")
    )
    yield waits(25 * DAY)
    yield solved(order)
    yield from closed(order)


def supervised_and_cleared(order: PlayedOrder) -> Steps:
    """The supervisor steps in, the unit mends it, supervision is cleared."""
    yield from handled(order, help_wanted(reply_wanted=False))
    yield is_refused("seat-1", _raised(Level.L2, Trigger.OTHER), "role_may_not", reason="…")
    yield acts(
        "supervisor-1",
        _raised(Level.L2, Trigger.LEADER_NOTE),
        reason=zh("scenarios.leader_instruction"),
    )
    yield acts("supervisor-1", ClearSupervision(), reason=zh("scenarios.put_right_fully"))
    yield solved(order)
    yield from closed(order)


def _raised(level: Level, trigger: Trigger) -> RaiseSupervision:
    """From L3 on another body than the hotline issues it (C12)."""
    authority = "city_office" if level >= Level.L3 else ""
    return RaiseSupervision(level=level, trigger=trigger, authority=authority)


def _called_back(order: PlayedOrder) -> Steps:
    """Handled and reviewed; now the caller is to be called."""
    yield from handled(order, help_wanted())
    yield solved(order)
    yield acts("reviewer-1", PassReview())
