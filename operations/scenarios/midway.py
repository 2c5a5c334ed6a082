"""Lives that do not run straight (办理途中): paused, promised, ended midway, taken up higher."""

from datetime import timedelta
from typing import Final

from domain.chapters.closing.commands import ApproveTermination, RequestTermination
from domain.chapters.handling.commands import (
    ApplyStatutoryLimit,
    Commit,
    DecideHardCase,
    KeepPromise,
    Pause,
    RaiseHardCase,
    Resume,
)
from domain.chapters.handling.terms import PauseReason
from domain.order.terms import HardCaseLevel, TerminationGround
from domain.time.limit import parse_limit
from operations.scenarios.case import Case
from operations.scenarios.steps import DAY, HOUR, closed, handled, help_wanted, solved

PROMISED_WITHIN: Final = timedelta(days=10)


async def paused(case: Case) -> None:
    """The unit waits for an instruction; its clock stands still, and is given the time back."""
    await handled(case, help_wanted(reply_wanted=False))
    await case.acts("head-1", Pause(reason=PauseReason.SUPERIOR_INSTRUCTION), request="请示上级。")
    await case.lets_pass(30 * HOUR)
    await case.acts(case.clerk, Resume())
    await solved(case)
    await closed(case)


async def promised(case: Case) -> None:
    """What cannot be solved in time is promised for a day, and kept."""
    await handled(case, help_wanted(reply_wanted=False))
    day = (case.local_now() + PROMISED_WITHIN).date()
    told = {"explanation": "配件须定制。", "plan": "到货即更换。", "progress": "已下单。"}
    await case.acts(case.clerk, Commit(promise_date=day), **told)
    await case.lets_pass(5 * DAY)
    await case.acts(case.clerk, KeepPromise(), result="已更换完毕。")
    await closed(case)


async def terminated(case: Case) -> None:
    """The caller does not cooperate; the unit applies, and the hotline ends the handling."""
    await handled(case, help_wanted(reply_wanted=False))
    asked = RequestTermination(ground=TerminationGround.CALLER_UNCOOPERATIVE)
    await case.acts(case.clerk, asked, application="多次联系,诉求人拒绝提供线索。")
    await case.acts("head-1", ApproveTermination(), explanation="已向诉求人说明。")


async def taken_up_higher(case: Case) -> None:
    """What the unit cannot solve is decided by the hotline and goes back to the unit."""
    await handled(case, help_wanted(reply_wanted=False))
    raised = RaiseHardCase(level=HardCaseLevel.HOTLINE)
    await case.acts(case.clerk, raised, opinion="涉及多个部门,请求协调。")
    await case.acts("head-1", DecideHardCase(), opinion="由本单位牵头办理。")
    await solved(case)
    await closed(case)


async def given_the_statutory_limit(case: Case) -> None:
    """A law gives the unit longer than the hotline does; the caller hears meanwhile."""
    await handled(case, help_wanted(reply_wanted=False))
    longer = ApplyStatutoryLimit(
        law="administrative-licensing-law", article="42", limit=parse_limit("20 WD")
    )
    await case.acts("head-1", longer, request="须依法办理许可。")
    await case.lets_pass(8 * DAY)
    await solved(case)
    await closed(case)
