"""Who asked for what, received when: one row per request, in an order that nobody can dispute."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from domain.chapters.handling.commands import AddInfo
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import Urge
from domain.order.refusal import Refusal
from store.commands.birth import mark_started
from store.commands.command_table import (
    KeyReused,
    UnforeseenText,
    UnknownCommand,
    UnknownOrder,
    answer_of,
    mark_delivered,
    mark_failed,
    mark_refused,
    orders_with_undecided,
    undecided,
)
from store.commands.order_time import move_clock
from store.commands.stored import CommandStatus, Via
from tests.databases import Database, a_number, received, registered, registration, request

REFUSAL = Refusal(code="wrong_state", basis=("T:T08",), about=("QUEUED",))


async def test_fifty_acts_at_once_get_fifty_different_instants_in_one_row_of_places(
    office: Database,
) -> None:
    number = await a_number(office)
    asked = [received(office, number, request(Urge())) for _ in range(50)]
    rows = [answer.command for answer in await asyncio.gather(*asked)]
    rows.sort(key=lambda row: row.place or 0)
    assert [row.place for row in rows] == list(range(2, 52))
    assert all(a.received_at < b.received_at for a, b in pairwise(rows))
    waiting = await undecided(office.engines.patient, number)
    assert [row.id for row in waiting] == [row.id for row in rows]
    assert [row.act for row in waiting] == [row.act for row in rows]


async def test_twenty_senders_of_one_request_find_one_row(office: Database) -> None:
    number = await a_number(office)
    asked = request(AddInfo(), texts={"text": "还有两盏"})
    answers = await asyncio.gather(*(received(office, number, asked) for _ in range(20)))
    assert len({answer.command.id for answer in answers}) == 1
    assert sum(answer.is_new for answer in answers) == 1
    assert len(await undecided(office.engines.patient, number)) == 1


async def test_the_same_key_for_another_request_is_refused(office: Database) -> None:
    number, other = await a_number(office), await a_number(office)
    asked = request(Urge())
    await received(office, number, asked)
    with pytest.raises(KeyReused):
        await received(office, number, replace(asked, request_hash="h2"))
    with pytest.raises(KeyReused):
        await received(office, other, asked)


async def test_one_key_raced_for_on_twenty_orders_stamps_one_of_them_only(office: Database) -> None:
    numbers = [await a_number(office) for _ in range(20)]
    asked = request(Urge())
    outcomes = await asyncio.gather(
        *(received(office, number, asked) for number in numbers), return_exceptions=True
    )
    assert sum(not isinstance(outcome, KeyReused) for outcome in outcomes) == 1
    for number in numbers:
        after = (await received(office, number, request(Urge()))).command
        waiting = await undecided(office.engines.patient, number)
        assert after.place == len(waiting) + 1  # the registration was the first


async def test_what_no_order_and_no_command_foresees_is_not_taken(office: Database) -> None:
    with pytest.raises(UnknownOrder):
        await received(office, "20260101-999999", request(Urge()))
    with pytest.raises(UnforeseenText):
        await received(office, await a_number(office), request(Urge(), texts={"poem": "春眠"}))
    with pytest.raises(UnknownCommand):
        await answer_of(office.engines.patient, uuid4())


async def test_a_blank_text_counts_as_not_given(office: Database) -> None:
    asked = request(AddInfo(), texts={"text": " \n"})
    row = (await received(office, await a_number(office), asked)).command
    assert (row.act.filled, row.act.commitment) == ((), "")


async def test_an_answer_is_given_once_and_delivery_does_not_undo_it(office: Database) -> None:
    engine, number = office.engines.patient, await a_number(office)
    refused = (await received(office, number, request(AcceptForDispatch()))).command
    await mark_delivered(engine, refused.id)
    assert (await answer_of(engine, refused.id)).status is CommandStatus.DELIVERED
    await mark_refused(engine, refused.id, REFUSAL)
    await mark_delivered(engine, refused.id)
    await mark_failed(engine, refused.id, "too late")
    answer = await answer_of(engine, refused.id)
    assert (answer.status, answer.refusal, answer.failure) == (CommandStatus.REFUSED, REFUSAL, "")
    assert answer.answered_at is not None
    assert answer.answered_at > answer.received_at


async def test_a_command_that_cannot_be_delivered_holds_nothing_up(office: Database) -> None:
    engine, number = office.engines.patient, await a_number(office)
    stuck = (await received(office, number, request(Urge()))).command
    behind = (await received(office, number, request(Urge()))).command
    await mark_failed(engine, stuck.id, "payload too large")
    assert [row.id for row in await undecided(engine, number)] == [behind.id]
    assert (await answer_of(engine, stuck.id)).failure == "payload too large"


async def test_the_relay_sees_an_old_undecided_command_of_a_started_order(
    rehearsal: Database,
) -> None:
    engine = rehearsal.engines.patient
    number = str((await registered(rehearsal, asked=registration())).order_number)
    await mark_started(engine, number)
    await received(rehearsal, number, request(Urge()))
    minute = timedelta(minutes=1)
    assert number not in await orders_with_undecided(engine, minute)
    await move_clock(engine, number, minute)
    assert number in await orders_with_undecided(engine, minute)


async def test_the_relay_sees_a_posted_command_at_once(office: Database) -> None:
    engine, number = office.engines.patient, await a_number(office)
    await mark_started(engine, number)
    minute = timedelta(minutes=1)
    assert number not in await orders_with_undecided(engine, minute)
    await received(office, number, request(Urge(), via=Via.SIGNAL))
    assert number in await orders_with_undecided(engine, minute)
