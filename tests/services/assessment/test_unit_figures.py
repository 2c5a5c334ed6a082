"""A unit sees its own figures and its place (单位自查), and of the others only how many."""

from dataclasses import replace
from typing import Any

import pytest

from domain.assessment import assess
from domain.chapters.closing.commands import PassReview
from domain.order.act import Actor
from domain.vocabulary import Role
from policies.library import load_pack
from services.access.principal import Principal
from services.access.rights import Right, may
from services.assessment.unit_figures import unit_figures
from services.views import as_json
from tests.domain.case import Case
from tests.services.assessment.assessed import MARCH, card_of


def called(to: str, satisfied: int) -> Case:
    """An order of a unit whose caller has answered."""
    case = Case().signed_in(to).solved().by("reviewer").does(PassReview())
    return case.called_back(solved=satisfied < 4, satisfied=satisfied)


def seen(unit: str, *, masked: bool = False) -> dict[str, Any]:
    """What is told of one of three units: one pleases everybody, two please nobody."""
    cases = (called("water", 1), called("roads", 5), called("parks", 5))
    cards = [card_of(case) for case in cases]
    found = replace(assess(cards, MARCH), weights=load_pack("beijing-style").weights)
    own = None if masked else assess(cards, MARCH, unit=unit)
    told: dict[str, Any] = as_json(unit_figures(found, unit, own))
    return told


def test_a_unit_sees_where_it_stands_and_the_equally_good_share_a_place() -> None:
    assert seen("water")["places"]["K5"] == {"place": 1, "of": 3}
    assert seen("roads")["places"]["K5"] == seen("parks")["places"]["K5"] == {"place": 2, "of": 3}
    assert seen("roads")["places"]["composite"] == {"place": 2, "of": 3}
    assert seen("roads")["composite"]["value"] == 30


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
