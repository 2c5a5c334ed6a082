"""Sessions of browsers: begun at a sign-in, seen at each request, ended by hand or by time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.order.act import Actor
from domain.vocabulary import Role
from store.accounts.accounts import HAS_SECOND_FACTOR, NOW, STANDING, NoSuchPost
from store.accounts.break_glass import opens
from store.accounts.other_posts import in_post, other_posts_of
from store.accounts.preferences import PREFERRED, Preferences, preferences_of
from store.accounts.tables import AccountRow, HeldPostRow, SessionRow
from store.register.people import WHO
from store.register.tables import PersonRow
from store.unit_of_work import Source, reading

SEEN_EVERY: Final = timedelta(minutes=1)
"""A session that is used is noted as seen this often: not every question writes."""

ROLES: Final = (
    select(func.array_agg(PersonRow.role))
    .join(HeldPostRow, HeldPostRow.person == PersonRow.person)
    .where(HeldPostRow.account == SessionRow.account, STANDING)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """How long a session lasts: without being used, and at most."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOpen:
    """A post in which a human may act now, and whether by a break-glass alone."""

    actor: Actor
    by_break_glass: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that lasts still, whose it is, and the post it acts in."""

    account: str
    title: str
    post: PostOpen | None
    roles: frozenset[Role]
    """Of all posts that the human holds now."""
    has_second_factor: bool
    factor_proved: bool
    """Whether the city's single sign-on has asked a second factor itself."""
    preferences: Preferences
    """How pages are shown to this human."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BySignOn:
    """That a session began by the city's single sign-on."""

    link: int
    """By which link of an account."""
    factor_proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedSession:
    """Whose a session was that was ended by hand."""

    account: str
    by_sign_on: bool


async def begin_session(
    connection: AsyncConnection,
    digest: bytes,
    username: str,
    person: str | None,
    by: BySignOn | None = None,
) -> None:
    """Begin a session of an account, in a post where one is chosen."""
    beginning = insert(SessionRow).values(digest=digest, account=username, person=person)
    if by is not None:
        beginning = beginning.values(sign_on_link=by.link, factor_proved=by.factor_proved)
    await connection.execute(beginning)


async def open_session(
    source: Source, digest: bytes, limits: SessionLimits, *, is_used: bool = True
) -> OpenSession | None:
    """The session of this digest; None where it never was, has ended, or its account is disabled.

    Whoever only looks whether it lasts does not use it: it ends by time all the same.
    A post that is not held any more, or that the register knows no more, is no post."""
    asked = (
        select(
            SessionRow.account,
            SessionRow.person,
            SessionRow.seen_at < NOW - SEEN_EVERY,
            AccountRow.title,
            ROLES,
            HAS_SECOND_FACTOR,
            SessionRow.factor_proved,
            *PREFERRED,
        )
        .join(AccountRow, AccountRow.username == SessionRow.account)
        .where(
            SessionRow.digest == digest,
            SessionRow.ended_at.is_(None),
            AccountRow.disabled_at.is_(None),
            SessionRow.seen_at > NOW - limits.idle,
            SessionRow.begun_at > NOW - limits.longest,
        )
    )
    async with reading(source) as connection:
        row = (await connection.execute(asked)).one_or_none()
        if row is None:
            return None
        account, person, is_stale, title, roles, has_second_factor, factor_proved, *preferred = row
        if is_stale and is_used:
            seen = update(SessionRow).where(SessionRow.digest == digest)
            await connection.execute(seen.values(seen_at=NOW))
        post = await post_open_to(connection, account, person) if person else None
    return OpenSession(
        account=account,
        title=title,
        post=post,
        roles=frozenset(map(Role, roles or ())),
        has_second_factor=has_second_factor,
        factor_proved=factor_proved,
        preferences=preferences_of(*preferred),
    )


async def post_open_to(connection: AsyncConnection, username: str, person: str) -> PostOpen | None:
    """The post as facts name it, if this account may act in it now and the register knows it."""
    human = literal(username)
    holds = exists().where(
        HeldPostRow.person == PersonRow.person, HeldPostRow.account == username, STANDING
    )
    asked = WHO.where(
        PersonRow.person == person, or_(holds, opens(human, PersonRow.person))
    ).add_columns(other_posts_of(human).label("other_posts"), holds.label("holds"))
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else PostOpen(actor=in_post(row), by_break_glass=not row.holds)


async def choose_post(
    connection: AsyncConnection, digest: bytes, username: str, person: str
) -> PostOpen:
    """Let a session act in another post that is open to its account; raises NoSuchPost."""
    post = await post_open_to(connection, username, person)
    if post is None:
        raise NoSuchPost(person)
    chosen = update(SessionRow).where(SessionRow.digest == digest)
    await connection.execute(chosen.values(person=person))
    return post


async def end_session(engine: AsyncEngine, digest: bytes) -> EndedSession | None:
    """End a session; tells whose it was, None where none was open."""
    ending = (
        update(SessionRow)
        .where(SessionRow.digest == digest, SessionRow.ended_at.is_(None))
        .values(ended_at=NOW)
        .returning(SessionRow.account, SessionRow.sign_on_link)
    )
    async with engine.begin() as connection:
        row = (await connection.execute(ending)).one_or_none()
    if row is None:
        return None
    return EndedSession(account=row.account, by_sign_on=row.sign_on_link is not None)
