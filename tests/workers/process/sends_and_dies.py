"""A worker that is killed after it has sent a held act and before it has noted that."""

import asyncio
import os
import signal

from services.access.principal import SYSTEM
from services.installation.settings import Settings
from services.office import open_office
from services.orders.holding import release_held_acts
from store.held import held_acts


async def killed(*_: object) -> None:
    """What becomes of whoever was about to note it."""
    os.kill(os.getpid(), signal.SIGKILL)


async def send() -> None:
    """Let everything leave, and be killed at the first."""
    held_acts.ended = killed
    async with open_office(Settings()) as office:
        await release_held_acts(SYSTEM, office)


if __name__ == "__main__":
    asyncio.run(send())
