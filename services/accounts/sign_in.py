"""Signing in: with a password and, where the account has a second factor, a code of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from services.accounts.sealed_words import ForeignWord, opened_word, sealed_word
from services.accounts.second_factor import has_second_factor, is_right_code
from services.accounts.secret_words import SecretWord
from services.accounts.tries import counted, refuse, require_password, require_right
from services.office import Office
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import account_called
from store.accounts.sessions import begin_session
from store.accounts.tries import Tried, forget_tries, take_try_back
from store.vault.key_ring import KeyRing

KNOWN: Final = "password known"
KNOWN_LASTS: Final = timedelta(minutes=5)
"""So long after the right password the code may be typed."""


class CodeAsked(PermissionError):
    """The password is right, and a code of the second factor is asked for besides."""

    def __init__(self, known: str) -> None:
        super().__init__()
        self.known = known
        """What shows, for some minutes, that the password was known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What somebody says at the door."""

    username: str
    password: str = field(repr=False, default="")
    known: str = field(repr=False, default="")
    """Instead of the password: what was told to somebody who knew it a moment ago."""
    code: str = field(repr=False, default="")


async def sign_in(office: Office, said: SignIn) -> SecretWord:
    """Begin a session for whoever knows the password, and the code where one is asked; the word is
    what the cookie holds.

    Raises SignInRefused, and CodeAsked where only the code is missing."""
    tried = await _require_known(office, said)
    if not said.code and await has_second_factor(office, said.username):
        async with office.engine.begin() as connection:
            await take_try_back(connection, said.username, tried)
        raise CodeAsked(_known_word(office.master, said.username, tried))
    if not await is_right_code(office, said.username, said.code):
        await refuse(office, said.username, tried, code_was_wrong=True)
    return await _let_in(office, said.username)


async def _require_known(office: Office, said: SignIn) -> Tried:
    if not said.known:
        return await require_password(office, said.username, said.password)
    tried = await counted(office, said.username)
    right = tried is not None and _was_known(office.master, said, tried)
    return await require_right(office, said.username, tried, right=right)


def _known_word(master: KeyRing, username: str, tried: Tried) -> str:
    until = (tried.now + KNOWN_LASTS).isoformat()
    return sealed_word(master, until, *_place(username, tried))


def _was_known(master: KeyRing, said: SignIn, tried: Tried) -> bool:
    try:
        until = opened_word(master, said.known, *_place(said.username, tried))
    except ForeignWord:
        return False
    return tried.now <= datetime.fromisoformat(until)


def _place(username: str, tried: Tried) -> tuple[str, ...]:
    """A new password makes void what was told of the one before."""
    return KNOWN, username, sha256((tried.password or "").encode()).hexdigest()


async def _let_in(office: Office, username: str) -> SecretWord:
    cookie = SecretWord.new()
    async with office.engine.begin() as connection:
        await forget_tries(connection, username)
        account = await account_called(connection, username)
        person = account.posts[0].actor.person if len(account.posts) == 1 else None
        await begin_session(connection, cookie.digest, username, person)
        note = AccessNote(
            event=AccessEvent.SIGNED_IN, account=username, person=person or "", by=username
        )
        await note_access(connection, note)
    return cookie
