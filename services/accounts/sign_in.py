"""Signing in: with a password and, where the account has a second factor, a code of it. After the
city's single sign-on the code is asked for in the same way."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from services.accounts.sealed_words import ForeignWord, opened_word, sealed_word
from services.accounts.second_factor import has_second_factor, is_right_code
from services.accounts.secret_words import SecretWord
from services.accounts.sessions import BySignOn, begin
from services.accounts.tries import counted, refuse, require_password, require_right
from services.office import Office
from store.accounts.sign_on import link_stands
from store.accounts.tries import Tried, forget_tries, take_try_back

KNOWN: Final = "password known"
KNOWN_LASTS: Final = timedelta(minutes=5)
"""So long afterwards the code may be typed."""


class CodeAsked(PermissionError):
    """The password is right, or the city's single sign-on has let somebody in, and a code of the
    second factor is asked for besides."""

    def __init__(self, username: str, known: str) -> None:
        super().__init__()
        self.username = username
        self.known = known
        """What shows that, for some minutes."""


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
    tried, link = await _require_known(office, said)
    if not said.code and await has_second_factor(office, said.username):
        raise await _code_asked(office, said.username, tried, link)
    if not await is_right_code(office, said.username, said.code):
        await refuse(office, said.username, tried, code_was_wrong=True)
    async with office.engine.begin() as connection:
        await forget_tries(connection, said.username)
        by = None if link is None else BySignOn(link=link, factor_proved=False)
        return await begin(connection, said.username, by)


async def ask_code(office: Office, username: str, link: int) -> CodeAsked:
    """What asks somebody whom the city's single sign-on has let in for a code besides.

    Raises SignInRefused where the account is disabled."""
    tried = await counted(office, username)
    if tried is None:
        await refuse(office, username, tried)
    return await _code_asked(office, username, tried, link)


async def _code_asked(office: Office, username: str, tried: Tried, link: int | None) -> CodeAsked:
    async with office.engine.begin() as connection:
        await take_try_back(connection, username, tried)
    until = (tried.now + KNOWN_LASTS).isoformat()
    content = f"{until} {'' if link is None else link}"
    return CodeAsked(username, sealed_word(office.master, content, *_place(username, tried)))


async def _require_known(office: Office, said: SignIn) -> tuple[Tried, int | None]:
    """Insist on the password, or on what shows that it or the link of the city's single sign-on
    was known; tells the link. Raises SignInRefused."""
    if not said.known:
        return await require_password(office, said.username, said.password), None
    tried = await counted(office, said.username)
    right, link = False, None
    if tried is not None:
        right, link = await _was_known(office, said, tried)
    return await require_right(office, said.username, tried, right=right), link


async def _was_known(office: Office, said: SignIn, tried: Tried) -> tuple[bool, int | None]:
    try:
        content = opened_word(office.master, said.known, *_place(said.username, tried))
    except ForeignWord:
        return False, None
    until, _, link = content.partition(" ")
    lasts = tried.now <= datetime.fromisoformat(until)
    if not link:
        return lasts, None
    async with office.engine.connect() as connection:
        return lasts and await link_stands(connection, int(link)), int(link)


def _place(username: str, tried: Tried) -> tuple[str, ...]:
    """A new password makes void what was told of the one before."""
    return KNOWN, username, sha256((tried.password or "").encode()).hexdigest()
