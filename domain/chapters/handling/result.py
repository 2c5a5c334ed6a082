"""The result, and what the caller adds to the demand meanwhile."""

from domain.chapters.dispatch.dispatch import VOID
from domain.chapters.handling.commands import AddInfo, SubmitResult
from domain.chapters.handling.days_ahead import require_within
from domain.chapters.handling.facts import CallerAddedInfo, ResultSubmitted
from domain.chapters.handling.in_hand import (
    WORK,
    require_emergency_over,
    require_own_handling,
    require_people_safe,
    require_steps_taken,
)
from domain.chapters.handling.promises import promise_for_the_limit
from domain.chapters.handling.public_answer import made_public
from domain.chapters.handling.rules import ClosingRule
from domain.chapters.handling.telling import exempt_from_telling, require_told
from domain.chapters.intake.missing_info import info_given
from domain.chapters.together.splitting import review_owed
from domain.duties.due_dates import rule_for
from domain.order.clause import applies, decides
from domain.order.clock import Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, ResultKind, State

RESULT_NOT_FOR_TYPE = refusal("result_not_for_type")
CLOSING_FIELD_MISSING = refusal("closing_field_missing")
NO_EMERGENCY_TO_REPORT = refusal("no_emergency_to_report")
DEADLINE_IS_A_PROMISE = refusal("deadline_is_a_promise")
COMPLETION_NOT_IN_LAW = refusal("completion_not_in_law")
COMPLETION_IN_THE_PAST = refusal("completion_in_the_past")
COMPLETION_TOO_FAR = refusal("completion_too_far")


@decides(AddInfo)
def add_info(decision: Decision, _: AddInfo) -> None:
    """T41: what the caller adds resets nothing, but answers what the desk had asked (T02)."""
    decision.require_texts("text", basis=("T:T41",))
    decision.record(CallerAddedInfo(), *info_given(decision), basis=("T:T41",))


@applies(CallerAddedInfo)
def _added_info(order: Order, _: CallerAddedInfo, __: Fact) -> Order:
    return changing(order, info_asked=())


@decides(SubmitResult)
def submit_result(decision: Decision, command: SubmitResult) -> None:
    """T29: the result carries the closing fields of its type (5.4).

    The unit's clock stops, and with it the city's: what the citizen was promised has been given,
    unless the review finds that it was not (T30). What circumstances hinder is no end: it is
    promised for a day (WF-20, JT-07)."""
    require_own_handling(decision, "T:T29")
    require_people_safe(decision, "SY18-08", "T:T29")
    require_steps_taken(decision, "SY18-08", "SY20-21", "T:T29")
    rule = _for_this_order(decision, command.result_kind)
    _require_fields(decision, command, rule)
    if command.result_kind is ResultKind.CONSTRAINED:
        require_emergency_over(decision, "T:T24")
        return promise_for_the_limit(decision, command.deadline, command)
    _require_days(decision, command)
    spared = exempt_from_telling(decision.order) if command.told_at is None else ()
    decision.record(
        ResultSubmitted(
            unit=decision.actor.unit,
            result_kind=command.result_kind,
            told_at=command.told_at,
            completion_date=command.completion_date,
            deadline=None,
            told_via=command.told_via,
        ),
        *decision.done(*WORK, ClockName.TOTAL),
        *decision.stop(Outcome.RELEASED, *VOID, ClockName.SUB_HANDLE),
        *review_owed(decision),
        basis=("T:T29", *rule.rules, *spared, *made_public(decision)),
    )


def _for_this_order(decision: Decision, kind: ResultKind) -> ClosingRule:
    """Find what such a result must carry; an emergency is reported where there is or was one."""
    order = decision.order
    rule = order.dossier.pack.closing(order.item_type, kind)
    if rule is None:
        decision.refuse(RESULT_NOT_FOR_TYPE, "T:T29", about=(order.item_type, kind))
    fits = kind is not ResultKind.EMERGENCY or order.emergency is not None
    decision.require(fits, NO_EMERGENCY_TO_REPORT, *rule.rules, about=(order.urgency,))
    return rule


def _require_fields(decision: Decision, command: SubmitResult, rule: ClosingRule) -> None:
    """5.4: everything is there, and the caller was told; a praise owes its caller nothing (X29)."""
    given = {*decision.filled, *_dated(command)}
    missing = tuple(name for name in rule.required if name not in given)
    decision.require(not missing, CLOSING_FIELD_MISSING, *rule.rules, about=missing)
    if command.result_kind is not ResultKind.CONVEYED:
        require_told(decision, command, *rule.rules)


def _require_days(decision: Decision, command: SubmitResult) -> None:
    """SY18-07: what is to be done by a day lies ahead, and is done in a time that people live to
    see; a day to solve the matter by is a promise and no result (JT-07)."""
    decision.require(command.deadline is None, DEADLINE_IS_A_PROMISE, "JT-07", "G:G8", "T:T29")
    day = command.completion_date
    if day is None:
        return
    rule = rule_for(decision.order, ClockName.FOLLOW_UP, decision.now)
    if rule is None:
        decision.refuse(COMPLETION_NOT_IN_LAW, "SY18-07", "X:X28")
    require_within(decision, day, rule, COMPLETION_IN_THE_PAST, COMPLETION_TOO_FAR)


def _dated(command: SubmitResult) -> tuple[str, ...]:
    dates = {"completion_date": command.completion_date, "deadline": command.deadline}
    return tuple(name for name, value in dates.items() if value is not None)


@applies(ResultSubmitted)
def _submitted(order: Order, content: ResultSubmitted, _: Fact) -> Order:
    return changing(
        order,
        state=State.PENDING_REVIEW,
        result=content.result_kind,
        completion_date=content.completion_date,
        extension_request=None,
    )
