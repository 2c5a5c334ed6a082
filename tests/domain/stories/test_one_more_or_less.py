"""Stories of one more and one less: what is just long enough, just early enough, just in time."""

from datetime import timedelta

import pytest

from domain.chapters.caller.commands import LiftRestriction, Persuade, RestrictCaller
from domain.chapters.closing.commands import EnterProcedure
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.emergency.commands import ApproveForceMajeure
from domain.chapters.handling.commands import ApplyStatutoryLimit
from domain.chapters.intake.commands import Refuse
from domain.time.limit import parse_limit
from domain.values.case_number import LONGEST_AUTHORITY, LONGEST_CASE_NUMBER
from domain.values.law_name import LONGEST_LAW
from tests.domain.case import Case, moment
from tests.domain.stories.test_force_majeure import claimed

TWENTY = parse_limit("20 WD")
RESTRICT, LIFT = RestrictCaller(), LiftRestriction()


def sued(digits: int, court: str = "court") -> EnterProcedure:
    """A matter that lies with a court, under a number so long."""
    number = "2026-" + "9" * (digits - len("2026-"))
    return EnterProcedure(procedure=ProcedureKind.LITIGATION, case_no=number, authority=court)


@pytest.mark.rule("AH-06", "X:X12", "X:X11", "G:G21")
def test_the_number_of_a_case_is_no_longer_than_any_real_one() -> None:
    case = Case().signed_in().by("hotline_head")
    longer = sued(LONGEST_CASE_NUMBER + 1)
    assert case.refused(longer, "explanation") == "threat_is_no_procedure"
    too_long = sued(LONGEST_CASE_NUMBER, "院" * (LONGEST_AUTHORITY + 1))
    assert case.refused(too_long, "explanation") == "authority_missing"
    case.does(sued(LONGEST_CASE_NUMBER, "院" * LONGEST_AUTHORITY), "explanation")


@pytest.mark.rule("G:G10.1", "T:T22.1", "WF-19")
@pytest.mark.parametrize("more", [0, 1])
def test_the_name_of_a_law_is_no_longer_than_any_real_one(more: int) -> None:
    name = f"《{'法' * (LONGEST_LAW - 2 + more)}》"
    law = ApplyStatutoryLimit(law=name, article="第一条", limit=TWENTY)
    case = Case().signed_in().by("hotline_head")
    if more:
        assert case.refused(law) == "legal_basis_missing"
    else:
        case.does(law)


@pytest.mark.rule("G:G25.1", "HD-22")
def test_a_persuasion_that_is_still_to_come_is_none() -> None:
    case = Case().register().does(Refuse(disposition="ABUSE"), "reason").by("seat_agent")
    ahead = Persuade(earlier=(moment("03-01 09:00"), case.now + timedelta(seconds=30)))
    case.does(ahead, "text").by("supervisor")
    assert case.refused(RESTRICT, "reason") == "too_few_persuasions"


@pytest.mark.rule("G:G25.3", "HD-22")
def test_a_restriction_lasts_to_its_last_minute() -> None:
    twice = Persuade(earlier=(moment("02-20 10:00"), moment("02-25 10:00")))
    case = Case().register().does(Refuse(disposition="ABUSE"), "reason").by("seat_agent")
    case.does(twice, "text").by("supervisor").does(RESTRICT, "reason")
    case.at("03-09 23:59").after(seconds=30).by("hotline_head").does(LIFT, "reason")


@pytest.mark.rule("G:G18", "SY20-21", "T:T52", "X:X5")
def test_a_claim_that_is_granted_after_its_new_time_leaves_a_second() -> None:
    case = claimed().after(minutes=100).by("shift_lead").does(ApproveForceMajeure())
    assert case.clock("arrive/2").due - case.now == timedelta(seconds=1)
