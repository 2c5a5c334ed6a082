"""The result, and what the caller adds to the demand meanwhile."""

from domain.chapters.dispatch.dispatch import VOID
from domain.chapters.handling.commands import AddInfo, SubmitResult
from domain.chapters.handling.facts import CallerAddedInfo, ResultSubmitted
from domain.chapters.handling.in_hand import (
    require_own_handling,
    require_people_safe,
    require_steps_taken,
)
from domain.chapters.handling.public_answer import made_public
from domain.chapters.intake.missing_info import info_given
from domain.chapters.together.splitting import review_owed
from domain.order.clause import applies, decides
from domain.order.clock import Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

RESULT_NOT_FOR_TYPE = refusal("result_not_for_type")
CLOSING_FIELD_MISSING = refusal("closing_field_missing")

WORK = (ClockName.HANDLE, ClockName.REWORK)
"""The clocks that a result ends."""


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
    unless the review finds that it was not (T30)."""
    order = decision.order
    require_own_handling(decision, "T:T29")
    require_people_safe(decision, "SY18-08", "T:T29")
    require_steps_taken(decision, "SY18-08", "SY20-21", "T:T29")
    rule = order.dossier.pack.closing(order.item_type, command.result_kind)
    if rule is None:
        decision.refuse(RESULT_NOT_FOR_TYPE, "T:T29", about=(order.item_type, command.result_kind))
    given = {*decision.filled, *_dated(command)}
    missing = tuple(name for name in rule.required if name not in given)
    decision.require(not missing, CLOSING_FIELD_MISSING, *rule.rules, about=missing)
    decision.record(
        ResultSubmitted(
            unit=decision.actor.unit,
            result_kind=command.result_kind,
            told_at=command.told_at,
            completion_date=command.completion_date,
            deadline=command.deadline,
        ),
        *decision.done(*WORK, ClockName.TOTAL),
        *decision.stop(Outcome.RELEASED, *VOID, ClockName.SUB_HANDLE),
        *review_owed(decision),
        basis=("T:T29", *rule.rules, *made_public(decision)),
    )


def _dated(command: SubmitResult) -> tuple[str, ...]:
    dates = {
        "told_at": command.told_at,
        "completion_date": command.completion_date,
        "deadline": command.deadline,
    }
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
