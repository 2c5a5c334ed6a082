"""A caller is found again by a number however it was written, and by nobody without the key."""

import secrets
from dataclasses import replace

import pytest
from sqlalchemy import text

from domain.vocabulary import Secrecy
from store.vault.blind_index import KEY_BYTES, IndexKey, Traces, grams, id_number, phones
from tests.databases import DEMAND, Database, destroyed, registered, registration

KEY = IndexKey(secret=bytes(range(KEY_BYTES)))
TRACES = KEY.traces({**DEMAND, "id_number": "46020019900101123x"})


async def rows_of(office: Database, number: str) -> dict[str, int]:
    """How many traces of an order each table holds."""
    async with office.engines.patient.connect() as connection:
        return {
            table: await connection.scalar(
                text(f"SELECT count(*) FROM {table} WHERE order_number = :number"),
                {"number": number},
            )
            or 0
            for table in ("blind_index", "narrative_index")
        }


async def found(office: Database, traces: Traces = TRACES) -> str:
    """The number of an order that can be found again."""
    row = await registered(office, asked=registration(traces=traces))
    return str(row.order_number)


@pytest.mark.parametrize(
    "written",
    [
        "13800001234",
        "１３８００００１２３４",
        "138-0000-1234",
        "138 0000 1234",
        "+86 138 0000 1234",
        "0086-13800001234",
        "8613800001234",
        "(+86)138.0000.1234",
    ],
)
def test_a_telephone_number_is_one_number_however_it_is_written(written: str) -> None:
    assert phones(written) == ("13800001234",)
    assert KEY.phone_digests(written) == KEY.phone_digests("13800001234")


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("0974-8512345", ("9748512345",)),
        ("+86 974 8512345", ("9748512345",)),
        ("8612345", ("8612345",)),
        ("13800001234/13900001234、13800001234", ("13800001234", "13900001234")),
        ("无", ()),
        ("12", ()),
    ],
)
def test_what_is_written_down_as_a_telephone_number(written: str, numbers: object) -> None:
    assert phones(written) == numbers


def test_an_id_number_is_written_in_one_way() -> None:
    assert id_number("４６０２００ 19900101-123x") == "46020019900101123X"
    assert id_number("不详") == ""


def test_a_narrative_is_cut_into_threes_without_punctuation() -> None:
    assert grams("路灯,不亮!") == ("路灯不", "灯不亮")
    assert grams("噪音") == ("噪音",)
    assert grams("……") == ()
    long = "".join(chr(0x4E00 + place) for place in range(5000))
    assert len(grams(long)) == 1000
    assert len(KEY.traces({"demand": long}).grams) == 64


def test_another_key_finds_nobody_and_a_kind_is_part_of_its_digest() -> None:
    other = IndexKey(secret=secrets.token_bytes(KEY_BYTES))
    assert not set(TRACES.digests) & set(other.traces(DEMAND).digests)
    assert not set(TRACES.grams) & set(other.traces(DEMAND).grams)
    phone, as_id = {"phone": "13800001234"}, {"id_number": "13800001234"}
    assert KEY.traces(phone).digests != KEY.traces(as_id).digests
    with pytest.raises(ValueError, match="32 bytes"):
        IndexKey(secret=b"short")


def test_who_stays_unnamed_is_not_found_again() -> None:
    assert KEY.traces(DEMAND, anonymous=True) == replace(KEY.traces(DEMAND), caller=())


async def test_traces_are_kept_with_the_order_and_show_nothing(office: Database) -> None:
    number = await found(office)
    assert await rows_of(office, number) == {"blind_index": 2, "narrative_index": 2}
    async with office.engines.patient.connect() as connection:
        rows = await connection.scalars(text("SELECT blind_index::text FROM blind_index"))
        dump = "".join(rows)
    assert DEMAND["phone"].encode().hex() not in dump


async def test_a_registration_that_is_refused_leaves_no_trace(office: Database) -> None:
    async def all_rows() -> int:
        async with office.engines.patient.connect() as connection:
            return await connection.scalar(text("SELECT count(*) FROM blind_index")) or 0

    before = await all_rows()
    await registered(office, asked=registration(texts={"name": "张三"}, traces=TRACES))
    assert await all_rows() == before


async def test_who_is_erased_is_not_found_again(office: Database) -> None:
    number, other = await found(office), await found(office)
    await destroyed(office.engines.patient, number, Secrecy.OFFICIAL)
    assert (await rows_of(office, number))["blind_index"] == 2
    await destroyed(office.engines.patient, number, Secrecy.PERSON)
    assert await rows_of(office, number) == {"blind_index": 0, "narrative_index": 0}
    assert await rows_of(office, other) == {"blind_index": 2, "narrative_index": 2}
