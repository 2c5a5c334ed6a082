"""Scenarios that are interrupted: paused, promised, terminated, raised to a higher level."""

from datetime import timedelta
from typing import Final

from domain.chapters.closing.commands import (
    ApproveTermination,
    ExplainTermination,
    RequestTermination,
)
from domain.chapters.dispatch.commands import Contact
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
from domain.law.bodies import HardCaseLevel
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from operations.scenarios.scenario import PlayedOrder, Steps, acts, waits
from operations.scenarios.steps import DAY, HOUR, closed, handled, help_wanted, solved, told
from texts import zh

PROMISED_WITHIN: Final = timedelta(days=10)


def paused(order: PlayedOrder) -> Steps:
    """The unit waits for an instruction; its clock stands still, and is given the time back."""
    yield from handled(order, help_wanted(reply_wanted=False))
    yield acts(
        "head-1",
        Pause(reason=PauseReason.SUPERIOR_INSTRUCTION),
        request=zh("scenarios.asking_superiors"),
    )
    yield waits(30 * HOUR)
    yield acts(order.clerk, Resume())
    yield solved(order)
    yield from closed(order)


def promised(order: PlayedOrder) -> Steps:
    """What cannot be solved in time is promised for a day, and kept."""
    yield from handled(order, help_wanted(reply_wanted=False))
    day = (order.local_now() + PROMISED_WITHIN).date()
    told = {
        "explanation": zh("scenarios.parts_to_make"),
        "plan": zh("scenarios.replaced_on_arrival"),
        "progress": zh("scenarios.parts_ordered"),
    }
    yield acts(order.clerk, Commit(promise_date=day), **told)
    yield waits(5 * DAY)
    yield acts(order.clerk, KeepPromise(), result=zh("scenarios.replaced"))
    yield from closed(order)


def terminated(order: PlayedOrder) -> Steps:
    """The caller does not cooperate; the unit applies, and the hotline ends the handling."""
    yield from handled(order, help_wanted())
    asked = RequestTermination(ground=TerminationGround.CALLER_UNCOOPERATIVE)
    for wait in (HOUR, DAY, HOUR):
        yield acts(order.clerk, Contact(outcome="refused"))
        yield waits(wait)
    yield acts(order.clerk, asked, application=zh("scenarios.caller_gives_nothing"))
    yield acts("head-1", ApproveTermination())
    explained = ExplainTermination(**told(order))
    yield acts(order.clerk, explained, explanation=zh("scenarios.explained_to_caller"))


def taken_up_higher(order: PlayedOrder) -> Steps:
    """What the unit cannot solve is decided by whom its law names and goes back to the unit."""
    yield from handled(order, help_wanted(reply_wanted=False))
    raised = RaiseHardCase(level=order.hears_first)
    yield acts(order.clerk, raised, opinion=zh("scenarios.several_departments"))
    hears = "office-1" if order.hears_first is HardCaseLevel.CITY_OFFICE else "head-1"
    yield acts(hears, DecideHardCase(), opinion=zh("scenarios.this_unit_leads"))
    yield solved(order)
    yield from closed(order)


def given_the_statutory_limit(order: PlayedOrder) -> Steps:
    """A law gives the unit longer than the hotline does; the caller hears meanwhile."""
    yield from handled(order, help_wanted(reply_wanted=False))
    longer = ApplyStatutoryLimit(
        law=zh("scenarios.licensing_law"), article="42", limit=parse_limit("20 WD")
    )
    yield acts("head-1", longer, request=zh("scenarios.permit_needed"))
    yield waits(8 * DAY)
    yield solved(order)
    yield from closed(order)
