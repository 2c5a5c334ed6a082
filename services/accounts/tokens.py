"""Tokens: what a program shows instead of signing in, for what it may be used, and until when."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Admission
from services.access.principal import NobodyNamed, Principal
from services.access.rights import Right, require
from services.accounts.secret_words import SecretWord
from services.accounts.sessions import Visitor
from services.records import Records
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import account_called
from store.accounts.tokens import (
    NewToken,
    TokenOwner,
    keep_token,
    known_token,
    revoke_token,
    token_owner,
    tokens_in_use,
)
from store.accounts.tokens import NoSuchToken as NoSuchToken
from store.accounts.tokens import TokenInUse as TokenInUse
from store.unit_of_work import snapshot

PREFIX: Final = "paidan_"
"""By which a token that was left lying about is known for one."""


class TokenScope(StrEnum):
    """For what a token may be used."""

    READ = "read"
    """To ask questions."""
    ACT = "act"
    """To ask questions, and to do whatever its person may do."""
    IMPORT = "import"
    """To bring in demands out of a file, and nothing else."""


class NotAdmitted(PermissionError):
    """Nobody is let in by this token: it was never made, was revoked, or has expired."""


class TooNarrow(PermissionError):
    """A token was not made for what is asked."""


class TokenUnderBreakGlass(PermissionError):
    """Under a break-glass no token is made: whoever acts there is there himself."""


class TokenOfToken(PermissionError):
    """A token makes no further ones: whoever wants one signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMade:
    """A token, shown this one time."""

    token: str
    id: uuid.UUID
    expires: datetime


async def make_token(
    principal: Principal, records: Records, scopes: tuple[TokenScope, ...], days: int
) -> TokenMade:
    """Make a token for one's own post.

    Raises NobodyNamed, TokenOfToken for whoever came by a token, and TokenUnderBreakGlass."""
    if not principal.person:
        raise NobodyNamed
    if principal.admitted_by is Admission.TOKEN:
        raise TokenOfToken
    if principal.admitted_by is Admission.BREAK_GLASS:
        raise TokenUnderBreakGlass
    word, id = SecretWord.new(PREFIX), uuid.uuid4()
    by = principal.on_record
    new = NewToken(
        id=id,
        digest=word.digest,
        person=principal.person,
        account=principal.account or None,
        scopes=tuple(sorted({scope.value for scope in scopes})),
        lasts=timedelta(days=days),
    )
    async with records.engine.begin() as connection:
        expires = await keep_token(connection, new, by)
        made = AccessNote(
            event=AccessEvent.TOKEN_MADE,
            account=principal.account,
            person=principal.person,
            by=by,
            detail={"token": str(id), "scopes": list(new.scopes), "days": days},
        )
        await note_access(connection, made)
    return TokenMade(token=word.word, id=id, expires=expires)


async def admitted_by_token(
    records: Records, word: str, enough: frozenset[TokenScope]
) -> Principal:
    """Who comes with this token; raises NotAdmitted, and TooNarrow unless it has a scope that is
    enough."""
    found = await known_token(records.engine, SecretWord(word=word).digest)
    if found is None:
        raise NotAdmitted
    if not enough & found.scopes:
        raise TooNarrow
    return Principal.of(found.actor, found.account, Admission.TOKEN)


async def list_tokens(
    principal: Principal, records: Records, account: str = ""
) -> tuple[TokenInUse, ...]:
    """The tokens in use of one's own, or of another's account by whoever may read accounts.

    Raises NobodyNamed, MayNot and UnknownAccount."""
    if account in ("", principal.account):
        if not principal.person:
            raise NobodyNamed
        async with snapshot(records.engine) as connection:
            return await tokens_in_use(connection, principal.account, principal.person)
    require(principal, Right.READ_ACCOUNTS)
    async with snapshot(records.engine) as connection:
        await account_called(connection, account)
        return await tokens_in_use(connection, account)


async def revoke(principal: Principal, records: Records, id: uuid.UUID) -> None:
    """Let a token let nobody in any more: one's own, or any by whoever keeps the accounts.

    Raises MayNot, NobodyNamed and NoSuchToken."""
    async with records.engine.begin() as connection:
        owner = await token_owner(connection, id)
        if not _is_own(principal, owner):
            require(principal, Right.KEEP_ACCOUNTS)
        await _revoke(connection, id, owner, principal.on_record)


async def own_tokens(visitor: Visitor, records: Records) -> tuple[TokenInUse, ...]:
    """The tokens in use of somebody who signed in, for whichever of his posts."""
    async with snapshot(records.engine) as connection:
        return await tokens_in_use(connection, visitor.account)


async def revoke_own(visitor: Visitor, records: Records, id: uuid.UUID) -> None:
    """Let a token of one's own let nobody in any more; raises NoSuchToken."""
    async with records.engine.begin() as connection:
        owner = await token_owner(connection, id)
        if owner.account != visitor.account:
            raise NoSuchToken(str(id))
        await _revoke(connection, id, owner, visitor.account)


def _is_own(principal: Principal, owner: TokenOwner) -> bool:
    """A human's are those of all his posts; of a post without a human, those of the post."""
    if not principal.person or principal.account != owner.account:
        return False
    return bool(owner.account) or principal.person == owner.person


async def _revoke(connection: AsyncConnection, id: uuid.UUID, owner: TokenOwner, by: str) -> None:
    await revoke_token(connection, id, by)
    revoked = AccessNote(
        event=AccessEvent.TOKEN_REVOKED,
        account=owner.account,
        person=owner.person,
        by=by,
        detail={"token": str(id)},
    )
    await note_access(connection, revoked)
