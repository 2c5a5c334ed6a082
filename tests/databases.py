"""Fresh databases for the tests of the command table, and what an office puts into them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from secrets import randbelow
from uuid import uuid4

import psycopg

from domain.chapters.intake.commands import Register
from domain.decide import decide
from domain.order.act import Act, Actor
from domain.order.command import Command
from domain.order.order import Dossier, Order
from domain.order.refusal import Refusal
from domain.order.terms import Mode
from domain.vocabulary import ItemType, Role
from operations.preflight import plain_url
from policies.library import calendar_for, load_pack
from store.city import CityAsked
from store.commands.birth import BirthRecord, open_order
from store.commands.command_table import receive
from store.commands.stored import ReceivedRequest, Request, StoredCommand, Via
from store.engines import Engines, connect
from store.migrate import NOTHING_ASKED, upgrade
from store.vault.encryption import KEY_BYTES, MasterKey

MASTER = MasterKey(secret=bytes(range(KEY_BYTES)))
PACK = load_pack("national-default")
CALENDAR = calendar_for(PACK).from_year(2026)
RECORD = BirthRecord(
    pack=PACK.id,
    pack_edition=PACK.edition,
    calendar=CALENDAR.name,
    calendar_edition=CALENDAR.edition,
)
SEAT = Actor(person="seat-1", unit="hotline", role=Role.SEAT_AGENT)
DEMAND = {"name": "张三", "phone": "13800000000", "demand": "路灯不亮", "place": "解放路 1 号"}
KEYS = count()
FEWEST_LEFT = 900_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """One freshly migrated database and its connections."""

    url: str
    engines: Engines


@asynccontextmanager
async def founded(
    server_url: str, mode: Mode, asked: CityAsked = NOTHING_ASKED
) -> AsyncIterator[Database]:
    """A new database on a server, of the city that is asked for; dropped afterwards.

    Its numbers begin anywhere: Temporal is shared, and two orders may not bear the same one."""
    async with without_tables(server_url) as database:
        await asyncio.to_thread(upgrade, database.url, mode, asked)
        begin = randbelow(FEWEST_LEFT) + 1
        await _say(database.url, f"ALTER SEQUENCE order_number_seq RESTART {begin}")
        yield database


@asynccontextmanager
async def without_tables(server_url: str) -> AsyncIterator[Database]:
    """A new database on a server in which nothing is made yet, dropped afterwards."""
    name = f"office_{uuid4().hex}"
    await _say(server_url, f"CREATE DATABASE {name}")
    url = f"{server_url.rpartition('/')[0]}/{name}"
    engines = connect(url)
    try:
        yield Database(url=url, engines=engines)
    finally:
        await engines.close()
        await _say(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def lawful(number: str, act: Act) -> Refusal | None:
    """Ask the core whether an order may begin with this act."""
    outcome = decide(Order(dossier=Dossier(number=number, pack=PACK, calendar=CALENDAR)), act)
    return outcome if isinstance(outcome, Refusal) else None


def request(command: Command, key: str = "", **fields: object) -> Request:
    """What a seat asks for, under a key of its own unless one is named."""
    key = key or f"key-{next(KEYS)}"
    asked = Request(
        actor=SEAT, command=command, idempotency_key=key, request_hash="h1", via=Via.UPDATE
    )
    return replace(asked, **fields)  # type: ignore[arg-type]


def registration(key: str = "", **fields: object) -> Request:
    """A demand as a seat writes it down."""
    register = Register(type=ItemType.HELP, district="east", territory="east_district")
    return request(register, key, **{"via": Via.START, "texts": DEMAND, **fields})


async def registered(
    database: Database, *, offset: timedelta = timedelta(), asked: Request | None = None
) -> StoredCommand:
    """Open an order and return the row of its registration."""
    record = replace(RECORD, clock_offset=offset)
    opened = await open_order(
        database.engines.patient, MASTER, record, asked or registration(), lawful
    )
    return opened.command


async def a_number(database: Database) -> str:
    """The number of a new order."""
    return str((await registered(database)).order_number)


async def received(database: Database, number: str, asked: Request) -> ReceivedRequest:
    """Hand a request in at the command table."""
    return await receive(database.engines.patient, MASTER, number, asked)


async def _say(server_url: str, words: str) -> None:
    async with await psycopg.AsyncConnection.connect(
        plain_url(server_url), autocommit=True
    ) as connection:
        await connection.execute(words.encode())
