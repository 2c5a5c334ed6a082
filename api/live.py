"""What moves, as it moves: an open page follows the orders that its reader sees."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Query, Request

from api.dependencies import OfficeOf
from api.event_stream import EventStream
from api.people import PrincipalOf, is_still_let_in
from api.problems import problems
from services.access.principal import Principal
from services.errors import DATABASE_AWAY
from services.live.events import EventTold, InboxChanged, LookAnew, OrderGone, OrderMoved
from services.live.following import follow
from services.live.reader import LeftBehind, LiveReader
from services.office import Office
from texts import glossed

router = APIRouter(tags=[glossed("openapi.live")], responses=problems(401, 403))
BEAT_S: Final = 2.0
"""A page that hears nothing for three seconds says that it has lost its connection."""
ASKED_AGAIN_S: Final = 3.0
"""So often it is asked whether whoever follows would still be let in."""
ONCE_EVERY_S: Final = 0.05
ONCE_WITHIN_S: Final = 3.0
HERE: Final = "here"
AWAY: Final = "away"
COMES_BACK: Final = "retry: 1000\n\n"
Place = Annotated[str, Query(max_length=200)]


@router.get("/live", response_class=EventStream, status_code=200)
async def live(
    request: Request,
    office: OfficeOf,
    principal: PrincipalOf,
    since: Place = "",
    last_event_id: Annotated[str, Header(max_length=200)] = "",
    once: Annotated[
        bool, Query(description="Tell what was missed since a place, and end.")
    ] = False,
) -> EventStream:
    """Events by order number and version, of orders that one sees: `order` stands otherwise now,
    `gone` has left one's sight, `anew` says that too much was missed to tell it one by one,
    `inbox` says how much of one's inbox is unread, `beat` comes every two seconds and says whether
    the records answer, `over` that one is let in no more.

    Whoever comes back names the last event that he was told, and misses nothing."""
    following = follow(principal, office, last_event_id or since)
    over = partial(_over, office, request, principal)
    return EventStream(_parts(office, following, once=once), over)


async def _parts(
    office: Office, following: AbstractAsyncContextManager[LiveReader], *, once: bool
) -> AsyncGenerator[str]:
    begun = beaten = time.monotonic()
    every_s = ONCE_EVERY_S if once else BEAT_S
    async with following as reader:
        yield COMES_BACK
        while True:
            try:
                told = await reader.told(beaten - time.monotonic())
            except LeftBehind:
                return
            for one in told:
                yield _event(one)
            if told:
                continue
            beat, beaten = office.live.beat(reader), time.monotonic() + every_s
            yield _said("beat", {"records": HERE if beat.records_answer else AWAY}, beat.place)
            if once and (beat.place or time.monotonic() > begun + ONCE_WITHIN_S):
                return


async def _over(office: Office, request: Request, principal: Principal) -> str:
    """Wait until whoever follows would be let in no more; while nobody can say, he stays."""
    is_let_in = True
    while is_let_in:
        await asyncio.sleep(ASKED_AGAIN_S)
        with suppress(*DATABASE_AWAY):
            is_let_in = await is_still_let_in(office, request, principal)
    return _said("over", {})


def _event(told: EventTold) -> str:
    match told.event:
        case OrderMoved(number=number, version=version):
            return _said("order", {"number": number, "version": version}, told.place)
        case OrderGone(number=number):
            return _said("gone", {"number": number}, told.place)
        case InboxChanged() as inbox:
            return _said("inbox", asdict(inbox))
        case LookAnew():
            return _said("anew", {}, told.place)


def _said(event: str, data: Mapping[str, Any], place: str | None = None) -> str:
    id = f"id: {place}\n" if place else ""
    return f"{id}event: {event}\ndata: {json.dumps(data)}\n\n"
