"""The inbox as it is kept: what each human was told, when, and what he has read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.order.act import Actor
from store.accounts.accounts import STANDING
from store.accounts.tables import AccountRow, HeldPostRow
from store.desk.drafts import Owner
from store.desk.inbox_tables import InboxDigestRow, InboxEntryRow, InboxMutedRow
from store.live.moves import Move
from store.register.people import WHO, actor_of
from store.register.tables import PersonRow
from store.unit_of_work import Source, reading

CHANNEL: Final = "inbox"
"""Where it is told that somebody's inbox holds something new, and nothing else."""
NOW: Final = func.clock_timestamp()
NEWS: Final = text("""
SELECT fact.order_number AS number, fact.seq, fact.kind, fact.actor,
       coalesce(fact.body ->> 'on_behalf_of', '') AS on_behalf_of,
       order_state.urgency = 'emergency' AS emergency
  FROM order_moved AS moved
  JOIN fact ON fact.order_number = moved.number AND fact.seq <= moved.version
       AND fact.seq > coalesce(CAST(moved.standing ->> 'version' AS integer), 0)
  JOIN order_state ON order_state.number = moved.number
 WHERE moved.position = ANY(:positions) AND fact.kind = ANY(:kinds)
       -- What was recorded long before it was stored is no news: the rows were made anew.
       AND fact.recorded_at > moved.moved_at - interval '1 day'
 ORDER BY moved.position, fact.seq
""")
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
class News:
    """A fact that may concern somebody."""

    number: str
    seq: int
    kind: str
    actor: str
    on_behalf_of: str
    emergency: bool


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


async def humans_in_posts(
    connection: AsyncConnection, roles: Collection[str]
) -> Mapping[Owner, Actor]:
    """Everybody who holds a post of such a role now and may sign in, as facts name him."""
    asked = (
        WHO.add_columns(HeldPostRow.account)
        .join(HeldPostRow, HeldPostRow.person == PersonRow.person)
        .join(AccountRow, AccountRow.username == HeldPostRow.account)
        .where(STANDING, AccountRow.disabled_at.is_(None), PersonRow.role.in_(roles))
    )
    return {
        Owner(person=row.person, account=row.account): actor_of(row)
        for row in await connection.execute(asked)
    }


async def news_of(
    connection: AsyncConnection, moves: Sequence[Move], kinds: Collection[str]
) -> tuple[News, ...]:
    """The facts of these kinds that these moves brought, in their order."""
    asked = {"positions": [move.position for move in moves], "kinds": sorted(kinds)}
    return tuple(News(**row._mapping) for row in await connection.execute(NEWS, asked))


async def put_entries(
    connection: AsyncConnection, owner: Owner, news: Sequence[News], digest: int | None
) -> None:
    """Tell somebody of facts, by one line for all of them or one by one; what he was told before
    is not told again."""
    if not news:
        return
    told = [
        {
            **asdict(owner),
            "number": one.number,
            "seq": one.seq,
            "kind": one.kind,
            "emergency": one.emergency,
            "digest": digest,
        }
        for one in news
    ]
    await connection.execute(insert(InboxEntryRow).values(told).on_conflict_do_nothing())


async def digest_for(connection: AsyncConnection, owner: Owner, lasts: timedelta) -> int:
    """The line that many facts are told by: one that is young and was not read, else a new one."""
    young = (InboxDigestRow.read_at.is_(None), InboxDigestRow.told_at > NOW - lasts)
    asked = select(func.max(InboxDigestRow.id)).where(*_of(InboxDigestRow, owner), *young)
    found: int | None = await connection.scalar(asked)
    if found is None:
        new = insert(InboxDigestRow).values(asdict(owner)).returning(InboxDigestRow.id)
        found = (await connection.execute(new)).scalar_one()
    return found


async def owners_told_of(connection: AsyncConnection, numbers: Collection[str]) -> frozenset[Owner]:
    """Who was told of these orders, and has them in his sight as far as he was told."""
    asked = select(InboxEntryRow.person, InboxEntryRow.account).distinct()
    standing = InboxEntryRow.number.in_(numbers), InboxEntryRow.gone_at.is_(None)
    rows = await connection.execute(asked.where(*standing))
    return frozenset(Owner(person=row.person, account=row.account) for row in rows)


async def take_back(connection: AsyncConnection, owner: Owner, numbers: Collection[str]) -> None:
    """Tell somebody no more of orders that left his sight; that he was told stays on record."""
    gone = update(InboxEntryRow).where(
        *_of(InboxEntryRow, owner),
        InboxEntryRow.number.in_(numbers),
        InboxEntryRow.gone_at.is_(None),
    )
    await connection.execute(gone.values(gone_at=NOW))


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
        .where(*_of(InboxEntryRow, owner), shown, InboxEntryRow.gone_at.is_(None))
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
        .where(*_of(InboxDigestRow, owner))
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
            read = update(table).where(*_of(table, owner), table.id.in_(ids))
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
    asked = select(InboxMutedRow.kinds).where(*_of(InboxMutedRow, owner))
    async with reading(source) as connection:
        return tuple(await connection.scalar(asked) or ())


def _of(
    table: type[InboxEntryRow] | type[InboxDigestRow] | type[InboxMutedRow], owner: Owner
) -> tuple[ColumnElement[bool], ...]:
    return table.account == owner.account, table.person == owner.person
