"""The city's single sign-on on record: which human of it an account is, and what came back once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.accounts.accounts import NOW, STANDING
from store.accounts.tables import (
    AccountRow,
    HeldPostRow,
    SessionRow,
    SignOnLinkRow,
    UsedSignOnRow,
)

REMEMBERED: Final = timedelta(hours=1)
"""For longer than a sign-in may take: what is older is refused for its age."""


class LinkedAlready(ValueError):
    """The account is linked to a human of the provider already, or that human to an account."""


class NotLinked(LookupError):
    """The account is linked to no human of the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAccount:
    """Whose account a human of a provider is let in to."""

    link: int
    username: str
    disabled: bool


async def hold_subject(connection: AsyncConnection, issuer: str, subject: str) -> None:
    """Let nobody else sign this human in until the transaction ends: of two at once that come for
    the first time, one makes the account."""
    human = func.hashtextextended(f"{issuer} {subject}", 0)
    await connection.execute(select(func.pg_advisory_xact_lock(human)))


async def linked_account(
    connection: AsyncConnection, issuer: str, subject: str
) -> LinkedAccount | None:
    """The account of a human of a provider; None where none is linked."""
    asked = (
        select(SignOnLinkRow.id, AccountRow.username, AccountRow.disabled_at)
        .join(AccountRow, AccountRow.username == SignOnLinkRow.account)
        .where(SignOnLinkRow.issuer == issuer, SignOnLinkRow.subject == subject)
        .where(SignOnLinkRow.unlinked_at.is_(None))
    )
    row = (await connection.execute(asked)).one_or_none()
    if row is None:
        return None
    return LinkedAccount(link=row.id, username=row.username, disabled=row.disabled_at is not None)


async def link_stands(connection: AsyncConnection, link: int) -> bool:
    """Whether a link was not undone meanwhile."""
    asked = select(SignOnLinkRow.id).where(
        SignOnLinkRow.id == link, SignOnLinkRow.unlinked_at.is_(None)
    )
    return await connection.scalar(asked) is not None


async def link_account(
    connection: AsyncConnection, username: str, issuer: str, subject: str, by: str
) -> int:
    """Link an account to a human of a provider; the link's number. Raises LinkedAlready."""
    row = {"account": username, "issuer": issuer, "subject": subject, "linked_by": by}
    linking = insert(SignOnLinkRow).values(row).on_conflict_do_nothing()
    link = await connection.scalar(linking.returning(SignOnLinkRow.id))
    if link is None:
        raise LinkedAlready(username)
    return int(link)


async def unlink_account(connection: AsyncConnection, username: str, by: str) -> int:
    """Link an account to nobody any more, and end what began by that link; the link's number.

    Raises NotLinked."""
    unlinking = (
        update(SignOnLinkRow)
        .where(SignOnLinkRow.account == username, SignOnLinkRow.unlinked_at.is_(None))
        .values(unlinked_at=NOW, unlinked_by=by)
        .returning(SignOnLinkRow.id)
    )
    link = await connection.scalar(unlinking)
    if link is None:
        raise NotLinked(username)
    ending = update(SessionRow).where(
        SessionRow.sign_on_link == link, SessionRow.ended_at.is_(None)
    )
    await connection.execute(ending.values(ended_at=NOW))
    return int(link)


async def posts_granted_by(connection: AsyncConnection, username: str, by: str) -> frozenset[str]:
    """The posts that an account holds by this grantor's word."""
    asked = select(HeldPostRow.person).where(
        STANDING, HeldPostRow.account == username, HeldPostRow.granted_by == by
    )
    return frozenset(await connection.scalars(asked))


async def use_once(connection: AsyncConnection, digest: bytes) -> bool:
    """Use up the state of a sign-in that came back; False where it was used before, by whoever
    came at the same moment too."""
    await connection.execute(delete(UsedSignOnRow).where(UsedSignOnRow.used_at < NOW - REMEMBERED))
    using = insert(UsedSignOnRow).values(digest=digest).on_conflict_do_nothing()
    return await connection.scalar(using.returning(UsedSignOnRow.digest)) is not None
