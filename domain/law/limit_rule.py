"""Which limit a duty gets: the rules of a pack, and what of an order they are held against."""

from dataclasses import dataclass
from datetime import time
from typing import Final

from domain.time.daily_hours import DailyHours
from domain.time.limit import Limit
from domain.values.left_out import left_out_if_unset
from domain.values.quick_constructor import quick_constructor
from domain.vocabulary import Channel, ClockName, ItemClass, ItemType, Urgency


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What decides which limit a duty gets: the order as it stands, and when the duty begins."""

    item_type: ItemType = ItemType.HELP
    item_class: ItemClass = ItemClass.OTHER
    urgency: Urgency = Urgency.ORDINARY
    channel: Channel = Channel.PHONE
    queue: str = ""
    """The queue of special seats; empty: the common one."""
    at: time
    """The local time of day at which the duty begins."""
    category: str = ""
    """What the matter is about, by the code of the dispatch catalogue; empty: nobody said."""


@left_out_if_unset("category")
@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What else a limit is for: a way in, a queue, hours, a matter; None leaves it open."""

    channel: Channel | None = None
    """The way by which the demand came in."""
    queue: str | None = None
    """The queue of special seats into which it was put, by its code in the pack."""
    hours: DailyHours | None = None
    """The part of the day in which the duty begins, in the calendar's time zone."""
    category: str | None = None
    """What the matter is about, by its code in the dispatch catalogue; for every other matter the
    limit of its class holds."""

    @property
    def named(self) -> tuple[str, ...]:
        """What it names, in words."""
        words = (self.channel, self.queue, self.hours and self.hours.text(), self.category)
        return tuple(str(word) for word in words if word is not None)

    def covers(self, found: Circumstances) -> bool:
        """Whether a duty in these circumstances is meant."""
        return (
            self.channel in (None, found.channel)
            and self.queue in (None, found.queue)
            and (self.hours is None or self.hours.hold(found.at))
            and self.category in (None, found.category)
        )


ANY: Final = Narrowing()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRule:
    """How long a duty may take, for the orders that it names; the most specific rule wins."""

    clock: ClockName
    item_type: ItemType | None = None
    item_class: ItemClass | None = None
    urgency: Urgency | None = None
    only: Narrowing | None = None
    """What else it is for; None, as nearly always: no more, and a few bytes of history."""
    occasion: str = ""
    """A second use of the same clock: "dispute", "finish", "force_majeure"."""
    limit: Limit
    source: str
    rules: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """What the rule names of an order and its time, in words; nothing where it is for all."""
        words = (self.item_type, self.item_class, self.urgency, *self.narrowing.named)
        return tuple(word for word in words if word is not None)

    @property
    def narrowing(self) -> Narrowing:
        """What else the limit is for."""
        return self.only or ANY

    @property
    def specificity(self) -> int:
        """How much the rule names; a matter says more than a type or a class and counts twice."""
        return len(self.named) + (self.narrowing.category is not None)

    def covers(self, found: Circumstances) -> bool:
        """Whether a duty in these circumstances falls under the rule."""
        return (
            self.item_type in (None, found.item_type)
            and self.item_class in (None, found.item_class)
            and self.urgency in (None, found.urgency)
            and (self.only is None or self.only.covers(found))
        )
