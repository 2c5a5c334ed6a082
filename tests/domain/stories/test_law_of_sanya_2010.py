"""三亚 (2010): eight ways in, a result for every type, tourism handed over and kept secret."""

import pytest

from domain.chapters.assessment.commands import ExcludeFromAssessment
from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register, TransferOut
from domain.chapters.together.commands import SetHosts
from domain.order.terms import Confidentiality
from domain.vocabulary import Channel, ItemType, ResultKind, State
from tests.domain.case import BY_PHONE, Case

PLACE = "sanya-2010"
WAYS = [
    *(Channel.PHONE, Channel.LETTER, Channel.FAX, Channel.MAIL),
    *(Channel.SMS, Channel.VOICEMAIL, Channel.WEB),
]
FINDINGS = ("findings", "handling_of_responsible", "handling_of_matter", "legal_basis")
HANDLED = [
    ("consult", ResultKind.ANSWERED, ("answer", "answer_source")),
    ("complaint", ResultKind.SUBSTANTIATED, FINDINGS),
    ("help", ResultKind.SOLVED, ("solution", "evidence")),
]
OUTCOMES = [
    ("consult", ResultKind.ANSWERED, ("answer", "answer_source")),
    ("complaint", ResultKind.SUBSTANTIATED, FINDINGS),
    ("report", ResultKind.SUBSTANTIATED, FINDINGS),
    ("suggestion", ResultKind.NOT_ADOPTED, ("reason", "explanation")),
]


@pytest.mark.rule("SY10-01.1")
@pytest.mark.parametrize("channel", WAYS)
def test_the_measures_open_eight_ways_in(channel: Channel) -> None:
    assert "SY10-01" in Case(PLACE).register(channel=channel).last("Registered").basis


@pytest.mark.rule("SY10-02")
@pytest.mark.parametrize("type", ["consult", "complaint", "help"])
def test_the_measures_name_what_is_answered_written_down_and_passed_on(type: str) -> None:
    assert "SY10-02" in Case(PLACE).register(type).last("Registered").basis


@pytest.mark.rule("SY10-02.1")
@pytest.mark.parametrize(("type", "kind", "texts"), HANDLED)
def test_each_kind_is_registered_passed_on_and_its_caller_told_the_result(
    type: str, kind: ResultKind, texts: tuple[str, ...]
) -> None:
    case = Case(PLACE).register(type)
    assert "SY10-02" in case.last("Registered").basis
    case.does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    case.by("unit_clerk").does(Accept())
    assert case.refused(SubmitResult(result_kind=kind), *texts) == "telling_missing"
    case.does(SubmitResult(result_kind=kind, **BY_PHONE), *texts)
    submitted = case.last("ResultSubmitted").content
    assert (submitted.told_at, submitted.told_via) == tuple(BY_PHONE.values())  # type: ignore[union-attr]


@pytest.mark.rule("SYW-01.1")
def test_wechat_is_one_entry_to_many_services() -> None:
    assert "SYW-01" in Case(PLACE).register(channel=Channel.WECHAT).last("Registered").basis


@pytest.mark.rule("SYF-01.1")
def test_any_department_takes_a_complaint_in() -> None:
    fruit = Register(type=ItemType.COMPLAINT, channel=Channel.IN_PERSON)
    case = Case(PLACE).by("unit_clerk", of="industry_and_commerce").does(fruit, "demand", "phone")
    assert case.state is State.INTAKE
    assert "SYF-01" in case.last("Registered").basis


@pytest.mark.rule("SY15-02.1")
@pytest.mark.parametrize(("type", "kind", "texts"), OUTCOMES)
def test_every_type_has_its_own_outcome(
    type: str, kind: ResultKind, texts: tuple[str, ...]
) -> None:
    case = Case(PLACE).signed_in(type=type)
    told = SubmitResult(result_kind=kind, **BY_PHONE)
    assert case.refused(told, *texts[:-1]) == "closing_field_missing"
    assert case.does(told, *texts).state is State.PENDING_REVIEW


@pytest.mark.rule("SY15-01.1")
def test_the_work_ends_with_a_callback() -> None:
    case = Case(PLACE).to_callback()
    assert "SY15-01" in case.clock("callback/1").basis


@pytest.mark.rule("SY15-03.1")
def test_matters_of_many_departments_are_coordinated_and_assessed_by_the_hotline() -> None:
    case, hosts = Case(PLACE).signed_in(), SetHosts(host="water", co_hosts=("roads",))
    assert case.by("unit_head").refused(hosts, "decision") == "role_may_not"
    assert case.by("unit_head").refused(ExcludeFromAssessment(), "reason") == "role_may_not"
    assert case.by("hotline_head").does(hosts, "decision").order.co_hosts == ("roads",)


@pytest.mark.rule("SYT-01.1", "SYT-02.1")
def test_a_report_from_tourists_goes_to_the_tourism_line_and_is_watched() -> None:
    case = Case(PLACE).register("report").does(TransferOut(target="12301"))
    assert (case.state, case.owed()) == (State.FOLLOWED, {"outside_result/1"})


@pytest.mark.rule("SYT-03.1")
def test_a_department_investigates_what_is_reported_to_it() -> None:
    case = Case(PLACE).signed_in(type="report")
    guilty = SubmitResult(result_kind=ResultKind.SUBSTANTIATED, **BY_PHONE)
    assert case.refused(guilty, "findings") == "closing_field_missing"


@pytest.mark.rule("SYT-04")
def test_who_reported_is_strictly_kept_secret() -> None:
    case = Case(PLACE).signed_in(type="report").by("unit_head")
    strict = SetConfidentiality(level=Confidentiality.P3)
    assert case.refused(strict) == "role_may_not"
    assert case.by("seat_agent").refused(SetConfidentiality(level=Confidentiality.P1)) == (
        "secrecy_only_rises"
    )
    assert "SYT-04" in case.does(strict).last("ConfidentialitySet").basis
