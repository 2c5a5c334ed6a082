"""The public catalogue of limits (办理时限公示): what is promised, and how long it really took."""

from typing import Any

import pytest

from domain.assessment import Period
from domain.assessment.times import FEWEST
from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.closing.commands import PassReview
from policies.law import Law
from policies.library import calendar_for, load_pack
from tests.domain.case import Case
from tests.services.assessment.assessed import APRIL, MARCH, published


def solved(case: Case) -> Case:
    """The unit solves it now, and the caller is content."""
    case.solved().by("reviewer").does(PassReview())
    return case.called_back(solved=True, satisfied=1)


def quick(quarters: int) -> Case:
    """An order that took so many quarters of an hour on a Monday morning."""
    return solved(Case().signed_in().after(minutes=15 * quarters))


def late() -> Case:
    """An order that took eight working days of seven and a half hours."""
    return solved(Case().signed_in().at("03-12 09:00"))


def read(*cases: Case, pack: str = "national-default", period: Period = MARCH) -> dict[str, Any]:
    """The catalogue that everybody can read."""
    law = Law(pack=load_pack(pack), calendar=calendar_for(load_pack(pack)).from_year(2026))
    return published(law, period, *cases)


def line(told: dict[str, Any], type: str = "help", category: str = "") -> dict[str, Any]:
    """The line of one matter."""
    key = (type, "other", category)
    rows = (row for row in told["limits"] if (row["type"], row["class"], row["category"]) == key)
    return next(rows)


@pytest.mark.rule("WF-35.1")
def test_everybody_can_read_ways_in_procedure_and_limits() -> None:
    told = read(pack="weifang-2021")
    assert told["channels"][0]["title"] == "12345电话"
    assert told["procedure"][0] == "受理"
    assert line(told)["handling"]["limit"] == "5 WD"
    assert "条例" in line(told)["handling"]["source"]


def test_the_times_of_late_orders_are_among_them() -> None:
    told = line(read(*(quick(n) for n in range(1, 9)), late(), late()))
    assert (told["closed"], told["late"]) == (10, 2)
    assert told["from_birth"] == told["from_dispatch"] == {"median": 1.25, "ninetieth": 60}


def test_what_is_left_out_of_judging_took_its_time_all_the_same() -> None:
    excluded = late().by("assessor").does(ExcludeFromAssessment(), "reason")
    excluded.by("hotline_head").does(ApproveExclusion())
    assert line(read(excluded))["late"] == 1


def test_of_too_few_orders_no_time_is_told_but_how_many_they_are() -> None:
    told = line(read(*(quick(n) for n in range(1, FEWEST))))
    assert (told["closed"], told["from_birth"]) == (FEWEST - 1, None)


def test_what_is_open_or_closed_in_another_month_is_not_counted() -> None:
    assert line(read(Case().signed_in()))["closed"] == 0
    assert line(read(late(), period=APRIL))["closed"] == 0


def test_a_category_has_a_line_of_its_own_beside_that_of_all() -> None:
    told = read(solved(Case().signed_in(category="water-supply")), quick(1))
    assert (line(told)["closed"], line(told, category="water-supply")["closed"]) == (2, 1)


def test_no_order_and_no_unit_is_named_to_the_public() -> None:
    written = str(read(*(quick(n) for n in range(1, 12))))
    assert "20260302" not in written
    assert "water" not in written
