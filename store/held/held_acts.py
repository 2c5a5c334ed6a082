"""Held acts as PostgreSQL keeps them: handed in, taken back, on their way, ended."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.order.refusal import Refusal
from domain.vocabulary import Admission, Secrecy
from store.commands.settlement import UnknownOrder
from store.held.held_tables import NOW, HeldActRow
from store.tables import OrderStateRow
from store.unit_of_work import Source, reading
from store.vault.encryption import KeyDestroyed, Sealed
from store.vault.key_ring import KeyRing
from store.vault.vault_rows import load_keys
from store.wire import REFUSAL

Columns = tuple[Any, ...]
PAPER: Final = "paper"
"""Under which name the paper of a held act is sealed."""
HELD: Final = select(
    HeldActRow.id,
    HeldActRow.order_number,
    HeldActRow.actor,
    HeldActRow.account,
    HeldActRow.admitted_by,
    HeldActRow.name,
    HeldActRow.digest,
    HeldActRow.held_at,
    HeldActRow.leaves_at,
    HeldActRow.leaving,
    HeldActRow.outcome,
    HeldActRow.command_id,
    HeldActRow.bulk,
    HeldActRow.refusal,
)
"""What is told of a held act; what it says is read when it leaves, and by nobody else."""
MOST_AT_ONCE: Final = 64
ENDED: Final[dict[str, Any]] = {"ended_at": NOW, "nonce": None, "ciphertext": None}


class HeldOutcome(StrEnum):
    """What became of a held act."""

    LEFT = "left"
    REFUSED = "refused"
    """When it was to leave, it might not any more."""
    TAKEN_BACK = "taken_back"
    VOID = "void"
    """What it said was erased before it left."""


class UnknownHeldAct(LookupError):
    """There is no held act of this id, or it is somebody else's."""


class HeldActGone(RuntimeError):
    """It has left, or ended: nothing is there to be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who handed a held act in."""

    person: str
    account: str
    admitted_by: Admission | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAct:
    """One held act."""

    id: uuid.UUID
    order_number: str
    holder: Holder
    name: str
    digest: str
    """Of the paper, keyed."""
    held_at: datetime
    leaves_at: datetime
    leaving: bool
    outcome: HeldOutcome | None
    command_id: uuid.UUID | None
    bulk: uuid.UUID | None
    refusal: Refusal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPaper:
    """What is handed in to be held."""

    id: uuid.UUID
    number: str
    holder: Holder
    name: str
    digest: str
    secrecy: Secrecy
    paper: bytes = field(repr=False)
    until: timedelta
    bulk: uuid.UUID | None = None
    refusal: Refusal | None = None
    """Why it does not leave at all; None where it may."""


async def hold(engine: AsyncEngine, ring: KeyRing, held: HeldPaper) -> HeldAct:
    """Keep an act that waits; handed in again under the same id it is the same one.

    Raises UnknownOrder, and KeyDestroyed where its words could not be kept."""
    async with engine.begin() as connection:
        keys = await load_keys(connection, ring, held.number)
        sealed = keys.seal(held.id, PAPER, held.secrecy, held.paper)
        now = await connection.scalar(select(func.received_at(held.number)))
        if now is None:
            raise UnknownOrder(held.number)
        row = {
            "id": held.id,
            "order_number": held.number,
            "actor": held.holder.person,
            "account": held.holder.account,
            "admitted_by": held.holder.admitted_by,
            "name": held.name,
            "digest": held.digest,
            "secrecy": held.secrecy.value,
            "nonce": sealed.nonce,
            "ciphertext": sealed.ciphertext,
            "leaves_at": now + held.until,
            "bulk": held.bulk,
        }
        if held.refusal is not None:
            row |= {"outcome": HeldOutcome.REFUSED.value, "ended_at": NOW}
            row |= {"nonce": None, "ciphertext": None, "refusal": REFUSAL.write(held.refusal)}
        await connection.execute(insert(HeldActRow).values(row).on_conflict_do_nothing())
        return await _one(connection, held.id)


async def take_back(engine: AsyncEngine, id: uuid.UUID, holder: Holder) -> HeldAct:
    """Take one's own act back; what was taken back already is so. Raises UnknownHeldAct and
    HeldActGone."""
    async with engine.begin() as connection:
        held = await _one(connection, id, to_change=True)
        if (held.holder.person, held.holder.account) != (holder.person, holder.account):
            raise UnknownHeldAct(str(id))
        if held.outcome is HeldOutcome.TAKEN_BACK:
            return held
        if held.leaving or held.outcome is not None:
            raise HeldActGone(str(id))
        changed = update(HeldActRow).where(HeldActRow.id == id)
        await connection.execute(changed.values(outcome=HeldOutcome.TAKEN_BACK.value, **ENDED))
        return await _one(connection, id)


async def held_of(source: Source, holder: Holder, number: str | None = None) -> tuple[HeldAct, ...]:
    """The acts of somebody that still wait, of one order where it is named; the latest first."""
    waiting = HELD.where(
        HeldActRow.outcome.is_(None),
        HeldActRow.bulk.is_(None),
        HeldActRow.actor == holder.person,
        HeldActRow.account == holder.account,
    )
    if number is not None:
        waiting = waiting.where(HeldActRow.order_number == number)
    async with reading(source) as connection:
        rows = await connection.execute(waiting.order_by(HeldActRow.held_at.desc()))
        return tuple(_held(row) for row in rows)


async def to_leave(source: Source) -> Sequence[HeldAct]:
    """Those whose time is over, that are on their way already, or before whose leaving a clock of
    their order would ring: an act that was handed in before a due is there before it."""
    now = func.received_at(HeldActRow.order_number)
    due = or_(
        HeldActRow.leaving,
        HeldActRow.leaves_at <= now,
        OrderStateRow.next_alarm <= HeldActRow.leaves_at,
    )
    asked = (
        HELD.join(OrderStateRow, OrderStateRow.number == HeldActRow.order_number, isouter=True)
        .where(HeldActRow.outcome.is_(None), due)
        # What somebody waits for goes before what is many: each has its turn within a round or two.
        .order_by(HeldActRow.bulk.is_not(None), HeldActRow.held_at, HeldActRow.id)
        .limit(MOST_AT_ONCE)
    )
    async with reading(source) as connection:
        return [_held(row) for row in await connection.execute(asked)]


async def sends(engine: AsyncEngine, ring: KeyRing, id: uuid.UUID) -> bytes | None:
    """Send a held act on its way: from here on nobody takes it back. What it says, or None where
    it was taken back meanwhile; raises KeyDestroyed where an erasure took it."""
    async with engine.begin() as connection:
        changed = (
            update(HeldActRow)
            .where(HeldActRow.id == id, HeldActRow.outcome.is_(None))
            .values(leaving=True)
            .returning(
                HeldActRow.order_number,
                HeldActRow.secrecy,
                HeldActRow.nonce,
                HeldActRow.ciphertext,
            )
        )
        row = (await connection.execute(changed)).one_or_none()
        if row is None:
            return None
        if row.ciphertext is None:
            raise KeyDestroyed(f"{row.order_number}: {id}")
        keys = await load_keys(connection, ring, row.order_number)
        sealed = Sealed(
            name=PAPER,
            secrecy=Secrecy(row.secrecy),
            nonce=bytes(row.nonce),
            ciphertext=bytes(row.ciphertext),
        )
        return keys.open(id, sealed)


async def of_bulk(source: Source, bulk: uuid.UUID, holder: Holder) -> tuple[HeldAct, ...]:
    """The acts of one's own bulk by the number of their order; none where there is no such bulk."""
    own = (HeldActRow.actor == holder.person, HeldActRow.account == holder.account)
    asked = HELD.where(HeldActRow.bulk == bulk, *own).order_by(HeldActRow.order_number)
    async with reading(source) as connection:
        return tuple(_held(row) for row in await connection.execute(asked))


async def ended(
    engine: AsyncEngine,
    id: uuid.UUID,
    outcome: HeldOutcome,
    command_id: uuid.UUID | None = None,
    refusal: Refusal | None = None,
) -> None:
    """Note what became of a held act; what it said is forgotten here."""
    changed = update(HeldActRow).where(HeldActRow.id == id, HeldActRow.outcome.is_(None))
    async with engine.begin() as connection:
        why = None if refusal is None else REFUSAL.write(refusal)
        values = {"outcome": outcome.value, "command_id": command_id, "refusal": why, **ENDED}
        await connection.execute(changed.values(values))


async def held_act(source: Source, id: uuid.UUID) -> HeldAct:
    """One held act, whatever became of it; raises UnknownHeldAct."""
    async with reading(source) as connection:
        return await _one(connection, id)


async def _one(connection: AsyncConnection, id: uuid.UUID, *, to_change: bool = False) -> HeldAct:
    asked = HELD.where(HeldActRow.id == id)
    found = await connection.execute(asked.with_for_update() if to_change else asked)
    row = found.one_or_none()
    if row is None:
        raise UnknownHeldAct(str(id))
    return _held(row)


def _held(row: Row[*Columns]) -> HeldAct:
    admitted_by = None if row.admitted_by is None else Admission(row.admitted_by)
    return HeldAct(
        id=row.id,
        order_number=row.order_number,
        holder=Holder(person=row.actor, account=row.account, admitted_by=admitted_by),
        name=row.name,
        digest=row.digest,
        held_at=row.held_at,
        leaves_at=row.leaves_at,
        leaving=row.leaving,
        outcome=None if row.outcome is None else HeldOutcome(row.outcome),
        command_id=row.command_id,
        bulk=row.bulk,
        refusal=None if row.refusal is None else REFUSAL.read(row.refusal),
    )
