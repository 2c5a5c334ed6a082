"""The human behind a provider's word: which account is his, and which posts his groups give."""

from collections.abc import Mapping
from typing import Any, Final

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from policies.code import is_code
from policies.sign_on_mapping import GroupPost, NewAccounts
from services.accounts.opening import granted
from services.sign_on.faults import SignOnFault, SignOnRefused
from services.sign_on.registration import Registration
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import (
    AccountTaken,
    NewAccount,
    account_called,
    add_account,
    revoke_post,
)
from store.accounts.separation import NotApart, hold_account
from store.accounts.sign_on import (
    LinkedAccount,
    hold_subject,
    link_account,
    linked_account,
    posts_granted_by,
)
from store.register.people import actor

Claims = Mapping[str, Any]
LONGEST_SUBJECT: Final = 255
LONGEST_TITLE: Final = 200
log = structlog.get_logger("sign_on")


async def settled_account(
    connection: AsyncConnection, known: Registration, claims: Claims
) -> LinkedAccount:
    """The account of the human whom the claims name, made where that is wanted, with the posts that
    his groups give and without those that they gave before.

    Raises SignOnRefused."""
    subject = _subject(known, claims)
    await hold_subject(connection, known.issuer, subject)
    found = await linked_account(connection, known.issuer, subject)
    if found is not None and found.disabled:
        raise SignOnRefused(SignOnFault.DISABLED, found.username)
    lines = _lines(known, claims, "" if found is None else found.username)
    if found is None:
        found = await _made(connection, known, claims, subject, lines)
    try:
        await _settle_posts(connection, known, found.username, lines)
    except NotApart:
        raise SignOnRefused(SignOnFault.NOT_APART, found.username) from None
    return found


def proves_factor(known: Registration, claims: Claims) -> bool:
    """Whether the provider says that it asked a second factor itself."""
    asked = known.mapping.second_factor
    return asked is not None and not _words(claims.get(asked.claim)).isdisjoint(asked.values)


def _subject(known: Registration, claims: Claims) -> str:
    subject = claims.get(known.mapping.subject)
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise SignOnRefused(SignOnFault.NOT_LINKED)
    return subject


def _lines(known: Registration, claims: Claims, username: str) -> tuple[GroupPost, ...]:
    groups = known.mapping.groups
    if groups is None:
        return ()
    if groups.claim not in claims:
        raise SignOnRefused(SignOnFault.NO_GROUPS, username)
    return known.mapping.lines_of(_words(claims[groups.claim]))


def _words(said: Any) -> frozenset[str]:
    """The words of a claim, which is one word or a list of them."""
    words = said if isinstance(said, list) else [said]
    return frozenset(word for word in words if isinstance(word, str))


async def _made(
    connection: AsyncConnection,
    known: Registration,
    claims: Claims,
    subject: str,
    lines: tuple[GroupPost, ...],
) -> LinkedAccount:
    wanted = known.mapping.accounts
    if wanted is None:
        raise SignOnRefused(SignOnFault.NOT_LINKED)
    new, by = _new_account(wanted, claims), known.mapping.by
    if not await _due(connection, new.username, lines):
        raise SignOnRefused(SignOnFault.NO_POST)
    try:
        await add_account(connection, new, by)
    except AccountTaken:
        # Whoever could choose a name at the provider would be let in to another's account.
        raise SignOnRefused(SignOnFault.NAME_TAKEN) from None
    link = await link_account(connection, new.username, known.issuer, subject, by)
    added = AccessNote(event=AccessEvent.ACCOUNT_ADDED, account=new.username, by=by)
    linked = AccessNote(
        event=AccessEvent.SIGN_ON_LINKED, account=new.username, by=by, detail={"link": link}
    )
    await note_access(connection, added, linked)
    return LinkedAccount(link=link, username=new.username, disabled=False)


def _new_account(wanted: NewAccounts, claims: Claims) -> NewAccount:
    username = claims.get(wanted.username)
    if not isinstance(username, str) or not is_code(username):
        raise SignOnRefused(SignOnFault.UNFIT_NAME)
    title = claims.get(wanted.title)
    if not isinstance(title, str) or not title.isprintable() or not title.strip():
        title = username
    return NewAccount(username=username, title=title[:LONGEST_TITLE])


async def _settle_posts(
    connection: AsyncConnection, known: Registration, username: str, lines: tuple[GroupPost, ...]
) -> None:
    """Give and take posts as the groups say; what was granted by hand is left alone."""
    if known.mapping.groups is None:
        return
    await hold_account(connection, username)
    by = known.mapping.by
    due = await _due(connection, username, lines)
    for post in sorted(await posts_granted_by(connection, username, by) - due):
        await revoke_post(connection, username, post, by)
        note = AccessNote(event=AccessEvent.POST_REVOKED, account=username, person=post, by=by)
        await note_access(connection, note)
    account = await account_called(connection, username)
    for post in sorted(due - {held.actor.person for held in account.posts}):
        await granted(connection, username, post, by, None)


async def _due(
    connection: AsyncConnection, username: str, lines: tuple[GroupPost, ...]
) -> frozenset[str]:
    """The posts that lines give an account: those that the register knows today with the role and
    unit that the line says."""
    due = set()
    for line in lines:
        post = line.post or username
        found = await actor(connection, post)
        if found is not None and (found.role, found.unit) == (line.role, line.unit):
            due.add(post)
        else:
            log.warning("no such post for a group", post=post, role=line.role, unit=line.unit)
    return frozenset(due)
