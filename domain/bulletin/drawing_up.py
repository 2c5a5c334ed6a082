"""Drawing up a bulletin (通报): the same assessments give the same bulletin."""

from domain.bulletin import cases, demands, figures, named_orders
from domain.bulletin.content import Bulletin
from domain.bulletin.material import Material, has_orders, is_one_month, last_day
from domain.bulletin.words import FORMULAS


def draw_up(material: Material) -> Bulletin:
    """Draw a bulletin up: figures, topics, orders by number, and how each figure is computed."""
    period, unit = material.found.period, material.unit
    counts = demands.categories(material)
    return Bulletin(
        first=period.first,
        last=last_day(period.until_day),
        until_day=period.until_day,
        until=period.until,
        is_month=is_one_month(period.first, period.until_day),
        unit="" if unit is None else material.names.unit(unit),
        rules=material.rules,
        before=_days_before(material),
        key_figures=figures.key_figures(material),
        answers=figures.answers(material),
        intake=demands.intake(material),
        types=demands.types(material),
        channels=demands.channels(material),
        columns=figures.COLUMNS,
        by_unit=figures.by_unit(material),
        by_district=figures.by_district(material),
        by_type=figures.by_type(material),
        topics=demands.topics(material),
        unsorted=counts[""],
        repeated=demands.repeated(material),
        levels=figures.levels(material),
        watched=named_orders.watched(material),
        late=named_orders.late(material),
        good=cases.good(material),
        bad=cases.bad(material),
        left_out=named_orders.left_out(material),
        editions=named_orders.editions(material),
        formulas=FORMULAS,
    )


def _days_before(material: Material) -> str:
    if not has_orders(material.before):
        return ""
    period = material.before.period
    return f"{period.first} 至 {last_day(period.until_day)}"
