"""A front window that is killed right after it has taken in an act to be held."""

import asyncio
import os
import signal
import sys

from services.installation.settings import Settings
from services.office import open_office
from services.orders.holding import hold_act
from services.register.people import principal_called
from services.submission.command_json import read_paper
from services.submission.counter import Handed

PAPER = '{"unit": "water", "note": "就近"}'.encode()


async def hand_in(number: str) -> None:
    """Hold a dispatch, and be killed."""
    async with open_office(Settings()) as office:
        principal = await principal_called(office, "dispatcher-1")
        handed = Handed(
            number=number, paper=read_paper("dispatch", PAPER), key=f"held once {number}"
        )
        await hold_act(principal, office, handed)
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(hand_in(sys.argv[1]))
