"""An order in one small row: what lists, screens and search attributes need."""

from dataclasses import dataclass
from datetime import datetime

from domain.decide import alarms
from domain.order.order import Order
from domain.order.terms import Confidentiality
from domain.vocabulary import ItemClass, ItemType, Level, State, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The visible state of an order after its latest fact. All instants are UTC."""

    number: str
    version: int
    state: State
    level: Level
    type: ItemType
    class_: ItemClass
    urgency: Urgency
    district: str
    unit: str
    pack: str
    pack_edition: str
    born_at: datetime | None
    next_alarm: datetime | None
    """When a clock rings next, if nobody acts before."""
    queue: str = ""
    """The queue of special seats; empty: the common one."""
    confidentiality: Confidentiality = Confidentiality.P0
    """How far its caller is protected (6.2)."""

    @staticmethod
    def of(order: Order) -> "Summary":
        """Summarise an order."""
        return Summary(
            number=order.number,
            version=order.version,
            state=order.state,
            level=order.level,
            type=order.item_type,
            class_=order.item_class,
            urgency=order.urgency,
            district=order.district,
            unit=order.unit,
            pack=order.dossier.pack.id,
            pack_edition=order.dossier.pack.edition,
            born_at=order.born_at,
            next_alarm=min(alarms(order).values(), default=None),
            queue=order.queue,
            confidentiality=order.confidentiality,
        )
