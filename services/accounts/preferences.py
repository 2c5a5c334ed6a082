"""How pages are shown to whoever signed in, as he chooses it himself."""

from services.accounts.sessions import Visitor
from services.records import Records
from store.accounts.preferences import Density as Density
from store.accounts.preferences import Preferences as Preferences
from store.accounts.preferences import Theme as Theme
from store.accounts.preferences import keep_preferences


async def prefer(visitor: Visitor, records: Records, preferred: Preferences) -> None:
    """Show pages to this human so from now on, on every machine."""
    async with records.engine.begin() as connection:
        await keep_preferences(connection, visitor.account, preferred)
