"""Accounts and the posts that they hold: kept, found, and ended; nothing of them is deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.order.act import Actor
from store.accounts.separation import hold_account, require_apart
from store.accounts.tables import (
    AccountRow,
    HeldPostRow,
    SecondFactorRow,
    SessionRow,
    SignOnLinkRow,
    TokenRow,
)
from store.register.people import WHO, actor_of
from store.register.tables import PersonRow

NOW: Final = func.clock_timestamp()
STANDING: Final[ColumnElement[bool]] = and_(
    HeldPostRow.revoked_at.is_(None),
    or_(HeldPostRow.until.is_(None), HeldPostRow.until > NOW),
)
"""Posts that are held now."""

SUBJECT: Final = (
    select(SignOnLinkRow.subject)
    .where(SignOnLinkRow.account == AccountRow.username, SignOnLinkRow.unlinked_at.is_(None))
    .scalar_subquery()
)
HAS_SECOND_FACTOR: Final = exists().where(SecondFactorRow.account == AccountRow.username)


class UnknownAccount(LookupError):
    """No account has this name."""


class AccountTaken(ValueError):
    """There is an account of this name already."""


class NoSuchPost(LookupError):
    """The register knows no post of this code today, or the account does not hold it."""


class AlreadyHeld(ValueError):
    """The account holds this post already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A post that a human holds now."""

    actor: Actor
    title: str
    stands_in: bool
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One human's account, and the posts that he holds now."""

    username: str
    title: str
    disabled: bool
    has_password: bool
    has_second_factor: bool
    posts: tuple[HeldPost, ...]
    subject: str | None = None
    """How the city's single sign-on calls its human; None where it is linked to nobody there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account that is to be."""

    username: str
    title: str
    password: str | None = None
    """A hash; None where a link will choose it."""


async def add_account(connection: AsyncConnection, new: NewAccount, by: str) -> None:
    """Add an account; raises AccountTaken."""
    adding = insert(AccountRow).values(
        username=new.username,
        title=new.title,
        password=new.password,
        created_by=by,
    )
    # Of what such an insert has done the driver counts no rows: what it returns says it.
    added = adding.on_conflict_do_nothing().returning(AccountRow.username)
    if await connection.scalar(added) is None:
        raise AccountTaken(new.username)


async def accounts_on_record(
    connection: AsyncConnection, usernames: Iterable[str] | None = None
) -> tuple[Account, ...]:
    """The accounts in order of their names, all of them or those named."""
    asked = select(AccountRow).order_by(AccountRow.username)
    if usernames is not None:
        asked = asked.where(AccountRow.username.in_(tuple(usernames)))
    more = HAS_SECOND_FACTOR.label("has_second_factor"), SUBJECT.label("subject")
    columns = *AccountRow.__table__.c, *more
    rows = (await connection.execute(asked.with_only_columns(*columns))).all()
    held = await _held_by(connection, [row.username for row in rows])
    return tuple(
        Account(
            username=row.username,
            title=row.title,
            disabled=row.disabled_at is not None,
            has_password=row.password is not None,
            has_second_factor=row.has_second_factor,
            posts=tuple(held.get(row.username, ())),
            subject=row.subject,
        )
        for row in rows
    )


async def account_called(connection: AsyncConnection, username: str) -> Account:
    """The account of a name; raises UnknownAccount."""
    for found in await accounts_on_record(connection, [username]):
        return found
    raise UnknownAccount(username)


async def _held_by(connection: AsyncConnection, usernames: list[str]) -> dict[str, list[HeldPost]]:
    asked = (
        WHO.join(HeldPostRow, HeldPostRow.person == PersonRow.person)
        .where(STANDING, HeldPostRow.account.in_(usernames))
        .add_columns(HeldPostRow.account, HeldPostRow.stands_in, HeldPostRow.until, PersonRow.title)
        .order_by(HeldPostRow.account, HeldPostRow.stands_in, HeldPostRow.id)
    )
    held: dict[str, list[HeldPost]] = {}
    for row in await connection.execute(asked):
        post = HeldPost(
            actor=actor_of(row), title=row.title, stands_in=row.stands_in, until=row.until
        )
        held.setdefault(row.account, []).append(post)
    return held


async def grant_post(
    connection: AsyncConnection,
    username: str,
    person: str,
    by: str,
    *,
    stands_in_for: timedelta | None = None,
) -> None:
    """Let a human hold a post, or stand in there for so long.

    Raises NoSuchPost, AlreadyHeld and NotApart; the account must be on record."""
    await hold_account(connection, username)
    if (await connection.execute(WHO.where(PersonRow.person == person))).first() is None:
        raise NoSuchPost(person)
    # One who stood in there until yesterday may do so again.
    await connection.execute(
        update(HeldPostRow)
        .where(HeldPostRow.account == username, HeldPostRow.person == person)
        .where(HeldPostRow.revoked_at.is_(None), HeldPostRow.until <= NOW)
        .values(revoked_at=HeldPostRow.until, revoked_by=HeldPostRow.granted_by)
    )
    until = None if stands_in_for is None else NOW + stands_in_for
    granting = insert(HeldPostRow).values(
        account=username,
        person=person,
        stands_in=stands_in_for is not None,
        granted_by=by,
        until=until,
    )
    new = granting.on_conflict_do_nothing().returning(HeldPostRow.id)
    if await connection.scalar(new) is None:
        raise AlreadyHeld(person)
    await require_apart(connection, username)


async def revoke_post(connection: AsyncConnection, username: str, person: str, by: str) -> None:
    """Let a human hold a post no longer, and end what acted in it; raises NoSuchPost."""
    done = await connection.execute(
        update(HeldPostRow)
        .where(STANDING, HeldPostRow.account == username, HeldPostRow.person == person)
        .values(revoked_at=NOW, revoked_by=by)
    )
    if done.rowcount == 0:
        raise NoSuchPost(person)
    await _end(connection, username, by, person=person)


async def disable_account(connection: AsyncConnection, username: str, by: str) -> None:
    """Let nobody in by an account any more, whoever is in included; raises UnknownAccount."""
    done = await connection.execute(
        update(AccountRow)
        .where(AccountRow.username == username, AccountRow.disabled_at.is_(None))
        .values(disabled_at=NOW, disabled_by=by)
    )
    if done.rowcount == 0:
        raise UnknownAccount(username)
    await _end(connection, username, by)


async def set_password(connection: AsyncConnection, username: str, password: str, by: str) -> None:
    """Keep the hash of a new password; whoever came in by the old one is out."""
    await connection.execute(
        update(AccountRow)
        .where(AccountRow.username == username)
        .values(password=password, failures=0, locked_until=None)
    )
    await _end(connection, username, by)


async def _end(
    connection: AsyncConnection, username: str, by: str, *, person: str | None = None
) -> None:
    """End the sessions and tokens of an account, or those in one post."""
    sessions = update(SessionRow).where(
        SessionRow.account == username, SessionRow.ended_at.is_(None)
    )
    tokens = update(TokenRow).where(TokenRow.account == username, TokenRow.revoked_at.is_(None))
    if person is not None:
        sessions = sessions.where(SessionRow.person == person)
        tokens = tokens.where(TokenRow.person == person)
    await connection.execute(sessions.values(ended_at=NOW))
    await connection.execute(tokens.values(revoked_at=NOW, revoked_by=by))
