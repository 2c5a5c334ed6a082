"""What begins on a Friday: days count as the law of each place counts them, and hours at night."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.chapters.closing.commands import OrderRework
from domain.chapters.dispatch.commands import RequestReturn
from domain.chapters.handling.commands import RequestExtension
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.units.commands import OpenUnitFile, ReportStaffChange
from domain.chapters.units.terms import Post
from domain.law.pack import Pack
from domain.time.limit import parse_limit
from domain.vocabulary import ClockName, ItemClass, Level, Urgency
from policies.library import load_pack
from tests.domain.case import Case, moment

Brought = Callable[[Case], Case]
CITY_MANAGEMENT = ItemClass.CITY_MANAGEMENT


def dispatched(type: str = "help", **fields: object) -> Brought:
    """An order that has gone to a unit."""
    return lambda case: case.dispatched(type=type, **fields)


def staff_changed(case: Case) -> Case:
    """A unit whose clerk is another."""
    case.by("hotline_head").does(OpenUnitFile(unit="water"))
    return case.by("unit_clerk").does(ReportStaffChange(post=Post.CLERK))


URGENT, EMERGENCY = Urgency.URGENT, Urgency.EMERGENCY
ROWS: list[tuple[str, Brought, str, str, str]] = [
    ("anhui-2018", dispatched(urgency=URGENT), "handle", "03-11 24:00", "AH-08.1"),
    ("anhui-2018", dispatched(urgency=URGENT), "total", "03-11 24:00", "AH-08.1 G:G3"),
    ("anhui-2018", dispatched("consult", urgency=URGENT), "handle", "03-09 24:00", "AH-08"),
    ("anhui-2018", dispatched("consult", urgency=URGENT), "total", "03-09 24:00", "AH-08 G:G3"),
    ("beijing-style", Case.register, "intake", "03-06 18:50", "T:T02"),
    (
        "beijing-style",
        dispatched(urgency=EMERGENCY),
        "first_feedback",
        "03-06 18:50",
        "C:C1 E:E5",
    ),
    (
        "beijing-style",
        lambda case: case.register(class_=CITY_MANAGEMENT).does(AcceptForDispatch()),
        "dispatch",
        "03-06 20:50",
        "C:C3.1 T:T08",
    ),
    ("national-default", lambda case: case.signed_in().solved(), "review", "03-09 24:00", "T:T31"),
    ("generic", Case.to_callback, "callback", "03-09 24:00", "GN-04 G:G13"),
    ("generic", Case.to_recheck, "recheck", "03-09 24:00", "GN-05 G:G15"),
    ("national-2025", Case.to_callback, "callback", "03-09 24:00", "NA-10 G:G13 T:T31"),
    ("sanmen", Case.to_recheck, "recheck", "03-09 24:00", "SM-01 G:G15 T:T36"),
    ("sanya-2010", Case.to_callback, "callback", "03-09 24:00", "SY15-01 G:G13 T:T31"),
    ("sanya-2018", Case.to_callback, "callback", "03-09 24:00", "SY20-06 G:G13 T:T31"),
    ("sanya-2018", dispatched(urgency=EMERGENCY), "contact", "03-06 17:00", "SY20-21 E:E2"),
    (
        "sanya-2018",
        dispatched(class_=CITY_MANAGEMENT, urgency=EMERGENCY),
        "accept",
        "03-06 16:55",
        "E:E1 C:C2",
    ),
    ("sanya-2020", staff_changed, "filing", "03-10 24:00", "SY20-10"),
    ("transport-bureau", dispatched(), "contact", "03-09 24:00", "JT-05 T:T19"),
    ("transport-bureau", dispatched("consult"), "handle", "03-09 24:00", "JT-04"),
    ("transport-bureau", dispatched("consult"), "total", "03-09 24:00", "JT-04 G:G3"),
]
"""Place, what happened on Friday at ten to five, the duty that it makes, its due, its rules."""
LIMITS = [
    pytest.param(place, brought, clock, due, marks=pytest.mark.rule(*rules.split()))
    for place, brought, clock, due, rules in ROWS
]


@pytest.mark.parametrize(("place", "brought", "clock", "due"), LIMITS)
def test_what_begins_on_a_friday(place: str, brought: Brought, clock: str, due: str) -> None:
    assert brought(Case(place, at="03-06 16:50")).clock(f"{clock}/1").due == moment(due)


@pytest.mark.rule("E:E1", "C:C2", "SY20-21", "E:E2")
@pytest.mark.parametrize("item_class", [CITY_MANAGEMENT, ItemClass.OTHER])
def test_in_sanya_minutes_of_an_emergency_run_at_night(item_class: ItemClass) -> None:
    case = Case("sanya-2018", at="03-06 21:00")
    case.dispatched(class_=item_class, urgency=EMERGENCY)
    assert case.clock("accept/1").due == moment("03-06 21:05")
    assert case.clock("contact/1").due == moment("03-06 21:10")


@pytest.mark.rule("E:E0", "T:T08", "C:C3")
def test_in_a_city_like_beijing_ten_minutes_of_danger_run_at_night() -> None:
    case = Case("beijing-style", at="03-06 21:00")
    case.register(class_=CITY_MANAGEMENT, urgency=EMERGENCY).does(AcceptForDispatch())
    assert case.clock("dispatch/1").due == moment("03-06 21:10")


@pytest.mark.rule("JT-09.2", "G:G3")
def test_the_bureau_takes_an_order_back_on_the_monday_after_its_friday() -> None:
    back = RequestReturn(proposed_unit="roads")
    case = Case("transport-bureau", at="03-06 09:00").dispatched().by("unit_gateway")
    case.at("03-09 24:00").does(back, "reason", "basis")
    assert not case.last("ReturnRequested").content.late  # type: ignore[union-attr]


@pytest.mark.rule("JT-11.1", "G:G7")
def test_five_more_days_of_the_bureau_are_working_days() -> None:
    case = Case("transport-bureau").signed_in().by("unit_head")
    six = RequestExtension(length=parse_limit("6 WD"), signed_by="head")
    assert case.refused(six, "reason") == "extension_too_long"
    case.does(replace(six, length=parse_limit("5 WD")), "reason")
    assert case.order.extension_request is not None


@pytest.mark.rule("G:G12")
def test_a_rework_missed_on_friday_is_supervised_from_monday_night() -> None:
    case = Case(at="03-03 09:00").to_recheck().by("supervisor").does(OrderRework(), "reason")
    assert case.clock("rework/1").due == moment("03-06 24:00")
    assert case.at("03-09 24:00").order.level < Level.L2
    assert case.after(seconds=1).order.level is Level.L2


def in_working_hours(handle: str) -> Pack:
    """The national law with another limit for the unit's work."""
    law = load_pack("national-default")
    rules = (
        replace(rule, limit=parse_limit(handle)) if rule.clock is ClockName.HANDLE else rule
        for rule in law.limits
    )
    return replace(law, limits=tuple(rules))


@pytest.mark.rule("G:G23")
@pytest.mark.parametrize(
    ("limit", "by_hours"),
    [
        *(("8 WH", True), ("2 WD close", True), ("2 WD same-time", True)),
        *(("2 WD", False), ("2 ND", False), ("48 h", False)),
    ],
)
def test_office_hours_are_named_where_they_count_and_nowhere_else(
    limit: str, by_hours: bool
) -> None:
    case = Case(in_working_hours(limit)).signed_in()
    assert ("G:G23" in case.clock("handle/1").basis) is by_hours


@pytest.mark.rule("X:X17", "G:G23")
@pytest.mark.parametrize(
    ("limit", "met"), [("1 WD", False), ("1 WD close", False), ("1 WD same-time", True)]
)
def test_a_make_up_day_on_which_it_begins_counts_only_where_the_first_day_does(
    limit: str, met: bool
) -> None:
    case = Case(in_working_hours(limit), at="02-28 10:00").signed_in()
    assert ("X:X17" in case.clock("handle/1").basis) is met
    holiday = Case(in_working_hours(limit), at="02-13 10:00").signed_in()
    assert "X:X17" in holiday.clock("handle/1").basis
