"""Telling people what concerns them: whoever gets an order learns of it, once, and it is on record.

A worker's round takes what moved, finds by the condition of lists whom it reaches, and by the law
of the inbox whom of them it concerns. All of it is one transaction with the mark that it is done,
so that a process that dies has told everybody or nobody."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.order.act import Actor
from policies.inbox import InboxLaw, inbox_law
from services.access.principal import Principal
from services.access.rights import Right
from services.live.events import OrderGone, OrderMoved
from services.live.onlookers import Seen, seen_of, sight_of
from store.desk.inbox import ring
from store.desk.owner import Owner
from store.desk.told import (
    News,
    digest_for,
    humans_in_posts,
    news_of,
    owners_told_of,
    put_entries,
    take_back,
)
from store.live.moves import Move, note_told, untold_moves

MOST_MOVES: Final = 200
Humans = Mapping[Owner, Actor]


async def tell_people(engine: AsyncEngine) -> int:
    """Tell people what moved since it was last done; how much of it there was."""
    told = 0
    while moves := await _tell_some(engine):
        told += moves
        if moves < MOST_MOVES:
            break
    return told


async def _tell_some(engine: AsyncEngine) -> int:
    async with engine.begin() as connection:
        moves = await untold_moves(connection, MOST_MOVES)
        if moves:
            await _tell_of(connection, moves, inbox_law())
            await note_told(connection, moves)
    return len(moves)


async def _tell_of(connection: AsyncConnection, moves: Sequence[Move], law: InboxLaw) -> None:
    news = await news_of(connection, moves, law.roles.keys())
    told_before = await owners_told_of(connection, {move.number for move in moves})
    if not news and not told_before:
        return
    roles = frozenset[str]().union(*law.roles.values())
    humans = await humans_in_posts(connection, roles)
    dialect = connection.dialect
    sights = {
        owner: sight_of(Principal.of(actor), dialect, Right.BE_TOLD)
        for owner, actor in humans.items()
    }
    seen = await seen_of(connection, moves, sights.values())
    for owner, actor in humans.items():
        of_his = seen[sights[owner]]
        await _put(connection, owner, concerning(actor, _posts(humans, owner), of_his, news), law)
        if gone := {one.number for one in of_his if isinstance(one, OrderGone)}:
            await take_back(connection, owner, gone)
    await ring(connection)


def concerning(
    actor: Actor, own_posts: frozenset[str], seen: Iterable[Seen], news: Iterable[News]
) -> list[News]:
    """What of the news somebody is told: what concerns his role in orders that reach him, and
    nothing that he did himself, in whichever of his posts."""
    reaching = {one.number for one in seen if isinstance(one, OrderMoved)}
    roles = inbox_law().roles
    return [
        one
        for one in news
        if one.number in reaching
        and actor.role in roles[one.kind]
        and own_posts.isdisjoint({one.actor, one.on_behalf_of})
    ]


async def _put(
    connection: AsyncConnection, owner: Owner, news: Sequence[News], law: InboxLaw
) -> None:
    """Tell somebody one by one, or of all but emergencies by one line where it is too much."""
    pressing = [one for one in news if one.emergency]
    others = [one for one in news if not one.emergency]
    many = len(others) > law.most_at_once
    digest = await digest_for(connection, owner, law.digest) if many else None
    await put_entries(connection, owner, pressing, None)
    await put_entries(connection, owner, others, digest)


def _posts(humans: Humans, owner: Owner) -> frozenset[str]:
    return frozenset(other.person for other in humans if other.account == owner.account)
