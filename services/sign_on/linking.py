"""Linking accounts to humans of the city's single sign-on, by whoever keeps the accounts."""

from services.access.principal import Principal
from services.access.rights import Right, require
from services.accounts.posts import AccountShown, shown
from services.office import Office
from services.sign_on.journey import NoSignOn
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.accounts import account_called
from store.accounts.sign_on import LinkedAlready as LinkedAlready
from store.accounts.sign_on import NotLinked as NotLinked
from store.accounts.sign_on import link_account, unlink_account


async def link(principal: Principal, office: Office, username: str, subject: str) -> AccountShown:
    """Let a human of the city's provider in by an account; the subject is how the provider calls
    him for ever.

    Raises MayNot, NobodyNamed, NoSignOn, UnknownAccount and LinkedAlready."""
    require(principal, Right.KEEP_ACCOUNTS)
    if office.sign_on is None:
        raise NoSignOn
    by, issuer = principal.on_record, office.sign_on.registration.issuer
    async with office.engine.begin() as connection:
        await account_called(connection, username)
        number = await link_account(connection, username, issuer, subject, by)
        event = AccessEvent.SIGN_ON_LINKED
        detail = {"link": number}
        note = AccessNote(event=event, account=username, by=by, detail=detail)
        await note_access(connection, note)
        return shown(await account_called(connection, username))


async def unlink(principal: Principal, office: Office, username: str) -> AccountShown:
    """Let nobody of the city's provider in by an account any more; what began so ends at once.

    Raises MayNot, NobodyNamed, UnknownAccount and NotLinked."""
    require(principal, Right.KEEP_ACCOUNTS)
    by = principal.on_record
    async with office.engine.begin() as connection:
        await account_called(connection, username)
        number = await unlink_account(connection, username, by)
        event = AccessEvent.SIGN_ON_UNLINKED
        note = AccessNote(event=event, account=username, by=by, detail={"link": number})
        await note_access(connection, note)
        return shown(await account_called(connection, username))
