"""What services read from: the rows, the histories and the laws of one city."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from services.law.laws import Law, Laws


class UnknownPack(LookupError):
    """No rule pack has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no rule pack is called {name[:64]!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """One process's way to the records."""

    engine: AsyncEngine
    client: Client
    laws: Laws
    default_pack: str
    """The pack that the city lives by."""

    async def law_in_force(self, pack: str = "") -> Law:
        """The law that a new order is born under; raises UnknownPack."""
        law = await self.laws.in_force(pack or self.default_pack)
        if law is None:
            raise UnknownPack(pack or self.default_pack)
        return law
