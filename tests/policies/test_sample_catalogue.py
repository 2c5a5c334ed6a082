"""The sample city's dispatch catalogue: every demand of it finds its unit."""

from domain.chapters.dispatch.catalogue import Catalogue, Matter
from domain.vocabulary import ItemClass, ItemType
from operations.scenarios.sample_city import CATEGORIES, demands
from policies.city_register import UnitLevel, sample_city

CITY = sample_city()
BOOK = Catalogue(rules=CITY.rules)


def test_every_rule_gives_a_unit_of_the_city_under_a_code_of_its_own() -> None:
    units = {unit.code for unit in CITY.units}
    assert {rule.unit for rule in CITY.rules} <= units
    assert len({rule.code for rule in CITY.rules}) == len(CITY.rules)


def test_what_is_listed_as_a_towns_duty_names_a_town() -> None:
    towns = {unit.code for unit in CITY.units if unit.level is UnitLevel.TOWN}
    assert {rule.unit for rule in CITY.rules if rule.listed} <= towns
    assert BOOK.keeps_a_list()


def test_every_demand_is_dispatched_by_the_rule_that_it_expects() -> None:
    for demand in demands():
        said = demand.registration
        matter = Matter(
            item_type=ItemType(said["type"]),
            item_class=ItemClass.OTHER,
            district=said["district"],
            category=said["category"],
        )
        for step in demand.steps:
            if step.command == "dispatch":
                assert step.fields["unit"] in BOOK.expected_units(matter)
                assert BOOK.rule(step.fields["rule"]) in BOOK.fitting(matter)


def test_every_unit_of_the_sample_has_a_category_of_the_catalogue() -> None:
    assert all(BOOK.knows(category) for category in CATEGORIES.values())
