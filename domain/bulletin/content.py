"""What stands in a bulletin, part by part; no personal data and no narrative (SM-07, SM-09)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One figure of the period, beside the same one of the period before."""

    code: str
    name: str
    is_share: bool
    numerator: int
    denominator: int | None
    value: Decimal | None
    """None where nothing was owed."""
    before: Decimal | None
    change: Decimal | None
    """Percentage points, or orders; None where there is nothing to compare with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One indicator at the head of a table."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit, district or type, with a value for every column."""

    name: str
    dispatched: int
    """Dispatches to it in the period, those after a return with them."""
    values: tuple[Decimal | None, ...]
    of: tuple[int | None, ...]
    """Of how many cases each value is; a share never stands without it."""
    on_time: Decimal | None
    satisfied: Decimal | None
    peers: str = ""
    """The units of one kind and level, among which alone it stands; empty for what is no unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandCount:
    """So many demands of one kind."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """The demands of one local day."""

    day: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A category of the catalogue and how often it was asked about."""

    name: str
    count: int
    before: int | None
    change: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """The first lines of a list, and how many there are in all."""

    rows: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """An order whose matter came again within thirty days of its closing (K9)."""

    number: str
    unit: str
    category: str
    times: int
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An order under supervision, and how far that climbed in the period (K11)."""

    number: str
    unit: str
    category: str
    level: str
    since: date
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LateOrder:
    """An order past its handling limit."""

    number: str
    unit: str
    category: str
    due: date
    ended: date | None
    """When the order was closed; None while it is open at the period's end."""
    days: int
    """Calendar days between the due and the closing, or the period's end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStep:
    """What happened to an order on one day."""

    day: date
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalCase:
    """An order told as an example, by its course in dates (SM-09)."""

    number: str
    unit: str
    category: str
    course: tuple[OrderStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedInBulletin:
    """An order that the assessment leaves out, and the fact that says so (WF-34)."""

    number: str
    unit: str
    category: str
    fact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A rule pack under which orders of the period were born."""

    pack: str
    edition: str
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How a figure is computed, in words."""

    code: str
    name: str
    above: str
    below: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySpan:
    """Days, the first and the last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that a bulletin is about."""

    first: date
    last: date
    until_day: date
    """The day after the last; as the command takes it."""
    until: datetime
    """The end of the period (UTC); a bulletin is dated by it."""
    is_month: bool
    before: DaySpan | None
    """The period before; None where that one has no orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What people called about."""

    intake: tuple[DayCount, ...]
    types: tuple[DemandCount, ...]
    channels: tuple[DemandCount, ...]
    topics: Listing[Topic]
    unsorted: int
    """Demands without a category of the catalogue."""
    repeated: Listing[Repeated]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How those fared who had to act: K1 to K12 side by side."""

    columns: tuple[Column, ...]
    by_unit: tuple[Row, ...]
    by_district: tuple[Row, ...]
    by_type: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOrders:
    """The orders that are named by number."""

    levels: tuple[DemandCount, ...]
    """How many reached each level of supervision."""
    watched: Listing[Watched]
    late: Listing[LateOrder]
    good: tuple[TypicalCase, ...]
    bad: tuple[TypicalCase, ...]
    left_out: Listing[ExcludedInBulletin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """One period of the hotline."""

    days: Days
    unit: str
    """The only unit that it is about; empty for the whole city."""
    rules: str
    """The law of the city at the time of writing, with its edition."""
    basis: tuple[str, ...]
    """The rules by which there is a bulletin at all."""
    key_figures: tuple[KeyFigure, ...]
    answers: tuple[DemandCount, ...]
    """What callers answered, from very satisfied to very dissatisfied."""
    demands: Demands
    handling: Handling
    orders: NamedOrders
    editions: tuple[Edition, ...]
    formulas: tuple[Formula, ...]
