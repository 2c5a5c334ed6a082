"""The city's promise to the citizen begins with the acceptance, and no closed desk uses it up."""

import pytest

from domain.chapters.dispatch.commands import ApproveReturn, Dispatch, RequestReturn
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Reclassify
from domain.time.limit import parse_limit
from domain.vocabulary import ItemClass, ItemType, Urgency
from tests.domain.case import Case

CITY = ItemClass.CITY_MANAGEMENT
LAMP = Reclassify(type=ItemType.HELP, class_=CITY)
OTHER = Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER)
AWAY = RequestReturn(proposed_unit="roads")


@pytest.mark.rule("G:G3")
def test_the_promise_runs_from_the_acceptance_and_not_from_the_dispatch() -> None:
    case = Case(at="03-02 09:00").register().at("03-02 09:20").by("seat_agent")
    assert "total/1" not in case.owed()
    case.does(AcceptForDispatch()).at("03-03 09:00").by("dispatcher").does(Dispatch(unit="water"))
    assert case.clock("total/1").owner == "city"
    assert case.clock("total/1").started == case.here("03-02 09:20")
    assert case.clock("total/1").due == case.here("03-09 24:00")
    assert case.clock("handle/1").due == case.here("03-10 24:00")


@pytest.mark.rule("T:T05")
def test_what_the_desk_answers_itself_was_never_promised() -> None:
    case = Case().register("consult").does(Answer(kb_entry="k"), "answer")
    assert "total/1" not in case.order.clocks


@pytest.mark.rule("G:G3", "T:T14")
def test_the_promise_never_begins_twice() -> None:
    case = Case().signed_in().by("unit_head").does(AWAY, "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).at("03-03 10:00").does(Dispatch(unit="roads"))
    assert case.clock("total/1").due == case.here("03-09 24:00")
    assert "total/2" not in case.order.clocks


@pytest.mark.rule("SY18-02.3", "G:G3")
@pytest.mark.parametrize("place", ["sanya-2018", "sanya-2020"])
def test_in_sanya_the_48_hours_run_through_a_night_at_the_desk(place: str) -> None:
    case = Case(place, at="03-06 19:00").register(class_=CITY).does(AcceptForDispatch())
    assert case.clock("total/1").due == case.here("03-08 19:00")
    assert case.clock("dispatch/1").due == case.here("03-06 23:00")


@pytest.mark.rule("SY18-03")
def test_in_sanya_working_days_wait_for_the_office() -> None:
    case = Case("sanya-2018", at="03-06 19:00").register().does(AcceptForDispatch())
    assert case.clock("total/1").due == case.here("03-13 24:00")
    assert case.clock("dispatch/1").due == case.here("03-09 14:00")


@pytest.mark.rule("E:E0")
def test_an_emergency_of_either_class_leaves_the_desk_within_ten_minutes() -> None:
    case = Case("sanya-2018").register(class_=CITY, urgency=Urgency.EMERGENCY)
    assert case.does(AcceptForDispatch()).clock("dispatch/1").due == case.here("03-02 09:10")


@pytest.mark.rule("SM-02.1", "SM-02.2", "T:T08")
def test_in_sanmen_twelve_hours_run_from_the_hand_over_by_the_city() -> None:
    case = Case("sanmen", at="03-02 09:00")
    case.register(source="city", handed_at=case.here("03-01 22:00")).does(AcceptForDispatch())
    assert case.clock("dispatch/1").due == case.here("03-02 10:00")
    assert case.clock("total/1").started == case.here("03-02 09:00")


@pytest.mark.rule("SM-02", "T:T08")
def test_not_from_the_acceptance_by_the_county() -> None:
    case = Case("sanmen", at="03-02 09:00").register(source="city").at("03-02 12:00")
    case.by("seat_agent").does(AcceptForDispatch())
    assert case.clock("dispatch/1").due == case.here("03-02 21:00")


@pytest.mark.rule("SM-02", "T:T08")
def test_what_comes_too_late_to_the_county_lapses_now_and_not_in_the_past() -> None:
    case = Case("sanmen", at="03-02 09:00")
    case.register(source="city", handed_at=case.here("03-01 20:00")).does(AcceptForDispatch())
    assert case.after(seconds=1).clock("dispatch/1").lapsed == case.here("03-02 09:00")


@pytest.mark.rule("E:E0", "T:T08")
def test_an_emergency_has_its_ten_minutes_from_the_acceptance_there_too() -> None:
    case = Case("sanmen", at="03-02 09:00")
    case.register(source="city", urgency=Urgency.EMERGENCY, handed_at=case.here("03-02 08:30"))
    assert case.does(AcceptForDispatch()).clock("dispatch/1").due == case.here("03-02 09:10")


@pytest.mark.rule("T:T08")
@pytest.mark.parametrize(("place", "source"), [("sanmen", ""), ("national-default", "province")])
def test_everybody_else_counts_from_the_acceptance(place: str, source: str) -> None:
    case = Case(place).register(source=source).at("03-02 10:00").by("seat_agent")
    assert case.does(AcceptForDispatch()).clock("dispatch/1").started == case.here("03-02 10:00")


@pytest.mark.rule("T:T45")
def test_a_late_reclassification_gives_no_more_than_the_law_from_the_first_dispatch() -> None:
    case = Case("sanya-2018").signed_in(class_=CITY).by("unit_head").does(AWAY, "reason", "basis")
    case.at("03-03 10:00").by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    case.does(OTHER, "reason")
    assert case.clock("handle/2").due == case.here("03-09 24:00")
    assert "T:T45" in case.clock("handle/2").basis


@pytest.mark.rule("T:T45")
def test_nor_does_it_take_a_day_from_a_unit_whose_limit_stays() -> None:
    case = Case().signed_in().by("unit_head").does(AWAY, "reason", "basis")
    case.at("03-03 09:00").by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    complaint = Reclassify(type=ItemType.COMPLAINT, class_=ItemClass.OTHER)
    assert case.does(complaint, "reason").clock("handle/2").due == case.here("03-10 24:00")


@pytest.mark.rule("T:T45")
def test_sign_in_and_dispatch_follow_the_class_too() -> None:
    case = Case("sanya-2018").dispatched().does(LAMP, "reason")
    assert case.clock("accept/1").limit == parse_limit("12 h")
    queued = Case("sanya-2018", at="03-06 19:00").register().does(AcceptForDispatch())
    queued.by("dispatcher").does(LAMP, "reason")
    assert queued.clock("dispatch/1").due == queued.here("03-06 23:00")
