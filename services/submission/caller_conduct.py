"""What is known of a caller's behaviour is filled in at the counter, and typed by nobody (G25)."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.caller.commands import Persuade
from domain.chapters.intake.commands import Register
from domain.vocabulary import ItemType
from store.commands.stored import Request
from store.vault.callers import persuaded_elsewhere, restricted_until


async def by_the_caller(engine: AsyncEngine, request: Request, number: str) -> Request:
    """Fill in earlier persuasions of the same caller, or until when the caller is restricted.

    Whoever reports a wrong is linked with no other call (a default)."""
    match request.command:
        case Persuade() as persuasion:
            earlier = await persuaded_elsewhere(engine, number)
            return replace(request, command=replace(persuasion, earlier=earlier))
        case Register(type=type) as demand if type is not ItemType.REPORT:
            digests = request.traces.digests
            until = await restricted_until(engine, digests) if digests else None
            return replace(request, command=replace(demand, restricted_until=until))
        case _:
            return request
