"""Since when: what an act begins or puts on record counts from that act, and not from before."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.assessment import scorecard
from domain.chapters.afterwards.commands import Archive, FindFalseClosure, Reopen
from domain.chapters.assessment.commands import Appeal
from domain.chapters.assessment.terms import AppealGround
from domain.chapters.caller.commands import Evaluate, Persuade, RestrictCaller
from domain.chapters.closing.commands import OrderRework, PassReview, Recheck, RecordCallback
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.elsewhere.commands import RecordOutsideResult
from domain.chapters.elsewhere.terms import OutsideOutcome
from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    ClaimForceMajeure,
)
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import (
    ApproveExtension,
    Commit,
    KeepPromise,
    RequestExtension,
    SubmitResult,
)
from domain.chapters.intake.commands import AcceptForDispatch, Reclassify, TransferOut
from domain.chapters.supervision.commands import RaiseSupervision, Urge
from domain.chapters.together.commands import Merge
from domain.chapters.units.commands import OpenUnitFile, ScheduleInPerson
from domain.chapters.units.terms import Post
from domain.order.command import Command
from domain.order.terms import EvaluationSubject
from domain.time.limit import parse_limit
from domain.vocabulary import (
    Channel,
    ItemClass,
    ItemType,
    Level,
    ResultKind,
    State,
    Trigger,
    Urgency,
)
from tests.domain.case import Case, moment
from tests.domain.often import GAS
from tests.domain.stories.test_knowledge import unconvinced
from tests.domain.stories.test_limits_by_circumstance import at_night

NOT_REACHED = RecordCallback(answered=False)
LATE = ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=moment("03-03 10:40"))
UNHAPPY = Evaluate(subject=EvaluationSubject.SEAT_STAFF, stars=5)
BACK = RecordOutsideResult(outcome=OutsideOutcome.HANDED_BACK)
TOLD = ("explanation", "plan", "progress")


def by(role: str, command: Command, *texts: str) -> Callable[[Case], Case]:
    """One act of somebody."""
    return lambda case: case.by(role).does(command, *texts)


def emergency() -> Case:
    """A unit is on its way."""
    return Case(at="03-03 10:00").signed_in(urgency=Urgency.EMERGENCY)


def claimed() -> Case:
    """And was kept from the scene."""
    return emergency().after(minutes=5).by("unit_officer").does(LATE, "evidence")


def reviewed_late() -> Case:
    """A suggestion that will be carried out by the end of April is about to be reviewed."""
    case = Case("sanya-2020").signed_in(type="suggestion")
    ends = moment("04-30 12:00").date()
    adopted = SubmitResult(result_kind=ResultKind.ADOPTED, completion_date=ends, **case.told)
    case.by("unit_clerk").does(adopted)
    return case


def adopted(case: Case) -> Case:
    """It closes, called back or not."""
    case.by("reviewer").does(PassReview())
    return case if case.order.is_over else case.called_back(solved=True, satisfied=1)


def crowd() -> Case:
    """An order that four others follow within the hour, and that is with its unit by then."""
    case = Case(at="03-03 10:00").dispatched().by("dispatcher")
    for number in range(3):
        case.does(Merge(child=f"child-{number}"))
    return case


ROWS: list[tuple[str, Callable[[], Case], Callable[[Case], Case], str]] = [
    (
        "callback/2",
        lambda: Case().to_callback(),
        by("callback_officer", NOT_REACHED),
        "G:G13 G:G14 T:T34",
    ),
    (
        "intake/2",
        unconvinced,
        by("supervisor", Recheck(decision=RecheckDecision.DESK), "reason"),
        "X:X36",
    ),
    (
        "intake/2",
        lambda: Case().register("report").does(TransferOut(target="12301")),
        by("supervisor", BACK, "result"),
        "SYT-02",
    ),
    ("review/1", lambda: Case().signed_in(), by("caller", UNHAPPY), "WF-12 X:X26"),
    ("review/1", emergency, by("unit_officer", LATE, "evidence"), "G:G18 T:T52"),
    ("arrive/2", claimed, by("shift_lead", ApproveForceMajeure()), "G:G18 T:T52"),
    ("follow_up/1", reviewed_late, adopted, "X:X28 SY20-18"),
    ("emergency_review/1", crowd, by("dispatcher", Merge(child="last")), "X:X14"),
    (
        "recheck/1",
        lambda: Case().to_callback().called_back(solved=True, satisfied=1),
        by("supervisor", Reopen(), "reason"),
        "T:T47",
    ),
    (
        "head_scheduling/2",
        lambda: Case().by("hotline_head").does(OpenUnitFile(unit="water")),
        by("unit_head", ScheduleInPerson(by=Post.HEAD), "minutes"),
        "JT-02",
    ),
]
"""The duty, what went before, the act that it begins with, and its rules."""
BEGUN = [
    pytest.param(before, act, clock, marks=pytest.mark.rule(*rules.split()), id=f"{rules} {clock}")
    for clock, before, act, rules in ROWS
]


@pytest.mark.parametrize(("before", "act", "clock"), BEGUN)
def test_a_duty_runs_from_the_act_that_makes_it(
    before: Callable[[], Case], act: Callable[[Case], Case], clock: str
) -> None:
    case = act(before().after(minutes=20))
    assert case.clock(clock).started == case.now
    assert case.clock(clock).due > case.now


@pytest.mark.rule("G:G25", "HD-22")
def test_a_restriction_of_seven_days_counts_from_its_own_day() -> None:
    case = Case().dispatched().at("03-04 10:00").by("seat_agent")
    case.does(Persuade(earlier=(moment("03-03 10:00"), moment("03-03 11:00"))), "text")
    case.by("supervisor").does(RestrictCaller(), "reason")
    assert case.order.conduct.restricted_until == moment("03-11 24:00")


@pytest.mark.rule("T:T47.1")
def test_the_thirty_days_of_a_reopening_count_from_the_end_and_not_from_the_call() -> None:
    case = Case().signed_in().at("03-09 09:00").solved().by("reviewer").does(PassReview())
    case.called_back(solved=True, satisfied=1).at("04-08 24:00").by("supervisor")
    assert case.does(Reopen(), "reason").state is State.RECHECK


@pytest.mark.rule("C:C7", "T:T04")
def test_what_is_put_through_ends_when_it_is_put_through() -> None:
    case = Case().register().after(minutes=20).does(TransferOut(target="110", warm=True))
    assert case.order.ended_at == case.now


@pytest.mark.rule("G:G24", "T:T49")
def test_the_quiet_days_before_the_archive_count_from_the_last_fact() -> None:
    case = Case().signed_in().at("03-09 09:00").solved().by("reviewer").does(PassReview())
    case.called_back(solved=True, satisfied=1).at("04-08 23:00").by("system")
    assert case.refused(Archive(digest="0" * 64)) == "not_quiet_long_enough"
    assert case.at("04-08 24:00").does(Archive(digest="0" * 64)).state is State.ARCHIVED


@pytest.mark.rule("E:E1", "T:T43")
def test_the_unit_is_instructed_when_it_is_told_of_the_emergency() -> None:
    case = Case().signed_in().at("03-03 10:00").by("seat_agent").does(GAS)
    assert case.order.emergency is not None
    assert case.order.emergency.instructed_at == case.now
    assert case.order.emergency.declared_at == case.now
    case.after(minutes=20).steps_taken()
    assert case.order.emergency.resolved_at == case.now


@pytest.mark.rule("G:G11", "T:T41")
def test_a_second_urging_of_one_day_counts_no_more_than_the_first() -> None:
    case = Case().signed_in().at("03-03 10:00").by("caller").does(Urge()).after(hours=1)
    case.does(Urge())
    counted = [f.content.counted for f in case.facts if f.kind == "CallerUrged"]  # type: ignore[union-attr]
    assert counted == [True, False]
    assert case.order.urged == (moment("03-03 10:00"),)


@pytest.mark.rule("X:X14", "T:T07")
def test_five_callers_of_one_hour_make_a_crowd_however_old_the_order_is() -> None:
    case = Case().dispatched().at("03-03 10:00").by("dispatcher")
    for number in range(5):
        case.after(minutes=1).does(Merge(child=f"child-{number}"))
    assert case.order.mass_event_suspected
    assert case.order.joined[0].at == moment("03-03 10:01")


@pytest.mark.rule("G:G11", "SM-03")
def test_a_reminder_and_a_breach_name_the_due_that_they_are_about() -> None:
    case = Case("sanmen").signed_in().at("03-10 09:00")
    about = [f.content for f in case.facts if f.kind in ("DueWarning", "DueBreached")]
    of_work = [one for one in about if one.clock == "handle/1"]  # type: ignore[union-attr]
    assert [one.kind for one in of_work] == [*["DueWarning"] * 3, "DueBreached"]
    assert {one.due for one in of_work} == {moment("03-09 24:00")}  # type: ignore[union-attr]


@pytest.mark.rule("WF-34.3", "T:T37")
def test_an_appeal_against_a_rework_is_in_time_from_the_rework_on() -> None:
    case = Case().signed_in().at("03-09 09:00").solved().by("reviewer").does(PassReview())
    case.called_back(solved=False, satisfied=5).by("supervisor").does(OrderRework(), "reason")
    entry = case.order.entries[-1]
    assert entry.at == case.now
    against = Appeal(ground=AppealGround.SYSTEM_OUTAGE, entry=entry.name)
    case.at("03-23 24:00").by("unit_head").does(against, "reason")


@pytest.mark.rule("T:T45")
def test_another_class_is_counted_anew_by_the_hour_at_which_the_duty_began() -> None:
    law = at_night("handle", "3 WD", 'urgency = "ordinary"')
    help_of_the_city = Reclassify(type=ItemType.HELP, class_=ItemClass.CITY_MANAGEMENT)
    by_day = Case(law).signed_in().by("dispatcher").does(help_of_the_city, "reason")
    assert by_day.clock("handle/1").due == moment("03-09 24:00")
    by_night = Case(law, at="03-02 23:00").signed_in().by("dispatcher")
    by_night.does(help_of_the_city, "reason")
    assert by_night.clock("handle/1").due == moment("03-05 24:00")


@pytest.mark.rule("G:G8", "T:T24")
def test_how_far_ahead_a_day_is_promised_is_judged_when_it_is_promised() -> None:
    law = at_night("promise", "10 ND", 'item_type = "help"', 'urgency = "ordinary"')
    case = Case(law, at="03-02 23:30").signed_in().at("03-03 10:00").by("unit_clerk")
    far = Commit(promise_date=(case.now + timedelta(days=180)).date(), **case.told)
    assert case.does(far, *TOLD).state is State.COMMITTED
    assert case.clock("promise/1").started == case.now
    assert case.clock("milestone/1").started == case.now


@pytest.mark.rule("T:T48", "G:G8")
def test_a_false_promise_is_reported_on_from_when_it_was_found_out() -> None:
    case = Case().signed_in().by("unit_clerk")
    soon = Commit(promise_date=moment("03-20 12:00").date(), **case.told)
    case.does(soon, *TOLD).at("03-04 10:00").does(KeepPromise(**case.told), "result")
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=1)
    case.at("03-06 10:00").by("assessor").does(FindFalseClosure(), "evidence")
    assert case.order.false_closures == 1
    assert case.clock("milestone/2").started == case.now


@pytest.mark.rule("T:T44", "WF-33")
def test_the_assessment_dates_a_supervision_and_a_duty_by_when_they_were() -> None:
    case = Case().signed_in().at("03-03 10:00").by("supervisor")
    case.does(RaiseSupervision(level=Level.L2, trigger=Trigger.LEADER_NOTE), "reason")
    card = scorecard(case.order.dossier, case.facts)
    assert [(raised.unit, raised.at) for raised in card.raised] == [("water", case.now)]
    handling = next(duty for duty in card.duties if duty.clock == "handle/1")
    assert (handling.started, handling.due) == (moment("03-02 09:00"), moment("03-09 24:00"))


@pytest.mark.rule("T:T02")
def test_the_desks_own_limit_runs_from_the_registration() -> None:
    case = Case(at="03-02 10:10").register(channel=Channel.WEB)
    assert case.clock("intake/1").started == case.now
    assert case.clock("intake/1").due == moment("03-02 10:40")


@pytest.mark.rule("T:T09", "T:T21", "G:G7")
def test_the_assessment_has_an_order_from_its_registration_on_and_its_first_due() -> None:
    more = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
    case = Case().register()
    born = case.now
    case.after(minutes=20).does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    case.after(hours=1).by("unit_clerk").does(Accept()).by("unit_head").does(more, "reason")
    case.by("hotline_head").does(ApproveExtension())
    card = scorecard(case.order.dossier, case.facts)
    handling = next(duty for duty in card.duties if duty.clock == "handle/1")
    assert card.opened == born
    assert handling.original_due == moment("03-09 24:00")
    assert handling.due == moment("03-11 24:00")
