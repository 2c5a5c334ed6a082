"""A unit sees its own figures and its place (单位自查), and of the others only how many."""

from dataclasses import replace
from typing import Any

import pytest

from domain.assessment import assess
from domain.chapters.closing.commands import PassReview
from domain.order.act import Actor
from domain.vocabulary import Role
from policies.city_register import Unit, UnitLevel
from policies.library import load_pack
from services.access.principal import Principal
from services.access.rights import Right, may
from tests.domain.case import Case
from tests.services.assessment.assessed import MARCH, card_of, told_to_unit
from tests.services.assessment.test_composite import weight


def called(to: str, satisfied: int) -> Case:
    """An order of a unit whose caller has answered."""
    case = Case().signed_in(to).solved().by("reviewer").does(PassReview())
    return case.called_back(solved=satisfied < 4, satisfied=satisfied)


def department(code: str, kind: str = "department", level: UnitLevel = UnitLevel.CITY) -> Unit:
    """A unit of the register; those of one kind and level are peers."""
    return Unit(code=code, title=code, kind=kind, level=level)


REGISTER = tuple(department(code) for code in ("water", "roads", "parks"))


def seen(
    unit: str,
    *,
    masked: bool = False,
    register: tuple[Unit, ...] = REGISTER,
    ranked_from: int | None = 1,
) -> dict[str, Any]:
    """What is told of one of three units: one pleases everybody, two please nobody."""
    cases = (called("water", 1), called("roads", 5), called("parks", 5))
    cards = [card_of(case) for case in cases]
    weights = load_pack("beijing-style").weights
    found = replace(assess(cards, MARCH), weights=weights, ranked_from=ranked_from)
    own = None if masked else assess(cards, MARCH, unit=unit)
    return told_to_unit(found, unit, own, register)


@pytest.mark.rule("NA-10")
def test_a_unit_sees_where_it_stands_and_the_equally_good_share_a_place() -> None:
    assert seen("water")["places"]["K5"] == {"place": 1, "of": 3}
    assert seen("roads")["places"]["K5"] == seen("parks")["places"]["K5"] == {"place": 2, "of": 3}
    assert seen("roads")["places"]["composite"] == {"place": 2, "of": 3}
    assert seen("roads")["composite"]["value"] == 30


@pytest.mark.rule("NA-10")
def test_where_fewer_is_better_the_fewest_come_first() -> None:
    assert seen("roads")["places"]["K12"] == {"place": 2, "of": 3}
    assert seen("water")["places"]["K12"] == {"place": 1, "of": 3}


def test_no_other_unit_is_named_and_only_ones_own_orders_are() -> None:
    told = seen("roads")
    assert "water" not in str(told)
    assert [line["unit"] for line in told["indicators"]["K5"]["orders"]] == ["roads"]


def test_the_assessor_sees_totals_and_no_single_order() -> None:
    told = seen("roads", masked=True)
    assert told["indicators"]["K5"]["denominator"] == 1
    assert "20260302" not in str(told)


def test_a_unit_of_which_nothing_was_owed_has_no_place() -> None:
    told = seen("housing")
    assert (told["indicators"], told["places"], told["composite"]) == ({}, {}, None)


@pytest.mark.rule("NA-10", "NA-10.2")
@pytest.mark.parametrize(
    "other",
    [department("water", kind="territorial"), department("water", level=UnitLevel.TOWN)],
    ids=["another kind", "another level"],
)
def test_a_unit_stands_only_among_units_of_its_kind_and_level(other: Unit) -> None:
    register = (*REGISTER[1:], other)
    assert seen("roads", register=register)["places"]["K5"] == {"place": 1, "of": 2}
    told = seen("roads", register=register)["peers"]
    assert told == {"kind": "department", "level": "city", "ranked_from": 1, "basis": ["NA-10"]}


@pytest.mark.rule("NA-10", "NA-10.2")
def test_a_unit_without_peers_has_no_place() -> None:
    alone = (department("roads"), department("water", kind="territorial"))
    assert seen("roads", register=alone)["places"] == {}
    assert (seen("roads", register=())["places"], seen("roads", register=())["peers"]) == ({}, None)


@pytest.mark.rule("NA-10", "NA-10.3")
def test_a_share_of_few_cases_is_no_place_and_shows_of_how_many_it_is() -> None:
    assert "K5" in seen("roads", ranked_from=1)["places"]
    told = seen("roads", ranked_from=2)
    assert told["places"] == {}
    assert told["indicators"]["K5"]["denominator"] == 1
    assert {part["denominator"] for part in told["composite"]["parts"]} == {1}


@pytest.mark.rule("NA-10", "NA-10.3")
def test_the_bound_is_the_laws_and_without_one_nobody_is_compared() -> None:
    rules = load_pack("national-2025").assessment
    assert rules is not None
    assert rules.ranked_from is not None
    assert rules.ranked_from.value == 10
    assert seen("roads", ranked_from=None)["places"] == {}


@pytest.mark.rule("NA-10")
@pytest.mark.parametrize("code", ["K5", "K12"])
def test_the_least_difference_between_two_shares_is_one(code: str) -> None:
    """One caller of two hundred was unhappy with the roads, and none with the water unit."""
    best, good, bad = (card_of(called(*one)) for one in (("water", 1), ("roads", 1), ("roads", 5)))
    roads = [bad, *(replace(good, number=f"{n}") for n in range(199))]
    found = replace(assess([best, *roads], MARCH), ranked_from=1)
    for place, unit in enumerate(("water", "roads"), start=1):
        own = assess([best, *roads], MARCH, unit=unit)
        told = told_to_unit(found, unit, own, REGISTER)["places"]
        assert told[code] == {"place": place, "of": 2}


@pytest.mark.rule("NA-10", "NA-10.3")
def test_a_composite_figure_with_one_share_of_few_cases_is_no_place() -> None:
    """Each of two units signed in for two orders, and one caller of each has answered."""
    cases = [called("water", 1), called("roads", 1), Case().signed_in(), Case().signed_in("roads")]
    cards = [replace(card_of(case), number=f"{n}") for n, case in enumerate(cases)]
    weights = tuple(weight(code, 50) for code in ("K1", "K5"))
    found = replace(assess(cards, MARCH), weights=weights, ranked_from=2)
    told = told_to_unit(found, "water", assess(cards, MARCH, unit="water"), REGISTER)
    assert ("K1" in told["places"], "composite" in told["places"]) == (True, False)


@pytest.mark.parametrize(
    ("role", "home", "allowed"),
    [
        (Role.UNIT_HEAD, "water", True),
        (Role.UNIT_HEAD, "roads", False),
        (Role.ASSESSOR, "hotline", True),
        (Role.HOTLINE_HEAD, "hotline", True),
        (Role.SEAT_AGENT, "water", False),
        (Role.DISPATCHER, "hotline", False),
    ],
)
def test_who_may_see_the_figures_of_a_unit(role: Role, home: str, allowed: bool) -> None:
    asker = Principal.of(Actor(person="anybody", unit=home, role=role))
    assert may(asker, Right.READ_UNIT_FIGURES, unit="water") is allowed
