"""Lives that were not over when they had ended (办结之后): reopened, found false, followed up."""

from datetime import timedelta
from typing import Final

from domain.chapters.afterwards.commands import FindFalseClosure, Reopen
from domain.chapters.caller.commands import Object
from domain.chapters.closing.commands import Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import Register
from domain.vocabulary import ClockName, ItemType, ResultKind
from operations.scenarios.case import Case
from operations.scenarios.steps import DAY, HOUR, closed, handled, help_wanted, solved

CARRIED_OUT_WITHIN: Final = timedelta(days=14)
EXPLAINED: Final = Recheck(decision=RecheckDecision.EXPLAIN)


async def reopened(case: Case) -> None:
    """The matter comes up again within the month; the unit works on it a second time."""
    await _settled(case)
    await case.lets_pass(3 * DAY)
    await case.acts("supervisor-1", Reopen(), reason="诉求人反映问题仍在。")
    await case.acts("supervisor-1", Recheck(decision=RecheckDecision.REWORK))
    await solved(case)
    await closed(case)


async def found_false(case: Case) -> None:
    """A spot check finds that nothing was done: late from the first due, and handed over."""
    await _settled(case)
    await case.lets_pass(20 * DAY)
    await case.acts("assessor-1", FindFalseClosure(), evidence="现场照片显示未维修。")
    await case.lets_pass(HOUR)
    await solved(case)
    await closed(case)


async def objected_to(case: Case) -> None:
    """The caller objects after the end; the recheck explains."""
    await _settled(case)
    await case.lets_pass(DAY)
    await case.acts("caller", Object(), text="没有说明原因。")
    await case.acts("supervisor-1", EXPLAINED, reason="已向诉求人说明依据。")


async def followed_up(case: Case) -> None:
    """An adopted suggestion is looked at when its day is over."""
    await handled(case, Register(type=ItemType.SUGGESTION, reply_wanted=False))
    day = (case.local_now() + CARRIED_OUT_WITHIN).date()
    adopted = SubmitResult(result_kind=ResultKind.ADOPTED, completion_date=day)
    await case.acts(case.clerk, adopted)
    await closed(case)
    await case.passes(ClockName.FOLLOW_UP, by=HOUR)
    await case.acts("supervisor-1", EXPLAINED, reason="已按期实施。")


async def _settled(case: Case) -> None:
    await handled(case, help_wanted(reply_wanted=False))
    await solved(case)
    await closed(case)
