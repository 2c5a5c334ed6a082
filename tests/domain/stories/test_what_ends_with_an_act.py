"""What ends and what begins with an act: every duty that its fact changes, and none besides."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.chapters.caller.commands import Object
from domain.chapters.closing.commands import (
    ApproveTermination,
    EnterProcedure,
    ExplainTermination,
    FinalReply,
    PassReview,
    Recheck,
    RecordCallback,
    RejectTermination,
)
from domain.chapters.closing.terms import ProcedureKind, RecheckDecision
from domain.chapters.dispatch.commands import Contact, RecallDispatch, RejectReturn, RequestReturn
from domain.chapters.handling.commands import (
    ApplyStatutoryLimit,
    ApproveExtension,
    Commit,
    KeepPromise,
    RaiseHardCase,
    RequestExtension,
)
from domain.chapters.intake.commands import Refuse
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import SetHosts
from domain.law.bodies import HardCaseLevel
from domain.order.command import Command
from domain.time.limit import parse_limit
from domain.vocabulary import Level, Trigger, Urgency
from tests.domain.case import BY_PHONE, Case, moment
from tests.domain.often import STOP
from tests.domain.stories.test_knowledge import unconvinced

Life = Callable[[Case], Case]
MISSED = RecordCallback(answered=False)
UNHAPPY = RecordCallback(answered=True, contacted=True, solved=False, satisfied=5)
SHARED = SetHosts(host="water", co_hosts=("roads",))
MORE = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
PROMISE = Commit(promise_date=date(2026, 4, 20), **BY_PHONE)
NOT_OURS = RequestReturn(proposed_unit="roads")
LONGER = ApplyStatutoryLimit(
    law="《食品安全法》", article="第一百一十五条", limit=parse_limit("20 WD")
)
SUED = EnterProcedure(procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="court")
DESK = Recheck(decision=RecheckDecision.DESK)
WATCHED = RaiseSupervision(level=Level.L2, trigger=Trigger.NEGATIVE_EFFECT)
EMERGENCY = Urgency.EMERGENCY


def then(role: str, command: Command, *texts: str) -> Life:
    """One act of somebody."""
    return lambda case: case.by(role).does(command, *texts)


def lived(*steps: Life) -> Life:
    """Several steps, one after the other."""

    def life(case: Case) -> Case:
        for step in steps:
            case = step(case)
        return case

    return life


def tried_twice(case: Case) -> Case:
    """A caller whom nobody reached on two days."""
    case = then("callback_officer", MISSED)(case.to_callback())
    return then("callback_officer", MISSED)(case.at("03-03 14:00")).at("03-03 18:30")


def called_in_vain(case: Case) -> Case:
    """The desk's order, whose caller wants an explanation before anything is decided."""
    return then("caller", Object(), "text")(case.register())


ASKED_TO_END = lived(Case.signed_in, then("unit_clerk", STOP, "application"))
ROWS: list[tuple[str, Life, Life, str, str]] = [
    (
        "WF-31 G:G16 T:T33",
        Case.to_callback,
        then("callback_officer", UNHAPPY),
        "CallbackDone",
        "callback/1 met",
    ),
    (
        "T:T36 X:X9 WF-11",
        Case.to_callback,
        then("callback_officer", UNHAPPY),
        "Dissatisfied",
        "recheck/1 of supervision_desk",
    ),
    (
        "G:G14 T:T34 G:G13",
        Case.to_callback,
        then("callback_officer", MISSED),
        "CallbackAttempted",
        "callback/1 met, callback/2 of callback_desk",
    ),
    (
        "G:G14 X:X6 T:T35",
        tried_twice,
        then("callback_officer", MISSED),
        "Unreachable",
        "callback/2 met",
    ),
    (
        "G:G15 X:X36",
        lambda _: unconvinced(),
        then("supervisor", DESK, "reason"),
        "BackAtDesk",
        "recheck/1 met, intake/2 of intake_desk",
    ),
    (
        "T:T39 C:C10",
        Case.to_recheck,
        then("hotline_head", FinalReply(), "reply"),
        "FinalReplyIssued",
        "recheck/1 met",
    ),
    (
        "SM-04 T:T31 G:G9 WF-27",
        lived(Case.signed_in, then("dispatcher", SHARED, "decision"), Case.solved),
        then("reviewer", PassReview(without=("roads",)), "note"),
        "ReviewPassed",
        "review/1 met, cohost/1 released, callback/1 of callback_desk",
    ),
    (
        "WF-23 T:T27",
        lived(
            Case.signed_in,
            then("supervisor", WATCHED, "reason"),
            then("unit_clerk", STOP, "application"),
        ),
        then("hotline_head", ApproveTermination()),
        "TerminationGranted",
        "termination_decision/1 met, contact/1 released, total/1 released, explanation/1 of water",
    ),
    (
        "T:T50 X:X11 WF-23",
        lived(Case.signed_in, then("caller", Object(), "text")),
        then("hotline_head", SUED, "explanation"),
        "TerminationApproved",
        "contact/1 released, handle/1 released, total/1 released, review/1 released",
    ),
    (
        "WF-23 T:T27 G:G20",
        ASKED_TO_END,
        then("hotline_head", RejectTermination(), "reason"),
        "TerminationRejected",
        "termination_decision/1 met",
    ),
    (
        "T:T15 NA-09",
        lived(Case.signed_in, then("unit_clerk", NOT_OURS, "reason", "basis")),
        then("dispatcher", RejectReturn(), "reason"),
        "ReturnRejected",
        "return_decision/1 met",
    ),
    (
        "JT-05 T:T19",
        lived(Case.signed_in, then("hotline_head", LONGER)),
        then("unit_clerk", Contact()),
        "CallerContacted",
        "contact/1 met, interim_reply/1 met",
    ),
    (
        "T:T21 G:G7",
        lived(Case.signed_in, then("unit_head", MORE, "reason")),
        then("hotline_head", ApproveExtension()),
        "ExtensionApproved",
        "extension_decision/1 met",
    ),
    (
        "T:T25 G:G8",
        lived(Case.signed_in, then("unit_clerk", PROMISE, "explanation", "plan", "progress")),
        then("unit_clerk", KeepPromise(**BY_PHONE), "result"),
        "PromiseKept",
        "promise/1 met, milestone/1 released, review/1 of review_desk",
    ),
    (
        "T:T28 T:T40",
        Case.signed_in,
        then("unit_clerk", RaiseHardCase(level=HardCaseLevel.HOTLINE), "opinion"),
        "HardCaseRaised",
        "recheck/1 of hotline_head",
    ),
    (
        "NA-07 K:K7 G:G3",
        lambda c: c.dispatched(urgency=EMERGENCY),
        then("dispatcher", RecallDispatch(), "reason"),
        "DispatchRecalled",
        "accept/1 recalled, contact/1 recalled, handle/1 recalled, arrive/1 recalled, "
        "first_feedback/1 recalled, resolve/1 recalled, phone_notice/1 released, "
        "dispatch/2 of dispatch_desk",
    ),
    (
        "NA-07 K:K7",
        lived(Case.dispatched, then("dispatcher", SHARED, "decision")),
        then("dispatcher", RecallDispatch(), "reason"),
        "DispatchRecalled",
        "accept/1 recalled, contact/1 recalled, handle/1 recalled, cohost/1 released, "
        "dispatch/2 of dispatch_desk",
    ),
    (
        "T:T03",
        called_in_vain,
        then("seat_agent", Refuse(disposition="ABUSE"), "reason"),
        "Refused",
        "intake/1 met, review/1 released",
    ),
]
"""Its rules, what went before, the act, its fact, and what it ends and begins."""
CHANGED = [
    pytest.param(
        before, act, kind, said, marks=pytest.mark.rule(*rules.split()), id=f"{rules} {kind}"
    )
    for rules, before, act, kind, said in ROWS
]


def changes(case: Case, kind: str) -> list[str]:
    """What the last fact of a kind ends, and what it begins on whom."""
    told: list[str] = []
    for change in case.last(kind).clocks:
        if change.kind == "stopped":
            told.append(f"{change.id} {case.clock(change.id).outcome}")
        elif change.kind == "started":
            assert change.clock.started == case.now
            told.append(f"{change.clock.id} of {change.clock.owner}")
    return told


@pytest.mark.parametrize(("before", "act", "kind", "said"), CHANGED)
def test_an_act_ends_and_begins_just_these(before: Life, act: Life, kind: str, said: str) -> None:
    case = act(before(Case()).after(minutes=2))
    assert sorted(changes(case, kind)) == sorted(said.split(", "))


@pytest.mark.rule("WF-23", "T:T27", "T:T44")
def test_supervision_watches_until_the_caller_has_been_told_why_it_ends() -> None:
    case = then("supervisor", WATCHED, "reason")(Case().signed_in())
    then("unit_clerk", STOP, "application")(case)
    then("hotline_head", ApproveTermination())(case)
    assert case.owed() == {"explanation/1", "supervision/1"}
    then("unit_clerk", ExplainTermination(**BY_PHONE), "explanation")(case)
    assert (case.owed(), case.order.level) == (set(), Level.L0)
    assert (case.order.termination, case.order.hard_case) == (None, None)
    assert case.now == moment("03-02 09:00")
