"""Texts lie encrypted beside the command, and the history carries no more than a commitment."""

import secrets
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text

from domain.chapters.handling.commands import AddInfo, SubmitResult
from domain.vocabulary import ResultKind, Secrecy
from store.commands.stored import StoredCommand
from store.vault.encryption import (
    KEY_BYTES,
    KeyDestroyed,
    MasterKey,
    Unreadable,
    commitment,
    new_keys,
)
from store.vault.key_ring import KeyRing
from store.vault.vault_rows import is_proved, open_texts
from tests.databases import (
    DEMAND,
    MASTER,
    Database,
    destroyed,
    received,
    registered,
    request,
)

RESULT = {"solution": "已更换灯头", "evidence": "照片两张"}


async def told(office: Database) -> tuple[str, StoredCommand, StoredCommand]:
    """An order whose caller told the person's texts, and whose unit told official ones."""
    demand = await registered(office)
    number = str(demand.order_number)
    solved = SubmitResult(result_kind=ResultKind.SOLVED)
    result = (await received(office, number, request(solved, texts=RESULT))).command
    return number, demand, result


async def proved(office: Database, row: StoredCommand) -> bool:
    number = str(row.order_number)
    return await is_proved(office.engines.patient, MASTER, number, row.id, row.act.commitment)


async def test_what_was_told_is_read_again_and_proved(office: Database) -> None:
    number, demand, result = await told(office)
    texts = await open_texts(office.engines.patient, MASTER, number)
    assert texts == {demand.id: DEMAND, result.id: RESULT}
    assert demand.act.filled == tuple(sorted(DEMAND))
    assert await proved(office, demand)
    assert await proved(office, result)
    forged = replace(demand, act=replace(demand.act, commitment=result.act.commitment))
    assert not await proved(office, forged)


async def test_no_table_shows_what_was_told(office: Database) -> None:
    number, _, _ = await told(office)
    async with office.engines.patient.connect() as connection:
        for table in ("work_order", "command", "vault", "vault_salt", "vault_key"):
            rows = await connection.scalars(text(f"SELECT {table}::text FROM {table}"))
            dump = "".join(rows)
            assert number in dump
            for told_text in (*DEMAND.values(), *RESULT.values()):
                assert told_text not in dump
                assert told_text.encode().hex() not in dump


async def test_the_person_is_erased_and_the_office_keeps_its_own_words(office: Database) -> None:
    number, demand, result = await told(office)
    await destroyed(office.engines.patient, number, Secrecy.PERSON)
    assert await open_texts(office.engines.patient, MASTER, number) == {result.id: RESULT}
    assert await proved(office, result)
    with pytest.raises(KeyDestroyed):
        await proved(office, demand)
    with pytest.raises(KeyDestroyed):
        await received(office, number, request(AddInfo(), texts={"text": "还有两盏"}))


async def test_another_master_key_opens_nothing(office: Database) -> None:
    number, _, _ = await told(office)
    with pytest.raises(Unreadable):
        await open_texts(
            office.engines.patient,
            KeyRing.of(MasterKey(secret=secrets.token_bytes(KEY_BYTES))),
            number,
        )


async def test_a_text_moved_to_another_command_is_noticed(office: Database) -> None:
    number, _, result = await told(office)
    other = (await received(office, number, request(AddInfo()))).command
    async with office.engines.patient.begin() as connection:
        await connection.execute(
            text("UPDATE vault SET command_id = :other WHERE command_id = :id"),
            {"other": other.id, "id": result.id},
        )
    with pytest.raises(Unreadable):
        await open_texts(office.engines.patient, MASTER, number)


def test_a_seal_holds_for_one_order_one_command_and_one_name() -> None:
    keys, command = new_keys("20260302-000001"), uuid4()
    sealed = keys.seal(command, "answer", Secrecy.OFFICIAL, b"yes")
    assert keys.open(command, sealed) == b"yes"
    elsewhere = replace(keys, order_number="20260302-000002")
    for attempt in (
        lambda: keys.open(uuid4(), sealed),
        lambda: keys.open(command, replace(sealed, name="route")),
        lambda: keys.open(command, replace(sealed, secrecy=Secrecy.PERSON)),
        lambda: elsewhere.open(command, sealed),
    ):
        with pytest.raises(Unreadable):
            attempt()


def test_a_commitment_depends_on_content_and_salt_and_not_on_the_order_of_writing() -> None:
    salt = bytes(32)
    one = commitment(salt, {"name": "张三", "phone": "1"})
    assert one == commitment(salt, {"phone": "1", "name": "张三"})
    assert one != commitment(salt, {"name": "张三", "phone": "2"})
    assert one != commitment(bytes(31) + b"1", {"name": "张三", "phone": "1"})
    with pytest.raises(ValueError, match="32 bytes"):
        MasterKey(secret=b"short")
