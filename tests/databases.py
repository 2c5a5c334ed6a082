"""Fresh databases for the tests of the command table, and what an office puts into them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from secrets import randbelow
from uuid import uuid4

import psycopg
from sqlalchemy.ext.asyncio import AsyncEngine

import migrations
from domain.chapters.intake.commands import Register
from domain.decide import Decided, decide
from domain.law.rules_edition import PRESENT_RULES
from domain.order.act import Act, Actor
from domain.order.command import Command
from domain.order.order import Dossier, Order
from domain.order.refusal import Refusal
from domain.order.terms import Mode
from domain.vocabulary import ItemType, Role, Secrecy
from operations.preflight import plain_url
from policies.library import calendar_for, load_pack
from readmodel.orders.publisher import store_in
from store.city import CityAsked
from store.commands.birth import BirthRecord, open_order
from store.commands.command_table import receive
from store.commands.stored import ReceivedRequest, Request, StoredCommand, Via
from store.engines import Engines, connect
from store.migrate import NOTHING_ASKED, upgrade
from store.vault.encryption import KEY_BYTES, MasterKey
from store.vault.erasing import erase_caller
from store.vault.key_ring import KeyRing
from store.vault.vault_rows import destroy_key
from tests.pretended_day import move_database

MASTER = KeyRing.of(MasterKey(secret=bytes(range(KEY_BYTES))))
PACK = load_pack("national-default")
CALENDAR = calendar_for(PACK).from_year(2026)
RECORD = BirthRecord(
    pack=PACK.id,
    pack_edition=PACK.edition,
    calendar=CALENDAR.name,
    calendar_edition=CALENDAR.edition,
    rules_edition=PRESENT_RULES,
)
SEAT = Actor(person="seat-1", unit="hotline", role=Role.SEAT_AGENT)
DEMAND = {"name": "张三", "phone": "13800000000", "demand": "路灯不亮", "place": "解放路 1 号"}
KEYS = count()
NUMBERS_EACH = 3000
MOST_SHARES = 999_999 // NUMBERS_EACH
SHARES = count(randbelow(MOST_SHARES))
MIGRATIONS = sha256(
    b"".join(file.read_bytes() for file in sorted(Path(migrations.__file__).parent.rglob("*.py")))
).hexdigest()[:16]
"""A server that outlives its tests may hold a template of other migrations."""
READY: set[tuple[str, str]] = set()
"""The servers and their templates, as far as this process knows."""


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

    Temporal is shared, and two orders may not bear the same number: each has numbers of its own."""
    async with _copied(server_url, await template(server_url, mode, asked)) as database:
        first = next(SHARES) % MOST_SHARES * NUMBERS_EACH + 1
        await _say(database.url, f"ALTER SEQUENCE order_number_seq RESTART {first}")
        yield database


@asynccontextmanager
async def without_tables(server_url: str) -> AsyncIterator[Database]:
    """A new database on a server in which nothing is made yet, dropped afterwards."""
    async with _copied(server_url, "template1") as database:
        yield database


@asynccontextmanager
async def _copied(server_url: str, source: str) -> AsyncIterator[Database]:
    name = f"office_{uuid4().hex}"
    await _say(server_url, f"CREATE DATABASE {name} TEMPLATE {source}")
    url = f"{server_url.rpartition('/')[0]}/{name}"
    await asyncio.to_thread(move_database, plain_url(url), name)
    engines = connect(url)
    try:
        yield Database(url=url, engines=engines)
    finally:
        await engines.close()
        await _say(server_url, f"DROP DATABASE {name} WITH (FORCE)")


async def template(server_url: str, mode: Mode, asked: CityAsked = NOTHING_ASKED) -> str:
    """The name of a migrated database to copy, made if this server has none yet."""
    made_of = sha256(f"{MIGRATIONS} {asked}".encode()).hexdigest()[:16]
    name = f"template_{mode}_{made_of}"
    if (server_url, name) not in READY:
        await asyncio.to_thread(_make_template, server_url, name, mode, asked)
        READY.add((server_url, name))
    return name


def _make_template(server_url: str, name: str, mode: Mode, asked: CityAsked) -> None:
    with psycopg.connect(plain_url(server_url), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('template'))")
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found is None:
            unfinished = f"{name}_unfinished"
            url = f"{server_url.rpartition('/')[0]}/{unfinished}"
            connection.execute(f"CREATE DATABASE {unfinished}".encode())
            move_database(plain_url(url), unfinished)
            upgrade(url, mode, asked)
            connection.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}".encode())


def lawful(number: str, act: Act) -> Decided | Refusal:
    """Let the core decide the act that an order begins with."""
    dossier = Dossier(number=number, pack=PACK, calendar=CALENDAR, rules=PRESENT_RULES)
    return decide(Order(dossier=dossier), act)


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
        database.engines.patient, MASTER, record, asked or registration(), lawful, store_in
    )
    return opened.command


async def a_number(database: Database) -> str:
    """The number of a new order."""
    return str((await registered(database)).order_number)


async def received(database: Database, number: str, asked: Request) -> ReceivedRequest:
    """Hand a request in at the command table."""
    return await receive(database.engines.patient, MASTER, number, asked)


async def destroyed(engine: AsyncEngine, number: str, secrecy: Secrecy) -> None:
    """Destroy one key of an order; with the person's goes everything that leads to the person."""
    async with engine.begin() as connection:
        if secrecy is Secrecy.PERSON:
            assert await erase_caller(connection, number)
        else:
            await destroy_key(connection, number, secrecy)


async def _say(server_url: str, words: str) -> None:
    async with await psycopg.AsyncConnection.connect(
        plain_url(server_url), autocommit=True
    ) as connection:
        await connection.execute(words.encode())
