"""Lives that are handed back (退回): another unit, a rejected return, a designation."""

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Designate,
    Dispatch,
    RejectReturn,
    RequestReturn,
)
from domain.vocabulary import ClockName
from operations.scenarios.case import Case
from operations.scenarios.steps import HOUR, closed, dispatched, help_wanted, solved


async def returned_once(case: Case) -> None:
    """The return is approved; the next unit gets the full limit and does the work."""
    await dispatched(case, help_wanted(reply_wanted=False))
    await _asks_to_return(case, case.unit)
    await case.acts("dispatcher-1", ApproveReturn(), reason="职责清单如此规定。")
    await case.acts("dispatcher-2", Dispatch(unit=case.other_unit))
    await case.acts(f"{case.other_unit}-clerk", Accept())
    await solved(case, f"{case.other_unit}-clerk")
    await closed(case)


async def return_decided_late(case: Case) -> None:
    """The dispatch desk lets its own limit pass, then rejects the return."""
    await dispatched(case, help_wanted(reply_wanted=False))
    await _asks_to_return(case, case.unit)
    await case.passes(ClockName.RETURN_DECISION, by=HOUR)
    await case.acts("dispatcher-1", RejectReturn(), reason="属于你单位职责。")
    await solved(case)
    await closed(case)


async def designated(case: Case) -> None:
    """The second return opens the dispute; the head names the unit, which may not return."""
    await dispatched(case, help_wanted(reply_wanted=False))
    await _asks_to_return(case, case.unit)
    await case.acts("dispatcher-1", ApproveReturn(), reason="职责有交叉。")
    await case.acts("dispatcher-1", Dispatch(unit=case.other_unit))
    await _asks_to_return(case, case.other_unit)
    await case.acts("head-1", Designate(unit=case.unit), decision="由首接单位承办。")
    again = RequestReturn(proposed_unit=case.other_unit)
    words = {"reason": "不属于我单位职责。", "basis": "三定方案。"}
    await case.is_refused(case.clerk, again, "designated_may_not_return", **words)
    await case.acts(case.clerk, Accept())
    await solved(case)
    await closed(case)


async def _asks_to_return(case: Case, unit: str) -> None:
    proposed = case.other_unit if unit == case.unit else case.unit
    request = RequestReturn(proposed_unit=proposed)
    words = {"reason": "不属于我单位职责。", "basis": "三定方案。"}
    await case.acts(f"{unit}-clerk", request, **words)
