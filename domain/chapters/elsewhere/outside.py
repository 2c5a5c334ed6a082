"""Handed to another platform and still watched: asked first, watching to the end."""

from typing import Final

from domain.chapters.elsewhere.commands import RecordOutsideResult
from domain.chapters.elsewhere.facts import HandedOver, OutsideResultRecorded
from domain.chapters.elsewhere.rules import TransferTarget
from domain.chapters.elsewhere.terms import OutsideOutcome
from domain.chapters.intake.commands import TransferOut
from domain.chapters.intake.desk import INTAKE_DESK, ends_here
from domain.duties.due_dates import rule_for, start
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

NOT_FOLLOWED = refusal("not_followed")

ASKED_FIRST: Final = ("SYT-02", "T:T04")


def is_followed(decision: Decision, target: TransferTarget) -> bool:
    """SYT-02, SY20-01: a demand that goes to a platform which the law has the hotline watch.

    Default: not where no limit is set."""
    order = decision.order
    if not target.followed or order.item_type not in target.followed_types:
        return False
    return rule_for(order, ClockName.OUTSIDE_RESULT, decision.now) is not None


def hand_over(decision: Decision, command: TransferOut, *rules: str) -> None:
    """SYT-02: the desk's decision is made; finding out what became of it is still owed."""
    decision.record(
        HandedOver(target=command.target, warm=command.warm, told=command.told),
        *decision.done(ClockName.INTAKE),
        *start(decision.order, ClockName.OUTSIDE_RESULT, INTAKE_DESK, decision.now),
        basis=(*ASKED_FIRST, *rules),
    )


@applies(HandedOver)
def _handed_over(order: Order, content: HandedOver, _: Fact) -> Order:
    return changing(order, state=State.FOLLOWED, handed_to=content.target, info_asked=())


@decides(RecordOutsideResult)
def record_outside_result(decision: Decision, command: RecordOutsideResult) -> None:
    """SYT-02: with its result the order ends; what is handed back is decided at the desk anew."""
    order = decision.order
    followed = order.state is State.FOLLOWED
    decision.require(followed, NOT_FOLLOWED, *ASKED_FIRST, about=(order.state,))
    decision.require_texts("result", basis=ASKED_FIRST)
    content = OutsideResultRecorded(target=order.handed_to, outcome=command.outcome)
    if command.outcome is OutsideOutcome.DONE:
        decision.record(content, *ends_here(decision, ClockName.OUTSIDE_RESULT), basis=ASKED_FIRST)
        return
    again = start(order, ClockName.INTAKE, INTAKE_DESK, decision.now)
    decision.record(content, *decision.done(ClockName.OUTSIDE_RESULT), *again, basis=ASKED_FIRST)


@applies(OutsideResultRecorded)
def _recorded(order: Order, content: OutsideResultRecorded, fact: Fact) -> Order:
    if content.outcome is OutsideOutcome.DONE:
        return changing(order, state=State.TRANSFERRED_OUT, ended_at=fact.occurred_at)
    return changing(order, state=State.INTAKE)
