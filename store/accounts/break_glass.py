"""Break-glass: a post that one administrator asks for and another one opens, until its hours end.

It is no grant. Whoever holds one still holds nothing but his administrator's post, and where he
holds that no more, the other is open to him no more either."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Exists,
    Row,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute, aliased

from domain.vocabulary import Role
from store.accounts.accounts import NOW, STANDING, HeldPost
from store.accounts.tables import (
    AccountRow,
    BreakGlassRow,
    HeldPostRow,
    PasswordLinkRow,
)
from store.register.people import WHO, actor_of
from store.register.tables import PersonRow
from store.unit_of_work import Source, reading

MOST_SHOWN: Final = 200
COLUMNS: Final = tuple(
    getattr(BreakGlassRow, one)
    for one in (
        *("id", "account", "administrator", "administrator_role", "person", "role", "reason"),
        *("hours", "asked_at", "opened_by", "opened_at", "until", "shut_by", "shut_at"),
    )
)
HOUR: Final = text("interval '1 hour'")


class NoSuchBreakGlass(LookupError):
    """No break-glass of this number waits or is open, as whoever asks needs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBreakGlass:
    """What an administrator asks for."""

    account: str
    administrator: str
    administrator_role: Role
    person: str
    role: Role
    reason: str
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlass(AskedBreakGlass):
    """A break-glass on record, and what became of it."""

    id: int
    asked_at: datetime
    opened_by: str | None
    opened_at: datetime | None
    until: datetime | None
    shut_by: str | None
    shut_at: datetime | None
    waits: bool
    """Whether another administrator may open it still."""
    is_open: bool
    """Whether its asker may act in the post now."""

    @property
    def ended_at(self) -> datetime | None:
        """When it ended, or will; None where it was never opened."""
        return min(filter(None, (self.until, self.shut_at)), default=None) if self.until else None


def is_open() -> ColumnElement[bool]:
    """Whether a row's post is open now: opened, not shut, not over, its asker still the
    administrator without a break, and the post still of the role that was opened."""
    post = aliased(PersonRow)
    same_role = exists().where(post.person == BreakGlassRow.person, post.role == BreakGlassRow.role)
    return and_(
        BreakGlassRow.opened_at.is_not(None),
        BreakGlassRow.shut_at.is_(None),
        BreakGlassRow.until > NOW,
        _still_administers(),
        same_role,
    )


def _still_administers() -> Exists:
    return exists().where(
        STANDING,
        HeldPostRow.account == BreakGlassRow.account,
        HeldPostRow.person == BreakGlassRow.administrator,
        HeldPostRow.granted_at <= BreakGlassRow.asked_at,
        AccountRow.username == BreakGlassRow.account,
        AccountRow.disabled_at.is_(None),
    )


def opens(username: ColumnElement[str], person: InstrumentedAttribute[str]) -> Exists:
    """Whether a post is open to an account now by a break-glass."""
    return exists().where(
        BreakGlassRow.account == username, BreakGlassRow.person == person, is_open()
    )


async def ask_break_glass(connection: AsyncConnection, asked: AskedBreakGlass) -> int:
    """Keep what an administrator asks for; tells its number."""
    row = {
        "account": asked.account,
        "administrator": asked.administrator,
        "administrator_role": asked.administrator_role.value,
        "person": asked.person,
        "role": asked.role.value,
        "reason": asked.reason,
        "hours": asked.hours,
    }
    asking = insert(BreakGlassRow).values(row).returning(BreakGlassRow.id)
    return (await connection.execute(asking)).scalar_one()


async def open_break_glass(connection: AsyncConnection, id: int, by: str, role: Role) -> None:
    """Open what was asked for; from this moment its hours run."""
    moment = func.statement_timestamp()
    opening = update(BreakGlassRow).where(BreakGlassRow.id == id)
    await connection.execute(
        opening.values(
            opened_by=by,
            opened_by_role=role.value,
            opened_at=moment,
            until=moment + BreakGlassRow.hours * HOUR,
        )
    )


async def shut_break_glass(connection: AsyncConnection, id: int, by: str) -> None:
    """End it before its time, or let what was asked for never be opened."""
    shutting = update(BreakGlassRow).where(BreakGlassRow.id == id)
    await connection.execute(shutting.values(shut_by=by, shut_at=NOW))


async def break_glass_numbered(
    connection: AsyncConnection, id: int, waits: timedelta
) -> BreakGlass:
    """The break-glass of a number, held until the transaction ends; raises NoSuchBreakGlass."""
    of_number = BreakGlassRow.id == id
    await connection.execute(select(BreakGlassRow.id).where(of_number).with_for_update())
    for found in await _found(connection, _asked(waits).where(of_number)):
        return found
    raise NoSuchBreakGlass(str(id))


async def unended_of(
    connection: AsyncConnection, username: str, waits: timedelta
) -> tuple[BreakGlass, ...]:
    """What an account has asked for that waits still, or is open."""
    of_account = _asked(waits).where(BreakGlassRow.account == username)
    return await _found(connection, of_account.where(or_(_waits(waits), is_open())))


async def break_glasses(source: Source, waits: timedelta) -> tuple[BreakGlass, ...]:
    """The newest of what was asked for, the newest first."""
    newest = _asked(waits).order_by(BreakGlassRow.id.desc()).limit(MOST_SHOWN)
    async with reading(source) as connection:
        return await _found(connection, newest)


async def open_break_glasses(source: Source, waits: timedelta) -> tuple[BreakGlass, ...]:
    """All that is open now, the oldest first."""
    async with reading(source) as connection:
        return await _found(connection, _asked(waits).where(is_open()).order_by(BreakGlassRow.id))


async def posts_open_to(connection: AsyncConnection, username: str) -> tuple[HeldPost, ...]:
    """The posts that are open to an account by a break-glass now, each until its hours end."""
    asked = (
        WHO.join(BreakGlassRow, BreakGlassRow.person == PersonRow.person)
        .where(BreakGlassRow.account == username, is_open())
        .add_columns(PersonRow.title, BreakGlassRow.until)
        .order_by(BreakGlassRow.id)
    )
    return tuple(
        HeldPost(actor=actor_of(row), title=row.title, stands_in=False, until=row.until)
        for row in await connection.execute(asked)
    )


async def was_let_in_by(
    connection: AsyncConnection, opener: str, asker: str, within: timedelta
) -> bool:
    """Whether the asker gave the opener a post, or made the link by which he chose a password."""
    granted = exists().where(
        HeldPostRow.account == opener,
        HeldPostRow.granted_by == asker,
        HeldPostRow.granted_at > NOW - within,
    )
    linked = exists().where(
        PasswordLinkRow.account == opener,
        PasswordLinkRow.made_by == asker,
        PasswordLinkRow.made_at > NOW - within,
    )
    return bool(await connection.scalar(select(or_(granted, linked))))


async def open_number(source: Source, username: str, person: str) -> int | None:
    """The number of the break-glass by which a post is open to an account now."""
    asked = select(BreakGlassRow.id).where(
        BreakGlassRow.account == username, BreakGlassRow.person == person, is_open()
    )
    async with reading(source) as connection:
        return await connection.scalar(asked)


def _asked(waits: timedelta) -> Select[Any]:
    return select(*COLUMNS, _waits(waits).label("waits"), is_open().label("is_open"))


def _waits(waits: timedelta) -> ColumnElement[bool]:
    return and_(
        BreakGlassRow.opened_at.is_(None),
        BreakGlassRow.shut_at.is_(None),
        BreakGlassRow.asked_at > NOW - waits,
    )


async def _found(connection: AsyncConnection, asked: Select[Any]) -> tuple[BreakGlass, ...]:
    return tuple(map(_break_glass, await connection.execute(asked)))


def _break_glass(row: Row[Any]) -> BreakGlass:
    said = row._mapping
    roles = {name: Role(said[name]) for name in ("administrator_role", "role")}
    return BreakGlass(**{**said, **roles})
