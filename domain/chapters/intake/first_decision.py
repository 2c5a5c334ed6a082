"""Intake (受理): refuse, transfer out, answer at once, accept for dispatch."""

from typing import Final

from domain.chapters.closing.facts import Closed
from domain.chapters.closing.terms import ClosingKind
from domain.chapters.elsewhere.authorities import require_in_force
from domain.chapters.elsewhere.outside import hand_over, is_followed
from domain.chapters.elsewhere.upstream import report_upstream
from domain.chapters.handling.public_answer import made_public
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Refuse, TransferOut
from domain.chapters.intake.desk import ends_here, goes_on, require_intake
from domain.chapters.intake.facts import AcceptedForDispatch, Answered, Refused, TransferredOut
from domain.chapters.together.repeats import SETTLED, is_settled, require_something_new
from domain.duties.due_dates import is_emergency, start
from domain.order.clause import applies, decides
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Citation
from domain.values.changed_copy import changing
from domain.vocabulary import Channel, ClockName, ItemType, State

DISPATCH_DESK: Final = "dispatch_desk"


@decides(Refuse)
def refuse(docket: Docket, command: Refuse) -> None:
    """T03: reasons are always given; the lawful route too where the ground is a legal procedure."""
    require_intake(docket, "T:T03")
    ground = docket.order.dossier.pack.disposition(command.disposition)
    if ground is None:
        docket.refuse("unknown_disposition", "T:T03", about=(command.disposition,))
    docket.require_texts("reason", basis=("WF-17", "T:T03"))
    if ground.route_required:
        docket.require_texts("route", basis=("WF-17", *ground.rules))
    if ground.approved_by is not None:
        docket.require(
            docket.actor.role is ground.approved_by,
            "needs_approval_of",
            *ground.rules,
            about=(ground.approved_by,),
        )
    content = Refused(disposition=command.disposition)
    docket.record(content, *ends_here(docket), basis=("T:T03", *ground.rules))


@applies(Refused)
def _refused(order: Order, _: Refused, fact: Fact) -> Order:
    return changing(order, state=State.REFUSED, ended_at=fact.occurred_at)


@decides(TransferOut)
def transfer_out(docket: Docket, command: TransferOut) -> None:
    """T04: emergency lines, discipline, tourism, another city; the outcome is on record.

    Whoever telephones about what belongs to an emergency line is put through (SY20-24); a report
    that another platform handles is watched to its end (SYT-02)."""
    require_intake(docket, "T:T04")
    target = docket.order.dossier.pack.transfer(command.target)
    rules = target.rules if target else ("C:C7",)
    by_phone = docket.order.channel is Channel.PHONE
    if target is not None:
        require_in_force(docket, target)
    must_connect = target is not None and target.put_through and by_phone
    docket.require(command.warm or not must_connect, "call_not_put_through", "T:T04", *rules)
    if is_followed(docket, target):
        hand_over(docket, command, *rules)
        return
    content = TransferredOut(target=command.target, warm=command.warm)
    docket.record(content, *ends_here(docket), basis=("T:T04", *rules))


@applies(TransferredOut)
def _transferred_out(order: Order, _: TransferredOut, fact: Fact) -> Order:
    return changing(order, state=State.TRANSFERRED_OUT, ended_at=fact.occurred_at)


@decides(Answer)
def answer(docket: Docket, command: Answer) -> None:
    """T05, T06: answered at once and closed, unless it is an emergency.

    To a repeat without new facts the earlier result is the answer (X15)."""
    require_intake(docket, "T:T05")
    docket.require(not is_emergency(docket.order), "emergency_needs_dispatch", "SY20-21", "T:T05")
    docket.require_texts("answer", basis=("WF-15", "T:T05"))
    settled = SETTLED if is_settled(docket.order) else ()
    public = made_public(docket)
    content = Answered(kb_entry=command.kb_entry, kb_version=command.kb_version)
    docket.record(content, basis=("WF-15", "T:T05", *settled, *public))
    praise = docket.order.item_type is ItemType.PRAISE
    closing = ClosingKind.PRAISE_CONVEYED if praise else ClosingKind.ANSWERED
    report_upstream(docket)
    docket.record(Closed(closing=closing), *ends_here(docket), basis=("T:T06",))


@applies(Answered)
def _answered(order: Order, content: Answered, _: Fact) -> Order:
    cited = Citation(entry=content.kb_entry, version=content.kb_version)
    return changing(order, state=State.ANSWERED, cited=cited if cited.entry else None)


@decides(AcceptForDispatch)
def accept_for_dispatch(docket: Docket, _: AcceptForDispatch) -> None:
    """T08: in scope; the dispatch desk has its own limit (SM-02)."""
    require_intake(docket, "T:T08")
    require_something_new(docket)
    decided = goes_on(docket)
    clocks = start(docket.order, ClockName.DISPATCH, DISPATCH_DESK, docket.now)
    docket.record(AcceptedForDispatch(), *decided, *clocks, basis=("T:T08",))


@applies(AcceptedForDispatch)
def _accepted_for_dispatch(order: Order, _: AcceptedForDispatch, __: Fact) -> Order:
    return changing(order, state=State.QUEUED, info_asked=())
