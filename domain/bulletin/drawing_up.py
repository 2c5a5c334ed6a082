"""Drawing up a bulletin: the same assessments give the same bulletin."""

from domain.assessment import Period
from domain.bulletin import cases, demands, figures, named_orders
from domain.bulletin.content import Bulletin, Days, DaySpan, Demands, Handling, NamedOrders
from domain.bulletin.formulas import BASIS, formulas
from domain.bulletin.material import Material, OrdersReceived, is_one_month, last_day, received


def draw_up(material: Material) -> Bulletin:
    """Draw a bulletin up: figures, topics, orders by number, and how each figure is computed."""
    asked = received(material)
    cards = named_orders.of_the_period(material, asked)
    return Bulletin(
        days=_days(material.found.period, asked, material.before.period),
        unit="" if material.unit is None else material.names.unit(material.unit),
        rules=material.rules,
        basis=BASIS,
        key_figures=figures.key_figures(material, asked),
        answers=figures.answers(material),
        demands=_demands(material, asked),
        handling=_handling(material),
        orders=_orders(material, asked, cards),
        editions=named_orders.editions(cards),
        formulas=formulas(material.names),
    )


def _days(period: Period, asked: OrdersReceived, before: Period) -> Days:
    span = DaySpan(first=before.first, last=last_day(before.until_day))
    return Days(
        first=period.first,
        last=last_day(period.until_day),
        until_day=period.until_day,
        until=period.until,
        is_month=is_one_month(period.first, period.until_day),
        before=None if asked.before is None else span,
    )


def _demands(material: Material, asked: OrdersReceived) -> Demands:
    return Demands(
        intake=demands.intake(material, asked),
        types=demands.types(material, asked),
        channels=demands.channels(material, asked),
        topics=demands.topics(material, asked),
        unsorted=demands.unsorted(asked),
        repeated=demands.repeated(material),
    )


def _handling(material: Material) -> Handling:
    return Handling(
        columns=figures.columns(material),
        by_unit=figures.by_unit(material),
        by_district=figures.by_district(material),
        by_type=figures.by_type(material),
    )


def _orders(material: Material, asked: OrdersReceived, cards: named_orders.Cards) -> NamedOrders:
    return NamedOrders(
        levels=figures.levels(material),
        watched=named_orders.watched(material),
        late=named_orders.late(material),
        good=cases.good(material, demands.categories(asked.cards)),
        bad=cases.bad(material),
        left_out=named_orders.left_out(material, cards),
    )
