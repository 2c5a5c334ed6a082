"""Stories of restricted callers who call again: the demand is judged apart from the behaviour."""

import pytest

from domain.chapters.caller.commands import LiftRestriction, Persuade, ReportToPolice
from domain.chapters.intake.commands import AcceptForDispatch, TransferOut
from domain.vocabulary import Channel, State, Urgency
from tests.domain.case import Case, moment

UNTIL = moment("03-09 24:00")


@pytest.mark.rule("X:X32.1", "G:G25.2")
def test_the_demand_is_taken_like_any_other_and_the_line_is_kept_free() -> None:
    case = Case().register(restricted_until=UNTIL)
    assert case.kinds() == ["Registered", "CallbackOnly"]
    assert case.owed() == {"intake/1"}
    assert case.does(AcceptForDispatch()).state is State.QUEUED


@pytest.mark.parametrize(
    "fields", [{"urgency": Urgency.EMERGENCY}, {"channel": Channel.WEB}, {"channel": Channel.SMS}]
)
def test_an_emergency_or_a_written_demand_is_not_held_to_it(fields: dict[str, object]) -> None:
    case = Case().register(restricted_until=UNTIL, **fields)
    assert "CallbackOnly" not in case.kinds()
    assert case.state is State.INTAKE


def test_a_restriction_that_has_ended_is_none() -> None:
    assert Case(at="03-10 00:00").register(restricted_until=UNTIL).kinds() == ["Registered"]
    case = Case(at="03-09 23:59").register(restricted_until=UNTIL)
    assert case.kinds() == ["Registered", "CallbackOnly"]


@pytest.mark.rule("X:X32", "HD-22.2", "HN-16.1")
def test_who_must_be_persuaded_again_under_a_restriction_goes_on() -> None:
    case = Case().register(restricted_until=UNTIL).by("shift_lead")
    assert case.refused(ReportToPolice(), "evidence") == "abuse_did_not_go_on"
    case.after(minutes=1).by("seat_agent").does(Persuade(), "text")
    case.by("shift_lead").does(ReportToPolice(), "evidence")
    assert case.state is State.INTAKE


@pytest.mark.rule("G:G25")
def test_it_is_lifted_where_it_was_ordered() -> None:
    case = Case().register(restricted_until=UNTIL).by("hotline_head")
    assert case.refused(LiftRestriction(), "reason") == "restricted_elsewhere"


@pytest.mark.rule("X:X32", "T:T04")
def test_danger_is_still_put_through() -> None:
    case = Case().register(restricted_until=UNTIL)
    unheard = TransferOut(target="110", warm=False)
    assert case.refused(unheard, "reason") == "call_not_put_through"
    case.does(TransferOut(target="110", warm=True), "reason")
    assert case.state is State.TRANSFERRED_OUT
