"""Tokens of programs, and links by which a password is chosen once: kept by their digests."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.order.act import Actor
from store.accounts.accounts import NOW, STANDING
from store.accounts.other_posts import in_post, other_posts_of
from store.accounts.tables import AccountRow, HeldPostRow, PasswordLinkRow, TokenRow
from store.register.people import WHO
from store.register.tables import PersonRow
from store.unit_of_work import Source, reading

IN_USE: Final = and_(TokenRow.revoked_at.is_(None), TokenRow.expires_at > NOW)


class NoSuchToken(LookupError):
    """No token that is in use has this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token that is to be: for which post, for what, and for how long."""

    id: uuid.UUID
    digest: bytes
    person: str
    account: str | None
    scopes: tuple[str, ...]
    lasts: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownToken:
    """A token that is in use, and whom it lets in for what."""

    account: str
    actor: Actor
    scopes: frozenset[str]


async def keep_token(connection: AsyncConnection, new: NewToken, by: str) -> datetime:
    """Keep a new token; tells when it expires (UTC)."""
    keeping = (
        insert(TokenRow)
        .values(
            id=new.id,
            digest=new.digest,
            person=new.person,
            account=new.account,
            scopes=list(new.scopes),
            created_by=by,
            expires_at=NOW + new.lasts,
        )
        .returning(TokenRow.expires_at)
    )
    return (await connection.execute(keeping)).scalar_one()


async def known_token(source: Source, digest: bytes) -> KnownToken | None:
    """The token of this digest; None where it never was, has expired or was revoked, where its
    account is disabled or holds the post no more, or the register knows the post no more."""
    holds = and_(
        HeldPostRow.account == TokenRow.account, HeldPostRow.person == TokenRow.person, STANDING
    )
    asked = (
        WHO.join(TokenRow, TokenRow.person == PersonRow.person)
        .outerjoin(AccountRow, AccountRow.username == TokenRow.account)
        .outerjoin(HeldPostRow, holds)
        .where(
            TokenRow.digest == digest,
            IN_USE,
            or_(
                TokenRow.account.is_(None),
                and_(AccountRow.disabled_at.is_(None), HeldPostRow.id.is_not(None)),
            ),
        )
        .add_columns(
            TokenRow.account,
            TokenRow.scopes,
            other_posts_of(TokenRow.account).label("other_posts"),
        )
    )
    async with reading(source) as connection:
        row = (await connection.execute(asked)).one_or_none()
    if row is None:
        return None
    return KnownToken(account=row.account or "", actor=in_post(row), scopes=frozenset(row.scopes))


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenInUse:
    """A token that lets somebody in, without the token itself."""

    id: uuid.UUID
    person: str
    scopes: tuple[str, ...]
    created: datetime
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenOwner:
    """Whose a token is: the account is empty where it was made for the post alone."""

    account: str
    person: str


async def tokens_in_use(
    connection: AsyncConnection, account: str, person: str = ""
) -> tuple[TokenInUse, ...]:
    """The tokens of an account for all of its posts, or those that were made for a post alone."""
    of = and_(TokenRow.account.is_(None), TokenRow.person == person)
    asked = select(TokenRow).with_only_columns(*TokenRow.__table__.c)
    mine = asked.where(IN_USE, TokenRow.account == account if account else of)
    return tuple(
        TokenInUse(
            id=row.id,
            person=row.person,
            scopes=tuple(row.scopes),
            created=row.created_at,
            expires=row.expires_at,
        )
        for row in await connection.execute(mine.order_by(TokenRow.created_at, TokenRow.id))
    )


async def token_owner(connection: AsyncConnection, id: uuid.UUID) -> TokenOwner:
    """Whose token this is, and for which post; raises NoSuchToken unless it is in use."""
    asked = select(TokenRow.account, TokenRow.person).where(
        TokenRow.id == id, TokenRow.revoked_at.is_(None)
    )
    row = (await connection.execute(asked)).one_or_none()
    if row is None:
        raise NoSuchToken(str(id))
    return TokenOwner(account=row.account or "", person=row.person)


async def revoke_token(connection: AsyncConnection, id: uuid.UUID, by: str) -> None:
    """Let a token let nobody in any more."""
    revoking = update(TokenRow).where(TokenRow.id == id, TokenRow.revoked_at.is_(None))
    await connection.execute(revoking.values(revoked_at=NOW, revoked_by=by))


async def keep_link(
    connection: AsyncConnection, digest: bytes, username: str, by: str, lasts: timedelta
) -> None:
    """Keep a link by which the password of an account is chosen; those made before are void."""
    void = update(PasswordLinkRow).where(
        PasswordLinkRow.account == username, PasswordLinkRow.used_at.is_(None)
    )
    await connection.execute(void.values(used_at=NOW))
    row = {"digest": digest, "account": username, "made_by": by, "expires_at": NOW + lasts}
    await connection.execute(insert(PasswordLinkRow).values(row))


async def use_link(connection: AsyncConnection, digest: bytes) -> str | None:
    """Use a link up; tells of which account it is, None where it is none, old, or was used."""
    using = (
        update(PasswordLinkRow)
        .where(
            PasswordLinkRow.digest == digest,
            PasswordLinkRow.used_at.is_(None),
            PasswordLinkRow.expires_at > NOW,
            PasswordLinkRow.account == AccountRow.username,
            AccountRow.disabled_at.is_(None),
        )
        .values(used_at=NOW)
        .returning(PasswordLinkRow.account)
    )
    return await connection.scalar(using)
