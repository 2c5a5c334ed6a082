"""The log of the door is sealed with the rest: what is changed, missing or not sealed is named."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from audit.verify.shared_work import ONE_INSTANT
from audit.verify.verification import Question, verify_kept
from domain.order.terms import Mode
from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.archive.storing import seal_entries
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from tests.audit.archives import SIGNER, archivist_of, say, sweep
from tests.audit.lives import dispatched
from tests.databases import founded

SIGNED_IN = AccessNote(event=AccessEvent.SIGNED_IN, account="wang.min", person="seat-1", by="x")
GRANTED = AccessNote(event=AccessEvent.POST_GRANTED, account="wang.min", by="sec-admin")
LONG_AGO = "UPDATE access_log SET at = at - interval '20 minutes'"
LEAVES = "SELECT subject, order_number, content FROM archive_leaf WHERE kind = 'access'"


@pytest.fixture
async def engine(services: Services) -> AsyncIterator[AsyncEngine]:
    """A database at whose door two things happened."""
    async with founded(services.database_url, Mode.REAL) as database:
        engine = database.engines.patient
        await happens(engine, SIGNED_IN, GRANTED)
        yield engine


async def happens(engine: AsyncEngine, *notes: AccessNote) -> None:
    """Something happens at the door."""
    async with engine.begin() as connection:
        await note_access(connection, *notes)


async def does(engine: AsyncEngine, *words: str) -> None:
    """Somebody with every right reaches into the tables."""
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for one in words:
            await connection.execute(text(one))


async def faults(engine: AsyncEngine) -> list[tuple[str, str]]:
    """What an auditor finds."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level=ONE_INSTANT)
        kept = await verify_kept(connection, Question(key=SIGNER.key))
    assert kept.chain == []
    return [(fault.what, fault.where) for fault in kept.orders.faults]


async def test_every_entry_has_its_leaf_which_says_nothing_of_whom_it_is(
    engine: AsyncEngine,
) -> None:
    assert await seal_entries(engine, SIGNER) == 2
    assert await seal_entries(engine, SIGNER) == 0
    async with engine.connect() as connection:
        leaves = list(await connection.execute(text(LEAVES)))
    assert [(leaf.subject, leaf.order_number) for leaf in leaves] == [("1", None), ("2", None)]
    assert not [leaf for leaf in leaves if "wang" in leaf.content or "seat" in leaf.content]
    assert await faults(engine) == []


async def test_the_round_that_seals_commands_seals_the_door_too(hotline: VirtualHotline) -> None:
    await dispatched(hotline)
    await sweep(hotline)
    await happens(hotline.engines.patient, SIGNED_IN)
    swept = await archivist_of(hotline).sweep()
    assert swept is not None
    assert (swept.commands, swept.entries) == (0, 1)
    assert len(await say(hotline, LEAVES)) == 1


@pytest.mark.parametrize(
    ("deed", "named"),
    [
        ("UPDATE access_log SET by = 'nobody' WHERE id = 1", "1 is not as its leaf says: sha256"),
        (
            "UPDATE access_log SET at = at + interval '1 microsecond' WHERE id = 2",
            "2 is not as its leaf says: at, sha256",
        ),
        (
            "UPDATE access_log SET detail = '{\"days\": 3}' WHERE id = 2",
            "2 is not as its leaf says",
        ),
        ("DELETE FROM access_log WHERE id = 2", "2 is gone, and its leaf is there"),
        ("UPDATE access_log SET archived = false WHERE id = 1", "1 has a leaf and does not say so"),
        (
            "INSERT INTO access_log (event, account, by, archived) VALUES ('x', 'x', 'x', true)",
            "3 has no leaf",
        ),
        (
            "INSERT INTO access_log (event, account, by, at)"
            " VALUES ('x', 'x', 'x', now() - interval '20 minutes')",
            "3 was written long ago and has no leaf",
        ),
    ],
)
async def test_what_is_done_to_an_entry_is_named(
    engine: AsyncEngine, deed: str, named: str
) -> None:
    await seal_entries(engine, SIGNER)
    await does(engine, deed)
    [(what, where)] = await faults(engine)
    assert (what, where.startswith(named)) == ("access", True), where


async def test_an_entry_of_this_moment_waits_for_the_next_round(engine: AsyncEngine) -> None:
    await seal_entries(engine, SIGNER)
    await happens(engine, SIGNED_IN)
    assert await faults(engine) == []


async def test_a_door_from_before_its_log_was_sealed_is_sound_and_sealed_by_the_first_round(
    engine: AsyncEngine,
) -> None:
    await does(engine, LONG_AGO)
    assert await faults(engine) == []
    assert await seal_entries(engine, SIGNER) == 2
    assert await faults(engine) == []


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE access_log SET by = 'nobody'",
        "UPDATE access_log SET by = 'nobody', archived = true",
        "UPDATE access_log SET archived = false",
        "DELETE FROM access_log",
        "TRUNCATE access_log",
    ],
)
async def test_of_an_entry_nothing_is_noted_but_that_it_is_sealed(
    engine: AsyncEngine, deed: str
) -> None:
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="written once"):
            await connection.execute(text(deed))
