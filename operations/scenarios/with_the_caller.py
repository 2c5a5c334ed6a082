"""Lives in which the caller, or the supervisor, has the word: rework, callback, supervision."""

from datetime import time
from typing import Final

from domain.chapters.closing.commands import OrderRework, PassReview, Recheck, RecordCallback
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.vocabulary import ClockName, Level, Trigger
from operations.scenarios.case import Case
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

WINDOWS: Final = (time(9), time(15), time(20))
"""A time in each of the three windows of the day in which callers are tried (G14)."""
NOBODY: Final = RecordCallback(answered=False)


async def reworked(case: Case) -> None:
    """Not content, rightly: the unit works again and the caller is content."""
    await _called_back(case)
    await not_content(case)
    await case.acts("supervisor-1", Recheck(decision=RecheckDecision.REWORK))
    await solved(case)
    await closed(case)


async def reworked_twice(case: Case) -> None:
    """Not content twice; the second rework puts the unit under supervision."""
    await _called_back(case)
    await not_content(case)
    await case.acts("supervisor-1", Recheck(decision=RecheckDecision.REWORK))
    await solved(case)
    await case.acts("reviewer-1", PassReview())
    await not_content(case)
    await case.acts("supervisor-1", OrderRework(), reason="仍未解决。")
    await solved(case)
    await closed(case)


async def explained(case: Case) -> None:
    """Not content, but the demand is unreasonable; it is explained and closed."""
    await _called_back(case)
    await not_content(case)
    explanation = Recheck(decision=RecheckDecision.EXPLAIN)
    await case.acts("supervisor-1", explanation, reason="诉求超出政策范围,已说明。")


async def unreachable(case: Case) -> None:
    """Three attempts on two days in all three windows of the day; then the order closes."""
    await _called_back(case)
    await case.acts("callback-1", NOBODY)
    begun = case.local_now().time()
    window = sum(begun >= starts for starts in (time(12), time(18)))
    first, second = (at for place, at in enumerate(WINDOWS) if place != window)
    await case.waits_for(1, first)
    await case.acts("callback-1", NOBODY)
    await case.waits_for(0, second)
    await case.acts("callback-1", NOBODY)


async def called_back_late(case: Case) -> None:
    """The callback desk lets its own limit pass."""
    await _called_back(case)
    await case.passes(ClockName.CALLBACK, by=HOUR)
    await content(case)


async def supervision_ignored(case: Case) -> None:
    """L3 is ignored and becomes L4; L4 is ignored and becomes L5; then the work is done."""
    await handled(case, help_wanted(reply_wanted=False))
    await case.acts("supervisor-1", _raised(Level.L3, Trigger.MEDIA), reason="媒体关注。")
    await case.lets_pass(25 * DAY)
    await solved(case)
    await closed(case)


async def supervised_and_cleared(case: Case) -> None:
    """The supervisor steps in, the unit mends it, supervision is cleared."""
    await handled(case, help_wanted(reply_wanted=False))
    await case.is_refused("seat-1", _raised(Level.L2, Trigger.OTHER), "role_may_not", reason="…")
    await case.acts("supervisor-1", _raised(Level.L2, Trigger.LEADER_NOTE), reason="领导批示。")
    await case.acts("supervisor-1", ClearSupervision(), reason="已整改到位。")
    await solved(case)
    await closed(case)


def _raised(level: Level, trigger: Trigger) -> RaiseSupervision:
    """From L3 on another body than the hotline issues it (C12)."""
    authority = "city_office" if level >= Level.L3 else ""
    return RaiseSupervision(level=level, trigger=trigger, authority=authority)


async def _called_back(case: Case) -> None:
    """Handled and reviewed; now the caller is to be called."""
    await handled(case, help_wanted())
    await solved(case)
    await case.acts("reviewer-1", PassReview())
