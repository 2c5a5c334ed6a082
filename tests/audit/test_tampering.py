"""Whatever is tampered with is found and named; what was left alone never is."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from audit.log import log_rows
from audit.log.chain import Chain
from audit.verify.archived_orders import Findings, examine_history
from audit.verify.shared_work import ONE_INSTANT
from audit.verify.verification import Kept, Question, verify_kept
from domain.order.terms import Mode
from operations.bench.closed_orders import store_closed_orders
from operations.embedded import Services
from services.archive.storing import seal_commands, seal_entries
from services.assessment.freezing import freeze
from services.assessment.scoring import bring_up
from services.law.laws import Laws
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.city import city_of_pack
from tests.audit.archives import SIGNER
from tests.audit.lives import PACK
from tests.audit.tamperings import Vandal
from tests.databases import founded

LONG_AGO = "2026-01"
"""A month in which nothing happened is frozen like any other."""
A_FEW, MANY = 100, 260
"""How many tamperings a seed decides on."""
BETWEEN = 50
"""After so many, what was put back is verified too."""
ORDERS = 2
BITS_OF_A_BYTE = 8
BITS_OF_A_LETTER = 7
A_REFUSED_CALL = (
    "INSERT INTO command (id, actor, role, unit, idempotency_key, request_hash, name, act, via,"
    " received_at, status, response, answered_at) SELECT gen_random_uuid(), actor, role, unit,"
    " 'refused', request_hash, name, act, via, received_at, 'refused', response, answered_at"
    " FROM command LIMIT 1"
)

ENTRIES = [
    AccessNote(event=event, by="sec-admin", account="wang.min", person="seat-1")
    for event in (AccessEvent.ACCOUNT_ADDED, AccessEvent.POST_GRANTED, AccessEvent.SIGNED_IN)
]


@pytest.fixture(scope="module")
async def engine(services: Services) -> AsyncIterator[AsyncEngine]:
    """Closed orders of many facts, a refused call, a frozen month, the log of the door, and their
    checkpoints."""
    async with founded(services.database_url, Mode.REAL) as database:
        engine = database.engines.patient
        await store_closed_orders(engine, SIGNER, ORDERS)
        async with engine.begin() as connection:
            await connection.execute(text(A_REFUSED_CALL))
            await note_access(connection, *ENTRIES)
        await seal_commands(engine, SIGNER)
        await seal_entries(engine, SIGNER)
        laws = Laws(engine)
        await bring_up(engine, laws)
        await freeze(engine, laws, city_of_pack(PACK), SIGNER, LONG_AGO)
        yield engine


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection on which whatever is done can be undone."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level=ONE_INSTANT)
        yield connection


async def found(connection: AsyncConnection) -> Kept:
    """What an auditor finds."""
    return await verify_kept(connection, Question(key=SIGNER.key))


def named(kept: Kept) -> set[str]:
    """The orders that are named, refused calls by their id, and the log."""
    faults = kept.orders.faults
    homeless = {fault.where.partition(" ")[0] for fault in faults if not fault.order}
    orders = {fault.order for fault in (*kept.chain, *faults)}
    differing = {number for number, wrong in kept.orders.unsettled.items() if wrong}
    return {*orders, *differing, *homeless, *(("log",) if kept.chain else ())} - {""}


async def test_a_sound_system_has_no_fault(connection: AsyncConnection) -> None:
    kept = await found(connection)
    assert named(kept) == set()
    assert (kept.chain, kept.orders.faults, kept.orders.unsettled) == ([], [], {})
    assert kept.orders.histories == ORDERS
    assert kept.orders.commands > kept.orders.histories * 5
    assert kept.orders.events > kept.orders.facts > kept.orders.commands


@pytest.mark.parametrize(
    ("seed", "tamperings"),
    [
        (0, A_FEW),
        *(pytest.param(seed, MANY, marks=pytest.mark.long(seconds=45)) for seed in range(4)),
    ],
)
async def test_every_tampering_is_found_and_named(
    connection: AsyncConnection, seed: int, tamperings: int
) -> None:
    done, missed, chance = Counter[str](), list[str](), Random(seed)
    for place in range(tamperings):
        vandal = Vandal(connection=connection, chance=chance, about=set())
        done[what := await vandal.tampers()] += 1
        if not vandal.about & named(await found(connection)):
            missed.append(what)
        await connection.rollback()
        if place % BETWEEN == 0:
            assert named(await found(connection)) == set()
    assert missed == []
    assert len(done) > 30


async def test_every_bit_of_a_history_counts(connection: AsyncConnection) -> None:
    row = await a_history(connection)
    wrong = bytearray(row["packed"])
    for bit in range(len(wrong) * BITS_OF_A_BYTE):
        wrong[bit // BITS_OF_A_BYTE] ^= 1 << bit % BITS_OF_A_BYTE
        assert faults_of({**row, "packed": bytes(wrong)}), f"bit {bit}"
        wrong[bit // BITS_OF_A_BYTE] ^= 1 << bit % BITS_OF_A_BYTE
    assert faults_of({**row, "packed": bytes(wrong)}) == []
    assert len(wrong) > 5000


async def test_every_bit_of_a_leaf_counts(connection: AsyncConnection) -> None:
    leaves, checkpoints = await the_log(connection)
    place = len(leaves) // 2
    for content in changed_by_a_bit(leaves[place]["content"]):
        wrong = [*leaves[:place], {**leaves[place], "content": content}, *leaves[place + 1 :]]
        assert f"leaf {place}:" in log_faults(wrong, checkpoints), content
    assert log_faults(leaves, checkpoints) == ""


async def test_every_bit_of_a_checkpoint_counts(connection: AsyncConnection) -> None:
    leaves, checkpoints = await the_log(connection)
    *before, last = checkpoints
    for note in changed_by_a_bit(last["note"]):
        assert f"{last['size']}: " in log_faults(leaves, [*before, {**last, "note": note}]), note
    assert len(before) == 4


def changed_by_a_bit(words: str) -> Iterator[str]:
    """Each text that differs in one bit of one letter."""
    for place, letter in enumerate(words):
        for bit in range(BITS_OF_A_LETTER):
            yield words[:place] + chr(ord(letter) ^ 1 << bit) + words[place + 1 :]


async def a_history(connection: AsyncConnection) -> dict[str, Any]:
    """The row of a kept history with its leaf."""
    [row] = await log_rows.histories_of(connection, ["made-000000"])
    return row


def faults_of(row: dict[str, Any]) -> list[str]:
    """What is wrong with a kept history."""
    found = Findings()
    examine_history(row, found)
    return [fault.where for fault in found.faults if fault.order == "made-000000"]


async def the_log(connection: AsyncConnection) -> tuple[list[Any], list[Any]]:
    """Every leaf and every checkpoint."""
    leaves = [leaf async for leaf in log_rows.leaves(connection)]
    return leaves, await log_rows.checkpoints(connection)


def log_faults(leaves: list[Any], checkpoints: list[Any]) -> str:
    """What is wrong with a log, in words."""
    chain = Chain(key=SIGNER.key, checkpoints=checkpoints)
    chain.begin()
    for leaf in leaves:
        chain.take(leaf)
    chain.end()
    return "; ".join(fault.where for fault in chain.faults)
