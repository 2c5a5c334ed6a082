"""Reading the parties of an order from its facts: of orders from before they were written down."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.decide import fold
from domain.parties import Parties
from readmodel.orders.parties import parties_known, put_parties, unknown_parties
from readmodel.orders.queries import all_facts
from services.isolation import Quarantine
from services.law.laws import Laws
from store.commands.birth import birth_of

AT_ONCE: Final = 500


async def read_older_parties(engine: AsyncEngine, laws: Laws, held: Quarantine) -> None:
    """Write down the parties of orders that have none on record yet; an order that cannot be read
    keeps no other from it."""

    async def read(number: str) -> None:
        await read_parties(engine, laws, number)

    await held.each(await unknown_parties(engine, AT_ONCE), read)


async def read_parties(engine: AsyncEngine, laws: Laws, number: str) -> None:
    """Write down the parties of one order by its published facts.

    One of rules that are carried no more is read by nobody: it lies with its unit and takes no
    further act. Raises UnknownLaw and DamagedFact."""
    dossier = (await laws.unborn(await birth_of(engine, number))).dossier
    facts = await all_facts(engine, number)
    async with engine.begin() as connection:
        if dossier.rules.is_carried:
            parties = Parties.of(fold(dossier, facts))
            await put_parties(connection, number, len(facts), parties)
        else:
            await parties_known(connection, number)
