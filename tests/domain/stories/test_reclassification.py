"""Stories of demands that were written down as something else (重新分类)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.chapters.dispatch.commands import Accept, ApproveReturn, Dispatch, RequestReturn
from domain.chapters.handling.commands import ApproveExtension, RequestExtension
from domain.chapters.intake.commands import AcceptForDispatch, Reclassify
from domain.law.pack import Pack
from domain.order.clock import Clock
from domain.time.limit import parse_limit
from domain.vocabulary import ClockName, ItemClass, ItemType
from policies.library import load_pack
from tests.domain.case import Case, moment

CONSULT = Reclassify(type=ItemType.CONSULT, class_=ItemClass.OTHER)
COMPLAINT = Reclassify(type=ItemType.COMPLAINT, class_=ItemClass.OTHER)
HELP = Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER)
MORE = RequestExtension(length=parse_limit("5 WD"), signed_by="head")


def handle(case: Case) -> Clock:
    """The unit's clock."""
    return case.clock("handle/1")


@pytest.mark.rule("T:T45.1")
def test_another_class_is_counted_from_the_dispatch() -> None:
    case = Case().signed_in().at("03-03 10:00").by("dispatcher").does(CONSULT, "reason")
    for id in ("handle/1", "total/1"):
        assert case.clock(id).due == moment("03-03 24:00")
        assert case.clock(id).original_due == moment("03-09 24:00")
    assert handle(case).limit == parse_limit("1 WD")


@pytest.mark.rule("T:T45")
def test_a_question_that_needs_help_has_five_days_from_its_dispatch_and_no_more() -> None:
    case = Case().signed_in(type="consult").at("03-03 15:00").by("dispatcher").does(HELP, "reason")
    assert handle(case).due == moment("03-09 24:00")


@pytest.mark.rule("T:T45.3")
def test_a_due_that_is_over_by_the_new_class_lapses_now_and_not_in_the_past() -> None:
    case = Case().signed_in().at("03-05 10:00").by("dispatcher").does(CONSULT, "reason")
    case.after(seconds=1)
    assert handle(case).lapsed == moment("03-05 10:00")


@pytest.mark.rule("T:T45.3")
def test_what_has_lapsed_stays_lapsed() -> None:
    case = Case().signed_in(type="consult").at("03-04 09:00").by("dispatcher").does(HELP, "reason")
    assert handle(case).due == moment("03-03 24:00")
    assert handle(case).lapsed == moment("03-03 24:00")


@pytest.mark.rule("T:T45.2")
def test_beyond_the_new_limit_counted_from_now_only_the_head_may_go() -> None:
    case = Case().signed_in().by("unit_head").does(MORE, "reason")
    case.by("hotline_head").does(ApproveExtension())
    assert case.by("dispatcher").refused(COMPLAINT, "reason") == "reclassification_needs_head"
    case.by("hotline_head").does(COMPLAINT, "reason")
    assert handle(case).due == moment("03-16 24:00")


@pytest.mark.rule("T:T45")
def test_a_wrong_class_found_before_dispatch_is_mended_without_a_clock() -> None:
    case = Case().register().by("dispatcher").does(CONSULT, "reason")
    assert case.order.item_type is ItemType.CONSULT
    case.by("seat_agent").does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    assert handle(case).limit == parse_limit("1 WD")


@pytest.mark.rule("T:T45")
def test_in_sanya_city_management_has_its_48_hours() -> None:
    lamp = Reclassify(type=ItemType.HELP, class_=ItemClass.CITY_MANAGEMENT)
    case = Case("sanya-2018").signed_in().by("dispatcher").does(lamp, "reason")
    assert handle(case).due == moment("03-04 09:00")
    assert "SY18-02" in handle(case).basis


@pytest.mark.rule("T:T45.4")
def test_a_reclassification_changes_something_has_a_reason_and_comes_in_time() -> None:
    case = Case().signed_in().by("dispatcher")
    assert case.refused(HELP, "reason") == "same_class"
    assert case.refused(CONSULT) == "text_missing"
    assert case.by("unit_head").refused(CONSULT, "reason") == "role_may_not"
    assert case.solved().by("dispatcher").refused(CONSULT, "reason") == "reclassified_too_late"


def changed(case: Case) -> list[str]:
    """The duties that a reclassification counts anew."""
    return [change.id for change in case.last("Reclassified").clocks]  # type: ignore[union-attr]


@pytest.mark.rule("T:T45")
def test_a_duty_that_is_alike_in_both_classes_is_left_alone() -> None:
    queued = Case().register().does(AcceptForDispatch()).by("dispatcher").does(CONSULT, "reason")
    assert changed(queued) == ["total/1"]
    with_a_unit = Case().dispatched().by("dispatcher").does(CONSULT, "reason")
    assert changed(with_a_unit) == ["total/1", "handle/1"]
    assert "contact/1" in with_a_unit.owed()


@pytest.mark.rule("T:T45")
def test_what_another_platform_governs_gains_nothing_and_needs_no_head() -> None:
    case = Case().signed_in(
        source="province", external_id="S-77", upstream_due=moment("04-30 12:00")
    )
    case.at("03-03 10:00").by("dispatcher").does(CONSULT, "reason")
    assert handle(case).due == moment("04-30 12:00")


def by_type(handle: str, question: str) -> Pack:
    """The general rules, with limits of their own for questions and for all else."""
    law = load_pack("national-default")
    limits = [
        replace(rule, limit=parse_limit(question if rule.item_type else handle))
        if rule.clock in (ClockName.HANDLE, ClockName.TOTAL) and not rule.occasion
        else rule
        for rule in law.limits
    ]
    return replace(law, limits=tuple(limits))


@pytest.mark.rule("T:T45")
def test_what_the_next_unit_gains_ends_with_the_first_dispatch_to_the_second() -> None:
    case = Case(by_type("2 h", "1 h")).dispatched(type="consult").by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis").by("dispatcher")
    case.does(ApproveReturn()).after(seconds=30).does(Dispatch(unit="roads"))
    case.by("unit_clerk").does(Accept()).by("hotline_head").does(HELP, "reason")
    assert case.clock("handle/2").due == case.clock("handle/1").started + timedelta(hours=2)
    assert case.clock("handle/2").limit.amount == 2 * 3600 - 30


@pytest.mark.rule("T:T45")
def test_what_just_fits_keeps_the_limit_as_the_law_writes_it() -> None:
    case = Case().signed_in(type="consult").at("03-03 15:00").by("dispatcher").does(HELP, "reason")
    assert handle(case).limit == parse_limit("5 WD")
    assert handle(case).due == moment("03-09 24:00")


@pytest.mark.rule("T:T45.2")
def test_half_a_minute_beyond_the_limit_counted_from_now_is_the_heads_too() -> None:
    a_minute = RequestExtension(length=parse_limit("1 min"), signed_by="head")
    case = Case(by_type("3 WD same-time", "1 WD")).signed_in().by("unit_head")
    case.does(a_minute, "reason").by("hotline_head").does(ApproveExtension())
    case.after(seconds=30).by("dispatcher")
    assert case.refused(COMPLAINT, "reason") == "reclassification_needs_head"
    case.after(seconds=30).does(COMPLAINT, "reason")
