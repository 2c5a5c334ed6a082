"""A dispatch or a message may be taken back for ten seconds, and is on record only when it leaves
(criterion 10)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text, update

from domain.vocabulary import Admission
from operations.virtual import VirtualHotline
from services.access.principal import SYSTEM
from services.access.rights import MayNot
from services.orders.holding import (
    HeldActShown,
    LeftAtOnce,
    hold_act,
    release_held_acts,
)
from services.submission.counter import Handed
from store.commands.order_time import move_clock
from store.commands.stamping import KeyReused
from store.held.held_acts import HeldOutcome
from store.register.tables import PersonRow
from tests.acting import named
from tests.api.window import headers, is_problem, office_at
from tests.hotline import Case, comes_true, opens, paper, principal

NOTE = "张三家就在泵站旁"
OVER = timedelta(seconds=11)


async def accepted(hotline: VirtualHotline) -> Case:
    """An order that waits to be dispatched."""
    case = await opens(hotline)
    return await case.does("accept_for_dispatch", by="seat-1")


async def held(
    case: Case, act: str = "dispatch", by: str = "dispatcher-1", key: str = "", **said: object
) -> HeldActShown:
    """Somebody hands in an act that waits."""
    found = await hold_act(
        principal(by), office_at(case.hotline, case.hotline.engines), handed(case, act, key, said)
    )
    assert isinstance(found, HeldActShown), found
    return found


def handed(case: Case, act: str, key: str, said: dict[str, object]) -> Handed:
    """A paper for the case."""
    words = said or {"unit": "water", "note": NOTE}
    return Handed(number=case.number, paper=paper(act, **words), key=key or str(uuid4()))


async def releases(hotline: VirtualHotline) -> None:
    """The round goes once."""
    await release_held_acts(SYSTEM, office_at(hotline, hotline.engines))


async def outcome(hotline: VirtualHotline, id: str) -> str | None:
    """What became of a held act, by its row."""
    asked = text("SELECT outcome FROM held_act WHERE id = :id")
    async with hotline.engines.patient.connect() as connection:
        return await connection.scalar(asked, {"id": id})


async def test_a_dispatch_waits_ten_seconds_and_then_stands_on_record_with_its_words(
    hotline: VirtualHotline,
) -> None:
    case = await accepted(hotline)
    waits = await held(case)
    assert waits.outcome is None
    assert 0 < waits.seconds_left <= 10
    await releases(hotline)
    assert (await case.kinds())[-1] == "AcceptedForDispatch"
    await move_clock(hotline.engines.patient, case.number, OVER)
    await releases(hotline)
    assert (await case.kinds())[-1] == "Dispatched"
    assert await outcome(hotline, waits.id) == HeldOutcome.LEFT


async def test_what_was_taken_back_leaves_nothing_but_the_end_of_its_wait(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await accepted(hotline)
    waits = await held(case)
    mine = await window.get("/held-acts", headers=named("dispatcher-1"))
    assert [one["id"] for one in mine.json()] == [waits.id]
    place = f"/held-acts/{waits.id}/take-back"
    for _ in range(2):
        done = await window.post(place, headers=headers("dispatcher-1"))
        assert done.json()["outcome"] == "taken_back", done.text
    await move_clock(hotline.engines.patient, case.number, OVER)
    await releases(hotline)
    assert (await case.kinds())[-1] == "AcceptedForDispatch"
    async with hotline.engines.patient.connect() as connection:
        asked = text("SELECT count(*) FROM command WHERE order_number = :n AND name = 'dispatch'")
        assert await connection.scalar(asked, {"n": case.number}) == 0
        kept = text("SELECT ciphertext FROM held_act WHERE id = :id")
        assert await connection.scalar(kept, {"id": waits.id}) is None


async def test_nobody_takes_back_what_is_somebody_elses_or_has_left(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await accepted(hotline)
    waits = await held(case)
    place = f"/held-acts/{waits.id}/take-back"
    other = await window.post(place, headers=headers("supervisor-1"))
    assert is_problem(other, 404) == "unknown_held_act"
    assert (await window.get("/held-acts", headers=named("supervisor-1"))).json() == []
    await move_clock(hotline.engines.patient, case.number, OVER)
    await releases(hotline)
    late = await window.post(place, headers=headers("dispatcher-1"))
    assert is_problem(late, 409) == "held_act_gone"


async def test_an_act_never_waits_across_a_due_of_its_order(hotline: VirtualHotline) -> None:
    case = await accepted(hotline)
    due = (await case.clock("dispatch/1")).due
    await case.passes_until(due - timedelta(seconds=6))
    office = office_at(hotline, hotline.engines)
    found = await hold_act(principal("dispatcher-1"), office, handed(case, "dispatch", "", {}))
    assert isinstance(found, LeftAtOnce)
    assert found.reply.receipt is not None
    assert (await case.clock("dispatch/1")).lapsed is None


async def test_a_due_that_comes_up_while_an_act_waits_lets_it_leave_before_it(
    hotline: VirtualHotline,
) -> None:
    case = await accepted(hotline)
    waits = await held(case)
    soon = text("UPDATE order_state SET next_alarm = :at WHERE number = :n")
    async with hotline.engines.patient.begin() as connection:
        at = await hotline.now(case.number) + timedelta(seconds=5)
        await connection.execute(soon, {"at": at, "n": case.number})
    await releases(hotline)
    assert await outcome(hotline, waits.id) == HeldOutcome.LEFT


async def test_sent_twice_under_one_key_it_waits_once(hotline: VirtualHotline) -> None:
    case = await accepted(hotline)
    key = str(uuid4())
    first, second = await held(case, key=key), await held(case, key=key)
    assert first.id == second.id
    await move_clock(hotline.engines.patient, case.number, OVER)
    await releases(hotline)
    await releases(hotline)
    assert (await held(case, key=key)).outcome is HeldOutcome.LEFT
    assert (await case.kinds()).count("Dispatched") == 1


async def test_what_is_refused_is_refused_when_it_is_handed_in(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    office = office_at(hotline, hotline.engines)
    found = await hold_act(principal("dispatcher-1"), office, handed(case, "dispatch", "", {}))
    assert not isinstance(found, HeldActShown | LeftAtOnce)
    assert found.code == "not_queued"


async def test_whoever_may_no_more_when_it_leaves_has_not_acted(hotline: VirtualHotline) -> None:
    case = await accepted(hotline)
    waits = await held(case)
    await case.does("dispatch", by="dispatcher-1", unit="housing", note="就近")
    await move_clock(hotline.engines.patient, case.number, OVER)
    await releases(hotline)
    assert await outcome(hotline, waits.id) == HeldOutcome.REFUSED
    assert (await case.kinds()).count("Dispatched") == 1


async def test_a_post_that_was_taken_meanwhile_sends_nothing(hotline: VirtualHotline) -> None:
    case = await accepted(hotline)
    person = update(PersonRow).where(PersonRow.person == "dispatcher-1")
    waits = await held(case)
    async with hotline.engines.patient.begin() as connection:
        await connection.execute(person.values(role="monitor"))
    try:
        await move_clock(hotline.engines.patient, case.number, OVER)
        await releases(hotline)
    finally:
        async with hotline.engines.patient.begin() as connection:
            await connection.execute(person.values(role="dispatcher"))
    assert await outcome(hotline, waits.id) == HeldOutcome.REFUSED
    assert (await case.kinds())[-1] == "AcceptedForDispatch"


async def test_an_emergency_and_an_ordinary_act_leave_at_once(hotline: VirtualHotline) -> None:
    office = office_at(hotline, hotline.engines)
    urgent = await opens(hotline, urgency="emergency")
    await urgent.does("accept_for_dispatch", by="seat-1")
    found = await hold_act(principal("dispatcher-1"), office, handed(urgent, "dispatch", "", {}))
    assert isinstance(found, LeftAtOnce)
    case = await (await opens(hotline)).dispatched()
    signs = Handed(number=case.number, paper=paper("accept"), key=str(uuid4()))
    assert isinstance(await hold_act(principal("water-clerk"), office, signs), LeftAtOnce)


async def test_its_words_lie_sealed_and_the_machine_alone_releases(
    hotline: VirtualHotline,
) -> None:
    case = await accepted(hotline)
    waits = await held(case)
    asked = text("SELECT ciphertext, held_act::text AS row FROM held_act WHERE id = :id")
    async with hotline.engines.patient.connect() as connection:
        row = (await connection.execute(asked, {"id": waits.id})).one()
    assert row.ciphertext
    assert "张三" not in row.row
    with pytest.raises(MayNot):
        await release_held_acts(principal("dispatcher-1"), office_at(hotline, hotline.engines))


async def test_it_leaves_by_what_whoever_handed_it_in_was_let_in_with(
    hotline: VirtualHotline,
) -> None:
    case = await accepted(hotline)
    office = office_at(hotline, hotline.engines)
    by = principal("dispatcher-1")

    let_in = replace(by, admitted_by=Admission.LOCAL)
    assert isinstance(
        await hold_act(let_in, office, handed(case, "dispatch", "", {})), HeldActShown
    )
    await move_clock(hotline.engines.patient, case.number, OVER)
    await releases(hotline)

    async def left() -> bool:
        return "Dispatched" in await case.kinds()

    await comes_true(left)
    asked = text(
        "SELECT act ->> 'admitted_by' FROM command WHERE order_number = :n AND name = 'dispatch'"
    )
    async with hotline.engines.patient.connect() as connection:
        assert await connection.scalar(asked, {"n": case.number}) == Admission.LOCAL


async def test_a_key_that_held_one_paper_holds_no_other(hotline: VirtualHotline) -> None:
    case, other = await accepted(hotline), await accepted(hotline)
    first = await held(case, key="k")
    assert (await held(case, key="k")).id == first.id
    with pytest.raises(KeyReused):
        await held(case, key="k", unit="water", note="另一句话")
    with pytest.raises(KeyReused):
        await held(other, key="k")
