"""What a bulletin is drawn up from: two assessments, and the names that people know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from domain.assessment import Assessment, Scorecard
from domain.assessment.figure import DESK, Figure, Mark
from domain.vocabulary import Channel, ItemType, Level

RECEIVED: Final = "reworked_of_received"
"""The figure below whose line every order received in the period counts, at its unit."""
MONTHS: Final = 12


class Say(Protocol):
    """Whoever knows the words that people read."""

    def __call__(self, token: str, **values: object) -> str:
        """The words of a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What people call the codes that facts hold; a code without a name is called by itself."""

    say: Say
    units: Mapping[str, str] = field(default_factory=dict[str, str])
    districts: Mapping[str, str] = field(default_factory=dict[str, str])
    categories: Mapping[str, str] = field(default_factory=dict[str, str])
    peers: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the units of one kind and level are called together, by the code of each."""

    def unit(self, code: str) -> str:
        """A unit, or the hotline's own desk."""
        named = self.units.get(code, code)
        desk = self.say("bulletin.desk")
        return desk if code == DESK and named == code else named or desk

    def district(self, code: str) -> str:
        """A district of the city."""
        return self.districts.get(code, code) or self.say("bulletin.unsorted")

    def category(self, code: str) -> str:
        """A category of the dispatch catalogue."""
        return self.categories.get(code, code) or self.say("bulletin.unsorted")

    def type(self, type: ItemType) -> str:
        """A type of demands."""
        return self.say(f"vocabulary.ItemType.{ItemType(type).name}")

    def channel(self, channel: Channel) -> str:
        """A way by which demands come."""
        return self.say(f"vocabulary.Channel.{Channel(channel).name}")

    def level(self, level: Level) -> str:
        """A step of the ladder of supervision (G:G12)."""
        return level.name + self.say(f"vocabulary.Level.{level.name}")

    def indicator(self, code: str) -> str:
        """A figure of the assessment."""
        return self.say(f"indicators.{code}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The period, the one before it, and how the city counts its days."""

    found: Assessment
    before: Assessment
    cards: Mapping[str, Scorecard]
    """The scorecard of every order behind the figures of both, by its number."""
    unit: str | None
    """The only unit wanted, or None for all."""
    names: Names
    zone: ZoneInfo
    rules: str

    def day(self, at: datetime) -> date:
        """The local day of an instant."""
        return at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersReceived:
    """The orders received in the period and in the one before; None: nothing to compare with."""

    cards: tuple[Scorecard, ...]
    before: tuple[Scorecard, ...] | None


class OrderTold(NamedTuple):
    """One order in one figure."""

    card: Scorecard
    mark: Mark


def part(assessment: Assessment, code: str) -> Figure:
    """A figure by its code, in whatever part of the assessment it stands."""
    parts = {**assessment.indicators, **assessment.monthly, **assessment.practice}
    return parts[code]


def received(material: Material) -> OrdersReceived:
    """The orders received in the period, and in the one before where that had any."""
    before = material.before if has_orders(material.before) else None
    return OrdersReceived(
        cards=_received(material, material.found),
        before=None if before is None else _received(material, before),
    )


def _received(material: Material, assessment: Assessment) -> tuple[Scorecard, ...]:
    return tuple(one.card for one in told(material, part(assessment, RECEIVED)))


def told(material: Material, figure: Figure) -> Iterator[OrderTold]:
    """Every order in a figure, as often as it gives something to it."""
    return (OrderTold(material.cards[line.order], line.mark) for line in figure.behind)


def counted(material: Material, code: str) -> tuple[OrderTold, ...]:
    """What counts above the line in a figure of the period."""
    return tuple(one for one in told(material, part(material.found, code)) if one.mark.done)


def has_orders(assessment: Assessment) -> bool:
    """Whether anything happened in the period that a bulletin would tell."""
    figures = (*assessment.indicators.values(), *assessment.monthly.values())
    every: Iterable[Figure] = (*figures, part(assessment, RECEIVED))
    return any(figure.numerator or figure.denominator for figure in every)


def days_before(first: date, until_day: date) -> tuple[date, date]:
    """The period before: as many whole months where it is whole months, else as many days."""
    if is_whole_months(first, until_day):
        return _months_back(first, _months(first, until_day)), first
    return first - (until_day - first), first


def is_whole_months(first: date, until_day: date) -> bool:
    """Whether a period begins with a month and ends with one."""
    return first.day == 1 == until_day.day


def is_one_month(first: date, until_day: date) -> bool:
    """Whether a period is one calendar month."""
    return is_whole_months(first, until_day) and _months(first, until_day) == 1


def last_day(until_day: date) -> date:
    """The last day that is in a period."""
    return until_day - timedelta(days=1)


def _months(first: date, until_day: date) -> int:
    return MONTHS * (until_day.year - first.year) + until_day.month - first.month


def _months_back(first: date, months: int) -> date:
    years, month = divmod(MONTHS * first.year + first.month - 1 - months, MONTHS)
    return date(years, month + 1, 1)
