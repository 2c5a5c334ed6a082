"""Single values of the law, place by place: until when each duty is owed, and what is asked for."""

from collections.abc import Callable

import pytest

from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import RequestReturn
from domain.chapters.handling.commands import ApproveExtension, RequestExtension, SubmitResult
from domain.chapters.intake.commands import Register
from domain.chapters.together.commands import SubDispatch
from domain.chapters.units.commands import OpenUnitFile, ReportStaffChange
from domain.chapters.units.terms import Post
from domain.order.refusal import Refusal
from domain.time.limit import parse_limit
from domain.vocabulary import ItemClass, ItemType, ResultKind, State, Urgency
from tests.domain.case import BY_PHONE, Case, moment

Brought = Callable[[Case], Case]
BACK = RequestReturn(proposed_unit="roads")
MORE = RequestExtension(length=parse_limit("2 WD"), signed_by="head")


def of_type(type: str, **fields: object) -> Brought:
    """An order of this type that is with a unit."""
    return lambda case: case.dispatched(type=type, **fields)


def staff_changed(case: Case) -> Case:
    """A unit whose clerk is another."""
    case.by("hotline_head").does(OpenUnitFile(unit="water"))
    return case.by("unit_clerk").does(ReportStaffChange(post=Post.CLERK))


def looked_into_below(case: Case) -> Case:
    """A report that the bureau takes in and its district looks into."""
    case.signed_in("ecology_bureau", "report").by("unit_gateway")
    return case.does(SubDispatch(child="jiyang_ecology"))


ROWS: list[tuple[str, Brought, str, str, str]] = [
    ("anhui-2018", of_type("help", urgency=Urgency.URGENT), "total", "03-05 24:00", "AH-08 G:G3"),
    (
        "anhui-2018",
        of_type("consult", urgency=Urgency.URGENT),
        "total",
        "03-03 24:00",
        "AH-08 G:G3",
    ),
    ("beijing-style", Case.register, "intake", "03-02 11:00", "T:T02"),
    (
        "beijing-style",
        of_type("help", class_=ItemClass.CITY_MANAGEMENT),
        "total",
        "03-03 09:00",
        "C:C3 G:G3",
    ),
    (
        "beijing-style",
        of_type("help", class_=ItemClass.OTHER),
        "total",
        "03-09 24:00",
        "C:C3 G:G3",
    ),
    ("transport-bureau", of_type("consult"), "total", "03-03 24:00", "JT-04 G:G3"),
    ("national-2025", Case.to_callback, "callback", "03-03 24:00", "NA-10 G:G13 T:T31"),
    ("sanya-2010", Case.to_callback, "callback", "03-03 24:00", "SY15-01 G:G13 T:T31"),
    ("sanya-2018", Case.to_callback, "callback", "03-03 24:00", "SY20-06 G:G13 T:T31"),
    ("generic", Case.to_recheck, "recheck", "03-03 24:00", "GN-05 G:G15"),
    ("sanya-2018", looked_into_below, "sub_handle", "03-06 24:00", "SYE-01 SY20-15 T:T10"),
    ("sanya-2020", staff_changed, "filing", "03-04 24:00", "SY20-10"),
]
"""Place, what happened on Monday at nine, the duty that it makes, its due, and its rules."""
LIMITS = [
    pytest.param(place, brought, clock, due, marks=pytest.mark.rule(*rules.split()))
    for place, brought, clock, due, rules in ROWS
]


@pytest.mark.parametrize(("place", "brought", "clock", "due"), LIMITS)
def test_until_when_it_is_owed(place: str, brought: Brought, clock: str, due: str) -> None:
    assert brought(Case(place)).clock(f"{clock}/1").due == moment(due)


@pytest.mark.rule("SM-03.1", "G:G11")
def test_in_sanmen_a_unit_is_reminded_at_half_time_and_a_working_day_before() -> None:
    case = Case("sanmen").signed_in().at("03-09 09:00")
    warned = [fact for fact in case.facts if fact.kind == "DueWarning"]
    assert [(fact.content.step, fact.occurred_at) for fact in warned] == [  # type: ignore[union-attr]
        ("warn half", moment("03-06 00:00")),
        ("warn 1 WD", moment("03-09 00:00")),
    ]


@pytest.mark.rule("HD-19", "C:C4")
@pytest.mark.parametrize("left_out", ["name", "phone"])
def test_in_hengdong_nobody_is_heard_without_a_name_and_a_number(left_out: str) -> None:
    case, demand = Case("hengdong-2024").by("seat_agent"), Register(type=ItemType.HELP)
    given = [text for text in ("demand", "name", "phone") if text != left_out]
    assert case.refused(demand, *given) == "text_missing"
    assert case.does(demand, "demand", "name", "phone").state is State.INTAKE


@pytest.mark.rule("JT-11.1", "G:G7")
def test_the_bureau_extends_an_order_once() -> None:
    case = Case("transport-bureau").signed_in().by("unit_head").does(MORE, "reason")
    case.by("hotline_head").does(ApproveExtension(), "opinion").by("unit_head")
    assert case.refused(MORE, "reason") == "no_extension_left"


@pytest.mark.rule("JT-09.2", "G:G3")
def test_the_bureau_returns_within_a_working_day_of_the_dispatch() -> None:
    case = Case("transport-bureau").dispatched().at("03-04 09:00").by("unit_gateway")
    late = case.asks(BACK, "reason", "basis")
    assert isinstance(late, Refusal)
    assert (late.code, set(late.basis)) == ("late_return_over", {"JT-09", "G:G3", "JT-10"})


RESULTS = {
    "consult": (ResultKind.ANSWERED, ("answer", "answer_source")),
    "help": (ResultKind.SOLVED, ("solution", "evidence")),
    "complaint": (ResultKind.UNSUBSTANTIATED, ("findings", "explanation")),
    "report": (ResultKind.UNSUBSTANTIATED, ("findings", "explanation")),
    "suggestion": (ResultKind.DONE_ALREADY, ("done",)),
}


@pytest.mark.rule("GN-04", "G:G13")
@pytest.mark.parametrize("type", RESULTS)
def test_under_the_generic_rules_everybody_is_called_back(type: str) -> None:
    kind, texts = RESULTS[type]
    case = Case("generic", number="20260302-000001").signed_in(type=type)
    case.does(SubmitResult(result_kind=kind, **BY_PHONE), *texts)
    assert case.by("reviewer").does(PassReview()).state is State.PENDING_CALLBACK
