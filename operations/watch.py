"""Keeping one part alive: it is started, awaited, and started again when it ends."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from operations.embedded.processes import StartFailure, spawn, stop
from operations.embedded.services import Program, until_ready

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
CALM_AFTER = 30.0


class Watch:
    """One part under supervision; `told` hears a line for people at every change."""

    def __init__(
        self, part: Program, *, told: Callable[[str], None], renewed: Callable[[], None]
    ) -> None:
        self.part = part
        self._told = told
        self._renewed = renewed
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the part's process, or of its last one while it is being restarted."""
        return self._process.pid if self._process else None

    async def begin(self) -> None:
        """Start the part for the first time and keep it; raises StartFailure."""
        await self._start()
        self._keeper = asyncio.create_task(self._keep(), name=f"keep {self.part.name}")

    async def end(self) -> None:
        """Stop keeping the part and stop its process."""
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
        if self._process is not None:
            await stop(self._process, self.part.stop_signal, self.part.grace)

    async def _start(self) -> None:
        await self.part.prepare()
        self._process = await spawn(self.part.launch())
        try:
            await until_ready(self.part, self._process)
        except StartFailure:
            await stop(self._process, self.part.stop_signal, self.part.grace)
            raise
        self._told(f"{self.part.name} is ready (pid {self._process.pid})")

    async def _keep(self) -> None:
        pause = FIRST_PAUSE
        while True:
            lived = await self._until_ended()
            pause = FIRST_PAUSE if lived > CALM_AFTER else pause
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            try:
                await self._start()
            except StartFailure as failure:
                self._told(str(failure))
            else:
                self._renewed()

    async def _until_ended(self) -> float:
        if self._process is None:
            return 0.0
        clock = asyncio.get_running_loop().time
        begun = clock()
        code = await self._process.wait()
        self._told(f"{self.part.name} ended with {code}; it is started again")
        return clock() - begun
