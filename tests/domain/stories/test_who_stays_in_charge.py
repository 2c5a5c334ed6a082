"""Who has a matter keeps it: the territory, the unit that was designated, and no stranger."""

import pytest

from domain.chapters.dispatch.commands import Accept, Dispatch, RequestReturn
from domain.chapters.emergency.commands import Arrive, DeclareEmergency, FirstFeedback, Protect
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.law_change.commands import ChangeCalendar
from domain.vocabulary import EmergencyKind, Urgency
from tests.domain.acts import YEAR_2027
from tests.domain.case import TERRITORY, Case, moment
from tests.domain.stories.test_designation import designated
from tests.domain.stories.test_succession import follows

NOBODYS = DeclareEmergency(kind=EmergencyKind.PUBLIC_WORKS, unclear_owner=True)
TERRITORYS = {"arrive/1", "protect/1"}


@pytest.mark.rule("X:X2.1", "T:T17", "WF-26")
@pytest.mark.parametrize("who", ["unit_clerk", "unit_gateway", "unit_head"])
@pytest.mark.parametrize(("to", "texts"), [("", ()), ("parks", ("reason", "basis"))])
def test_a_designated_unit_returns_nothing_whoever_asks_and_whatever_is_missing(
    who: str, to: str, texts: tuple[str, ...]
) -> None:
    back = RequestReturn(proposed_unit=to)
    unsigned = designated().by(who)
    assert unsigned.refused(back, *texts) == "designated_may_not_return"
    signed = designated().by("unit_clerk").does(Accept()).by(who)
    assert signed.refused(back, *texts) == "designated_may_not_return"


@pytest.mark.rule("X:X4.1", "SY20-22", "C:C2.1")
def test_where_nobody_is_in_charge_the_territory_goes_there_whoever_has_it_later() -> None:
    case = Case().register().does(NOBODYS)
    assert {case.clock(id).owner for id in TERRITORYS} == {TERRITORY}
    assert {case.clock(id).started for id in TERRITORYS} == {case.now}
    case.after(minutes=2).does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    assert case.owed() >= TERRITORYS
    assert {case.clock(id).owner for id in TERRITORYS} == {TERRITORY}
    case.by("territorial").does(Arrive()).does(Protect())
    assert not TERRITORYS & case.owed()
    assert "arrive/2" in case.owed()


@pytest.mark.rule("C:C2.1", "SY20-22")
def test_beside_a_unit_that_is_silent_the_territory_steps_in_after_five_minutes() -> None:
    case = Case().dispatched(urgency=Urgency.EMERGENCY).after(minutes=5)
    assert "TerritorialFallback" not in case.kinds()
    case.after(microseconds=1)
    fallback = case.last("TerritorialFallback")
    assert fallback.content.unit == TERRITORY  # type: ignore[union-attr]
    assert fallback.occurred_at == moment("03-02 09:05")
    assert (case.order.unit, case.clock("arrive/2").owner) == ("water", TERRITORY)
    signed = Case().signed_in(urgency=Urgency.EMERGENCY).after(minutes=20)
    assert "TerritorialFallback" not in signed.kinds()


@pytest.mark.rule("G:G17.1", "E:E5")
def test_from_an_emergency_is_told_within_two_hours_what_it_is_and_what_is_done() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY)
    assert case.clock("first_feedback/1").due == moment("03-02 11:00")
    case.at("03-02 11:00").by("unit_clerk")
    for told in ((), ("situation",), ("method",)):
        assert case.refused(FirstFeedback(), *told) == "text_missing"
    case.does(FirstFeedback(), "situation", "method")
    assert case.clock("first_feedback/1").outcome == "met"


@pytest.mark.rule("X:X21.2")
def test_an_order_that_nowhere_names_the_unit_is_not_touched() -> None:
    case = Case().signed_in().at("03-03 10:00").by("system")
    before = case.order.clocks
    assert case.refused(follows("parks", "gardens")) == "unit_not_concerned"
    assert (case.order.unit, case.order.clocks) == ("water", before)


@pytest.mark.rule("G:G22.1", "G:G22.2", "T:T51")
@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("12-29 09:00", "01-05 24:00"),
        ("12-29 23:59", "01-05 24:00"),
        ("12-30 00:00", "01-06 24:00"),
    ],
)
def test_days_count_from_the_next_to_midnight_make_up_days_too_and_holidays_not(
    at: str, due: str
) -> None:
    """Of the turn of the year 1 January is a holiday, and Sunday the third a day of work."""
    case = Case(at=at).signed_in().by("sys_admin").does(ChangeCalendar(years=(YEAR_2027,)))
    assert case.clock("handle/1").due.year == 2027
    assert case.clock("handle/1").due == moment(due).replace(year=2027)
