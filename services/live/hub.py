"""One process's ear: it hears what was stored anywhere, and tells every open page what its reader
may know of it.

It listens while somebody follows. What PostgreSQL says on the line only wakes it: what moved stands
in the log, so a line that breaks costs a moment and no news."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import structlog

from services.access.principal import Principal
from services.isolation import AWAY
from services.live.events import Beat, LookAnew
from services.live.onlookers import seen_of, sight_of
from services.live.places import sealed_place
from services.live.reader import LiveReader
from store.desk.inbox import CHANNEL as INBOX
from store.desk.inbox import unread_of
from store.desk.owner import Owner
from store.engines import Engines
from store.live.listening import LineLost, listening
from store.live.moves import CHANNEL, Move, Moves, moves_since, settle_log
from store.vault.key_ring import KeyRing

GATHERED_S: Final = 0.1
"""What follows within so long is asked about together."""
AGAIN_AFTER_S: Final = 0.5
SILENT_S: Final = 2.5
"""After so long without an answer nobody can say any more what moved; the line is asked oftener."""
NEVER: Final = float("-inf")
log = structlog.get_logger("live")


@dataclass(slots=True, kw_only=True, eq=False)
class Hub:
    """The ear of a process, and who follows."""

    engines: Engines
    master: KeyRing
    _readers: set[LiveReader] = field(default_factory=set[LiveReader])
    _task: asyncio.Task[None] | None = None
    _place: int | None = None
    _known: tuple[Move, ...] = ()
    """What was read and will be found again when the log is read from the place on."""
    _told_place: str = ""
    """The same as people are told it."""
    _heard_at: float = NEVER

    @asynccontextmanager
    async def following(self, principal: Principal, since: int | None) -> AsyncIterator[LiveReader]:
        """Let somebody follow, from a place in the log on or from now."""
        dialect = self.engines.patient.dialect
        owner = Owner(person=principal.person, account=principal.account)
        reader = LiveReader(sight=sight_of(principal, dialect), owner=owner, since=since)
        self._readers.add(reader)
        self._task = self._task or asyncio.create_task(self._listen(), name="live")
        try:
            yield reader
        finally:
            self._readers.discard(reader)

    async def close(self) -> None:
        """Hear no more, whoever still follows."""
        self._readers.clear()
        if self._task is not None:
            await self._task

    def beat(self, reader: LiveReader) -> Beat:
        """How the line stands for somebody who was told all that waited for him."""
        answers = self._heard_at + SILENT_S > time.monotonic()
        knows = answers and reader.since is None
        return Beat(records_answer=answers, place=self._told_place if knows else None)

    async def _listen(self) -> None:
        """Listen as long as somebody follows."""
        while self._readers:
            try:
                async with listening(self.engines.listening, CHANNEL, INBOX) as line:
                    await settle_log(self.engines.patient)
                    rung = True
                    while self._readers:
                        await self._round()
                        await self._tell_unread(anew=rung)
                        heard = await line.heard()
                        rung = INBOX in {channel for channel, _ in heard}
                        if heard:
                            await asyncio.sleep(GATHERED_S)
            except (LineLost, *AWAY) as away:
                if self._heard_at > NEVER:
                    log.warning("live line lost", error=type(away).__name__)
            except Exception as fault:
                log.error("ALARM live updates failed", error=type(fault).__name__)
            self._heard_at = NEVER
            await asyncio.sleep(AGAIN_AFTER_S)
        self._task, self._place, self._known = None, None, ()

    async def _round(self) -> None:
        """Tell everybody what moved since the last round, and newcomers what they missed."""
        newcomers = [reader for reader in self._readers if reader.since is not None]
        others = [reader for reader in self._readers if reader.since is None]
        known = frozenset(move.position for move in self._known)
        found = await moves_since(self.engines.patient, self._place, known)
        await self._tell(others, found)
        for reader in newcomers:
            await self._tell([reader], await moves_since(self.engines.patient, reader.since))
            reader.since = None
        self._know(found)

    async def _tell(self, readers: Sequence[LiveReader], found: Moves) -> None:
        if not readers or (found.is_whole and not found.moves):
            return
        place = sealed_place(self.master, found.place)
        if not found.is_whole:
            for reader in readers:
                reader.tell((LookAnew(),), place)
        else:
            sights = {reader.sight for reader in readers}
            seen = await seen_of(self.engines.patient, found.moves, sights)
            for reader in readers:
                reader.tell(seen[reader.sight], place)

    async def _tell_unread(self, *, anew: bool) -> None:
        """Tell everybody how much he has not read, where it is otherwise than he was told."""
        asked = [reader for reader in self._readers if anew or reader.unread is None]
        if not asked:
            return
        owners = sorted({reader.owner for reader in asked}, key=str)
        unread = await unread_of(self.engines.patient, owners)
        for reader in asked:
            reader.tell_unread(unread[reader.owner])

    def _know(self, found: Moves) -> None:
        every = (*self._known, *found.moves)
        self._known = tuple(move for move in every if move.transaction >= found.place)
        if self._place != found.place:
            self._place = found.place
            self._told_place = sealed_place(self.master, found.place)
        self._heard_at = time.monotonic()
