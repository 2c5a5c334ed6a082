"""Refusals of rights: whoever is known and is refused one stands in the log of the door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.access.principal import Principal
from services.access.rights import MayNot, Right
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.accounts.refusals import count_refusal

log = structlog.get_logger("access")


@asynccontextmanager
async def refusals_on_record(engine: AsyncEngine) -> AsyncIterator[None]:
    """Note what is refused within, and let it go on to whoever asked."""
    try:
        yield
    except MayNot as no:
        await note_refusal(no.principal, engine, no.right)
        raise


async def note_refusal(principal: Principal, engine: AsyncEngine, right: Right) -> None:
    """Note that a right was refused: once a minute for the same human, post and right, with how
    many there were since. Where it cannot be noted, the refusal stands all the same."""
    try:
        async with engine.begin() as connection:
            account, person = principal.account, principal.person
            untold = await count_refusal(connection, account, person, right)
            if untold is None:
                return
            note = AccessNote(
                event=AccessEvent.REFUSED,
                account=account,
                person=person,
                by=principal.on_record,
                detail={"right": right.value} | ({"untold": untold} if untold else {}),
            )
            await note_access(connection, note)
    except SQLAlchemyError as fault:
        log.error("ALARM refusal not on record", right=right.value, error=type(fault).__name__)
