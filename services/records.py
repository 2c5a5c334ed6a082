"""What services read from: the rows, the histories and the laws of one city."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client
from temporalio.service import RPCError

from services.installation.settings import Settings
from services.installation.temporal_connection import LAST_WORDS_S
from services.installation.temporal_connection import connect as connect_temporal
from services.law.laws import Law, Laws
from store.city import City, read_city
from store.commands.birth import birth_of
from store.engines import connect as connect_database


class UnknownPack(LookupError):
    """No rule pack has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no rule pack is called {name[:64]!r}")


class RecordsSilent(Exception):
    """The database or Temporal does not answer; says with which error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """One process's way to the records."""

    engine: AsyncEngine
    client: Client
    laws: Laws
    city: City

    async def law_in_force(self, pack: str = "") -> Law:
        """The law that a new order is born under; raises UnknownPack."""
        law = await self.laws.in_force(pack or self.city.pack)
        if law is None:
            raise UnknownPack(pack or self.city.pack)
        return law

    async def law_at_birth(self, number: str) -> Law:
        """The law that an order was born under; raises UnknownOrder and UnknownLaw."""
        return await self.laws.at_birth((await birth_of(self.engine, number)).record)


@asynccontextmanager
async def open_records(settings: Settings) -> AsyncIterator[Records]:
    """Open the records that the settings describe, and close them again; raises RecordsSilent."""
    try:
        client = await connect_temporal(settings)
        async with open_database(settings) as engine:
            city = await read_city(engine)
            yield Records(engine=engine, client=client, laws=Laws(engine), city=city)
    except RPCError as silent:
        raise RecordsSilent(type(silent).__name__) from silent
    finally:
        await asyncio.sleep(LAST_WORDS_S)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """Open the rows alone, and close them again; raises RecordsSilent."""
    engines = connect_database(str(settings.database_url))
    try:
        yield engines.patient
    except SQLAlchemyError as silent:
        raise RecordsSilent(type(silent).__name__) from silent
    finally:
        await engines.close()
