"""One order for each relation of the second table, as the publisher would have put it on record."""

from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.order.terms import Confidentiality, Mode
from domain.parties import NO_PARTIES, Parties
from domain.summary import Summary
from domain.vocabulary import ItemType, Role, Urgency
from policies.city_register import Unit, UnitLevel
from store.register.tables import UnitRow
from store.rows import parties_row, standing_row
from store.tables import (
    Base,
    ClockRow,
    CommandRow,
    OrderPartiesRow,
    OrderStateRow,
    WorkOrderRow,
)
from tests.access.posts import DISTRICT, HOME, PERSON
from tests.databases import RECORD
from tests.domain.case import Case

Row = dict[str, Any]
USUAL: Final = Summary.of(Case().dispatched(to="elsewhere").order)
CLOCK: Final = next(iter(Case().dispatched().order.clocks.values()))
REPORT: Final[Row] = {"type": ItemType.REPORT, "confidentiality": Confidentiality.P2}


def units() -> tuple[Unit, ...]:
    """The own unit of the district between one above and one below, with a neighbour."""
    local = Unit(
        code=HOME, title="", kind="department", district=DISTRICT, level=UnitLevel.DISTRICT
    )
    return (
        replace(local, code="above"),
        replace(local, above="above"),
        replace(local, code="below", above=HOME),
        replace(local, code="foreign"),
    )


def related(own: str) -> dict[str, tuple[Row, Parties]]:
    """How the order of each relation to this unit stands, and its parties."""
    here: Row = {"district": DISTRICT}
    others = {
        "own_unit": {"unit": own, **here},
        "below": {"unit": "below", **here},
        "above": {"unit": "above", **here},
        "foreign": {"unit": "foreign", **here},
        "other_district": {"unit": "foreign-west", "district": "west"},
        "own_district": here,
        "former": {"unit": "foreign", **here},
        "own_history": Row(),
        "own_queue": {"unit": "", "queue": own},
        "other_queue": {"unit": "", "queue": "another"},
        "emergency_in_own_district": {"urgency": Urgency.EMERGENCY, **here},
        "protected_own_unit": {"unit": own, **here, **REPORT},
        "protected_foreign": {"unit": "foreign", **here, **REPORT},
        "protected_hotline": {"unit": "", **REPORT},
    }
    with_parties = {
        "co_host": Parties(co_hosts=("another", own)),
        "accused": Parties(accused=own),
        "submitted": Parties(bodies=tuple(Role)),
        "exchanged": Parties(platforms=(own,)),
        "other_platform": Parties(platforms=("another",)),
    }
    return {
        **{name: (standing, NO_PARTIES) for name, standing in others.items()},
        **{name: (Row(), parties) for name, parties in with_parties.items()},
    }


def number_of(own: str, relation: str) -> str:
    """The number of the order that stands so towards this unit."""
    return f"{own}-{relation}"


async def put_on_record(connection: AsyncConnection, own: str) -> None:
    """Put one order of each relation to this unit on record."""
    for relation, (changed, parties) in related(own).items():
        number = number_of(own, relation)
        await _put(connection, WorkOrderRow, born(number))
        standing = replace(USUAL, number=number, **{"district": "", **changed})
        await _put(connection, OrderStateRow, standing_row(standing))
        if parties != NO_PARTIES:
            await _put(connection, OrderPartiesRow, parties_row(number, parties))
    await _put(connection, CommandRow, act_on(number_of(own, "own_history")))
    await _put(connection, ClockRow, _duty_in(number_of(own, "former"), own))


async def put_units(connection: AsyncConnection) -> None:
    """Enter the units of the district into the register."""
    for unit in units():
        row = {
            "code": unit.code,
            "title": unit.title,
            "kind": unit.kind,
            "above": unit.above or None,
        }
        place = {"district": unit.district, "level": unit.level.value, "territory": ""}
        await _put(connection, UnitRow, {**row, **place, "item_classes": []})


async def _put(connection: AsyncConnection, table: type[Base], row: Row) -> None:
    columns = {column.name: column.key for column in table.__mapper__.columns}
    named = {columns.get(name, name): value for name, value in row.items()}
    await connection.execute(insert(table.__table__).values(named))


def born(number: str) -> Row:
    """An order as the command table knows it."""
    return {
        "number": number,
        "mode": Mode.REAL,
        "pack": RECORD.pack,
        "pack_edition": RECORD.pack_edition,
        "calendar": RECORD.calendar,
        "calendar_edition": RECORD.calendar_edition,
        "rules_edition": RECORD.rules_edition,
        "started": True,
    }


def act_on(number: str) -> Row:
    """An act that somebody has done on an order."""
    return {
        "id": uuid4(),
        "order_number": number,
        "place": 1,
        "actor": PERSON,
        "role": "",
        "unit": "",
        "idempotency_key": number,
        "request_hash": "",
        "name": "",
        "act": {},
        "via": "update",
        "received_at": USUAL.born_at,
        "status": "decided",
    }


def _duty_in(number: str, owner: str) -> Row:
    return {
        "order_number": number,
        "id": CLOCK.id,
        "name": CLOCK.name,
        "owner": owner,
        "started": CLOCK.started,
        "due": CLOCK.due,
        "original_due": CLOCK.original_due,
        "provisional": False,
        "body": {},
    }
