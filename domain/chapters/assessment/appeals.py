"""Appeals against the assessment (考核申诉): a unit asks, the assessor decides, another agrees."""

from dataclasses import replace
from datetime import datetime
from typing import Final

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
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import AppealCourse
from domain.values.changed_copy import changing
from domain.vocabulary import OVER, ClockName

ASSESSMENT_DESK: Final = "assessment_desk"
APPEALS: Final = ("WF-34",)
FOUR_EYES: Final = ("WF-34", "SM-10")


@decides(Appeal, even_when=OVER)
def appeal(docket: Docket, command: Appeal) -> None:
    """WF-34: against an entry of the unit's own order, once, within the law's days; until it is
    decided the entry counts."""
    order, rules = docket.order, docket.order.dossier.pack.assessment
    if rules is None:
        docket.refuse("appeal_not_in_law", *APPEALS)
    counted = _counted_since(docket, command.entry)
    asked = any(one.entry == command.entry for one in order.appeals)
    docket.require(not asked and not order.excluded, "already_appealed", *APPEALS)
    _require_in_time(docket, counted, rules)
    docket.require_texts("reason", basis=APPEALS)
    docket.record(
        AppealRaised(
            entry=command.entry,
            ground=command.ground,
            unit=docket.actor.unit,
            by=docket.actor.person,
        ),
        *start(order, ClockName.APPEAL_DECISION, ASSESSMENT_DESK, docket.now),
        basis=APPEALS,
    )


def _counted_since(docket: Docket, entry: str) -> datetime | None:
    """Say since when an entry of the actor's unit counts; None while it is still in the making."""
    if entry == WHOLE_ORDER:
        _require_own(docket, docket.order.unit)
        return docket.order.ended_at
    for noted in docket.order.entries:
        if noted.name == entry:
            _require_own(docket, noted.unit)
            return noted.at
    clock = lapsed_duty(docket.order, entry)
    if clock is None:
        docket.refuse("nothing_counts", *APPEALS)
    _require_own(docket, clock.owner)
    return clock.ended


def _require_own(docket: Docket, unit: str) -> None:
    docket.require(docket.actor.unit == unit, "counts_for_another_unit", *APPEALS)


def _require_in_time(docket: Docket, counted: datetime | None, rules: AssessmentRules) -> None:
    if counted is None:
        return
    within = rules.appeal_within
    latest, _ = count(docket.order, counted, within.value)
    docket.require(docket.now <= latest, "appealed_too_late", *within.rules)


@applies(AppealRaised)
def _raised(order: Order, content: AppealRaised, fact: Fact) -> Order:
    begun = [change.clock.id for change in fact.clocks if change.kind == "started"]
    course = AppealCourse(
        entry=content.entry, unit=content.unit, asked_by=content.by, clock="".join(begun)
    )
    return changing(order, appeals=(*order.appeals, course))


@decides(DecideAppeal, even_when=OVER)
def decide_appeal(docket: Docket, command: DecideAppeal) -> None:
    """WF-34: upheld or rejected, with a reason; it takes effect when a second person agrees."""
    found = _found(docket.order, command.entry)
    if found is None or found.decided_by:
        docket.refuse("no_appeal_to_decide", *APPEALS)
    _require_impartial(docket, found)
    docket.require_texts("reason", basis=APPEALS)
    by = docket.actor.person
    docket.record(AppealDecided(entry=found.entry, upheld=command.upheld, by=by), basis=APPEALS)


@applies(AppealDecided)
def _decided(order: Order, content: AppealDecided, _: Fact) -> Order:
    return _course(order, content.entry, decided_by=content.by, upheld=content.upheld)


@decides(ConfirmAppeal, even_when=OVER)
def confirm_appeal(docket: Docket, command: ConfirmAppeal) -> None:
    """WF-34, SM-10: four eyes; whoever decided may not confirm, and nobody of the unit may."""
    found = _found(docket.order, command.entry)
    if found is None or not found.decided_by:
        docket.refuse("no_decision_to_confirm", *APPEALS)
    docket.require(docket.actor.person != found.decided_by, "second_person_needed", *FOUR_EYES)
    _require_impartial(docket, found)
    if command.agrees:
        return _conclude(docket, found)
    docket.require_texts("reason", basis=FOUR_EYES)
    docket.record(AppealSentBack(entry=found.entry), basis=FOUR_EYES)


def _conclude(docket: Docket, found: AppealCourse) -> None:
    """The decision stands; an upheld appeal against the whole order is an exclusion."""
    entry, by = found.entry, found.decided_by
    content = EntryLeftOut if found.upheld else AppealRejected
    docket.record(content(entry=entry, decided_by=by), *_met(docket, found), basis=FOUR_EYES)
    if found.upheld and entry == WHOLE_ORDER and not docket.order.excluded:
        docket.record(AssessmentExcluded(asked_by=by), basis=FOUR_EYES)


def _met(docket: Docket, found: AppealCourse) -> tuple[ClockStopped, ...]:
    stopped = docket.done(ClockName.APPEAL_DECISION)
    return tuple(stop for stop in stopped if stop.id == found.clock)


def _require_impartial(docket: Docket, found: AppealCourse) -> None:
    own = docket.actor.unit == found.unit or docket.actor.person == found.asked_by
    docket.require(not own, "own_appeal", *FOUR_EYES)


def _found(order: Order, entry: str) -> AppealCourse | None:
    """Find an appeal that is not over yet."""
    return next((one for one in order.appeals if one.entry == entry and not one.is_over), None)


@applies(AppealSentBack)
def _sent_back(order: Order, content: AppealSentBack, _: Fact) -> Order:
    return _course(order, content.entry, decided_by="", upheld=False)


@applies(AppealRejected)
def _rejected(order: Order, content: AppealRejected, _: Fact) -> Order:
    return _course(order, content.entry, is_over=True)


@applies(EntryLeftOut)
def _left_out(order: Order, content: EntryLeftOut, _: Fact) -> Order:
    return _course(order, content.entry, is_over=True)


def _course(order: Order, entry: str, **come: str | bool) -> Order:
    """Take one appeal a step further."""
    appeals = tuple(
        replace(one, **come) if one.entry == entry else one  # type: ignore[arg-type]
        for one in order.appeals
    )
    return changing(order, appeals=appeals)
