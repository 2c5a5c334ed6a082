"""Stories of what leaked: reported by whoever finds it, at any time."""

import pytest

from domain.chapters.afterwards.commands import Archive
from domain.chapters.caller.commands import ReportLeak
from domain.chapters.closing.commands import PassReview
from domain.chapters.supervision.facts import SupervisionRaised
from domain.order.terms import Confidentiality
from domain.vocabulary import Level, State, Trigger
from tests.domain.case import Case

LEAK = ReportLeak()
FILED = Archive(digest="0" * 64)


def raised(case: Case) -> SupervisionRaised:
    """How supervision was raised last."""
    content = case.last("SupervisionRaised").content
    assert isinstance(content, SupervisionRaised)
    return content


@pytest.mark.rule("T:T53.1", "WF-39.3", "G:G12")
def test_a_leak_closes_the_list_and_is_handed_over() -> None:
    case = Case().signed_in().by("callback_officer").does(LEAK, "text")
    assert case.kinds()[-3:] == ["LeakReported", "ConfidentialitySet", "SupervisionRaised"]
    assert case.order.confidentiality is Confidentiality.P3
    assert (raised(case).level, raised(case).trigger) == (Level.L5, Trigger.LEAK)
    assert (raised(case).owner, case.state) == ("water", State.HANDLING)


@pytest.mark.rule("T:T53", "WF-39.3")
def test_it_is_held_against_whom_it_leaked_from() -> None:
    case = Case().signed_in().by("discipline").does(ReportLeak(unit="roads"), "text")
    assert raised(case).owner == "roads"
    desk = Case().register().does(LEAK, "text")
    assert raised(desk).owner == "intake_desk"


@pytest.mark.rule("T:T53")
def test_an_ended_order_stays_ended_and_is_not_supervised() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1)
    case.by("supervisor").does(LEAK, "text")
    assert case.kinds()[-2:] == ["LeakReported", "ConfidentialitySet"]
    assert (case.state, case.order.level, case.owed()) == (State.CLOSED, Level.L0, set())


@pytest.mark.rule("T:T53", "T:T49")
def test_a_leak_is_heard_even_from_the_archive() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1)
    case.at("04-02 00:00").by("system").does(FILED).by("caller").does(LEAK, "text")
    assert (case.state, case.kinds()[-2]) == (State.ARCHIVED, "LeakReported")


@pytest.mark.rule("T:T53")
def test_a_second_report_is_on_record_and_raises_nothing_again() -> None:
    case = Case().signed_in().by("seat_agent").does(LEAK, "text")
    linked = ReportLeak(incident="20260302-000002")
    case.does(linked, "text")
    assert case.kinds()[-1] == "LeakReported"
    assert case.last("LeakReported").content.incident == "20260302-000002"  # type: ignore[union-attr]


@pytest.mark.rule("T:T53", "WF-39")
def test_it_says_what_leaked_and_is_no_incident_of_its_own() -> None:
    case = Case().register()
    assert case.refused(LEAK) == "text_missing"
    itself = ReportLeak(incident=case.order.number)
    assert case.refused(itself, "text") == "incident_is_itself"


@pytest.mark.rule("T:T53")
def test_who_watches_only_does_not_report_and_the_work_goes_on() -> None:
    case = Case().signed_in().solved()
    assert case.by("monitor").refused(LEAK, "text") == "role_may_not"
    case.by("reviewer").does(LEAK, "text").does(PassReview())
    assert case.state is State.PENDING_CALLBACK
