"""What people called about: by day, by type, by channel; hot topics and what came again."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

from domain.assessment import Scorecard
from domain.bulletin.content import DayCount, DemandCount, Listing, Repeated, Topic
from domain.bulletin.material import Material, OrdersReceived, OrderTold, counted

TOPICS_TOLD: Final = 10
REPEATS_TOLD: Final = 20
A_DAY: Final = timedelta(days=1)


def intake(material: Material, received: OrdersReceived) -> tuple[DayCount, ...]:
    """The demands of every day of the period; a day without any stands there with none."""
    by_day = Counter(material.day(card.opened) for card in received.cards)
    period = material.found.period
    length = (period.until_day - period.first).days
    days = (period.first + place * A_DAY for place in range(length))
    return tuple(DayCount(day=day, count=by_day[day]) for day in days)


def types(material: Material, received: OrdersReceived) -> tuple[DemandCount, ...]:
    """The demands of every type that occurs, the most frequent first."""
    return _counted(received, lambda card: material.names.type(card.type))


def channels(material: Material, received: OrdersReceived) -> tuple[DemandCount, ...]:
    """The demands of every channel that occurs, the most frequent first."""
    return _counted(received, lambda card: material.names.channel(card.channel))


def _counted(received: OrdersReceived, of: Callable[[Scorecard], str]) -> tuple[DemandCount, ...]:
    counts = Counter(of(card) for card in received.cards)
    return tuple(DemandCount(name=name, count=counts[name]) for name in _most_first(counts))


def _most_first(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))


def categories(cards: Iterable[Scorecard]) -> Counter[str]:
    """How often each category was asked about; the empty one is what bears none."""
    return Counter(card.category for card in cards)


def topics(material: Material, received: OrdersReceived) -> Listing[Topic]:
    """The categories that most demands were about."""
    counts = categories(received.cards)
    del counts[""]
    before = None if received.before is None else categories(received.before)
    told = _most_first(counts)[:TOPICS_TOLD]
    rows = tuple(_topic(material, code, counts[code], before) for code in told)
    return Listing(rows=rows, total=len(counts))


def _topic(material: Material, code: str, count: int, past: Counter[str] | None) -> Topic:
    before = None if past is None else past[code]
    return Topic(
        name=material.names.category(code),
        count=count,
        before=before,
        change=None if before is None else count - before,
    )


def unsorted(received: OrdersReceived) -> int:
    """The demands that bear no category of the catalogue."""
    return categories(received.cards)[""]


def repeated(material: Material) -> Listing[Repeated]:
    """The orders whose matter came again within thirty days (K9), the most stubborn first."""
    again: dict[str, list[OrderTold]] = {}
    for line in counted(material, "K9"):
        again.setdefault(line.card.number, []).append(line)
    rows = sorted(
        (_repeated(material, lines) for lines in again.values()),
        key=lambda row: (-row.times, row.number),
    )
    return Listing(rows=tuple(rows[:REPEATS_TOLD]), total=len(rows))


def _repeated(material: Material, lines: list[OrderTold]) -> Repeated:
    card, period = lines[0].card, material.found.period
    latest = max(again.at for again in card.repeats if period.covers(again.at))
    return Repeated(
        number=card.number,
        unit=material.names.unit(lines[-1].mark.unit),
        category=material.names.category(card.category),
        times=len(lines),
        latest=material.day(latest),
    )
