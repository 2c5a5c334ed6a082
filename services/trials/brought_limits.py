"""What an old case brings along in the place of its usual limit: a promised day, or its matter."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.intake.promised_day import is_within
from domain.duties.upstream import LOCAL, furthest_promise, governing_due
from domain.law.limit_rule import LimitRule
from domain.law.pack import Pack
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName
from services.imports.demands import Demand, Field
from services.trials.file_dues import instant

WRITTEN_DOWN: Final = (Field.OPENED, Field.ACCEPTED, Field.DISPATCHED)
"""When the case came, and with it its promised day: the first that the file tells."""


class Promise(StrEnum):
    """What became of the day that a case was promised."""

    GOVERNS = "governs"
    """It is the limit of this duty."""
    NOT_IN_LAW = "not_in_law"
    """The law takes no promised day."""
    OUT_OF_RANGE = "out_of_range"
    """It lies behind the case, or further ahead than the law allows."""
    BINDS_NOBODY = "binds_nobody"
    """It was over before the duty began, or the case is an emergency."""


class MatterLimit(StrEnum):
    """Which limit a case got that names its matter."""

    OWN_LIMIT = "own_limit"
    LIMIT_OF_CLASS = "limit_of_class"


def matters_with_a_limit(pack: Pack) -> frozenset[str]:
    """The matters of which the law says a limit of their own."""
    named = (rule.narrowing.category for rule in pack.limits)
    return frozenset(matter for matter in named if matter)


def with_promise(order: Order, demand: Demand, zone: ZoneInfo) -> tuple[Order, Promise | None]:
    """The order with the day that its case was promised, where the law takes it."""
    day = demand.promised_day(zone)
    if day is None:
        return order, None
    furthest = furthest_promise(order.dossier.pack)
    if furthest is None:
        return order, Promise.NOT_IN_LAW
    came = next(at for one in WRITTEN_DOWN if (at := instant(demand, one)) is not None)
    if not is_within(order, day, came, furthest.value):
        return order, Promise.OUT_OF_RANGE
    return changing(order, promised_day=day), Promise.GOVERNS


def promise_to(
    order: Order, promise: Promise | None, name: ClockName, begins: datetime
) -> Promise | None:
    """What the promise is to a duty that begins at an instant; None to duties without one."""
    if name not in LOCAL or promise is not Promise.GOVERNS:
        return promise if name in LOCAL else None
    binds = governing_due(order, name, begins) is not None
    return Promise.GOVERNS if binds else Promise.BINDS_NOBODY


def limit_of_matter(
    demand: Demand, rule: LimitRule | None, promise: Promise | None
) -> MatterLimit | None:
    """Whether the matter of a case has the limit by which it is judged."""
    if not demand.matter or promise is Promise.GOVERNS:
        return None
    own = rule is not None and rule.narrowing.category is not None
    return MatterLimit.OWN_LIMIT if own else MatterLimit.LIMIT_OF_CLASS
