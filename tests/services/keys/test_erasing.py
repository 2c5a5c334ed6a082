"""A caller who was erased is in no dump, and what happened stays proved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from temporalio.worker import Replayer

from audit.verify.comparison import check_readmodel
from audit.verify.verification import Question, verify
from operations.backup.on_record import on_record
from operations.backup.postgres_tools import run_tool
from operations.preflight import plain_url
from operations.virtual import VirtualHotline
from services.access.principal import OPERATOR
from services.installation.keys import index_key
from services.keys.destroying import erase_again, erase_approved
from services.keys.erasures import list_erasures
from store.vault.blind_index_tables import MissedCallRow, OtherRegisterRow
from store.vault.encryption import KeyDestroyed
from store.vault.erasing import erase_caller, to_be_erased
from tests.audit.archives import SIGNER, sweep
from tests.hotline import Case, opens
from tests.hotlines import hotline_of_its_own
from tests.services.keys.rotations import settings_of
from workflows.plugin import PaidanPlugin

__all__ = ["hotline_of_its_own"]
HERS, HIS = "13912340001", "13912340002"
TOLD, WHY = "三楼窗台的花盆掉落", "本人书面要求"
"""What is kept of an order's caller, as a dump writes it down."""
KEPT = """
SELECT encode(key, 'hex') FROM vault_key WHERE order_number = :number AND secrecy = 'person'
UNION ALL SELECT encode(ciphertext, 'hex') FROM vault
 WHERE order_number = :number AND secrecy = 'person'
UNION ALL SELECT encode(ciphertext, 'hex') FROM vault_salt
 WHERE order_number = :number AND secrecy = 'person'
UNION ALL SELECT encode(digest, 'hex') FROM blind_index WHERE order_number = :number
UNION ALL SELECT gram::text FROM narrative_index WHERE order_number = :number
"""


async def closed(hotline: VirtualHotline, phone: str) -> Case:
    """An order that was handled and closed."""
    case = await opens(hotline, phone=phone, demand=TOLD)
    await case.dispatched()
    await case.reviewed()
    said = {"answered": True, "contacted": True, "solved": True, "satisfied": 1}
    await case.does("record_callback", by="callback-1", **said)
    await case.ends()
    return case


async def approved(case: Case) -> Case:
    """Two people have said that the caller is to be erased."""
    await case.does("request_erasure", by="lead-1", reason=WHY)
    return await case.does("approve_erasure", by="head-1")


async def registered_elsewhere(hotline: VirtualHotline, phone: str, name: str) -> None:
    """The caller was missed once, and the petition office knows the telephone too."""
    [digest] = index_key(settings_of(hotline)).phone_digests(phone)
    now = datetime.now(UTC)
    call = {"reference": name, "digest": digest, "rang_at": now, "line": "1", "queue": "1"}
    other = {"source": "petition", "external_id": name, "digest": digest, "state": "open"}
    async with hotline.engines.patient.begin() as connection:
        noted = {**call, "recorded_at": now, "recorded_by": "lead-1"}
        await connection.execute(insert(MissedCallRow).values(noted))
        await connection.execute(insert(OtherRegisterRow).values(other))


async def kept(hotline: VirtualHotline, case: Case) -> set[str]:
    async with hotline.engines.patient.connect() as connection:
        return set(await connection.scalars(text(KEPT), {"number": case.number}))


def dump(hotline: VirtualHotline, folder: Path) -> str:
    """The whole database, as PostgreSQL's own program writes it."""
    address = hotline.engines.patient.url.render_as_string(hide_password=False)
    file = folder / "dump.sql"
    run_tool("pg_dump", plain_url(address), "--format=plain", f"--file={file}")
    return file.read_text()


def found_in(words: set[str], written: str) -> set[str]:
    return {word for word in words if word in written}


async def test_nothing_of_the_person_is_in_a_dump_and_all_else_is_proved(
    hotline: VirtualHotline, tmp_path: Path
) -> None:
    hers, his = await closed(hotline, HERS), await closed(hotline, HIS)
    await registered_elsewhere(hotline, HERS, "hers")
    await registered_elsewhere(hotline, HIS, "his")
    person, other = await kept(hotline, hers), await kept(hotline, his)
    assert found_in(person, dump(hotline, tmp_path)) == person != set()
    await approved(hers)
    assert await erase_approved(hotline.engines.patient) == (hers.number,)
    assert await erase_approved(hotline.engines.patient) == ()
    after = dump(hotline, tmp_path)
    assert found_in(person, after) == set()
    assert found_in(other, after) == other
    assert found_in({HERS, TOLD}, after) == set()
    await sweep(hotline, histories=4)
    question = Question(key=SIGNER.key)
    proved = await verify(hotline.client, hotline.engines.patient, question)
    assert proved.faults == []
    assert await check_readmodel(hotline.client, hotline.engines.patient) == []
    for run in await hers.runs():
        await Replayer(workflows=[], plugins=[PaidanPlugin()]).replay_workflow(run)


async def test_whoever_shares_the_telephone_is_found_as_before(hotline: VirtualHotline) -> None:
    phone = "13912340003"
    first, second = await closed(hotline, phone), await opens(hotline, phone=phone)
    await registered_elsewhere(hotline, phone, "shared")
    [digest] = index_key(settings_of(hotline)).phone_digests(phone)
    await approved(first)
    await erase_approved(hotline.engines.patient)
    tied = "SELECT count(*) FROM {} WHERE digest = :digest"
    async with hotline.engines.patient.connect() as connection:
        for table in ("blind_index", "missed_call", "other_register"):
            found = await connection.scalar(text(tied.format(table)), {"digest": digest})
            assert found == 1
    assert await kept(hotline, second)


async def test_an_erasure_that_was_killed_is_done_again_and_whole(
    hotline: VirtualHotline,
) -> None:
    engine = hotline.engines.patient
    case = await approved(await closed(hotline, "13912340004"))
    person = await kept(hotline, case)
    connection = await engine.connect()
    await erase_caller(connection, case.number)
    await connection.close()
    assert await kept(hotline, case) == person
    async with engine.connect() as connection:
        assert await to_be_erased(connection) == (case.number,)
    assert await erase_approved(engine) == (case.number,)
    assert await kept(hotline, case) == set()
    assert await erase_again(engine, [case.number, "20260101-000000"]) == (case.number,)
    with pytest.raises(KeyDestroyed):
        await case.hands_in("persuade", by="lead-1", text="劝导")


async def test_it_is_told_which_backups_hold_the_person_until_when(
    hotline: VirtualHotline, tmp_path: Path
) -> None:
    engine = hotline.engines.patient
    url = plain_url(engine.url.render_as_string(hide_password=False))
    case = await approved(await closed(hotline, "13912340005"))
    for name, days in (("kept", 30), ("for-ever", None), ("expired", -1)):
        with on_record(url, tmp_path / name, days):
            pass
    with pytest.raises(OSError, match="full"), on_record(url, tmp_path / "broken", 30):
        raise OSError("full")
    await erase_approved(engine)
    with on_record(url, tmp_path / "later", 30):
        pass
    [told] = [one for one in await list_erasures(OPERATOR, engine) if one.order == case.number]
    assert told.approved_by == "head-1"
    assert [Path(one.place).name for one in told.backups] == ["kept", "for-ever"]
    until, never = (one.kept_until for one in told.backups)
    assert never is None
    assert until is not None
    assert timedelta(days=29) < until - datetime.now(UTC) <= timedelta(days=30)
