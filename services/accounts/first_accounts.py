"""The accounts that a city begins with: its three administrators, or people of the sample city."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.vocabulary import Role
from policies.city_register import Person
from services.access.principal import OWNER
from services.accounts.opening import PasswordLink, opened
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import (
    NewAccount,
    accounts_on_record,
    add_account,
    grant_post,
)
from store.register.administrators import enter_administrators
from texts import titled, token_of

ADMINISTRATORS: Final = {
    "sys-admin": Role.SYS_ADMIN,
    "sec-admin": Role.SEC_ADMIN,
    "audit-admin": Role.AUDIT_ADMIN,
}
"""With which a city begins."""
BY_CHANCE: Final = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
"""Nobody guesses a password of 96 bits made by chance, however quickly it can be tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleAccount:
    """An account of the sample city, with the password that is written down for whoever tries."""

    username: str
    password: str
    person: Person


async def begin_administration(engine: AsyncEngine) -> tuple[PasswordLink, ...]:
    """Add the three administrators' accounts, each with its link; nothing where there is any
    account already."""
    async with engine.begin() as connection:
        if await accounts_on_record(connection):
            return ()
        titles = {code: titled(token_of(role)) for code, role in ADMINISTRATORS.items()}
        await enter_administrators(connection, ADMINISTRATORS, titles, OWNER)
        return tuple(
            [
                await opened(
                    connection, NewAccount(username=code, title=titles[code]), (code,), OWNER
                )
                for code in ADMINISTRATORS
            ]
        )


async def add_sample_accounts(
    engine: AsyncEngine, people: Iterable[Person]
) -> tuple[SampleAccount, ...]:
    """Give everybody of the sample city an account of the same name, with a password."""
    accounts = tuple(
        SampleAccount(username=one.code, password=secrets.token_urlsafe(12), person=one)
        for one in people
    )
    async with engine.begin() as connection:
        known = {one.username for one in await accounts_on_record(connection)}
        new = tuple(one for one in accounts if one.username not in known)
        for one in new:
            kept = BY_CHANCE.hash(one.password)
            account = NewAccount(username=one.username, title=one.person.title, password=kept)
            await add_account(connection, account, OWNER)
            await grant_post(connection, one.username, one.username, OWNER)
        notes = [
            AccessNote(event=event, account=one.username, person=one.username, by=OWNER)
            for one in new
            for event in (AccessEvent.ACCOUNT_ADDED, AccessEvent.POST_GRANTED)
        ]
        if notes:
            await note_access(connection, *notes)
    return new
