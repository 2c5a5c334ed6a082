"""What was sent in and attached by no act in time is thrown away."""

from sqlalchemy.ext.asyncio import AsyncEngine

from policies.attachments import attachment_law
from store.vault.attachments_sent import throw_away_forsaken


async def clear_forsaken(engine: AsyncEngine) -> int:
    """Throw away what has waited longer than it may; says how much it was."""
    return await throw_away_forsaken(engine, attachment_law().waits)
