"""What is told in public: blackened samples, and limits kept or not; nobody is in it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from domain.vocabulary import Channel, ItemClass, ItemType
from services.assessment.documents import DaysTold, Figures
from services.views import LEFT_OUT_IF_NONE, Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBlackened:
    """An order without its number, instants and texts."""

    type: ItemType
    class_: Annotated[ItemClass, Field(serialization_alias="class")]
    category: str
    district: str
    channel: Channel
    unit: str
    closed_as: str
    late: bool
    reworks: int
    solved: bool | None
    satisfied: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTold:
    """A kind of typical order with a few orders that lead back to nobody."""

    lesson: str
    name: str
    count: int
    orders: tuple[OrderBlackened, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSamples:
    """What public supervisors read (SY19-01)."""

    basis: tuple[str, ...]
    period: DaysTold
    figures: Figures
    samples: tuple[SampleTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawTold:
    """Under which law something is promised."""

    pack: str
    title: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayInTold:
    """A way in to the hotline."""

    channel: Channel
    title: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitTold:
    """A limit with its source."""

    limit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesTold:
    """How many office hours half took at most, and nine in ten."""

    median: float
    ninetieth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseTold:
    """What is promised for one kind of matter, and how long it really took."""

    type: ItemType
    class_: Annotated[ItemClass, Field(serialization_alias="class")]
    category: str
    handling: LimitTold | None
    total: LimitTold | None
    closed: int
    late: int
    from_birth: TimesTold | None
    from_dispatch: TimesTold | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLimits:
    """The public catalogue (WF-35); no order, unit or person is in it."""

    period: DaysTold
    basis: tuple[str, ...]
    law: LawTold
    channels: tuple[WayInTold, ...]
    procedure: tuple[str, ...]
    measure: str
    fewest_for_times: int
    limits: tuple[PromiseTold, ...]
    scored_until: Annotated[Instant | None, LEFT_OUT_IF_NONE] = None
    """Until when all that was published is in it."""
