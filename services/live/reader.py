"""One open page: what waits to be told to it. Whoever does not read it in time is left behind."""

import asyncio
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Final

from services.live.events import Event, EventTold, InboxChanged
from services.live.onlookers import OnlookerSight
from store.desk.inbox import Unread
from store.desk.owner import Owner

MOST_WAITING: Final = 500


class LeftBehind(RuntimeError):
    """A page did not read what it was told; it may come back and say up to where it has."""


@dataclass(slots=True, kw_only=True, eq=False)
class LiveReader:
    """Whoever follows what moves, and what waits for him."""

    sight: OnlookerSight
    since: int | None
    """From which place in the log on he was not told yet; None once he is told as it happens."""
    owner: Owner
    unread: Unread | None = None
    """What of his inbox he was told last."""
    _waiting: list[EventTold] = field(default_factory=list[EventTold])
    _heard: asyncio.Event = field(default_factory=asyncio.Event)
    _is_left_behind: bool = False

    def tell(self, events: tuple[Event, ...], place: str | None) -> None:
        """Put something by for him; too much of it leaves him behind."""
        self._waiting += [EventTold(event=event, place=place) for event in events]
        if len(self._waiting) > MOST_WAITING:
            self._waiting, self._is_left_behind = [], True
        if events:
            self._heard.set()

    def tell_unread(self, unread: Unread) -> None:
        """Put by how much he has not read, where he was not told so."""
        if unread != self.unread:
            self.unread = unread
            self.tell((InboxChanged(**asdict(unread)),), None)

    async def told(self, within_s: float) -> tuple[EventTold, ...]:
        """What waits for him, as soon as something does; nothing if nothing comes in time.

        Raises LeftBehind."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._heard.wait()
        if self._is_left_behind:
            raise LeftBehind
        told, self._waiting = tuple(self._waiting), []
        self._heard.clear()
        return told
