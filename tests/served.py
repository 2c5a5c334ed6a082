"""The front window at an address of its own, for commands that are typed beside a hotline."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import uvicorn
from fastapi import FastAPI

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

    async with listening(build(open_office), lifespan="on") as port:
        yield f"http://127.0.0.1:{port}"


@asynccontextmanager
async def listening(app: FastAPI, lifespan: Literal["on", "off"] = "off") -> AsyncIterator[int]:
    """Let an application answer in this loop; at which port."""
    config = uvicorn.Config(
        app, port=0, log_config=None, lifespan=lifespan, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)

    async def is_open() -> bool:
        return server.started

    serving = asyncio.create_task(server.serve())
    try:
        await comes_true(is_open)
        (socket,) = server.servers[0].sockets
        yield int(socket.getsockname()[1])
    finally:
        server.should_exit = True
        await serving
