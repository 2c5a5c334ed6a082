"""Named lists as they are kept: each belongs to one human in one post."""

import uuid
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.desk.owner import Owner, owned
from store.desk.view_tables import SavedViewRow
from store.unit_of_work import Source, reading

MOST: Final = 50
"""So many lists of one human in one post have names at once."""


class TooManyViews(RuntimeError):
    """One has named as many lists as can be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedView:
    """A named list as it is kept."""

    id: uuid.UUID
    owner: Owner
    name: str
    address: bytes = field(repr=False)
    sealed_by: str | None


async def keep_view(connection: AsyncConnection, view: SealedView) -> None:
    """Keep a list under its name; one that bore this name is it no more. Raises TooManyViews."""
    await connection.execute(delete(SavedViewRow).where(_named(view.owner, view.name)))
    kept = select(func.count()).where(*owned(SavedViewRow, view.owner))
    if (await connection.scalar(kept) or 0) >= MOST:
        raise TooManyViews
    await connection.execute(
        insert(SavedViewRow).values(
            id=view.id,
            account=view.owner.account,
            person=view.owner.person,
            name=view.name,
            address=view.address,
            sealed_by=view.sealed_by,
        )
    )


async def views_of(source: Source, owner: Owner) -> tuple[SealedView, ...]:
    """One's own named lists, by name."""
    asked = (
        select(SavedViewRow.__table__)
        .where(*owned(SavedViewRow, owner))
        .order_by(SavedViewRow.name)
    )
    async with reading(source) as connection:
        return tuple(
            SealedView(
                id=row.id,
                owner=owner,
                name=row.name,
                address=bytes(row.address),
                sealed_by=row.sealed_by,
            )
            for row in await connection.execute(asked)
        )


async def drop_view(source: Source, owner: Owner, name: str) -> None:
    """Forget a named list of one's own; where there is none, nothing is to be done."""
    async with reading(source) as connection:
        await connection.execute(delete(SavedViewRow).where(_named(owner, name)))


def _named(owner: Owner, name: str) -> ColumnElement[bool]:
    return and_(*owned(SavedViewRow, owner), SavedViewRow.name == name)
