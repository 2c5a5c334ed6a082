"""What two people approved is destroyed: by a round, and again where an older backup comes back.

The approval is on record first. Whatever ends a process in between, the next round does it.
"""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncEngine

from store.vault.erasing import erase_caller, to_be_erased


async def erase_approved(engine: AsyncEngine) -> tuple[str, ...]:
    """Erase the callers whose erasure was approved and is not done yet; the orders' numbers."""
    async with engine.connect() as connection:
        waiting = await to_be_erased(connection)
    return await erase_again(engine, waiting)


async def erase_again(engine: AsyncEngine, numbers: Iterable[str]) -> tuple[str, ...]:
    """Erase the callers of these orders, as far as there are such orders here."""
    done: list[str] = []
    for number in numbers:
        async with engine.begin() as connection:
            if await erase_caller(connection, number):
                done.append(number)
    return tuple(done)
