"""Stories of the intake desk's own limit, of what is missing, and of calls entered late."""

from dataclasses import replace

import pytest

from domain.chapters.elsewhere.commands import RecordOutsideResult
from domain.chapters.elsewhere.terms import OutsideOutcome
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import AddInfo
from domain.chapters.intake.commands import (
    AcceptForDispatch,
    Answer,
    Refuse,
    Register,
    RequestInfo,
    TransferOut,
)
from domain.chapters.together.commands import Merge, NoteMasterEnded
from domain.decide import Decided
from domain.law.rules_edition import RulesEdition
from domain.vocabulary import Channel, ClockName, EmergencyKind, ItemType, Level, State, Urgency
from tests.domain.case import Case, moment

WHERE = RequestInfo(missing=("place",))
OLD_CALL = Register(type=ItemType.HELP, called_at=moment("01-05 09:00"))
OLD_FILE = replace(OLD_CALL, channel=Channel.IMPORT)


@pytest.mark.rule("T:T02.2", "G:G12")
def test_a_demand_that_lies_half_an_hour_at_the_desk_urges_the_desk() -> None:
    case = Case().register()
    assert case.clock("intake/1").due == moment("03-02 09:30")
    assert case.at("03-02 09:30").order.level is Level.L0
    assert case.after(seconds=1).order.level is Level.L1
    assert case.last("SupervisionRaised").content.owner == "intake_desk"  # type: ignore[union-attr]


@pytest.mark.rule("T:T08.2")
def test_an_urging_of_the_desk_does_not_follow_the_order_to_a_unit() -> None:
    case = Case().register().at("03-02 10:00").by("seat_agent").does(AcceptForDispatch())
    assert case.order.level is Level.L0
    assert case.clock("intake/1").outcome == "late"
    assert case.owed() == {"dispatch/1", "total/1"}


@pytest.mark.rule("T:T02")
@pytest.mark.parametrize("decision", [AcceptForDispatch(), Answer(kb_entry="k")])
def test_whatever_the_desk_decides_ends_its_limit(decision: AcceptForDispatch | Answer) -> None:
    case = Case().register("consult").at("03-02 09:30").by("seat_agent").does(decision, "answer")
    assert case.clock("intake/1").outcome == "met"


@pytest.mark.rule("T:T03.3")
def test_a_late_refusal_leaves_nobody_under_supervision() -> None:
    case = Case().register().at("03-02 11:00").by("seat_agent")
    case.does(Refuse(disposition="ABUSE"), "reason")
    assert case.clock("intake/1").outcome == "late"
    assert (case.order.level, case.owed()) == (Level.L0, set())


@pytest.mark.rule("T:T02", "E:E0.1", "E:EX")
def test_an_emergency_lies_at_the_desk_for_ten_minutes() -> None:
    case = Case().register(urgency=Urgency.EMERGENCY).at("03-02 09:10").after(seconds=1)
    assert case.last("SupervisionRaised").content.to == "shift_lead"  # type: ignore[union-attr]


@pytest.mark.rule("T:T02.4")
def test_an_imported_demand_has_its_limit_from_the_import() -> None:
    case = Case().by("system").does(OLD_FILE, "demand")
    assert case.clock("intake/1").due == moment("03-02 09:30")
    assert case.kinds() == ["Registered"]


@pytest.mark.rule("T:T02.3", "HD-16", "G:G19")
def test_the_desk_asks_what_is_missing_and_waits_five_days() -> None:
    case = Case().register().does(WHERE)
    assert case.clock("intake/1").outcome == "met"
    assert case.clock("intake/2").due == moment("03-09 24:00")
    assert case.refused(WHERE) == "info_already_asked"


@pytest.mark.rule("T:T41", "T:T02.3")
def test_with_the_answer_the_desk_has_half_an_hour_again() -> None:
    case = Case().register().does(WHERE).at("03-03 10:00").by("caller").does(AddInfo(), "text")
    assert case.clock("intake/3").due == moment("03-03 10:30")
    assert case.owed() == {"intake/3"}
    assert not case.order.info_asked


@pytest.mark.rule("T:T02")
def test_a_caller_who_never_answers_is_not_forgotten() -> None:
    case = Case().register().does(WHERE).at("03-10 09:00")
    assert case.last("DueBreached").content.name is ClockName.INTAKE  # type: ignore[union-attr]
    assert case.by("seat_agent").does(Refuse(disposition="UNCLEAR"), "reason").order.is_over


@pytest.mark.rule("T:T02")
def test_only_the_desk_asks_and_only_in_intake_and_for_something() -> None:
    case = Case().register()
    assert case.refused(RequestInfo(missing=())) == "nothing_asked"
    assert case.by("dispatcher").refused(WHERE) == "role_may_not"
    case.by("seat_agent").does(AcceptForDispatch())
    assert case.refused(WHERE) == "not_in_intake"


@pytest.mark.rule("T:T02", "SY20-21", "E:E0.3")
def test_an_emergency_does_not_wait_for_what_is_missing() -> None:
    case = Case().register().does(WHERE).does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.clock("intake/3").due == moment("03-02 09:10")
    assert case.owed() == {"intake/3"}
    assert case.refused(WHERE) == "emergency_needs_dispatch"


@pytest.mark.rule("X:X35.1")
def test_a_call_taken_on_paper_in_an_outage_is_entered_by_two_people() -> None:
    case = Case().by("seat_agent")
    called = moment("03-02 07:59")
    for by in ("", case.actor.person):
        alone = Register(type=ItemType.HELP, called_at=called, confirmed_by=by)
        assert case.refused(alone, "demand", "phone") == "second_person_missing"
    both = Register(type=ItemType.HELP, called_at=called, confirmed_by="shift_lead@hotline")
    assert case.does(both, "demand", "phone").order.born_at == moment("03-02 09:00")
    assert case.kinds() == ["Registered", "LateEntryConfirmed"]


@pytest.mark.rule("X:X35.2")
def test_a_call_cannot_come_from_the_future() -> None:
    case = Case().by("seat_agent")
    tomorrow = Register(type=ItemType.HELP, called_at=moment("03-03 09:00"))
    assert case.refused(tomorrow, "demand", "phone") == "called_in_the_future"


@pytest.mark.rule("T:T02")
def test_a_call_entered_within_the_hour_needs_nobody_else() -> None:
    case = Case().register(called_at=moment("03-02 08:00"))
    assert case.kinds() == ["Registered"]


@pytest.mark.rule("T:T02.3", "HD-16", "T:T08")
def test_what_was_asked_is_asked_no_more_once_the_desk_has_decided() -> None:
    case = Case().register().does(WHERE).does(AcceptForDispatch())
    assert (case.order.info_asked, case.order.was_asked) == ((), True)
    case.by("caller").does(AddInfo(), "text")
    assert case.owed() == {"dispatch/1", "total/1"}


@pytest.mark.rule("T:T02", "HD-16", "SYT-02")
def test_what_comes_back_from_another_platform_may_be_asked_about_anew() -> None:
    case = Case().register("report").does(WHERE).does(TransferOut(target="12301"))
    case.does(RecordOutsideResult(outcome=OutsideOutcome.HANDED_BACK), "result")
    assert case.does(WHERE).order.info_asked == ("place",)


@pytest.mark.rule("T:T02", "HD-16", "T:T07.4")
def test_so_may_what_comes_back_from_a_master_that_settled_nothing() -> None:
    case = Case().register().does(WHERE).does(Merge(master="master")).by("system")
    case.does(NoteMasterEnded(master="master", ended_as=State.TERMINATED))
    assert case.by("seat_agent").does(WHERE).order.info_asked == ("place",)


@pytest.mark.rule("X:X35", "T:T02")
def test_a_file_may_be_old_and_what_a_caller_enters_may_not() -> None:
    assert Case().by("system").does(OLD_FILE, "demand", "phone").kinds() == ["Registered"]
    assert Case().by("caller").refused(OLD_CALL, "demand", "phone") == "called_too_long_ago"


@pytest.mark.rule("X:X35")
def test_an_old_call_that_no_file_brings_is_refused_whoever_enters_it() -> None:
    assert Case().by("system").refused(OLD_CALL, "demand", "phone") == "called_too_long_ago"
    late = replace(OLD_CALL, called_at=moment("03-02 07:59"))
    assert Case().by("system").refused(late, "demand", "phone") == "second_person_missing"


@pytest.mark.rule("X:X35", "T:T02")
def test_before_the_third_edition_what_the_system_entered_might_be_old_by_any_channel() -> None:
    before = Case(rules=RulesEdition.SECOND)
    assert before.by("caller").refused(OLD_FILE, "demand", "phone") == "called_too_long_ago"
    assert before.by("system").does(OLD_CALL, "demand", "phone").kinds() == ["Registered"]


@pytest.mark.rule("X:X35")
def test_the_seventh_day_is_the_last_on_which_a_call_is_entered_to_the_instant() -> None:
    call = Register(
        type=ItemType.HELP, called_at=moment("02-22 12:00"), confirmed_by="shift_lead@hotline"
    )
    case = Case(at="03-01 24:00").by("seat_agent")
    assert isinstance(case.asks(call, "demand", "phone"), Decided)
    case.after(seconds=1)
    assert case.refused(call, "demand", "phone") == "called_too_long_ago"
