"""A database is born for one city; whoever asks for another is refused, and nothing is changed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

from domain.order.terms import Mode
from operations.embedded import Services
from services.installation.city import city_asked
from services.installation.settings import Settings
from store.city import (
    NATIONAL,
    City,
    CityAsked,
    OtherCity,
    OtherZone,
    UnknownZone,
    city_of_pack,
    read_city,
)
from store.engines import with_driver
from store.migrate import config, upgrade
from tests.databases import Database, founded, registered, without_tables
from tests.lisbon import LISBON

BEFORE_THERE_WAS_A_CITY = "0011"
IN_LISBON = City(name="Lisboa", time_zone="Europe/Lisbon", pack="lisbon-2031", number_prefix="LX-")
SO_FAR = City(name=NATIONAL, time_zone="Asia/Shanghai", pack=NATIONAL)
SANYA = replace(SO_FAR, name="三亚市", pack="sanya-2018")
REVISION = "SELECT version_num FROM alembic_version"
NUMBERS = "SELECT number FROM work_order ORDER BY number"
AN_OLD_ORDER = """
INSERT INTO work_order (number, mode, pack, pack_edition, calendar, calendar_edition)
VALUES (to_char(clock_timestamp() AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || '-000000',
        'real', 'p', '1', 'cn', '1')
"""


@pytest.fixture(scope="module")
async def lisbon(services: Services) -> AsyncIterator[Database]:
    async with founded(services.database_url, Mode.REAL, LISBON) as database:
        yield database


async def asked_of(database: Database, words: str) -> list[str]:
    async with database.engines.patient.connect() as connection:
        return list(await connection.scalars(text(words)))


async def upgraded(database: Database, asked: CityAsked) -> City:
    """The city of a database that is started anew by somebody who asks for one."""
    await asyncio.to_thread(upgrade, database.url, Mode.REAL, asked)
    return await read_city(database.engines.patient)


async def test_a_database_is_of_the_city_that_it_was_born_for(lisbon: Database) -> None:
    assert await read_city(lisbon.engines.patient) == IN_LISBON
    assert await upgraded(lisbon, CityAsked()) == IN_LISBON
    assert await upgraded(lisbon, LISBON) == IN_LISBON


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (CityAsked(name="Porto"), "(Lisboa) is called Lisboa, for ever: leave PAIDAN_CITY_NAME="),
        (CityAsked(time_zone="Asia/Tokyo"), "counts its days in Europe/Lisbon, for ever: leave"),
        (CityAsked(pack=NATIONAL), "lives by the rule pack lisbon-2031, for ever: leave"),
        (CityAsked(number_prefix=""), 'begins its order numbers with "LX-", for ever: leave'),
    ],
)
async def test_who_asks_for_another_city_is_refused(
    lisbon: Database, other: CityAsked, says: str
) -> None:
    with pytest.raises(OtherCity) as refused:
        await upgraded(lisbon, other)
    assert says in str(refused.value)
    assert await read_city(lisbon.engines.patient) == IN_LISBON


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE city SET time_zone = 'Asia/Tokyo'",
        "DELETE FROM city",
        "TRUNCATE city",
        "INSERT INTO city VALUES ('Porto', 'Europe/Lisbon', 'porto', '')",
    ],
)
async def test_a_database_stays_of_its_city(lisbon: Database, tampering: str) -> None:
    with pytest.raises(IntegrityError):
        async with lisbon.engines.patient.begin() as connection:
            await connection.execute(text(tampering))


def test_a_city_that_names_its_pack_only_counts_by_the_packs_calendar() -> None:
    named = CityAsked(pack="hainan-prefecture-2022", name="海南州").born()
    assert (named.name, named.time_zone, named.number_prefix) == ("海南州", "Asia/Shanghai", "")
    assert CityAsked().born() == SO_FAR == city_of_pack(NATIONAL)


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        (CityAsked(pack="lisbon-2031"), UnknownZone, "set PAIDAN_CITY_ZONE to the zone"),
        (CityAsked(time_zone="Europe/Atlantis"), UnknownZone, "is no zone such as Europe/Lisbon"),
        (CityAsked(time_zone="Europe/Lisbon"), OtherZone, "counts them in Asia/Shanghai"),
    ],
)
def test_a_city_that_could_not_count_its_days_is_not_born(
    asked: CityAsked, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        asked.born()


def test_the_settings_ask_for_a_city(monkeypatch: pytest.MonkeyPatch) -> None:
    assert city_asked(Settings()) == CityAsked()
    said = {"NAME": "Lisboa", "ZONE": "Europe/Lisbon", "PACK": "lisbon-2031"}
    for name, value in {**said, "NUMBER_PREFIX": "LX-"}.items():
        monkeypatch.setenv(f"PAIDAN_CITY_{name}", value)
    assert city_asked(Settings()) == LISBON


async def test_the_day_of_a_city_is_told_in_its_own_zone(lisbon: Database) -> None:
    midnight = "'2031-03-30 23:10+00'::timestamptz"
    assert await asked_of(lisbon, f"SELECT city_day({midnight})::text") == ["2031-03-31"]
    assert await asked_of(lisbon, f"SELECT city_number_day({midnight})") == ["LX-20310331"]
    born = (await registered(lisbon)).received_at.astimezone(IN_LISBON.zone)
    assert (await asked_of(lisbon, "SELECT number FROM work_order"))[0].startswith(
        f"LX-{born:%Y%m%d}-"
    )


@asynccontextmanager
async def from_before(services: Services) -> AsyncIterator[Database]:
    """A database with an order, of the days when there was no City."""
    async with without_tables(services.database_url) as database:
        await asyncio.to_thread(make_old, database.url)
        yield database


def make_old(database_url: str) -> None:
    """Make the tables as they were, with one order."""
    with create_engine(with_driver(database_url), poolclass=NullPool).begin() as connection:
        command.upgrade(config(connection, Mode.REAL, CityAsked().born), BEFORE_THERE_WAS_A_CITY)
        connection.execute(text(AN_OLD_ORDER))


@pytest.mark.parametrize(
    ("asked", "city"),
    [
        (CityAsked(), SO_FAR),
        (CityAsked(name="三亚市", pack="sanya-2018"), SANYA),
        (CityAsked(time_zone="Asia/Shanghai", number_prefix=""), SO_FAR),
    ],
)
async def test_an_old_database_goes_on_as_it_was_served(
    services: Services, asked: CityAsked, city: City
) -> None:
    async with from_before(services) as database:
        before = await asked_of(database, NUMBERS)
        assert await upgraded(database, asked) == city
        assert await asked_of(database, NUMBERS) == before
        await registered(database)
        *_, last = await asked_of(database, NUMBERS)
        assert last[:9] == before[0][:9]


@pytest.mark.parametrize("other", [LISBON, CityAsked(number_prefix="LX-")])
async def test_an_old_database_becomes_no_other_city(services: Services, other: CityAsked) -> None:
    async with from_before(services) as database:
        with pytest.raises(OtherCity):
            await upgraded(database, other)
        assert await asked_of(database, REVISION) == [BEFORE_THERE_WAS_A_CITY]
