"""The inbox as its owner finds it: what he was told, what he has read, and what makes no sound."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.desk.inbox_tables import InboxDigestRow, InboxEntryRow, InboxMutedRow
from store.desk.owner import Owner, owned
from store.unit_of_work import Source, reading

CHANNEL: Final = "inbox"
"""Where it is told that somebody's inbox holds something new, and nothing else."""
NOW: Final = func.clock_timestamp()
UNREAD: Final = text("""
SELECT asked.account, asked.person,
       (SELECT count(*) FROM inbox_entry AS entry
         WHERE (entry.account, entry.person) = (asked.account, asked.person)
           AND read_at IS NULL AND gone_at IS NULL AND digest IS NULL)
       + (SELECT count(*) FROM inbox_digest AS digest
           WHERE (digest.account, digest.person) = (asked.account, asked.person)
             AND read_at IS NULL) AS unread,
       (SELECT count(*) FROM inbox_entry AS entry
         WHERE (entry.account, entry.person) = (asked.account, asked.person)
           AND read_at IS NULL AND gone_at IS NULL AND emergency) AS emergencies,
       (SELECT coalesce(max(id), 0) FROM inbox_entry AS entry
         WHERE (entry.account, entry.person) = (asked.account, asked.person)
           AND read_at IS NULL AND gone_at IS NULL AND digest IS NULL
           AND NOT EXISTS (SELECT FROM inbox_muted AS muted
                WHERE (muted.account, muted.person) = (asked.account, asked.person)
                  AND entry.kind = ANY(muted.kinds))) AS loudest
  FROM unnest(CAST(:accounts AS varchar[]), CAST(:people AS varchar[])) AS asked (account, person)
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What somebody has not read yet."""

    unread: int = 0
    emergencies: int = 0
    loudest: int = 0
    """The latest entry that he has not muted; 0 where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """One line of an inbox: a fact, or many at once."""

    id: int
    told_at: datetime
    read_at: datetime | None
    number: str = ""
    kind: str = ""
    emergency: bool = False
    facts: int = 1


async def ring(connection: AsyncConnection) -> None:
    """Let every process look whose inbox holds something new."""
    await connection.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})


async def entries_of(
    source: Source, owner: Owner, *, digest: int | None, limit: int
) -> tuple[KeptEntry, ...]:
    """What somebody was told, unread emergencies first and then the latest; or what one line told
    him together."""
    shown = InboxEntryRow.digest == digest if digest else InboxEntryRow.digest.is_(None)
    pressing = and_(InboxEntryRow.emergency, InboxEntryRow.read_at.is_(None))
    asked = (
        select(InboxEntryRow)
        .where(*owned(InboxEntryRow, owner), shown, InboxEntryRow.gone_at.is_(None))
        .order_by(pressing.desc(), InboxEntryRow.id.desc())
        .limit(limit)
    )
    async with reading(source) as connection:
        rows = (await connection.execute(asked)).all()
    return tuple(
        KeptEntry(
            id=row.id,
            told_at=row.told_at,
            read_at=row.read_at,
            number=row.number,
            kind=row.kind,
            emergency=row.emergency,
        )
        for row in rows
    )


async def digests_of(source: Source, owner: Owner, *, limit: int) -> tuple[KeptEntry, ...]:
    """The lines by which somebody was told of many facts at once, the latest first."""
    facts = (
        select(func.count())
        .where(InboxEntryRow.digest == InboxDigestRow.id, InboxEntryRow.gone_at.is_(None))
        .scalar_subquery()
    )
    asked = (
        select(InboxDigestRow.id, InboxDigestRow.told_at, InboxDigestRow.read_at, facts)
        .where(*owned(InboxDigestRow, owner))
        .order_by(InboxDigestRow.id.desc())
        .limit(limit)
    )
    async with reading(source) as connection:
        rows = await connection.execute(asked)
        return tuple(
            KeptEntry(id=id, told_at=told, read_at=read, facts=count)
            for id, told, read, count in rows
        )


async def note_read(
    engine: AsyncEngine, owner: Owner, entries: Collection[int], digests: Collection[int]
) -> None:
    """Note that somebody has read these lines of his; what he read before stays as it is."""
    async with engine.begin() as connection:
        for table, ids in ((InboxEntryRow, entries), (InboxDigestRow, digests)):
            read = update(table).where(*owned(table, owner), table.id.in_(ids))
            await connection.execute(read.where(table.read_at.is_(None)).values(read_at=NOW))
        await ring(connection)


async def unread_of(source: Source, owners: Sequence[Owner]) -> Mapping[Owner, Unread]:
    """What each of these has not read."""
    asked = {
        "accounts": [owner.account for owner in owners],
        "people": [owner.person for owner in owners],
    }
    async with reading(source) as connection:
        return {
            Owner(person=row.person, account=row.account): Unread(
                unread=row.unread, emergencies=row.emergencies, loudest=row.loudest
            )
            for row in await connection.execute(UNREAD, asked)
        }


async def mute(engine: AsyncEngine, owner: Owner, kinds: Collection[str]) -> None:
    """Keep of which facts somebody wants no sound."""
    said = insert(InboxMutedRow).values(**asdict(owner), kinds=sorted(kinds))
    async with engine.begin() as connection:
        await connection.execute(
            said.on_conflict_do_update(
                index_elements=[InboxMutedRow.account, InboxMutedRow.person],
                set_={"kinds": said.excluded.kinds},
            )
        )
        await ring(connection)


async def muted_by(source: Source, owner: Owner) -> tuple[str, ...]:
    """Of which facts somebody wants no sound."""
    asked = select(InboxMutedRow.kinds).where(*owned(InboxMutedRow, owner))
    async with reading(source) as connection:
        return tuple(await connection.scalar(asked) or ())
