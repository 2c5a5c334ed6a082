"""A line to the database that can be cut, held, and mended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.engine import make_url

Writers = set[asyncio.StreamWriter]


class Line:
    """Passes bytes on between the office and the server, for as long as nothing is wrong."""

    def __init__(self, database_url: str) -> None:
        self._behind = make_url(database_url)
        self._open: Writers = set()
        self._passing = asyncio.Event()
        self._passing.set()
        self._refusing = False
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """The database's address by way of this line."""
        if self._server is None:
            raise RuntimeError("the line is not open")
        port = self._server.sockets[0].getsockname()[1]
        return self._behind.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)

    def cut(self) -> None:
        """The database is down: what is connected ends, nobody gets through."""
        self._refusing = True
        self._hang_up()

    def hold(self) -> None:
        """The database hangs: it takes whatever is said and never answers."""
        self._passing.clear()

    def mend(self) -> None:
        """The database was started again: old connections are dead, new ones get through."""
        self._hang_up()
        self._refusing = False
        self._passing.set()

    def _hang_up(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._refusing:
            writer.transport.abort()
            return
        self._open.add(writer)
        await self._passing.wait()
        there = await asyncio.open_connection(self._behind.host, self._behind.port)
        self._open.add(there[1])
        await asyncio.gather(self._pass_on(reader, there[1]), self._pass_on(there[0], writer))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while said := await reader.read(1 << 16):
                await self._passing.wait()
                writer.write(said)
                await writer.drain()
        writer.close()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Line"]:
        """Keep the line for the length of a block."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        try:
            yield self
        finally:
            self._server.close()
            self.mend()
            self._hang_up()
