"""Stories of threats and crowds that are reported at once, beside the ordinary course."""

from dataclasses import replace
from datetime import date

import pytest

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.emergency.commands import ReportThreat
from domain.chapters.emergency.terms import ThreatKind
from domain.law.pack import Pack
from domain.order.terms import Confidentiality
from domain.vocabulary import State
from policies.library import load_pack
from tests.domain.case import Case

THREAT = ReportThreat(kind=ThreatKind.THREAT, to=("110", "emergency_office"))
CROWD = ReportThreat(kind=ThreatKind.GROUP_INCIDENT, to=("110",))


def until_last_year() -> Pack:
    """A law under which nothing has gone to the police line since last year."""
    law = load_pack("national-default")
    lines = (
        replace(line, valid_to=date(2025, 12, 31)) if line.code == "110" else line
        for line in law.transfers
    )
    return replace(law, transfers=tuple(lines))


@pytest.mark.rule("X:X31.1", "SY20-19")
def test_a_threat_is_told_at_once_and_the_order_goes_on() -> None:
    case = Case().signed_in()
    before = case.owed()
    case.by("seat_agent").does(THREAT, "text")
    assert case.kinds()[-2:] == ["ThreatReported", "ConfidentialitySet"]
    assert case.last("ThreatReported").filled == ("text",)
    assert (case.state, case.owed(), case.order.emergency) == (State.HANDLING, before, None)


@pytest.mark.rule("X:X31")
@pytest.mark.parametrize(
    ("report", "level"), [(THREAT, Confidentiality.P3), (CROWD, Confidentiality.P2)]
)
def test_the_order_becomes_confidential(report: ReportThreat, level: Confidentiality) -> None:
    case = Case().register().does(report, "text")
    assert case.order.confidentiality is level


@pytest.mark.rule("X:X31")
def test_secrecy_that_stands_higher_already_stays() -> None:
    case = Case().register().does(SetConfidentiality(level=Confidentiality.P3))
    assert case.does(CROWD, "text").kinds()[-1] == "ThreatReported"
    assert case.order.confidentiality is Confidentiality.P3
    report = Case().register("report").does(CROWD, "text")
    assert report.kinds()[-1] == "ThreatReported"


@pytest.mark.rule("X:X31")
def test_a_threat_over_an_ended_order_is_reported_too_and_does_not_reopen_it() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1)
    case.by("seat_agent").does(THREAT, "text")
    assert (case.state, case.owed()) == (State.CLOSED, set())
    assert case.order.confidentiality is Confidentiality.P3


@pytest.mark.rule("X:X31")
def test_it_says_what_and_to_whom() -> None:
    case = Case().register()
    assert case.refused(THREAT) == "text_missing"
    assert case.refused(replace(THREAT, to=()), "text") == "nobody_reported_to"
    assert case.refused(replace(THREAT, to=("110", "neighbour")), "text") == "unknown_authority"


@pytest.mark.rule("C:C15", "C:C16")
def test_an_authority_that_is_not_in_force_is_told_nothing() -> None:
    case = Case(until_last_year()).register()
    assert case.refused(THREAT, "text") == "transfer_not_in_force"


@pytest.mark.rule("X:X31")
def test_units_and_callers_do_not_report_threats() -> None:
    case = Case().signed_in().by("unit_clerk")
    assert case.refused(THREAT, "text") == "role_may_not"
    assert case.by("caller").refused(THREAT, "text") == "role_may_not"
    assert case.by("dispatcher").does(THREAT, "text").last("ThreatReported")


@pytest.mark.rule("T:T02")
def test_before_the_registration_there_is_no_order_to_report_about() -> None:
    assert Case().refused(THREAT, "text") == "not_registered"


@pytest.mark.rule("C:C15", "C:C16")
def test_whom_a_threat_is_told_is_asked_when_it_is_told_and_not_when_the_order_went_out() -> None:
    law = load_pack("national-default")
    lines = tuple(replace(line, valid_to=date(2026, 3, 3)) for line in law.transfers)
    case = Case(replace(law, transfers=lines)).signed_in().at("03-03 24:00").by("seat_agent")
    assert case.refused(THREAT, "text") == "transfer_not_in_force"
