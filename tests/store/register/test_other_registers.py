"""What lies with another authority is found by its caller's digest, in its latest state."""

from dataclasses import replace

from sqlalchemy import text

from store.register.other_registers import LocalRegister, OtherCase, RegisteredCase, keep
from store.vault.blind_index import KEY_BYTES, IndexKey
from tests.databases import Database

KEY = IndexKey(secret=bytes(range(KEY_BYTES)))


def digest(phone: str) -> bytes:
    return KEY.phone_digests(phone)[0]


def case(external_id: str, state: str = "已受理", source: str = "petition") -> OtherCase:
    return OtherCase(source=source, external_id=external_id, state=state)


async def test_a_callers_cases_are_found_and_nobody_elses(office: Database) -> None:
    mine, other = digest("13700000001"), digest("13700000002")
    first, second = case("A-1"), case("A-2", source="110")
    theirs = RegisteredCase(case=case("A-3"), digest=other)
    entries = (
        RegisteredCase(case=first, digest=mine),
        RegisteredCase(case=second, digest=mine),
        theirs,
    )
    assert await keep(office.engines.patient, entries) == 3
    register = LocalRegister(engine=office.engines.patient)
    assert set(await register.matching([mine], [])) == {first, second}
    assert await register.matching([], []) == ()


async def test_the_same_list_again_adds_nothing_and_renews_the_state(office: Database) -> None:
    engine, mine = office.engines.patient, digest("13700000003")
    entry = RegisteredCase(case=case("B-1"), digest=mine)
    assert await keep(engine, [entry]) == 1
    done = replace(entry, case=case("B-1", "已办结"))
    assert await keep(engine, [done]) == 0
    assert await LocalRegister(engine=engine).matching([mine], []) == (done.case,)


async def test_a_long_list_is_kept_whole(office: Database) -> None:
    entries = [
        RegisteredCase(case=case(f"C-{n}"), digest=digest(f"1360000{n:04d}")) for n in range(2500)
    ]
    assert await keep(office.engines.patient, entries) == 2500


async def test_no_number_of_a_caller_is_in_the_register(office: Database) -> None:
    await keep(
        office.engines.patient, [RegisteredCase(case=case("D-1"), digest=digest("13700000004"))]
    )
    async with office.engines.patient.connect() as connection:
        rows = await connection.scalars(text("SELECT other_register::text FROM other_register"))
        dump = "".join(rows)
    assert "D-1" in dump
    assert "13700000004" not in dump
    assert b"13700000004".hex() not in dump
