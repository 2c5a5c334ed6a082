"""The sample city's dispatch catalogue: every demand of it finds its unit."""

from domain.chapters.dispatch.catalogue import Catalogue, DemandMatter
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.intake.commands import Register
from domain.vocabulary import ItemClass
from operations.scenarios.sample_city import CATEGORIES, sample_orders
from policies.city_file import sample_city
from policies.city_register import UnitLevel

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
    for order in sample_orders():
        said = order.steps[0].command
        assert isinstance(said, Register)
        matter = DemandMatter(
            item_type=said.type,
            item_class=ItemClass.OTHER,
            district=said.district,
            category=said.category,
        )
        for step in order.steps:
            if isinstance(step.command, Dispatch):
                assert step.command.unit in BOOK.expected_units(matter)
                assert BOOK.rule(step.command.rule) in BOOK.fitting(matter)


def test_every_unit_of_the_sample_has_a_category_of_the_catalogue() -> None:
    assert all(BOOK.knows(category) for category in CATEGORIES.values())
