"""Who is told of what: the humans in their posts, the news that a move brought, and what is put
into an inbox, once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.order.act import Actor
from store.accounts.accounts import STANDING
from store.accounts.tables import AccountRow, HeldPostRow
from store.desk.inbox_tables import InboxDigestRow, InboxEntryRow
from store.desk.owner import Owner, owned
from store.live.moves import Move
from store.register.people import WHO, actor_of
from store.register.tables import PersonRow

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


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A fact that may concern somebody."""

    number: str
    seq: int
    kind: str
    actor: str
    on_behalf_of: str
    emergency: bool


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
    asked = select(func.max(InboxDigestRow.id)).where(*owned(InboxDigestRow, owner), *young)
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
        *owned(InboxEntryRow, owner),
        InboxEntryRow.number.in_(numbers),
        InboxEntryRow.gone_at.is_(None),
    )
    await connection.execute(gone.values(gone_at=NOW))
