"""Exports on record: each is answered once and fetched once, by the database's clock."""

import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.order.act import Actor
from store.commands.stamping import KeyReused
from store.exports.export_tables import TextExportRow
from store.knowledge.entries import SecondPersonNeeded
from store.unit_of_work import Source, reading

TO_ANSWER: Final = timedelta(hours=24)
"""How long a second person has to agree."""
TO_FETCH: Final = timedelta(minutes=30)
"""How long what was agreed to may be fetched, once."""
NOW: Final = func.clock_timestamp()
EXPORTS: Final = select(TextExportRow.__table__, NOW.label("now"))


class UnknownExport(LookupError):
    """There is no such export, or it is another's."""


class ExportOver(PermissionError):
    """It was answered or fetched already, or its time has passed."""


class ExportNotApproved(PermissionError):
    """Nobody has agreed to it yet."""


class ExportState(StrEnum):
    """How an export stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"
    FETCHED = "fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAsked:
    """What is asked for, as it is to be kept."""

    id: uuid.UUID
    asked_by: str
    account: str
    """The human who asks; empty where the post alone is known."""
    unit: str
    orders: tuple[str, ...]
    fields: tuple[str, ...]
    reason: bytes = field(repr=False)
    """Sealed: it may name people."""
    sealed_by: str | None
    """The fingerprint of the master key that sealed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptExport(ExportAsked):
    """One export as it is kept; all instants are UTC."""

    asked_at: datetime
    answered_by: str | None
    answered_at: datetime | None
    fetched_at: datetime | None
    state: ExportState


async def ask(engine: AsyncEngine, asked: ExportAsked) -> KeptExport:
    """Keep what is asked for; asked again under the same id it is the same. Raises KeyReused."""
    async with engine.begin() as connection:
        values = {**asdict(asked), "orders": list(asked.orders), "fields": list(asked.fields)}
        await connection.execute(insert(TextExportRow).values(values).on_conflict_do_nothing())
        kept = await _one(connection, asked.id)
    if (kept.orders, kept.fields) != (asked.orders, asked.fields):
        raise KeyReused(str(asked.id))
    return kept


async def answer(
    engine: AsyncEngine, export: uuid.UUID, actor: Actor, *, approved: bool
) -> KeptExport:
    """Let another human than the asker agree or refuse, once and in time.

    Raises UnknownExport, SecondPersonNeeded and ExportOver."""
    async with engine.begin() as connection:
        kept = await _one(connection, export, hold=True)
        if actor.is_one_of((kept.asked_by,)):
            raise SecondPersonNeeded(str(export))
        if kept.state is not ExportState.ASKED:
            raise ExportOver(str(export))
        answered = {"answered_by": actor.person, "answered_at": NOW, "approved": approved}
        changed = update(TextExportRow).where(TextExportRow.id == export).values(answered)
        await connection.execute(changed)
        return await _one(connection, export)


async def fetch(engine: AsyncEngine, export: uuid.UUID) -> KeptExport:
    """Mark it as fetched, once and in time; raises UnknownExport, ExportNotApproved, ExportOver."""
    async with engine.begin() as connection:
        require_fetchable(await _one(connection, export, hold=True))
        fetched = update(TextExportRow).where(TextExportRow.id == export).values(fetched_at=NOW)
        await connection.execute(fetched)
        return await _one(connection, export)


def require_fetchable(kept: KeptExport) -> None:
    """Insist that an export may be fetched now; raises ExportNotApproved and ExportOver."""
    if kept.state is ExportState.ASKED:
        raise ExportNotApproved(str(kept.id))
    if kept.state is not ExportState.APPROVED:
        raise ExportOver(str(kept.id))


async def export_of(source: Source, export: uuid.UUID) -> KeptExport:
    """One export; raises UnknownExport."""
    async with reading(source) as connection:
        return await _one(connection, export)


async def waiting(source: Source) -> tuple[KeptExport, ...]:
    """Those that still wait for a second person, the oldest first."""
    waits = (TextExportRow.answered_at.is_(None), TextExportRow.asked_at > NOW - TO_ANSWER)
    asked = EXPORTS.where(*waits).order_by(TextExportRow.asked_at, TextExportRow.id)
    async with reading(source) as connection:
        return tuple(_kept(row) for row in await connection.execute(asked))


async def exports(
    source: Source, *, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> tuple[KeptExport, ...]:
    """Whatever was ever asked for, the newest first, behind a place."""
    place = (TextExportRow.asked_at, TextExportRow.id)
    asked = EXPORTS.order_by(*(column.desc() for column in place)).limit(limit)
    if after is not None:
        asked = asked.where(tuple_(*place) < tuple_(*after))
    async with reading(source) as connection:
        return tuple(_kept(row) for row in await connection.execute(asked))


async def _one(connection: AsyncConnection, export: uuid.UUID, *, hold: bool = False) -> KeptExport:
    asked = EXPORTS.where(TextExportRow.id == export)
    found = await connection.execute(asked.with_for_update() if hold else asked)
    row = found.one_or_none()
    if row is None:
        raise UnknownExport(str(export))
    return _kept(row)


def _kept(row: Row[Any]) -> KeptExport:
    return KeptExport(
        id=row.id,
        asked_by=row.asked_by,
        account=row.account,
        unit=row.unit,
        orders=tuple(row.orders),
        fields=tuple(row.fields),
        reason=bytes(row.reason),
        sealed_by=row.sealed_by,
        asked_at=row.asked_at,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        fetched_at=row.fetched_at,
        state=_state(row),
    )


def _state(row: Row[Any]) -> ExportState:
    if row.fetched_at is not None:
        return ExportState.FETCHED
    if row.approved is False:
        return ExportState.REFUSED
    began, lasts = (row.answered_at, TO_FETCH) if row.approved else (row.asked_at, TO_ANSWER)
    if row.now >= began + lasts:
        return ExportState.EXPIRED
    return ExportState.APPROVED if row.approved else ExportState.ASKED
