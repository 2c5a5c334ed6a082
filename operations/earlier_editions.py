"""What whoever starts the system is told of orders that it does not continue."""

from services.installation.settings import Settings
from services.records import open_database
from store.commands.earlier_editions import earlier_orders
from texts import both


async def told_of_earlier_orders(settings: Settings) -> tuple[str, ...]:
    """How many orders are of an earlier edition and what to do, a line each; none if there are
    none. Raises RecordsSilent."""
    async with open_database(settings) as engine:
        found = await earlier_orders(engine)
    if not found.orders:
        return ()
    counted = both("screens.earlier_edition", orders=found.orders, open=found.open)
    return counted, both("screens.earlier_edition_remedy")
