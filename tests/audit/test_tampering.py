"""Whatever is tampered with is found and named; what was left alone never is."""

from collections import Counter
from collections.abc import AsyncIterator
from random import Random

import pytest

from activities.freezing import freeze
from audit.verification import Question, Verified, verify
from domain.commands import Accept
from tests.audit.archives import SIGNER, say, sweep
from tests.audit.lives import PACK, hand_in, short_life
from tests.audit.tamperings import TABLES, Vandal
from tests.hotlines import open_hotline
from workers.embedded import Services
from workers.virtual import VirtualHotline

SEEDS = range(4)
LONG_AGO = "2026-01"
"""A month in which nothing happened is frozen like any other."""
TAMPERINGS = 50
"""As many for each seed."""


@pytest.fixture(scope="module")
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A closed order, a refused command and a frozen month, with a copy of every table."""
    async with open_hotline(services, tmp_path_factory.mktemp("tampered"), "tampered") as hotline:
        number = await short_life(hotline)
        await sweep(hotline, 1)
        await hand_in(hotline, number, Accept(), "water-clerk")
        await sweep(hotline)
        await freeze(hotline.engines.patient, hotline.laws, PACK, SIGNER, LONG_AGO)
        for table in TABLES:
            await say(hotline, f"CREATE TABLE sound_{table} AS TABLE {table}")
        yield hotline


async def checked(hotline: VirtualHotline) -> Verified:
    """Verify the whole system."""
    return await verify(hotline.client, hotline.engines.patient, Question(key=SIGNER.key))


async def mended(hotline: VirtualHotline) -> None:
    """Put every table back as it was."""
    async with hotline.engines.patient.begin() as connection:
        await connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for table in TABLES:
            await connection.exec_driver_sql(f"DELETE FROM {table}")
            await connection.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM sound_{table}")


async def test_a_sound_system_has_no_fault(hotline: VirtualHotline) -> None:
    found = await checked(hotline)
    assert found.faults == []
    assert (found.histories, found.commands) == (1, len(await say(hotline, "TABLE command")))
    assert found.facts == len(await say(hotline, "TABLE fact"))
    assert found.events > found.facts


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_tampering_is_found(hotline: VirtualHotline, seed: int) -> None:
    vandal, done, missed = Vandal(hotline=hotline, chance=Random(seed)), Counter[str](), []
    for _ in range(TAMPERINGS):
        what = await vandal.tampers()
        done[what] += 1
        if not (await checked(hotline)).faults:
            missed.append(what)
        await mended(hotline)
    assert missed == []
    assert len(done) > 15
    assert (await checked(hotline)).faults == []
