"""Handling (办理): urging, additions, the result."""

from datetime import datetime

from domain.changing import changing
from domain.clauses.dispatch import VOID
from domain.clauses.in_hand import require_own_handling, require_people_safe
from domain.clauses.missing_info import info_given
from domain.clauses.public_answer import made_public
from domain.clauses.registry import applies, decides
from domain.clauses.splitting import review_owed
from domain.clauses.supervision import raise_to
from domain.clock import Outcome
from domain.commands import (
    AddInfo,
    SubmitResult,
    Urge,
)
from domain.counting import working_days_between
from domain.docket import Docket
from domain.facts import (
    CallerAddedInfo,
    CallerUrged,
    Fact,
    ResultSubmitted,
)
from domain.order import Order
from domain.vocabulary import ClockName, Level, State, Trigger

WORK = (ClockName.HANDLE, ClockName.REWORK)
"""The clocks that a result ends."""


@decides(Urge)
def urge(docket: Docket, command: Urge) -> None:
    """T41, G11: every urging is on record; one a working day counts and raises L1."""
    order = docket.order
    docket.require(bool(order.unit), "no_unit_to_urge", "T:T41", about=(order.state,))
    most = order.dossier.pack.supervision.urges_per_working_day
    today = [at for at in order.urged if _same_working_day(order, at, docket.now)]
    counted = len(today) < most.value
    docket.record(CallerUrged(by=command.by, counted=counted), basis=("T:T41", "G:G11"))
    if counted:
        raise_to(docket, Level.L1, Trigger.CALLER_URGED, order.unit, "HD-02", "G:G11")


def _same_working_day(order: Order, one: datetime, other: datetime) -> bool:
    """Days off count with the working day before them."""
    return working_days_between(one, other, order.dossier.calendar) == 0


@applies(CallerUrged)
def _urged(order: Order, content: CallerUrged, fact: Fact) -> Order:
    return changing(order, urged=(*order.urged, fact.occurred_at)) if content.counted else order


@decides(AddInfo)
def add_info(docket: Docket, _: AddInfo) -> None:
    """T41: what the caller adds resets nothing, but answers what the desk had asked (T02)."""
    docket.require_texts("text", basis=("T:T41",))
    docket.record(CallerAddedInfo(), *info_given(docket), basis=("T:T41",))


@applies(CallerAddedInfo)
def _added_info(order: Order, _: CallerAddedInfo, __: Fact) -> Order:
    return changing(order, info_asked=())


@decides(SubmitResult)
def submit_result(docket: Docket, command: SubmitResult) -> None:
    """T29: the result carries the closing fields of its type (5.4).

    The unit's clock stops, and with it the city's: what the citizen was promised has been given,
    unless the review finds that it was not (T30)."""
    order = docket.order
    require_own_handling(docket, "T:T29")
    require_people_safe(docket, "SY18-08", "T:T29")
    rule = order.dossier.pack.closing(order.item_type, command.result_kind)
    if rule is None:
        docket.refuse("result_not_for_type", "T:T29", about=(order.item_type, command.result_kind))
    given = {*docket.filled, *_dated(command)}
    missing = tuple(name for name in rule.required if name not in given)
    docket.require(not missing, "closing_field_missing", *rule.rules, about=missing)
    docket.record(
        ResultSubmitted(
            unit=docket.actor.unit,
            result_kind=command.result_kind,
            told_at=command.told_at,
            completion_date=command.completion_date,
            deadline=command.deadline,
        ),
        *docket.done(*WORK, ClockName.TOTAL),
        *docket.stop(Outcome.RELEASED, *VOID, ClockName.SUB_HANDLE),
        *review_owed(docket),
        basis=("T:T29", *rule.rules, *made_public(docket)),
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
