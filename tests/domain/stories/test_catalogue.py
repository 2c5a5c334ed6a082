"""Stories of the dispatch catalogue: what it says is followed, or somebody writes down why not."""

from datetime import date

import pytest

from domain.chapters.dispatch.catalogue import (
    Catalogue,
    DemandMatter,
    DispatchRule,
    in_force,
    with_successors,
)
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.intake.commands import AcceptForDispatch, Reclassify
from domain.chapters.together.commands import SubDispatch
from domain.vocabulary import ItemClass, ItemType, State
from tests.domain.case import Case

ALONG = Dispatch(unit="water", rule="D-1", rule_unit="water", expected_unit="water")
SINCE = date(2026, 1, 1)
LEAK = DemandMatter(
    item_type=ItemType.HELP, item_class=ItemClass.OTHER, district="east", category="water-supply"
)


def queued() -> Case:
    """An order that waits at the dispatch desk."""
    return Case().register(category="water-supply").does(AcceptForDispatch()).by("dispatcher")


def rule(code: str, unit: str, **named: object) -> DispatchRule:
    """An entry of the catalogue that counts since new year."""
    return DispatchRule(code=code, unit=unit, source="派发目录", valid_from=SINCE, **named)  # type: ignore[arg-type]


GENERAL = rule("D-1", "water", category="water-supply")
EAST = rule("D-2", "east-water", category="water-supply", district="east")
TOWN = rule("L-1", "east-town", category="water-supply", district="east", listed=True)
BOOK = Catalogue(rules=(TOWN, GENERAL, EAST))


@pytest.mark.rule("T:T02")
def test_what_a_demand_is_about_is_written_down_with_it() -> None:
    case = queued()
    assert case.last("Registered").content.category == "water-supply"  # type: ignore[union-attr]
    assert case.order.category == "water-supply"


@pytest.mark.rule("T:T09", "C:C11.1", "NA-07.1", "SY20-17.1")
def test_a_dispatch_along_the_catalogue_carries_the_rule_that_decided() -> None:
    dispatched = queued().does(ALONG).last("Dispatched").content
    assert dispatched.rule == "D-1"  # type: ignore[union-attr]
    assert dispatched.expected_unit == ""  # type: ignore[union-attr]


@pytest.mark.rule("T:T09")
def test_a_rule_that_is_named_gives_the_unit() -> None:
    other = Dispatch(unit="roads", rule="D-1", rule_unit="water", expected_unit="water")
    case = queued()
    assert case.refused(other) == "not_the_units_rule"
    assert case.refused(other, "note") == "not_the_units_rule"


@pytest.mark.rule("T:T09.3")
@pytest.mark.parametrize("unit", ["roads", "water"])
def test_without_a_rule_somebody_writes_down_why(unit: str) -> None:
    unruled = Dispatch(unit=unit, expected_unit="water")
    case = queued()
    assert case.refused(unruled) == "text_missing"
    case.does(unruled, "note")
    assert case.last("Dispatched").content.expected_unit == "water"  # type: ignore[union-attr]


@pytest.mark.rule("T:T09.3")
def test_a_less_specific_rule_is_followed_only_with_a_reason() -> None:
    general = Dispatch(unit="water", rule="D-1", rule_unit="water", expected_unit="east-water")
    case = queued()
    assert case.refused(general) == "text_missing"
    dispatched = case.does(general, "note").last("Dispatched").content
    assert (dispatched.rule, dispatched.expected_unit) == ("D-1", "east-water")  # type: ignore[union-attr]


@pytest.mark.rule("T:T09")
def test_where_no_rule_fits_the_dispatcher_decides_alone() -> None:
    assert queued().does(Dispatch(unit="roads")).state is State.PENDING_ACCEPT


@pytest.mark.rule("WF-29", "X:X19")
def test_where_a_department_and_a_county_are_named_the_department_gets_it() -> None:
    case = queued()
    county = Dispatch(unit="east", expected_unit="east", departments=("water",))
    assert case.refused(county, "note") == "department_hosts"
    assert case.does(ALONG).order.unit == "water"


@pytest.mark.rule("WF-30.1", "X:X20.1", "NA-07.3")
def test_a_town_gets_only_what_the_list_of_local_duties_gives_it() -> None:
    case = queued()
    unlisted = Dispatch(unit="east-town", to_town=True, list_kept=True)
    assert case.refused(unlisted, "note") == "not_a_towns_duty"
    listed = Dispatch(unit="east-town", to_town=True, list_kept=True, listed_rule="L-1")
    assert "WF-30" in case.does(listed).last("Dispatched").basis


@pytest.mark.rule("WF-30.2", "X:X20", "T:T10")
def test_a_unit_passes_down_to_a_town_only_what_is_listed() -> None:
    case = Case().signed_in().by("unit_gateway")
    kept = SubDispatch(child="east-town", to_town=True, duty_list="made-up", list_kept=True)
    assert case.refused(kept) == "not_a_towns_duty"
    listed = SubDispatch(child="east-town", to_town=True, listed_rule="L-1", list_kept=True)
    case.does(listed)
    assert case.last("SubDispatched").content.duty_list == "L-1"  # type: ignore[union-attr]


@pytest.mark.rule("WF-30")
def test_where_no_list_is_kept_the_entry_on_the_paper_counts() -> None:
    case = queued()
    assert case.refused(Dispatch(unit="east-town", to_town=True)) == "not_a_towns_duty"
    case.does(Dispatch(unit="east-town", to_town=True, rule="list-7"))


@pytest.mark.rule("SY20-09", "T:T11")
def test_the_unit_has_somebody_who_takes_orders_in_hand() -> None:
    case = Case("sanya-2018").dispatched()
    assert case.by("unit_officer").refused(Accept()) == "role_may_not"
    assert case.by("unit_clerk").does(Accept()).state is State.HANDLING


@pytest.mark.rule("T:T45")
def test_a_wrong_category_is_mended_with_a_reason() -> None:
    other = Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER, category="roads")
    case = queued()
    assert case.does(other, "reason").order.category == "roads"
    assert case.refused(other, "reason") == "same_class"
    same = Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER)
    assert case.refused(same, "reason") == "same_class"


def test_what_names_more_comes_first_and_departments_before_towns() -> None:
    assert [found.code for found in BOOK.fitting(LEAK)] == ["D-2", "L-1", "D-1"]
    assert BOOK.expected_units(LEAK) == ("east-water",)


def test_a_rule_names_type_class_district_and_category() -> None:
    for named in (
        {"item_type": ItemType.COMPLAINT},
        {"item_class": ItemClass.CITY_MANAGEMENT},
        {"district": "west"},
        {"category": "roads"},
    ):
        assert not Catalogue(rules=(rule("D-9", "roads", **named),)).fitting(LEAK)


def test_equally_specific_rules_each_give_a_unit_that_may_be_expected() -> None:
    helps = rule("D-3", "housing", item_type=ItemType.HELP, district="east")
    assert Catalogue(rules=(EAST, helps)).expected_units(LEAK) == ("east-water", "housing")


def test_a_town_needs_an_entry_of_its_own_for_this_matter() -> None:
    assert BOOK.listed_for(LEAK, "east-town") is TOWN
    assert BOOK.listed_for(LEAK, "east-town", "L-1") is TOWN
    assert BOOK.listed_for(LEAK, "east-town", "L-2") is None
    assert BOOK.listed_for(LEAK, "west-town") is None
    assert BOOK.listed_for(LEAK, "water") is None


def test_an_entry_counts_from_its_first_day_to_its_last() -> None:
    brief = rule("D-4", "water", valid_to=date(2026, 1, 31))
    days = (date(2025, 12, 31), SINCE, date(2026, 1, 31), date(2026, 2, 1))
    assert [bool(in_force((brief,), day).rules) for day in days] == [False, True, True, False]


def test_the_last_successor_has_the_place_of_each_unit_before_it() -> None:
    merged_twice = {"water": "works", "works": "public-works"}
    book = with_successors(Catalogue(rules=(rule("D-1", "water"), TOWN)), merged_twice)
    assert [entry.unit for entry in book.rules] == ["public-works", TOWN.unit]


def test_an_empty_catalogue_asks_for_no_known_category() -> None:
    assert Catalogue(rules=()).knows("anything")
    assert BOOK.knows("water-supply")
    assert not BOOK.knows("roads")
