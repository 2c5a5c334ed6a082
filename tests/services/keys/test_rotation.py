"""A new key takes the current one's place while people act; nothing fails and nothing is lost."""

from uuid import uuid4

import pytest

from operations.virtual import VirtualHotline
from services.access.principal import OPERATOR
from services.access.rights import MayNot
from services.installation.known_keys import settle_keys
from services.installation.secret_files import UnfitKey
from services.keys.rotation import KeyInUse, NoSuchKey, Rotated, list_keys, retire, rotate
from store.desk.drafts import SealedDraft, begin_draft, draft_of
from store.desk.owner import Owner
from store.exports.exports import ExportAsked, ask, waiting
from store.vault.fingerprints import KeyKind
from store.vault.rewrapping import DRAFT, EXPORT
from tests.hotline import opens, principal
from tests.hotlines import hotline_of_its_own
from tests.services.keys.rotations import (
    another_process,
    count,
    phones_told,
    rotated_under_way,
    settings_of,
)

__all__ = ["hotline_of_its_own"]
ORDERS = 4

BORN = "SELECT count(*) FROM work_order"
NOTED = "SELECT count(*) FROM access_log WHERE event = 'key_retired'"


class Killed(Exception):
    """The process ends here."""


async def finished(hotline: VirtualHotline) -> Rotated:
    """No rotation of an earlier test is unfinished: the key is one that came after the first."""
    return await rotate(OPERATOR, hotline.engines.patient, settings_of(hotline))


async def vault_keys(hotline: VirtualHotline) -> dict[str, tuple[bool, int | None]]:
    views = await list_keys(OPERATOR, hotline.engines.patient)
    return {v.key_id: (v.is_current, v.lies_under) for v in views if v.kind is KeyKind.VAULT}


async def test_orders_run_on_while_the_key_is_changed(hotline: VirtualHotline) -> None:
    former = (await finished(hotline)).current
    done, cases = await rotated_under_way(hotline, ORDERS)
    assert done.is_new
    assert len(await phones_told(hotline, cases)) == len(cases) >= ORDERS
    keys = await vault_keys(hotline)
    assert (keys[done.current][0], keys[former]) == (True, (False, 0))
    assert sum(under or 0 for _, under in keys.values()) == 2 * await count(hotline, BORN)
    await retire(OPERATOR, hotline.engines.patient, settings_of(hotline), former)
    assert len(await phones_told(hotline, cases)) == len(cases)
    kept = {file.name for file in (hotline.data_dir / "secrets").iterdir()}
    assert f"vault-{done.current}.key" in kept
    assert f"vault-{former}.key" not in kept
    assert former not in await vault_keys(hotline)
    assert await count(hotline, NOTED) == 1


async def test_a_rotation_that_was_killed_is_gone_on_with(hotline: VirtualHotline) -> None:
    former = (await finished(hotline)).current
    cases = [await opens(hotline) for _ in range(3)]
    settings, engine = settings_of(hotline), hotline.engines.patient

    def killed(_: int, __: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        await rotate(OPERATOR, engine, settings, killed, at_once=2)
    is_current, left = (await vault_keys(hotline))[former]
    assert (is_current, bool(left)) == (False, True)
    with pytest.raises(KeyInUse, match=former):
        await retire(OPERATOR, engine, settings, former)
    late = await opens(another_process(hotline))
    assert len(await phones_told(hotline, [*cases, late])) == 4
    again = await rotate(OPERATOR, engine, settings)
    assert (again.is_new, again.rewrapped) == (False, left)
    assert (await vault_keys(hotline))[former] == (False, 0)
    with pytest.raises(KeyInUse, match=again.current):
        await retire(OPERATOR, engine, settings, again.current)
    with pytest.raises(NoSuchKey):
        await retire(OPERATOR, engine, settings, "no-such-key")


async def test_why_texts_were_to_leave_is_sealed_anew_too(
    hotline: VirtualHotline,
) -> None:
    former = (await finished(hotline)).current
    settings, engine, ring = settings_of(hotline), hotline.engines.patient, hotline.counter.master
    id = uuid4()
    place = EXPORT, str(id)
    asked = ExportAsked(
        id=id,
        asked_by="dispatcher-1",
        account="",
        unit="hotline",
        orders=("20260302-000001",),
        fields=("demand_text",),
        reason=ring.told(former).seal("报送市政府".encode(), *place),
        sealed_by=former,
    )
    await ask(engine, asked)
    assert (await vault_keys(hotline))[former][1]
    current = (await rotate(OPERATOR, engine, settings)).current
    assert (await vault_keys(hotline))[former] == (False, 0)
    await retire(OPERATOR, engine, settings, former)
    [kept] = await waiting(engine)
    assert kept.sealed_by == current
    assert ring.key(current).unseal(kept.reason, *place).decode() == "报送市政府"


async def test_the_own_key_of_a_draft_is_wrapped_anew_too(hotline: VirtualHotline) -> None:
    former = (await finished(hotline)).current
    settings, engine, ring = settings_of(hotline), hotline.engines.patient, hotline.counter.master
    id, owner = uuid4(), Owner(person="seat-1", account="")
    begun = SealedDraft(
        id=id,
        owner=owner,
        form="register",
        order_number=None,
        key=ring.told(former).seal(b"its own", DRAFT, str(id)),
        sealed_by=former,
        nonce=b"nonce",
        ciphertext=b"words",
    )
    async with engine.begin() as connection:
        await begin_draft(connection, begun)
    current = (await rotate(OPERATOR, engine, settings)).current
    await retire(OPERATOR, engine, settings, former)
    kept = await draft_of(engine, owner, id)
    assert kept.sealed_by == current
    assert ring.key(current).unseal(kept.key, DRAFT, str(id)) == b"its own"


async def test_a_key_that_was_drawn_and_not_used_is_the_next_one(hotline: VirtualHotline) -> None:
    """The process was killed between drawing it and telling the database."""
    await finished(hotline)
    settings, engine = settings_of(hotline), hotline.engines.patient
    drawn = hotline.data_dir / "secrets" / "vault-drawn.key"
    drawn.write_text("09" * 32)
    before = set(await vault_keys(hotline))
    current = (await rotate(OPERATOR, engine, settings)).current
    assert current not in before
    assert hotline.counter.master.key(current).secret == b"\x09" * 32


async def test_a_process_without_the_new_key_does_not_serve(hotline: VirtualHotline) -> None:
    await finished(hotline)
    settings, engine = settings_of(hotline), hotline.engines.patient
    current = (await rotate(OPERATOR, engine, settings)).current
    file = hotline.data_dir / "secrets" / f"vault-{current}.key"
    written = file.read_text()
    file.unlink()
    with pytest.raises(UnfitKey, match=current):
        await settle_keys(engine, settings)
    file.write_text(written)
    await settle_keys(engine, settings)


async def test_keys_are_kept_by_whoever_keeps_the_machine(hotline: VirtualHotline) -> None:
    settings, engine = settings_of(hotline), hotline.engines.patient
    assert await list_keys(principal("calendar-office"), engine)
    for person in ("head-1", "dispatcher-1", "seat-1"):
        with pytest.raises(MayNot):
            await rotate(principal(person), engine, settings)
