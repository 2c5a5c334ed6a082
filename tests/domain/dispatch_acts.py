"""Acts of dispatch to choose from: by the catalogue and the register, and designated."""

from dataclasses import replace
from typing import Any

from domain.order.terms import Determination
from domain.vocabulary import ItemClass, ItemType
from tests.domain.case import DISTRICT
from tests.domain.every_command import c

STUDIED = c.Designate(unit="roads", how=Determination.STUDIED, heard=("water", "roads"))


def by_the_catalogue() -> list[Any]:
    """Dispatches as the counter completes them: along the catalogue, against it, down to a town."""
    along = c.Dispatch(unit="water", rule="D-1", rule_unit="water", expected_unit="water")
    return [
        *(along, replace(along, unit="roads"), replace(along, rule="", rule_unit="")),
        *(replace(along, to_town=True, list_kept=True, listed_rule=rule) for rule in ("", "L-1")),
        *(c.SubDispatch(child="town", to_town=True, duty_list=entry) for entry in ("", "L-1")),
        c.SubDispatch(child="town", to_town=True, list_kept=True, listed_rule="L-1"),
        c.Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER, category="water-supply"),
    ]


def by_the_district() -> list[Any]:
    """Dispatches to units of districts, as the counter completes them."""
    ours = c.Dispatch(unit="east-water", district=DISTRICT, sub_centre="east-centre")
    return [
        *(ours, replace(ours, district="west"), replace(ours, district="", sub_centre="")),
        *(c.SubDispatch(child="east-water", district=district) for district in (DISTRICT, "west")),
    ]


def looked_at_again() -> list[Any]:
    """What becomes of a designation before the joint meeting."""
    decided = [c.DecideReconsideration(unit=unit) for unit in ("", "parks", "water")]
    return [c.RequestReconsideration(), *decided]
