"""A log with the national algorithms switched on midway: all of it verifies, every line counts."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from audit.export.package import export
from audit.log.checkpoints import ForgedCheckpoint, LogKey, Signer
from audit.log.leaves import SM3
from audit.log.national import SoftwareSigner, sm3
from audit.verify.verification import Question, Verified, verify
from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.archive.log_writer import LogBroken
from services.assessment.freezing import freeze
from services.assessment.scoring import bring_up
from services.law.laws import Laws
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.city import city_of_pack
from tests.audit.archives import NATIONAL, SECRET, SIGNER, say, sweep
from tests.audit.lives import PACK, short_life
from tests.audit.packages import changed, parts_of, verified
from tests.hotlines import open_hotline

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ROOT = bytes(32)
OTHER = SoftwareSigner(bytes(reversed(SECRET)))
BEFORE, SINCE = "2025-11", "2025-12"
"""Months in which nothing happened are frozen like any other."""
NOTES = "SELECT note FROM checkpoint ORDER BY size"
LEAVES = "SELECT leaf_index, kind, order_number, content FROM archive_leaf ORDER BY leaf_index"
SET_NOTE = "UPDATE checkpoint SET note = :note WHERE size = (SELECT max(size) FROM checkpoint)"


@pytest.fixture(scope="module")
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline that kept an order and a month, and then switched the algorithms on."""
    async with open_hotline(services, tmp_path_factory.mktemp("sm"), "national") as hotline:
        engine = hotline.engines.patient
        laws = Laws(engine)
        for signer, month in ((SIGNER, BEFORE), (NATIONAL, SINCE)):
            await short_life(hotline)
            async with engine.begin() as connection:
                await note_access(connection, AccessNote(event=AccessEvent.REFUSED, by="seat-1"))
            await sweep(hotline, 1, signer)
            await bring_up(engine, laws)
            await freeze(engine, laws, city_of_pack(PACK), signer, month)
        yield hotline


async def found(hotline: VirtualHotline, key: LogKey = NATIONAL.key) -> Verified:
    """What an auditor finds."""
    return await verify(hotline.client, hotline.engines.patient, Question(key=key))


def flipped(line: str, chance: Random) -> str:
    """A line with one bit of one letter changed."""
    place = chance.randrange(len(line) - 1)
    return line[:place] + chr(ord(line[place]) ^ 1 << chance.randrange(7)) + line[place + 1 :]


async def test_switched_on_midway_all_of_it_verifies(hotline: VirtualHotline) -> None:
    notes = [row.note for row in await say(hotline, NOTES)]
    signed = ["\nnational paidan-sm2/" in note for note in notes]
    assert signed == sorted(signed)
    assert set(signed) == {False, True}
    assert [note.count("\u2014") for note in notes] == [1 + also for also in signed]
    for key in (NATIONAL.key, SIGNER.key):
        assert (await found(hotline, key)).faults == []


async def test_leaves_of_every_kind_name_the_sm3_since_then(hotline: VirtualHotline) -> None:
    leaves = [(leaf.kind, json.loads(leaf.content)) for leaf in await say(hotline, LEAVES)]
    kinds = {"history", "command", "assessment", "access"}
    assert {kind for kind, said in leaves if SM3 in said} == kinds
    assert {kind for kind, said in leaves if SM3 not in said} == kinds
    marks = [SM3 in said for _, said in leaves]
    assert marks == sorted(marks)


@pytest.mark.parametrize("kind", ["history", "command", "assessment", "access"])
async def test_another_sm3_in_a_leaf_is_named(hotline: VirtualHotline, kind: str) -> None:
    leaf = [row for row in await say(hotline, LEAVES) if row.kind == kind][-1]
    forged = json.loads(leaf.content) | {SM3: sm3(b"something else").hex()}
    change = "UPDATE archive_leaf SET content = :content WHERE leaf_index = :at"
    words = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    await say(hotline, change, content=words, at=leaf.leaf_index)
    faults = [(fault.what, fault.where) for fault in (await found(hotline)).faults]
    await say(hotline, change, content=leaf.content, at=leaf.leaf_index)
    assert any(what == kind and where.endswith("leaf says: sm3") for what, where in faults)


async def test_a_flipped_bit_of_an_sm2_line_is_named(hotline: VirtualHotline) -> None:
    note = [row.note for row in await say(hotline, NOTES)][-1]
    *rest, line = note.splitlines(keepends=True)
    wrong = line[:-20] + ("A" if line[-20] != "A" else "B") + line[-19:]
    await say(hotline, SET_NOTE, note="".join([*rest, wrong]))
    faults = [fault.where for fault in (await found(hotline)).faults]
    with pytest.raises(LogBroken, match="SM2"):
        await freeze(
            hotline.engines.patient,
            hotline.laws,
            hotline.city,
            NATIONAL,
            "2025-10",
        )
    await say(hotline, SET_NOTE, note=note)
    assert [where.partition(": ")[2] for where in faults] == [
        "its SM2 signature is not by the key that it names"
    ]


def test_no_flipped_bit_of_an_sm2_line_passes() -> None:
    note, chance = NATIONAL.sign(1, ROOT, NOW), Random(6)
    *rest, line = note.splitlines(keepends=True)
    for _ in range(60):
        with pytest.raises(ForgedCheckpoint, match="SM2"):
            NATIONAL.key.opened("".join([*rest, flipped(line, chance)]))
    assert NATIONAL.key.opened(note).size == 1


def test_an_sm2_line_that_was_taken_away_is_named() -> None:
    *rest, _ = NATIONAL.sign(1, ROOT, NOW).splitlines(keepends=True)
    for key in (NATIONAL.key, SIGNER.key):
        with pytest.raises(ForgedCheckpoint, match="SM2 signature is missing"):
            key.opened("".join(rest))


def test_an_sm2_line_that_was_added_is_named() -> None:
    line = NATIONAL.sign(1, ROOT, NOW).splitlines(keepends=True)[-1]
    with pytest.raises(ForgedCheckpoint, match="does not speak"):
        NATIONAL.key.opened(SIGNER.sign(1, ROOT, NOW) + line)


def test_another_sm2_key_is_believed_only_if_it_is_known() -> None:
    note = Signer(SECRET, OTHER).sign(1, ROOT, NOW)
    with pytest.raises(ForgedCheckpoint, match="none of this log's"):
        NATIONAL.key.opened(note)
    renewed = Signer(SECRET, SoftwareSigner(SECRET), (OTHER.key,))
    assert renewed.key.opened(note).size == 1


async def test_a_third_party_verifies_a_package_of_either_kind(
    hotline: VirtualHotline, tmp_path: Path
) -> None:
    histories = [row for row in await say(hotline, LEAVES) if row.kind == "history"]
    assert [SM3 in row.content for row in histories] == [False, True]
    for row in histories:
        package = await export(hotline.engines.patient, NATIONAL.key, row.order_number)
        status, told = verified(package, tmp_path, "--key", NATIONAL.key.written())
        assert (status, "all is proved" in told, "SM2" in told) == (0, True, True)
        name = next(name for name in parts_of(package) if name.startswith("histories/"))
        assert verified(changed(package, name, b"{}"), tmp_path)[0] == 1
