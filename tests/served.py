"""The front window at an address of its own, for commands that are typed beside a hotline."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from api.app import build
from operations.virtual import VirtualHotline
from services.office import Office, office_of
from tests.acting import ACTING
from tests.hotline import comes_true


@asynccontextmanager
async def served(hotline: VirtualHotline) -> AsyncIterator[str]:
    """Open the hotline's window in this loop; where it is."""
    keys = hotline.counter.master, hotline.counter.index
    office = office_of(
        hotline.engines, hotline.client, keys, hotline.task_queue, hotline.city, acting=ACTING
    )

    @asynccontextmanager
    async def open_office() -> AsyncIterator[Office]:
        yield office

    server = uvicorn.Server(uvicorn.Config(build(open_office), port=0, log_config=None))

    async def is_open() -> bool:
        return server.started

    serving = asyncio.create_task(server.serve())
    try:
        await comes_true(is_open)
        (listening,) = server.servers[0].sockets
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
