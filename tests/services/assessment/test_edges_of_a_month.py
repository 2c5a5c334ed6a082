"""A month ends at midnight: what happens at that very instant, and what is still so then."""

import pytest

from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import Contact, RejectReturn, RequestReturn
from domain.chapters.intake.commands import Answer
from domain.chapters.supervision.commands import RaiseSupervision
from domain.vocabulary import Level, Trigger
from tests.domain.case import Case
from tests.services.assessment.a_month import WATCHED, bulletin
from tests.services.assessment.assessed import APRIL, MARCH, facts_of, of, reported
from tests.services.assessment.test_typical import finished, lesson


@pytest.mark.rule("SM-09")
def test_what_closes_when_the_month_ends_is_of_the_next_month() -> None:
    case = finished(Case(at="03-31 10:00").signed_in().at("03-31 24:00"))
    assert lesson("praised", case, period=MARCH)["count"] == 0
    assert lesson("praised", case, period=APRIL)["count"] == 1


@pytest.mark.rule("SM-09")
def test_what_one_unit_had_from_first_to_last_went_to_nobody_else() -> None:
    case = finished(Case().signed_in())
    assert lesson("to_and_fro", case)["count"] == 0
    assert lesson("gravely_supervised", case)["count"] == 0
    assert lesson("late_and_unhappy", case)["count"] == 0


@pytest.mark.rule("K:K3")
def test_a_duty_that_lapses_as_the_month_ends_was_not_late_in_it() -> None:
    case = Case(at="03-24 09:00").signed_in().at("04-01 00:00").after(seconds=1)
    assert case.clock("handle/1").lapsed == MARCH.until
    assert of("in_time_of_dispatched", case, part="practice") == (1, 1)
    assert of("closed_of_dispatched", case, part="practice") == (0, 1)
    solved = case.solved().by("reviewer").does(PassReview())
    solved.called_back(solved=True, satisfied=1)
    assert of("K3", solved, period=APRIL) == (0, 1)
    assert list(reported(case)["practice"]) == [
        "closed_of_dispatched",
        "in_time_of_dispatched",
        "closed_of_valid",
        "answered_of_received",
        "reworked_of_received",
        "satisfied_of_called",
        "dissatisfied_of_called",
    ]


@pytest.mark.rule("K:K11")
@pytest.mark.parametrize("first", ["03-31 23:59", "04-01 00:00"])
def test_a_month_sees_the_supervision_of_an_order_once_wherever_it_began(first: str) -> None:
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    listed = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA, authority="city_office")
    case = Case(at="03-31 10:00").signed_in().at(first).after(seconds=30).by("supervisor")
    case.does(daily).at("04-01 09:00").does(listed)
    assert of("K11.L2", case, period=APRIL)[0] == 1


@pytest.mark.rule("K:K2")
def test_behind_a_contact_stand_what_the_unit_recorded_and_what_the_caller_says() -> None:
    case = Case().signed_in().does(Contact()).solved().by("reviewer").does(PassReview())
    case.called_back(solved=True, satisfied=1)
    assert facts_of("K2", case)[-2:] == ["CallerContacted", "CallbackDone"]


@pytest.mark.rule("K:K7")
def test_behind_a_return_stands_every_request_for_it() -> None:
    back = RequestReturn(proposed_unit="roads")
    case = Case().dispatched().by("unit_clerk").does(back, "reason", "basis")
    case.by("dispatcher", of="desk_2").does(RejectReturn(), "reason")
    case.by("unit_clerk").does(back, "reason", "basis")
    assert facts_of("K7", case) == ["Dispatched", "ReturnRequested", "ReturnRequested"]


@pytest.mark.rule("SM-07")
def test_behind_an_answer_of_the_desk_stand_the_demand_and_the_answer() -> None:
    case = Case().register("consult").does(Answer(kb_entry="kb-1", kb_version=1), "answer")
    told = facts_of("answered_of_received", case, part="practice")
    assert told == ["Registered", "Answered"]


@pytest.mark.rule("SM-07")
def test_behind_what_was_closed_stand_its_dispatch_and_its_closing() -> None:
    case = finished(Case().signed_in())
    told = facts_of("closed_of_dispatched", case, part="practice")
    assert told == ["Dispatched", "Closed"]


@pytest.mark.rule("SM-07")
def test_behind_a_late_closing_stand_its_lapse_and_its_result() -> None:
    case = Case().signed_in().at("03-10 09:00").solved().by("reviewer").does(PassReview())
    case.called_back(solved=True, satisfied=1)
    told = facts_of("closed_late", case, part="monthly")
    assert told == ["Dispatched", "DueBreached", "ResultSubmitted", "ReviewPassed", "Closed"]


@pytest.mark.rule("WF-36")
def test_a_unit_that_got_nothing_in_the_month_stands_there_with_nothing() -> None:
    watched = Case(at="02-27 09:00").signed_in().at("03-02 10:00").by("supervisor").does(WATCHED)
    told = bulletin(watched)
    (row,) = told.handling.by_unit
    assert (row.name, row.dispatched) == ("市水务局", 0)
    assert [one.orders for one in told.editions] == [1]
    assert (
        bulletin(
            finished(Case().signed_in()), before=(Case(at="01-29 09:00").signed_in(),)
        ).days.before
        is not None
    )
