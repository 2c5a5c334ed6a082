"""How orders are told: one, many, and what became of a command; instants in the reader's zone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field

from domain.order.clock import Clock
from domain.order.refusal import Refusal
from domain.order.terms import Confidentiality
from domain.summary import Summary
from domain.vocabulary import ItemClass, ItemType, State, Urgency
from readmodel.orders.queries import OrderView
from services.views import LEFT_OUT_IF_NONE, Instant
from store.commands.stored import CommandStatus
from workflows.ports import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderListed:
    """An order as it stands, in a list."""

    number: str
    state: State
    version: int
    pack: str
    level: str
    type: ItemType
    class_: Annotated[ItemClass, Field(serialization_alias="class")]
    urgency: Urgency
    district: str
    queue: str
    confidentiality: Confidentiality
    unit: str
    born_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockShown:
    """A duty of an order."""

    id: str
    name: str
    owner: str
    due: Instant | None
    original_due: Instant | None
    started: Instant | None
    ended: Instant | None
    lapsed: Instant | None
    outcome: str | None
    provisional: bool
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderShown(OrderListed):
    """An order as it stands with every duty that it ever had."""

    clocks: tuple[ClockShown, ...]
    as_of: Annotated[Instant | None, LEFT_OUT_IF_NONE] = None
    """The instant at which it stood so, where one was asked for."""
    earlier_edition: Annotated[bool | None, LEFT_OUT_IF_NONE] = None
    """True where it was born under an earlier edition and takes no further act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersListed:
    """A page of orders; `next` continues the list, None ends it."""

    orders: tuple[OrderListed, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswered:
    """What became of a command: its receipt, its refusal, or neither while that is not known."""

    command_id: str
    order: str | None
    name: str
    status: CommandStatus
    received_at: Instant
    response: Receipt | Refusal | None


def shown(view: OrderView, zone: ZoneInfo, as_of: datetime | None = None) -> OrderShown:
    """Tell an order in a zone."""
    clocks = tuple(_clock(clock, zone) for clock in view.clocks)
    return OrderShown(
        **_standing(view.standing, zone),
        clocks=clocks,
        as_of=as_of,
        earlier_edition=view.earlier_edition or None,
    )


def listed(found: Summary, zone: ZoneInfo) -> OrderListed:
    """Tell how an order stands in a zone."""
    return OrderListed(**_standing(found, zone))


def _standing(found: Summary, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "number": found.number,
        "state": found.state,
        "version": found.version,
        "pack": found.pack,
        "level": found.level.name,
        "type": found.type,
        "class_": found.class_,
        "urgency": found.urgency,
        "district": found.district,
        "queue": found.queue,
        "confidentiality": found.confidentiality,
        "unit": found.unit,
        "born_at": _local(found.born_at, zone),
    }


def _clock(clock: Clock, zone: ZoneInfo) -> ClockShown:
    return ClockShown(
        id=clock.id,
        name=clock.name,
        owner=clock.owner,
        due=_local(clock.due, zone),
        original_due=_local(clock.original_due, zone),
        started=_local(clock.started, zone),
        ended=_local(clock.ended, zone),
        lapsed=_local(clock.lapsed, zone),
        outcome=clock.outcome,
        provisional=clock.provisional,
        basis=clock.basis,
    )


def _local(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant.astimezone(zone) if instant else None
