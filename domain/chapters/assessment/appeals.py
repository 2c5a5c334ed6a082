"""Appeals against the assessment: a unit asks, the assessor decides, another agrees."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from domain.chapters.assessment.commands import Appeal, ConfirmAppeal, DecideAppeal
from domain.chapters.assessment.facts import (
    AppealDecided,
    AppealRaised,
    AppealRejected,
    AppealSentBack,
    AssessmentExcluded,
    EntryLeftOut,
)
from domain.chapters.assessment.rules import AssessmentRules
from domain.chapters.assessment.terms import WHOLE_ORDER
from domain.duties.due_dates import count, start
from domain.order.clause import applies, decides
from domain.order.clock import ClockStopped
from domain.order.counted_facts import lapsed_duty
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import AppealCourse
from domain.order.refusal import refusal
from domain.order.shared_refusals import SECOND_PERSON_NEEDED
from domain.values.changed_copy import changing
from domain.vocabulary import OVER, ClockName

APPEAL_NOT_IN_LAW = refusal("appeal_not_in_law")
ALREADY_APPEALED = refusal("already_appealed")
NOTHING_COUNTS = refusal("nothing_counts")
COUNTS_FOR_ANOTHER_UNIT = refusal("counts_for_another_unit")
APPEALED_TOO_LATE = refusal("appealed_too_late")
NO_APPEAL_TO_DECIDE = refusal("no_appeal_to_decide")
NO_DECISION_TO_CONFIRM = refusal("no_decision_to_confirm")
OWN_APPEAL = refusal("own_appeal")

ASSESSMENT_DESK: Final = "assessment_desk"
APPEALS: Final = ("WF-34",)
FOUR_EYES: Final = ("WF-34", "SM-10")


@decides(Appeal, even_when=OVER)
def appeal(decision: Decision, command: Appeal) -> None:
    """WF-34: against an entry of the unit's own order, once, within the law's days; until it is
    decided the entry counts."""
    order, rules = decision.order, decision.order.dossier.pack.assessment
    if rules is None:
        decision.refuse(APPEAL_NOT_IN_LAW, *APPEALS)
    _require_concerned(decision)
    counted = _counted_since(decision, command.entry)
    asked = any(one.entry == command.entry for one in order.appeals)
    decision.require(not asked and not order.excluded, ALREADY_APPEALED, *APPEALS)
    _require_in_time(decision, counted, rules)
    decision.require_texts("reason", basis=APPEALS)
    decision.record(
        AppealRaised(
            entry=command.entry,
            ground=command.ground,
            unit=decision.actor.unit,
            by=decision.actor.person,
        ),
        *start(order, ClockName.APPEAL_DECISION, ASSESSMENT_DESK, decision.now),
        basis=APPEALS,
    )


def _require_concerned(decision: Decision) -> None:
    """Refuse whoever's unit has neither the order nor anything on it that counts."""
    order = decision.order
    failed = (clock.owner for id, clock in order.clocks.items() if lapsed_duty(order, id))
    noted = (entry.unit for entry in order.entries)
    concerned = decision.actor.unit in (order.unit, *failed, *noted)
    decision.require(concerned, COUNTS_FOR_ANOTHER_UNIT, *APPEALS)


def _counted_since(decision: Decision, entry: str) -> datetime | None:
    """Say since when an entry of the actor's unit counts; None while it is still in the making."""
    if entry == WHOLE_ORDER:
        _require_own(decision, decision.order.unit)
        return decision.order.ended_at
    for noted in decision.order.entries:
        if noted.name == entry:
            _require_own(decision, noted.unit)
            return noted.at
    clock = lapsed_duty(decision.order, entry)
    if clock is None:
        decision.refuse(NOTHING_COUNTS, *APPEALS)
    _require_own(decision, clock.owner)
    return clock.ended


def _require_own(decision: Decision, unit: str) -> None:
    decision.require(decision.actor.unit == unit, COUNTS_FOR_ANOTHER_UNIT, *APPEALS)


def _require_in_time(decision: Decision, counted: datetime | None, rules: AssessmentRules) -> None:
    if counted is None:
        return
    within = rules.appeal_within
    latest, _ = count(decision.order, counted, within.value)
    decision.require(decision.now <= latest, APPEALED_TOO_LATE, *within.rules)


@applies(AppealRaised)
def _raised(order: Order, content: AppealRaised, fact: Fact) -> Order:
    begun = [change.clock.id for change in fact.clocks if change.kind == "started"]
    course = AppealCourse(
        entry=content.entry, unit=content.unit, asked_by=content.by, clock="".join(begun)
    )
    return changing(order, appeals=(*order.appeals, course))


@decides(DecideAppeal, even_when=OVER)
def decide_appeal(decision: Decision, command: DecideAppeal) -> None:
    """WF-34: upheld or rejected, with a reason; it takes effect when a second person agrees."""
    found = _found(decision.order, command, decided=False)
    if found is None:
        decision.refuse(NO_APPEAL_TO_DECIDE, *APPEALS)
    _require_impartial(decision, found)
    decision.require_texts("reason", basis=APPEALS)
    by = decision.actor.person
    decision.record(AppealDecided(entry=found.entry, upheld=command.upheld, by=by), basis=APPEALS)


@applies(AppealDecided)
def _decided(order: Order, content: AppealDecided, _: Fact) -> Order:
    return _course(order, content.entry, decided_by=content.by, upheld=content.upheld)


@decides(ConfirmAppeal, even_when=OVER)
def confirm_appeal(decision: Decision, command: ConfirmAppeal) -> None:
    """WF-34, SM-10: four eyes; whoever decided may not confirm, and nobody of the unit may."""
    found = _found(decision.order, command, decided=True)
    if found is None:
        decision.refuse(NO_DECISION_TO_CONFIRM, *APPEALS)
    decided = decision.actor.is_one_of((found.decided_by,))
    decision.require(not decided, SECOND_PERSON_NEEDED, *FOUR_EYES)
    _require_impartial(decision, found)
    if command.agrees:
        return _conclude(decision, found)
    decision.require_texts("reason", basis=FOUR_EYES)
    decision.record(AppealSentBack(entry=found.entry), basis=FOUR_EYES)


def _conclude(decision: Decision, found: AppealCourse) -> None:
    """The decision stands; an upheld appeal against the whole order is an exclusion."""
    entry, by = found.entry, found.decided_by
    content = EntryLeftOut if found.upheld else AppealRejected
    decision.record(content(entry=entry, decided_by=by), *_met(decision, found), basis=FOUR_EYES)
    if found.upheld and entry == WHOLE_ORDER and not decision.order.excluded:
        decision.record(AssessmentExcluded(asked_by=by), basis=FOUR_EYES)


def _met(decision: Decision, found: AppealCourse) -> tuple[ClockStopped, ...]:
    stopped = decision.done(ClockName.APPEAL_DECISION)
    return tuple(stop for stop in stopped if stop.id == found.clock)


def _require_impartial(decision: Decision, found: AppealCourse) -> None:
    own = decision.actor.unit == found.unit or decision.actor.is_one_of((found.asked_by,))
    decision.require(not own, OWN_APPEAL, *FOUR_EYES)


def _found(
    order: Order, command: DecideAppeal | ConfirmAppeal, *, decided: bool
) -> AppealCourse | None:
    """Find the appeal that waits for a decision, or whose decision waits for the second person."""
    waiting = [one for one in order.appeals if not one.is_over and bool(one.decided_by) is decided]
    return next((one for one in waiting if one.entry == command.entry), None)


@applies(AppealSentBack)
def _sent_back(order: Order, content: AppealSentBack, _: Fact) -> Order:
    return _course(order, content.entry, decided_by="", upheld=False)


@applies(AppealRejected)
def _rejected(order: Order, content: AppealRejected, _: Fact) -> Order:
    return _course(order, content.entry, is_over=True)


@applies(EntryLeftOut)
def _left_out(order: Order, content: EntryLeftOut, _: Fact) -> Order:
    return _course(order, content.entry, is_over=True)


def _course(order: Order, entry: str, **come: Any) -> Order:
    """Take one appeal a step further."""
    appeals = tuple(replace(one, **come) if one.entry == entry else one for one in order.appeals)
    return changing(order, appeals=appeals)
