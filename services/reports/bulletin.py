"""What a bulletin needs of the records: the period before, the law, and what people call things."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment import Assessment
from domain.assessment.figure import Figure
from domain.bulletin import Material, Names, days_before
from policies.city_register import Unit, UnitLevel
from services.assessment.assessing import Wish, assess_period, city_period
from services.assessment.scoring import cards_of
from services.law.laws import Law, Laws
from store.city import City
from store.register.dispatch_catalogue import all_rules
from store.register.units import district_titles, units
from texts import zh

DISTRICT: Final = UnitLevel.DISTRICT
LEVELS: Final = {
    UnitLevel.CITY: "register.level.city",
    UnitLevel.DISTRICT: "register.level.district",
    UnitLevel.TOWN: "register.level.town",
}
KINDS: Final = {
    "department": "register.kind.department",
    "territorial": "register.kind.territorial",
    "sub_centre": "register.kind.sub_centre",
    "hotline": "register.kind.hotline",
}


async def material_on_record(
    engine: AsyncEngine, laws: Laws, city: City, wish: Wish, found: Assessment
) -> Material:
    """All that the bulletin on an assessment is drawn up from; raises UnknownLaw."""
    first, until_day = days_before(wish.first, wish.until_day)
    earlier = Wish(first=first, until_day=until_day, unit=wish.unit)
    law, days = await city_period(engine, laws, city, earlier)
    before = await assess_period(engine, law, days, earlier)
    numbers = {line.order for figure in _every(found, before) for line in figure.behind}
    return Material(
        found=found,
        before=before,
        cards={card.number: card for card in await cards_of(engine, laws, sorted(numbers))},
        unit=wish.unit,
        names=await names_on_record(engine),
        zone=city.zone,
        rules=_called(law),
    )


def _every(*assessments: Assessment) -> Iterator[Figure]:
    for found in assessments:
        for figures in (found.indicators, found.monthly, found.practice):
            yield from figures.values()


async def names_on_record(engine: AsyncEngine) -> Names:
    """The titles of units and districts, and the catalogue's words for its categories.

    Where several entries speak of a category, the most general one names it; a district that has
    no title of its own is called as its government."""
    known, rules = await units(engine), await all_rules(engine)
    governed = {unit.district: unit.title for unit in known if unit.level is DISTRICT}
    special_first = sorted(rules, key=lambda rule: (-rule.specificity, rule.code))
    return Names(
        say=zh,
        units={unit.code: unit.title for unit in known},
        districts=governed | await district_titles(engine),
        categories={rule.category: rule.subject for rule in special_first if rule.subject},
        peers={unit.code: _together(unit) for unit in known},
    )


def _together(unit: Unit) -> str:
    """What the units of this kind and level are called together; a kind of the register's own is
    called by its code."""
    kind = zh(KINDS[unit.kind]) if unit.kind in KINDS else unit.kind
    return zh(LEVELS[unit.level]) + kind


def _called(law: Law) -> str:
    return f"{law.pack.title} {law.pack.id} {law.pack.edition}"
