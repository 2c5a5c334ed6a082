"""What the tests of the archive do to Temporal and to the database."""

import asyncio
from typing import Any

from sqlalchemy import text
from temporalio.client import Client

from audit.history.histories import NoHistory, read_runs
from audit.log.checkpoints import Signer
from audit.log.national import SoftwareSigner
from operations.virtual import VirtualHotline
from services.archive.archiving import Archivist, Swept

SECRET = bytes(range(32))
SIGNER = Signer(SECRET)
NATIONAL = Signer(SECRET, SoftwareSigner(SECRET))
PATIENCE_S = 20.0
RETENTION_S = 90.0


def archivist_of(hotline: VirtualHotline, signer: Signer = SIGNER) -> Archivist:
    """An archivist who has swept nothing yet."""
    return Archivist(engines=hotline.engines, client=hotline.client, signer=signer)


async def sweep(hotline: VirtualHotline, histories: int = 0, signer: Signer = SIGNER) -> Swept:
    """Sweep until so many histories are stored: Temporal's list comes a moment late."""
    async with asyncio.timeout(PATIENCE_S):
        stored = commands = 0
        while True:
            swept = await archivist_of(hotline, signer).sweep()
            assert swept is not None
            stored, commands = stored + swept.histories, commands + swept.commands
            if stored >= histories:
                return Swept(histories=stored, commands=commands, left=swept.left)
            await asyncio.sleep(0.05)


async def forgotten(client: Client, number: str) -> None:
    """Wait until retention has taken an order from Temporal."""
    async with asyncio.timeout(RETENTION_S):
        while await is_known(client, number):  # noqa: ASYNC110
            await asyncio.sleep(0.5)


async def is_known(client: Client, number: str) -> bool:
    """Whether Temporal still has the order's last run."""
    try:
        await read_runs(client, number)
    except NoHistory:
        return False
    return True


async def say(hotline: VirtualHotline, words: str, **values: Any) -> list[Any]:
    """Do something to the database as its superuser, past every guard."""
    async with hotline.engines.patient.begin() as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        found = await connection.execute(text(words), values)
        return list(found) if found.returns_rows else []
