"""Intake: refuse, transfer out, answer at once, accept for dispatch."""

from typing import Final

from domain.chapters.closing.facts import Closed
from domain.chapters.closing.terms import ClosingKind
from domain.chapters.elsewhere.authorities import require_in_force
from domain.chapters.elsewhere.outside import hand_over, is_followed
from domain.chapters.elsewhere.upstream import report_upstream
from domain.chapters.handling.public_answer import made_public
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Refuse, TransferOut
from domain.chapters.intake.desk import EMERGENCY_NEEDS_DISPATCH, ends_here, goes_on, require_intake
from domain.chapters.intake.facts import AcceptedForDispatch, Answered, Refused, TransferredOut
from domain.chapters.together.repeats import SETTLED, is_settled, require_something_new
from domain.duties.due_dates import is_emergency, start
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Citation
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import Channel, ClockName, ItemType, State

UNKNOWN_DISPOSITION = refusal("unknown_disposition")
NEEDS_APPROVAL_OF = refusal("needs_approval_of")
CALL_NOT_PUT_THROUGH = refusal("call_not_put_through")
NOT_ANSWERED_AT_THE_DESK = refusal("not_answered_at_the_desk")

DISPATCH_DESK: Final = "dispatch_desk"
QUESTIONS: Final = (ItemType.CONSULT,)


@decides(Refuse)
def refuse(decision: Decision, command: Refuse) -> None:
    """T03: reasons are always given; the lawful route too where the ground is a legal procedure."""
    require_intake(decision, "T:T03")
    ground = decision.order.dossier.pack.disposition(command.disposition)
    if ground is None:
        decision.refuse(UNKNOWN_DISPOSITION, "T:T03", about=(command.disposition,))
    decision.require_texts("reason", basis=("WF-17", "T:T03"))
    if ground.route_required:
        decision.require_texts("route", basis=("WF-17", *ground.rules))
    if ground.approved_by is not None:
        decision.require(
            decision.actor.role is ground.approved_by,
            NEEDS_APPROVAL_OF,
            *ground.rules,
            about=(ground.approved_by,),
        )
    content = Refused(disposition=command.disposition)
    decision.record(content, *ends_here(decision), basis=("T:T03", *ground.rules))


@applies(Refused)
def _refused(order: Order, _: Refused, fact: Fact) -> Order:
    return changing(order, state=State.REFUSED, ended_at=fact.occurred_at)


@decides(TransferOut)
def transfer_out(decision: Decision, command: TransferOut) -> None:
    """T04: emergency lines, discipline, tourism, another city; the outcome is on record.

    Whoever telephones about what belongs to an emergency line is put through (SY20-24); a report
    that another platform handles is watched to its end (SYT-02)."""
    require_intake(decision, "T:T04")
    target = decision.order.dossier.pack.transfer(command.target)
    rules = target.rules if target else ("C:C7",)
    by_phone = decision.order.channel is Channel.PHONE
    if target is not None:
        require_in_force(decision, target)
    must_connect = target is not None and target.put_through and by_phone
    decision.require(command.warm or not must_connect, CALL_NOT_PUT_THROUGH, "T:T04", *rules)
    if is_followed(decision, target):
        hand_over(decision, command, *rules)
        return
    content = TransferredOut(target=command.target, warm=command.warm)
    decision.record(content, *ends_here(decision), basis=("T:T04", *rules))


@applies(TransferredOut)
def _transferred_out(order: Order, _: TransferredOut, fact: Fact) -> Order:
    return changing(order, state=State.TRANSFERRED_OUT, ended_at=fact.occurred_at)


@decides(Answer)
def answer(decision: Decision, command: Answer) -> None:
    """T05, T06: what the law lets the desk answer is closed at once, unless it is an emergency.

    To a repeat without new facts the earlier result is the answer (X15)."""
    require_intake(decision, "T:T05")
    decision.require(not is_emergency(decision.order), EMERGENCY_NEEDS_DISPATCH, "SY20-21", "T:T05")
    _require_answerable(decision)
    decision.require_texts("answer", basis=("WF-15", "T:T05"))
    settled = SETTLED if is_settled(decision.order) else ()
    public = made_public(decision)
    content = Answered(kb_entry=command.kb_entry, kb_version=command.kb_version)
    decision.record(content, basis=("WF-15", "T:T05", *settled, *public))
    praise = decision.order.item_type is ItemType.PRAISE
    closing = ClosingKind.PRAISE_CONVEYED if praise else ClosingKind.ANSWERED
    report_upstream(decision)
    decision.record(Closed(closing=closing), *ends_here(decision), basis=("T:T06",))


def _require_answerable(decision: Decision) -> None:
    """SY18, SY20-18: only a unit's work closes what must be looked into, solved or weighed."""
    order, rules = decision.order, decision.order.dossier.pack.intake
    listed = rules.answered_at_desk if rules else None
    types = listed.value if listed else QUESTIONS
    basis = listed.rules if listed else ("SY20-16",)
    lawful = order.item_type in types or is_settled(order)
    decision.require(lawful, NOT_ANSWERED_AT_THE_DESK, "T:T05", *basis, about=(order.item_type,))


@applies(Answered)
def _answered(order: Order, content: Answered, _: Fact) -> Order:
    cited = Citation(entry=content.kb_entry, version=content.kb_version)
    return changing(order, state=State.ANSWERED, cited=cited if cited.entry else None)


@decides(AcceptForDispatch)
def accept_for_dispatch(decision: Decision, _: AcceptForDispatch) -> None:
    """T08: in scope; the dispatch desk has its own limit (SM-02)."""
    require_intake(decision, "T:T08")
    require_something_new(decision)
    decided = goes_on(decision)
    clocks = start(decision.order, ClockName.DISPATCH, DISPATCH_DESK, decision.now)
    decision.record(AcceptedForDispatch(), *decided, *clocks, basis=("T:T08",))


@applies(AcceptedForDispatch)
def _accepted_for_dispatch(order: Order, _: AcceptedForDispatch, __: Fact) -> Order:
    return changing(order, state=State.QUEUED, info_asked=())
