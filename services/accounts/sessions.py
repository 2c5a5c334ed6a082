"""Sessions: who is let in by a browser's cookie, in which post, and until when."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Admission
from services.access.principal import Principal
from services.accounts.asked_factor import AskedFactor
from services.accounts.secret_words import SecretWord
from services.records import Records
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import NoSuchPost as NoSuchPost
from store.accounts.accounts import account_called
from store.accounts.preferences import Preferences
from store.accounts.sessions import BySignOn as BySignOn
from store.accounts.sessions import PostOpen, begin_session, choose_post, end_session, open_session
from store.accounts.sessions import SessionLimits as SessionLimits

LASTING: Final = SessionLimits(idle=timedelta(minutes=30), longest=timedelta(hours=12))


class NotSignedIn(PermissionError):
    """No session of this cookie lasts: it never was one, or has ended by hand or by time."""


class SecondFactorOwed(PermissionError):
    """The city asks a second factor of whoever signed in, and none is set up yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever has signed in: the human, and the principal in the post that was chosen."""

    account: str
    title: str
    principal: Principal | None
    has_second_factor: bool
    owes_second_factor: bool
    """Whether one must be set up before anything else is done."""
    preferences: Preferences
    """How pages are shown to this human."""


async def begin(
    connection: AsyncConnection, username: str, by: BySignOn | None = None
) -> SecretWord:
    """Begin a session of whoever was let in, in the post where he holds one only; the word is what
    the cookie holds. It is on record, with the link by which the city's single sign-on let him in.

    Raises UnknownAccount."""
    cookie = SecretWord.new()
    account = await account_called(connection, username)
    person = account.posts[0].actor.person if len(account.posts) == 1 else None
    await begin_session(connection, cookie.digest, username, person, by)
    note = AccessNote(
        event=AccessEvent.SIGNED_IN,
        account=username,
        person=person or "",
        by=username,
        detail={} if by is None else {"sign_on_link": by.link},
    )
    await note_access(connection, note)
    return cookie


async def visitor_of(
    records: Records,
    cookie: SecretWord,
    limits: SessionLimits,
    asked: AskedFactor,
    *,
    is_used: bool = True,
) -> Visitor:
    """Who comes with this cookie; what only asks whether the session lasts does not use it.

    Raises NotSignedIn."""
    found = await open_session(records.engine, cookie.digest, limits, is_used=is_used)
    if found is None:
        raise NotSignedIn
    return Visitor(
        account=found.account,
        title=found.title,
        principal=None if found.post is None else _in_post(found.post, found.account),
        has_second_factor=found.has_second_factor,
        owes_second_factor=not (found.has_second_factor or found.factor_proved)
        and asked.concerns(found.roles),
        preferences=found.preferences,
    )


async def act_in_post(
    visitor: Visitor, records: Records, cookie: SecretWord, person: str
) -> Principal:
    """Let a session act in another post that is open to its human; raises NoSuchPost."""
    async with records.engine.begin() as connection:
        post = await choose_post(connection, cookie.digest, visitor.account, person)
        await note_access(
            connection,
            AccessNote(
                event=AccessEvent.POST_CHOSEN,
                account=visitor.account,
                person=person,
                by=visitor.account,
            ),
        )
    return _in_post(post, visitor.account)


def _in_post(post: PostOpen, account: str) -> Principal:
    by = Admission.BREAK_GLASS if post.by_break_glass else Admission.SESSION
    return Principal.of(post.actor, account, by)


async def sign_out(records: Records, cookie: SecretWord) -> bool:
    """End the session of a cookie; where none lasts, nothing is to be done. Whether it had begun
    with the city's single sign-on, which lasts beyond it."""
    ended = await end_session(records.engine, cookie.digest)
    if ended is None:
        return False
    async with records.engine.begin() as connection:
        account = ended.account
        note = AccessNote(event=AccessEvent.SIGNED_OUT, account=account, by=account)
        await note_access(connection, note)
    return ended.by_sign_on
