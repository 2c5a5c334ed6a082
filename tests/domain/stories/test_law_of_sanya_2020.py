"""三亚 (2020): thirty minutes to arrive, results told and secret kept, lawsuits for the doer."""

from datetime import UTC, datetime

import pytest

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.closing.commands import EnterProcedure
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.emergency.commands import Arrive, Protect
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import Register, TransferOut
from domain.order.terms import Confidentiality
from domain.vocabulary import Channel, ItemClass, ItemType, ResultKind, State, Urgency
from tests.domain.case import BY_PHONE, Case, moment

PLACE = "sanya-2020"
TOLD = datetime(2026, 3, 2, 1, tzinfo=UTC)
HANDLED = ("findings", "handling_of_responsible", "handling_of_matter", "legal_basis")


@pytest.mark.rule("SY20-21.2")
def test_the_unit_is_there_within_thirty_minutes_and_protects_from_then() -> None:
    case = Case(PLACE).signed_in(urgency=Urgency.EMERGENCY)
    assert case.clock("arrive/1").due == moment("03-02 09:30")
    assert case.clock("first_feedback/1").due == moment("03-02 09:30")
    case.after(minutes=20).by("unit_officer").does(Arrive(), "place", "evidence")
    assert case.clock("protect/1").due == moment("03-02 09:35")
    assert "protect/1" not in case.does(Protect(), "evidence").owed()


@pytest.mark.rule("SY18-02")
def test_the_hours_of_2018_stay() -> None:
    case = Case(PLACE).dispatched(class_=ItemClass.CITY_MANAGEMENT)
    assert case.clock("accept/1").due == moment("03-02 21:00")
    assert case.clock("handle/1").due == moment("03-04 09:00")


@pytest.mark.rule("SYS-01.1")
@pytest.mark.parametrize("type", ["complaint", "report"])
def test_whoever_complained_about_a_restaurant_is_told_the_result(type: str) -> None:
    case = Case(PLACE).signed_in("market_supervision", type)
    silent = SubmitResult(result_kind=ResultKind.SUBSTANTIATED)
    assert case.refused(silent, *HANDLED) == "telling_missing"
    told = SubmitResult(result_kind=ResultKind.SUBSTANTIATED, **BY_PHONE)
    assert case.does(told, *HANDLED).state is State.PENDING_REVIEW


@pytest.mark.rule("SYS-01.2")
def test_and_who_it_was_is_kept_secret() -> None:
    case, secret = Case(PLACE).signed_in(), SetConfidentiality(level=Confidentiality.P2)
    assert case.by("unit_head").refused(secret) == "role_may_not"
    assert "SYS-01" in case.by("caller").does(secret).last("ConfidentialitySet").basis


@pytest.mark.rule("SYL-01.1", "SYL-02.1")
def test_whoever_did_what_is_sued_over_keeps_the_evidence() -> None:
    case = Case(PLACE).signed_in().by("unit_head")
    sued = EnterProcedure(
        procedure=ProcedureKind.LITIGATION, case_no="2026-1", authority="court", whole=False
    )
    case.does(sued, "part")
    assert case.order.evidence_held
    assert case.order.unit == "water"


@pytest.mark.rule("SYT-01", "SY20-01.3", "C:C15")
def test_tourism_stays_within_the_platform_and_is_watched_to_its_outcome() -> None:
    case = Case(PLACE).register("complaint").does(TransferOut(target="12301"))
    assert (case.state, case.owed()) == (State.FOLLOWED, {"outside_result/1"})


@pytest.mark.rule("SYF-01")
def test_a_department_takes_in_what_is_brought_to_it() -> None:
    fruit = Register(type=ItemType.REPORT, channel=Channel.IN_PERSON)
    case = Case(PLACE).by("unit_clerk", of="market_supervision").does(fruit, "demand", "phone")
    assert "SYF-01" in case.last("Registered").basis
