"""Stories of handling: more time, urging, the result, the withdrawal."""

from datetime import date

import pytest

from domain.chapters.closing.commands import Withdraw
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import (
    AddInfo,
    ApproveExtension,
    RejectExtension,
    RequestExtension,
    SubmitResult,
)
from domain.chapters.supervision.commands import Urge
from domain.order.clock import Outcome
from domain.time.limit import parse_limit
from domain.vocabulary import EmergencyKind, Level, ResultKind, State
from tests.domain.case import BY_PHONE, Case, moment
from tests.domain.stories.test_over_the_weekend import in_working_hours


def more(length: str = "3 WD", signed_by: str = "head") -> RequestExtension:
    """An application for more time."""
    return RequestExtension(length=parse_limit(length), signed_by=signed_by)


def asked(length: str = "3 WD") -> Case:
    """An order whose unit has asked for more time on Wednesday."""
    return Case().signed_in().at("03-04 10:00").by("unit_head").does(more(length), "reason")


@pytest.mark.rule("T:T21.2", "G:G7.1")
def test_granted_time_moves_the_units_due_and_the_citys() -> None:
    case = asked().by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == moment("03-12 24:00")
    assert case.clock("total/1").due == moment("03-12 24:00")
    assert case.clock("handle/1").original_due == moment("03-09 24:00")
    assert case.by("unit_head").refused(more(), "reason") == "no_extension_left"


@pytest.mark.rule("G:G7.2", "T:T21.1")
def test_more_time_is_asked_for_a_working_day_before_the_due() -> None:
    case = Case().signed_in().at("03-08 24:00").by("unit_head")
    assert case.asks(more(), "reason").facts  # type: ignore[union-attr]
    case.after(microseconds=1)
    assert case.refused(more(), "reason") == "extension_asked_too_late"


@pytest.mark.rule("G:G7.2", "T:T21.1")
def test_of_what_is_due_on_a_sunday_more_time_is_asked_for_before_its_last_working_day() -> None:
    case = Case(in_working_hours("6 ND")).signed_in().at("03-05 24:00").by("unit_head")
    assert case.clock("handle/1").due == moment("03-08 24:00")
    assert case.asks(more(), "reason").facts  # type: ignore[union-attr]
    assert case.after(microseconds=1).refused(more(), "reason") == "extension_asked_too_late"


@pytest.mark.rule("G:G7.1", "G:G7.2")
def test_what_an_application_for_more_time_needs() -> None:
    case = Case().signed_in().by("unit_head")
    assert case.refused(more()) == "text_missing"
    assert case.refused(more(signed_by=""), "reason") == "signature_missing"
    assert case.refused(more("6 WD"), "reason") == "extension_too_long"
    case.does(more("5 WD"), "reason")
    assert case.refused(more(), "reason") == "extension_already_asked"


@pytest.mark.rule("G:G7")
def test_a_holiday_before_the_due_makes_no_extension_longer() -> None:
    case = Case(at="09-24 09:00").signed_in().by("unit_head")
    assert case.clock("handle/1").due == moment("10-09 24:00")
    assert case.refused(more("7 ND"), "reason") == "extension_too_long"
    case.does(more("6 ND"), "reason").by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == moment("10-15 24:00")


@pytest.mark.rule("G:G7.3", "T:T21.3")
def test_silence_grants_nothing_and_is_recorded_as_silence() -> None:
    case = asked().at("03-06 00:01")
    assert case.kinds()[-4:-1] == ["DueBreached", "ExtensionLapsed", "LapseReported"]
    assert case.clock("extension_decision/1").outcome is Outcome.SILENT
    assert case.clock("handle/1").due == moment("03-09 24:00")
    assert case.by("hotline_head").refused(ApproveExtension()) == "no_extension_asked"


@pytest.mark.rule("T:T21.4")
def test_a_refused_extension_changes_no_due() -> None:
    case = asked().by("hotline_head")
    assert case.refused(RejectExtension()) == "text_missing"
    case.does(RejectExtension(), "reason")
    assert case.clock("handle/1").due == moment("03-09 24:00")


@pytest.mark.rule("G:G7.4")
def test_an_emergency_gets_no_extension() -> None:
    case = asked().by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.by("hotline_head").refused(ApproveExtension()) == "emergency_not_extended"


@pytest.mark.rule("G:G11.1")
def test_reminders_go_out_at_half_time_a_day_and_four_hours_before() -> None:
    case = Case().signed_in().at("03-09 23:00")
    warnings = [f.occurred_at for f in case.facts if f.kind == "DueWarning"]
    half, day, hours = "03-05 24:00", "03-08 24:00", "03-09 13:30"
    assert warnings == [moment(half), moment(day), moment(hours)]


@pytest.mark.rule("G:G11.1")
@pytest.mark.parametrize(
    ("limit", "halves"), [("1 WD", []), ("2 WD", ["03-03 24:00"]), ("3 WD", ["03-04 24:00"])]
)
def test_a_limit_of_one_day_has_no_half_and_one_of_two_has(limit: str, halves: list[str]) -> None:
    case = Case(in_working_hours(limit)).signed_in().at("03-05 23:00")
    warnings = [fact for fact in case.facts if fact.kind == "DueWarning"]
    of_work = [fact for fact in warnings if fact.content.clock == "handle/1"]  # type: ignore[union-attr]
    at_half = [fact for fact in of_work if fact.content.step == "warn half"]  # type: ignore[union-attr]
    assert [fact.occurred_at for fact in at_half] == [moment(day) for day in halves]


@pytest.mark.rule("G:G11", "T:T21")
def test_a_moved_due_sounds_its_own_reminders_and_none_of_the_past() -> None:
    case = Case().signed_in().at("03-06 17:00").by("unit_head").does(more("1 WD"), "reason")
    case.at("03-09 10:00").by("hotline_head").does(ApproveExtension())
    assert case.rings()["handle/1 warn 1 WD"] == moment("03-09 24:00")
    assert case.kinds().count("DueWarning") == 2


@pytest.mark.rule("T:T41.2", "G:G11.2", "HD-02")
def test_one_urging_a_working_day_counts() -> None:
    case = Case(at="03-06 09:00").signed_in().by("seat_agent").does(Urge())
    assert case.order.level is Level.L1
    case.at("03-07 10:00").does(Urge())
    assert not case.last("CallerUrged").content.counted  # type: ignore[union-attr]
    case.at("03-09 10:00").does(Urge())
    assert case.last("CallerUrged").content.counted  # type: ignore[union-attr]


@pytest.mark.rule("T:T41.1")
def test_what_the_caller_adds_resets_no_clock() -> None:
    case = Case().signed_in().by("caller")
    before = case.order.clocks
    case.does(AddInfo(), "text")
    assert case.order.clocks == before
    assert Case().register().refused(Urge()) == "no_unit_to_urge"


@pytest.mark.rule("T:T29.1", "SY18-06.1")
def test_a_result_carries_the_fields_of_its_type() -> None:
    case = Case().signed_in().by("unit_clerk")
    solved = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    assert case.refused(solved, "solution") == "closing_field_missing"
    praise = SubmitResult(result_kind=ResultKind.CONVEYED, **BY_PHONE)
    assert case.refused(praise, "result") == "result_not_for_type"
    assert case.solved().state is State.PENDING_REVIEW
    assert case.clock("handle/1").outcome is Outcome.MET


@pytest.mark.rule("T:T29", "SY18-07.1")
def test_an_adopted_suggestion_names_the_day() -> None:
    """X28: the follow-up on that day is not built yet, so only the date is held here."""
    case = Case("sanya-2020").signed_in(type="suggestion").by("unit_clerk")
    undated = SubmitResult(result_kind=ResultKind.ADOPTED, **BY_PHONE)
    assert case.refused(undated) == "closing_field_missing"
    case.does(
        SubmitResult(result_kind=ResultKind.ADOPTED, completion_date=date(2026, 9, 1), **BY_PHONE)
    )
    assert case.state is State.PENDING_REVIEW


@pytest.mark.rule("T:T42.1")
def test_a_withdrawn_order_owes_nothing() -> None:
    case = Case().signed_in().by("caller").does(Withdraw(), "reason")
    assert case.state is State.WITHDRAWN
    assert not case.owed()
    assert not case.rings()
    report = Case().signed_in(type="report").by("caller")
    assert report.refused(Withdraw(), "reason") == "report_not_withdrawn"


@pytest.mark.rule("T:T42.2", "SY20-19")
def test_an_emergency_is_not_withdrawn() -> None:
    case = Case().signed_in().by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.TOURISM))
    assert case.refused(Withdraw(), "reason") == "emergency_not_withdrawn"


@pytest.mark.rule("SY18-02", "C:C3", "T:T21")
def test_days_granted_on_a_limit_of_hours_end_at_midnight() -> None:
    case = Case("sanya-2018").signed_in(class_="city_management").by("unit_head")
    case.does(more("1 WD"), "reason").by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").original_due == moment("03-04 09:00")
    assert case.clock("handle/1").due == moment("03-05 24:00")
    assert case.at("03-07 00:01").order.level is Level.L2


@pytest.mark.rule("T:T21", "G:G7")
def test_another_unit_hears_that_it_is_not_its_order_before_anything_else() -> None:
    case = Case().signed_in().by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.by("unit_head", of="roads").refused(more(), "reason") == "not_your_order"
    assert case.by("unit_head").refused(more(), "reason") == "emergency_not_extended"


@pytest.mark.rule("T:T21.2", "G:G7.1")
def test_what_was_granted_counts_once_and_is_not_asked_for_any_more() -> None:
    case = asked()
    assert case.order.extension_request is not None
    assert case.order.extension_request.requested_at == case.now
    case.after(hours=1).by("hotline_head").does(ApproveExtension())
    assert (case.order.extensions, case.order.extension_request) == (1, None)


@pytest.mark.rule("G:G7.1")
def test_five_working_days_are_the_longest_to_the_minute() -> None:
    case = Case().signed_in().by("unit_head")
    week = 7 * 24 * 60
    assert case.refused(more(f"{week + 1} min"), "reason") == "extension_too_long"
    assert case.asks(more(f"{week} min"), "reason").facts  # type: ignore[union-attr]
