"""Whose data were erased, and which backups still hold them until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, or_, outerjoin, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.chapters.caller.facts import ErasureApproved
from domain.order.fact import FACTS
from services.access.principal import Principal
from services.access.rights import Right, require
from store.backups import BackupTakenRow
from store.tables import FactRow
from store.vault.erasing import ErasureRow

APPROVED: Final = FACTS.word_of(ErasureApproved)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupView:
    """A backup that was taken before an erasure, and not expired since."""

    place: str
    begun_at: datetime
    kept_until: datetime | None
    """None where nobody said until when: it holds the person until somebody destroys it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureView:
    """One caller who was erased; nothing of who it was."""

    order: str
    approved_at: datetime | None
    """None where an older backup was restored, and the caller erased in it again."""
    approved_by: str
    erased_at: datetime
    backups: tuple[BackupView, ...]
    """Which backups hold the person still."""


async def list_erasures(principal: Principal, engine: AsyncEngine) -> tuple[ErasureView, ...]:
    """Whose caller was erased, the latest first, and which backups still hold what; raises
    MayNot."""
    require(principal, Right.ERASE_PERSONS)
    approved = and_(FactRow.order_number == ErasureRow.order_number, FactRow.kind == APPROVED)
    columns = (ErasureRow.order_number, ErasureRow.erased_at, FactRow.occurred_at, FactRow.actor)
    with_facts = select(*columns).select_from(outerjoin(ErasureRow, FactRow, approved))
    async with engine.connect() as connection:
        rows = (await connection.execute(with_facts.order_by(ErasureRow.erased_at.desc()))).all()
        backups = await _unexpired(connection)
    return tuple(
        ErasureView(
            order=row.order_number,
            approved_at=row.occurred_at,
            approved_by=row.actor or "",
            erased_at=row.erased_at,
            backups=tuple(one for one in backups if one.begun_at < row.erased_at),
        )
        for row in rows
    )


async def _unexpired(connection: AsyncConnection) -> tuple[BackupView, ...]:
    until = BackupTakenRow.kept_until
    asked = select(BackupTakenRow.place, BackupTakenRow.begun_at, until).where(
        or_(until.is_(None), until > func.clock_timestamp())
    )
    rows = await connection.execute(asked.order_by(BackupTakenRow.begun_at))
    return tuple(
        BackupView(place=row.place, begun_at=row.begun_at, kept_until=row.kept_until)
        for row in rows
    )
