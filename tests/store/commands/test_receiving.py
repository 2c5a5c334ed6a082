"""A request is received in one call: stamped, kept as it is returned, or not kept at all."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import bindparam, event, select, text
from sqlalchemy.exc import DBAPIError

from domain.chapters.handling.commands import AddInfo
from domain.chapters.supervision.commands import Urge
from domain.vocabulary import Secrecy
from store.commands.birth import mark_started
from store.commands.command_table import (
    EarlierEdition,
    UnforeseenText,
    UnknownOrder,
    mark_refused,
    orders_with_undecided,
    receive,
)
from store.commands.receiving import RECEIVE, asking
from store.commands.stored import Request, StoredCommand, Via
from store.engines import single
from store.tables import WORKFLOW_EDITION, CommandRow
from store.vault.encryption import KeyDestroyed
from store.vault.vault_rows import is_proved, open_texts
from store.vault.vault_tables import VaultRow, VaultSaltRow
from store.wire import ACT
from tests.databases import MASTER, Database, a_number, destroyed, received, request
from tests.store.commands.test_command_table import REFUSAL

TOLD = {"text": "还有两盏"}
SETTLED = text("UPDATE work_order SET settled_until = :until WHERE number = :number")
EARLIER = text("UPDATE work_order SET workflow_edition = 1 WHERE number = :number")
WRITTEN = text("SELECT written_instant(:instant)")
NEXT_PLACE = text("SELECT next_place FROM work_order WHERE number = :number")
NEW_YEAR = datetime(2100, 1, 1, tzinfo=UTC)
COMMANDS_OF = select(CommandRow.id).where(CommandRow.order_number == bindparam("number"))


async def stored_act(database: Database, command: StoredCommand) -> object:
    """The act of a command as it stands in the table."""
    async with database.engines.patient.connect() as connection:
        return await connection.scalar(select(CommandRow.act).where(CommandRow.id == command.id))


async def say(database: Database, words: object, **values: object) -> object:
    """One statement, and the first thing that it answers."""
    async with single(database.engines.patient).connect() as connection:
        done = await connection.execute(words, values)  # type: ignore[call-overload]
        return done.scalar() if done.returns_rows else None


async def kept_for(database: Database, number: str) -> tuple[int, int, int, object]:
    """How many commands, texts and salts an order has, and its next place."""
    async with database.engines.patient.connect() as connection:
        counts = [
            len((await connection.scalars(wanted, {"number": number})).all())
            for wanted in (
                COMMANDS_OF,
                select(VaultRow.name).where(VaultRow.order_number == number),
                select(VaultSaltRow.nonce).where(VaultSaltRow.order_number == number),
            )
        ]
    return (*counts, await say(database, NEXT_PLACE, number=number))  # type: ignore[return-value]


@pytest.mark.parametrize("asked", [request(Urge()), request(AddInfo(), texts=TOLD)])
async def test_the_act_that_is_kept_is_the_one_that_is_returned(
    office: Database, asked: Request
) -> None:
    number = await a_number(office)
    command = (await received(office, number, asked)).command
    assert await stored_act(office, command) == ACT.write(command.act)
    assert command.act.filled == tuple(asked.texts)
    again = await received(office, number, asked)
    assert (again.command, again.is_new) == (command, False)


async def test_the_texts_of_an_act_are_kept_with_it_and_its_commitment_proves_them(
    office: Database,
) -> None:
    engine, number = office.engines.patient, await a_number(office)
    command = (await received(office, number, request(AddInfo(), texts=TOLD))).command
    assert (await open_texts(engine, MASTER, number))[command.id] == TOLD
    assert await is_proved(engine, MASTER, number, command.id, command.act.commitment)


@pytest.mark.parametrize(
    "stamp",
    [
        NEW_YEAR,
        NEW_YEAR + timedelta(microseconds=1),
        NEW_YEAR + timedelta(milliseconds=100),
        NEW_YEAR + timedelta(seconds=1) - timedelta.resolution,
    ],
)
async def test_a_stamp_is_written_by_postgresql_as_an_act_writes_it(
    office: Database, stamp: datetime
) -> None:
    number = await a_number(office)
    await say(office, SETTLED, number=number, until=stamp - timedelta.resolution)
    command = (await received(office, number, request(Urge()))).command
    assert command.received_at == stamp
    assert await stored_act(office, command) == ACT.write(command.act)


async def test_any_instant_is_written_as_an_act_writes_it(office: Database) -> None:
    chance, number = Random(13), await a_number(office)
    act = (await received(office, number, request(Urge()))).command.act
    for _ in range(50):
        coarse = chance.choice((1, 100, 1000, 1_000_000))
        instant = NEW_YEAR + timedelta(microseconds=chance.randrange(10**9) * coarse)
        made = type(act)(command_id="1", command=act.command, actor=act.actor, received_at=instant)
        assert await say(office, WRITTEN, instant=instant) == ACT.write(made)["received_at"]


async def test_an_order_of_an_earlier_edition_takes_nothing_new(office: Database) -> None:
    engine, number, asked = office.engines.patient, await a_number(office), request(Urge())
    old = (await received(office, number, asked)).command
    await mark_started(engine, number)
    assert number in await orders_with_undecided(engine, timedelta())
    await say(office, EARLIER, number=number)
    before = await kept_for(office, number)
    with pytest.raises(EarlierEdition, match=number):
        await received(office, number, request(Urge()))
    assert await kept_for(office, number) == before
    assert number not in await orders_with_undecided(engine, timedelta())
    with pytest.raises(EarlierEdition, match=number):
        await received(office, number, asked)
    await mark_refused(engine, old.id, REFUSAL)
    assert (await received(office, number, asked)).command.id == old.id


async def test_an_order_is_born_under_the_edition_that_is_continued(office: Database) -> None:
    edition = text("SELECT workflow_edition FROM work_order WHERE number = :number")
    number = await a_number(office)
    assert await say(office, edition, number=number) == WORKFLOW_EDITION


async def test_a_text_whose_key_is_erased_leaves_nothing_but_what_was_received_before_is_found(
    office: Database,
) -> None:
    engine, number = office.engines.patient, await a_number(office)
    asked = request(AddInfo(), texts=TOLD)
    old = (await received(office, number, asked)).command
    await mark_refused(engine, old.id, REFUSAL)
    for secrecy in Secrecy:
        await destroyed(engine, number, secrecy)
    before = await kept_for(office, number)
    with pytest.raises(KeyDestroyed, match=number):
        await received(office, number, request(AddInfo(), texts=TOLD))
    assert await kept_for(office, number) == before
    assert (await received(office, number, asked)).command.id == old.id


async def test_a_key_that_is_erased_while_its_text_is_sealed_keeps_the_text_out(
    office: Database,
) -> None:
    engine, number = office.engines.patient, await a_number(office)
    async with single(engine).connect() as connection:
        asked = await asking(connection, MASTER, number, request(AddInfo(), texts=TOLD))
        for secrecy in Secrecy:
            await destroyed(engine, number, secrecy)
        before = await kept_for(office, number)
        row = (await connection.execute(RECEIVE, asked.parameters)).one()
    with pytest.raises(KeyDestroyed):
        asked.received(row)
    assert await kept_for(office, number) == before


async def test_a_text_needs_a_known_order_and_a_key_to_keep_it_under(office: Database) -> None:
    engine, asked = office.engines.patient, request(AddInfo(), texts=TOLD)
    with pytest.raises(UnknownOrder):
        await received(office, "20260101-999999", asked)
    with pytest.raises(UnknownOrder):
        await receive(engine, None, "20260101-999999", asked)
    number = await a_number(office)
    with pytest.raises(UnforeseenText, match="no key"):
        await receive(engine, None, number, asked)
    old = (await received(office, number, asked)).command
    assert (await receive(engine, None, number, asked)).command == old


async def test_what_the_table_cannot_hold_stamps_nothing(office: Database) -> None:
    number = await a_number(office)
    before = await kept_for(office, number)
    with pytest.raises(DBAPIError):
        await received(office, number, request(Urge(), key="k" * 201))
    assert await kept_for(office, number) == before


async def test_one_statement_receives_an_act_and_one_more_its_texts(office: Database) -> None:
    number, said = await a_number(office), list[str]()
    engine = office.engines.patient.sync_engine

    def count(_1: object, _2: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        await received(office, number, request(Urge(), via=Via.SIGNAL))
        assert len(said) == 1
        await received(office, number, request(AddInfo(), texts=TOLD))
        assert len(said) == 3
    finally:
        event.remove(engine, "before_cursor_execute", count)
