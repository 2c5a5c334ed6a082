"""A city in Lisbon on real servers: its register, its law, and orders born at whatever hour.

In 2031 its clocks go forward in the night to Sunday 30 March.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from domain.time.calendar import CalendarYear
from operations.embedded import Services
from operations.virtual import VirtualHotline
from policies.library import load_pack
from policies.pack_file import read_pack
from services.law.publication import publish_pack
from services.records import Records
from services.submission.counter import OpenHanded
from store.city import CityAsked
from tests.hotline import Case, paper, principal
from tests.hotlines import open_hotline
from tests.people import PUBLISHER

ZONE = ZoneInfo("Europe/Lisbon")
LISBON = CityAsked(
    name="Lisboa", time_zone="Europe/Lisbon", pack="lisbon-2031", number_prefix="LX-"
)
PACK = """
id = "lisbon-2031"
title = "Linha do Cidadão de Lisboa"
extends = "national-default"
calendar = "pt"
limit = [{ clock = "handle", limit = "1 WD", source = "an invented rule", rules = ["G:G1"] }]
"""
YEAR = CalendarYear(
    year=2031,
    edition="2031.1",
    source="an invented notice",
    days_off=(date(2031, 4, 11), date(2031, 4, 25)),
    make_up_days=(),
)

DEMAND = {
    "type": "help",
    "demand": "um candeeiro apagado",
    "name": "A. Silva",
    "phone": "210000000",
}


@asynccontextmanager
async def lisbon(services: Services, data_dir: Path) -> AsyncIterator[VirtualHotline]:
    """A hotline whose database was born for Lisbon, with its law in force."""
    async with open_hotline(services, data_dir, "lisbon", LISBON) as hotline:
        await hotline.laws.publish_year("pt", YEAR)
        await publish_pack(PUBLISHER, records_of(hotline), read_pack(PACK, load_pack))
        yield hotline


def records_of(hotline: VirtualHotline) -> Records:
    """What services read from at this hotline."""
    return Records(
        engine=hotline.engines.patient,
        client=hotline.client,
        laws=hotline.laws,
        city=hotline.city,
    )


def local(said: str) -> datetime:
    """An instant as it is written in Lisbon."""
    return datetime.fromisoformat(said).replace(tzinfo=ZONE)


async def born(hotline: VirtualHotline, said: str) -> Case:
    """An order whose demand is written down at this local time, under the law in force."""
    law = await hotline.laws.in_force(hotline.city.pack)
    assert law is not None
    handed = OpenHanded(
        paper=paper("register", **DEMAND),
        key=str(uuid4()),
        law=law,
        clock_offset=local(said) - datetime.now(UTC),
    )
    reply = await hotline.counter.open(principal("seat-1"), handed)
    assert reply.receipt is not None, reply
    return Case(hotline=hotline, number=reply.number, last=reply)


async def closed(case: Case, said: str) -> Case:
    """The unit signs in, solves it, and at this local time the caller is content."""
    await case.dispatched()
    await case.reviewed()
    await case.passes_until(local(said))
    called = {"answered": True, "contacted": True, "solved": True, "satisfied": 1}
    return await case.does("record_callback", by="callback-1", **called)
