"""When machines did their work stands in no figure: only when acts were received (rulebook 4.1)."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import NAMESPACE_OID, uuid5

import pytest

from domain.summary import Summary
from operations.embedded import Services
from readmodel.orders.publisher import store
from services.assessment.freezing import freeze
from store.engines import single
from tests.audit.archives import SIGNER
from tests.domain.case import Case
from tests.services.assessment.assessed import MARCH, reported
from tests.services.assessment.on_record import CITY, Office, an_office, in_order
from tests.services.assessment.test_scorecards import a_city
from workflows.ports import Batch, CommandAnswer, Receipt

DELAYS: Final = (timedelta(), timedelta(seconds=30), timedelta(minutes=10))
HANDED_IN: Final = """
INSERT INTO command (id, order_number, place, actor, role, unit, idempotency_key, request_hash,
                     name, act, via, received_at, status)
SELECT command_id, order_number, min(seq), min(actor), min(actor_role), min(actor_unit),
       command_id, '', '', '{}', 'update', min(occurred_at), 'received'
  FROM fact WHERE command_id IS NOT NULL GROUP BY order_number, command_id
"""
ANSWERED_LATE: Final = (
    "UPDATE command SET answered_at = received_at + :late WHERE status = 'decided'"
)
ARCHIVED_LATE: Final = """
INSERT INTO archive_history
SELECT number, number, '', '', '', 1, max(occurred_at) + :late
  FROM work_order JOIN fact ON order_number = number GROUP BY number
"""
LATE_ANSWERS: Final = "SELECT count(*) FROM command WHERE answered_at = received_at + :late"
SCORED: Final = (
    "SELECT scorecard::text FROM scorecard ORDER BY order_number",
    "SELECT scorecard_mark::text FROM scorecard_mark ORDER BY order_number, place",
    "SELECT figures, orders FROM frozen_month",
)
FORGOTTEN: Final = (
    "ALTER TABLE fact DROP COLUMN recorded_at",
    "DROP TABLE command, archive_history, archive_leaf, checkpoint, seen_run, finding CASCADE",
)
"""Wherever the office keeps an instant at which a machine recorded, answered or archived."""


def by_the_table(case: Case) -> Case:
    """The case as if each of its acts had a row in the command table."""
    number = case.order.number
    named = {f.command_id: str(uuid5(NAMESPACE_OID, number + f.command_id)) for f in case.facts}
    named[""] = ""
    case.facts[:] = [replace(fact, command_id=named[fact.command_id]) for fact in case.facts]
    return case


async def answer(office: Office, case: Case) -> None:
    """Let the publisher answer every act of a case."""
    receipt = Receipt(version=case.order.version, state=case.state)
    asked = sorted({fact.command_id for fact in case.facts} - {""})
    batch = Batch(
        recorded_at=case.now,
        facts=(),
        answers=tuple(CommandAnswer(command_id=id, receipt=receipt) for id in asked),
        standing=Summary.of(case.order),
    )
    await store(single(office.database.engines.patient), batch)


async def process(office: Office, late: timedelta) -> None:
    """Record, answer and archive the acts of a whole city, each so much after its instant."""
    city = [by_the_table(case) for case in a_city()]
    await office.record(*city, late=late)
    await office.say(HANDED_IN)
    for case in city:
        await answer(office, case)
    await office.say(ANSWERED_LATE, late=late)
    await office.say(ARCHIVED_LATE, late=late)
    [(answered,)] = await office.say(LATE_ANSWERS, late=late)
    assert answered > len(city)


async def written(office: Office) -> bytes:
    """March as it is reported, frozen and kept in rows, to the byte."""
    told = json.dumps(await office.report(MARCH), ensure_ascii=False)
    await freeze(office.database.engines.patient, office.laws, CITY, SIGNER, "2026-03")
    rows = [list(row) for question in SCORED for row in await office.say(question)]
    return (told + json.dumps(rows, ensure_ascii=False)).encode()


async def test_machines_that_record_answer_and_archive_late_change_no_byte(
    services: Services,
) -> None:
    found = list[bytes]()
    for late in DELAYS:
        async with an_office(services) as office:
            await process(office, late)
            found.append(await written(office))
    assert found[0] == found[1] == found[2]
    assert b'"counted": false' in found[0]


@pytest.mark.parametrize("unit", [None, "water"])
async def test_an_office_that_forgot_when_machines_worked_assesses_the_same(
    services: Services, unit: str | None
) -> None:
    async with an_office(services) as office:
        await process(office, DELAYS[-1])
        for words in FORGOTTEN:
            await office.say(words)
        core = reported(*a_city(), unit=unit)
        assert in_order(await office.report(MARCH, unit)) == in_order(core)
