"""Scenarios in which a unit returns the order: another unit, a rejected return, a designation."""

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Designate,
    Dispatch,
    RejectReturn,
    RequestReturn,
)
from domain.vocabulary import ClockName
from operations.scenarios.scenario import PlayedOrder, Steps, acts, is_refused, waits_past
from operations.scenarios.steps import HOUR, closed, dispatched, help_wanted, solved
from texts import zh


def returned_once(order: PlayedOrder) -> Steps:
    """The return is approved; the next unit gets the full limit and does the work."""
    yield from dispatched(order, help_wanted(reply_wanted=False))
    yield from _asks_to_return(order, order.unit)
    yield acts("dispatcher-1", ApproveReturn(), reason=zh("scenarios.list_of_duties_says_so"))
    yield acts("dispatcher-2", Dispatch(unit=order.other_unit))
    yield acts(f"{order.other_unit}-clerk", Accept())
    yield solved(order, f"{order.other_unit}-clerk")
    yield from closed(order)


def return_decided_late(order: PlayedOrder) -> Steps:
    """The dispatch desk lets its own limit pass, then rejects the return."""
    yield from dispatched(order, help_wanted(reply_wanted=False))
    yield from _asks_to_return(order, order.unit)
    yield waits_past(ClockName.RETURN_DECISION, by=HOUR)
    yield acts("dispatcher-1", RejectReturn(), reason=zh("scenarios.your_duty"))
    yield solved(order)
    yield from closed(order)


def designated(order: PlayedOrder) -> Steps:
    """The second return opens the dispute; the head names the unit, which may not return."""
    yield from dispatched(order, help_wanted(reply_wanted=False))
    yield from _asks_to_return(order, order.unit)
    yield acts("dispatcher-1", ApproveReturn(), reason=zh("scenarios.duties_overlap"))
    yield acts("dispatcher-1", Dispatch(unit=order.other_unit))
    yield from _asks_to_return(order, order.other_unit)
    yield acts("head-1", Designate(unit=order.unit), decision=zh("scenarios.first_unit_handles"))
    again = RequestReturn(proposed_unit=order.other_unit)
    words = {"reason": zh("scenarios.not_our_duty"), "basis": zh("scenarios.duties_plan")}
    yield is_refused(order.clerk, again, "designated_may_not_return", **words)
    yield acts(order.clerk, Accept())
    yield solved(order)
    yield from closed(order)


def _asks_to_return(order: PlayedOrder, unit: str) -> Steps:
    proposed = order.other_unit if unit == order.unit else order.unit
    request = RequestReturn(proposed_unit=proposed)
    words = {"reason": zh("scenarios.not_our_duty"), "basis": zh("scenarios.duties_plan")}
    yield acts(f"{unit}-clerk", request, **words)
