"""The second factor: set up by its human, held against each code, and sealed where it lies."""

from dataclasses import dataclass, field
from typing import Final

from services.accounts.one_time_codes import CodeSecret
from services.accounts.sealed_words import ForeignWord, opened_word, sealed_word
from services.accounts.secret_words import SecretWord
from services.accounts.sessions import Visitor
from services.accounts.tries import refuse, require_password
from services.office import Office
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.second_factors import database_now, factor_of, set_factor, use_code
from store.accounts.tries import forget_tries
from store.vault.fingerprints import KeyKind
from store.vault.known_keys import current_key
from store.vault.rewrapping import FACTOR

OFFERED: Final = "offered second factor"


class UnfitCode(ValueError):
    """The code is not of the secret that was shown; perhaps the telephone's clock is wrong."""


class OfferVoid(ValueError):
    """The secret was not shown to this session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFactor:
    """A secret as it is shown to one session, once; nothing of it is kept until a code proves that
    it was read."""

    word: str = field(repr=False)
    """The same, sealed, so that the form can bring it back."""
    typed: str = field(repr=False)
    picture: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """By what a human shows that the second factor is his to set."""

    known: str = field(repr=False)
    """The password."""
    code: str = field(repr=False)
    """A code of the secret that was shown."""
    present: str = field(repr=False, default="")
    """A code of the one before, where there was one."""


def offered_factor(
    visitor: Visitor, office: Office, cookie: SecretWord, again: str = ""
) -> OfferedFactor:
    """Offer somebody who signed in a secret: a new one, or the one that was offered before."""
    secret = _opened(visitor, office, cookie, again) if again else CodeSecret.new()
    return OfferedFactor(
        word=sealed_word(office.master, secret.text, *_place(visitor, cookie)),
        typed=secret.typed,
        picture=secret.picture(visitor.account, office.city.name),
    )


async def set_second_factor(
    visitor: Visitor, office: Office, cookie: SecretWord, offered: str, proof: Proof
) -> None:
    """Ask one's own account for codes of the secret that was offered, from now on.

    Raises OfferVoid, UnfitCode, and SignInRefused where the password or the present code is
    wrong."""
    username = visitor.account
    secret = _opened(visitor, office, cookie, offered)
    async with office.engine.connect() as connection:
        step = secret.step_of(proof.code, await database_now(connection))
    if step is None:
        raise UnfitCode
    await _require_owner(office, username, proof)
    async with office.engine.begin() as connection:
        await forget_tries(connection, username)
        current = await current_key(connection, KeyKind.VAULT)
        sealed = office.master.told(current).seal(secret.text.encode(), FACTOR, username)
        await set_factor(connection, username, sealed, step, sealed_by=current)
        event = AccessEvent.SECOND_FACTOR_SET
        await note_access(connection, AccessNote(event=event, account=username, by=username))


async def has_second_factor(office: Office, username: str) -> bool:
    """Whether an account is asked for a code."""
    async with office.engine.connect() as connection:
        return await factor_of(connection, username) is not None


async def is_right_code(office: Office, username: str, code: str) -> bool:
    """Whether this is a code that counts now; it counts this once. Right where none is asked."""
    async with office.engine.begin() as connection:
        kept = await factor_of(connection, username)
        if kept is None:
            return True
        text = office.master.unseal(kept.sealed, FACTOR, username).decode()
        step = CodeSecret(text=text).step_of(code, kept.now)
        return step is not None and await use_code(connection, username, kept.sealed, step)


async def _require_owner(office: Office, username: str, proof: Proof) -> None:
    tried = await require_password(office, username, proof.known)
    if not await is_right_code(office, username, proof.present):
        await refuse(office, username, tried, code_was_wrong=True)


def _opened(visitor: Visitor, office: Office, cookie: SecretWord, word: str) -> CodeSecret:
    try:
        return CodeSecret(text=opened_word(office.master, word, *_place(visitor, cookie)))
    except ForeignWord as foreign:
        raise OfferVoid from foreign


def _place(visitor: Visitor, cookie: SecretWord) -> tuple[str, ...]:
    """What was shown to one session no other one sets."""
    return OFFERED, visitor.account, cookie.digest.hex()
