"""The knowledge base keeps every version, shows the one in force, and knows who cited it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from domain.chapters.intake.commands import Answer
from domain.order.act import Actor
from domain.order.terms import Mode
from domain.vocabulary import Role
from operations.embedded import Services
from readmodel.orders.publisher import store
from store.commands.stamping import KeyReused
from store.knowledge import entries as knowledge
from store.knowledge.citations import NotInForce, citation, citing
from store.knowledge.entries import (
    AlreadyWithdrawn,
    Draft,
    KnowledgeEntry,
    SecondPersonNeeded,
    UnknownEntry,
)
from tests.databases import Database, a_number, founded, received, request
from tests.domain.case import Case
from tests.readmodel.orders.test_publisher import batch

DRAFT = Draft(code="water-7", title="停水通知", text="停水须提前 24 小时公告。", unit="water")
TODAY = datetime.now(UTC).date()
LONG_AGO, LATER = TODAY - timedelta(days=9), TODAY + timedelta(days=9)


@pytest.fixture
async def office(services: Services) -> AsyncIterator[Database]:
    """A database whose knowledge base is empty."""
    async with founded(services.database_url, Mode.REAL) as database:
        yield database


def lead(person: str, *other_posts: str) -> Actor:
    """Somebody who may approve, with what else the same human holds."""
    return Actor(person=person, unit="hotline", role=Role.SHIFT_LEAD, other_posts=other_posts)


async def proposed(office: Database, key: str = "k", **changes: object) -> KnowledgeEntry:
    """A seat writes a version down."""
    draft = replace(DRAFT, **changes)  # type: ignore[arg-type]
    return await knowledge.propose(office.engines.patient, draft, "seat-1", key)


async def approved(office: Database, key: str = "k", **changes: object) -> KnowledgeEntry:
    """A version that two people have seen."""
    entry = await proposed(office, key, **changes)
    return await knowledge.approve(
        office.engines.patient, entry.code, entry.version, lead("lead-1")
    )


async def cites(office: Database, number: str, code: str, version: int) -> bool:
    """Whether an answer on this order may cite this version."""
    try:
        (await citation(office.engines.patient, number, code, version)).require_in_force()
    except NotInForce:
        return False
    return True


async def test_versions_are_counted_and_never_overwritten(office: Database) -> None:
    first, second = await approved(office), await proposed(office, "k2", text="提前 48 小时。")
    assert (first.version, second.version) == (1, 2)
    found = await knowledge.versions(office.engines.patient, "water-7")
    assert [(entry.text, entry.stands) for entry in found] == [
        (DRAFT.text, "approved"),
        ("提前 48 小时。", "proposed"),
    ]
    for change in ("UPDATE knowledge SET text = 'x'", "DELETE FROM knowledge"):
        with pytest.raises(IntegrityError, match="fixed for ever"):
            async with office.engines.patient.begin() as connection:
                await connection.execute(text(change))


async def test_the_same_proposal_is_one_version_however_often_it_is_sent(office: Database) -> None:
    entries = await asyncio.gather(*(proposed(office) for _ in range(8)))
    assert {entry.version for entry in entries} == {1}
    with pytest.raises(KeyReused):
        await proposed(office, text="something else")
    others = await asyncio.gather(*(proposed(office, f"other {n}") for n in range(8)))
    assert sorted(entry.version for entry in others) == list(range(2, 10))


async def test_four_eyes_see_an_entry_before_it_may_be_cited(office: Database) -> None:
    engine, number = office.engines.patient, await a_number(office)
    await approved(office, code="begun")
    await proposed(office, "k2")
    assert not await cites(office, number, "water-7", 1)
    with pytest.raises(SecondPersonNeeded):
        await knowledge.approve(engine, "water-7", 1, lead("seat-1"))
    with pytest.raises(SecondPersonNeeded):
        await knowledge.approve(engine, "water-7", 1, lead("lead-2", "seat-1"))
    entry = await knowledge.approve(engine, "water-7", 1, lead("lead-1"))
    assert await knowledge.approve(engine, "water-7", 1, lead("head-1")) == entry
    assert entry.approved_by == "lead-1"
    assert await cites(office, number, "water-7", 1)


async def test_an_empty_knowledge_base_refuses_nobody(office: Database) -> None:
    number = await a_number(office)
    await proposed(office)
    assert await cites(office, number, "water-7", 1)
    assert await cites(office, number, "anything", 9)
    await approved(office, "k2", code="begun")
    assert not await cites(office, number, "water-7", 1)
    assert not await cites(office, number, "anything", 9)


async def test_an_earlier_order_may_be_cited_as_the_answer(office: Database) -> None:
    number, earlier = await a_number(office), await a_number(office)
    await approved(office)
    assert await cites(office, number, earlier, 0)
    assert not await cites(office, number, "20200101-000001", 0)


async def test_the_latest_version_that_has_begun_is_in_force(office: Database) -> None:
    number = await a_number(office)
    await approved(office, valid_from=LONG_AGO)
    await approved(office, "k2", valid_from=LATER)
    assert not await cites(office, number, "water-7", 2)
    await approved(office, "k3", valid_from=LONG_AGO)
    assert not await cites(office, number, "water-7", 1)
    assert await cites(office, number, "water-7", 3)


async def test_whoever_cites_another_version_is_told_the_one_in_force(office: Database) -> None:
    number = await a_number(office)
    await approved(office)
    await approved(office, "k2")
    with pytest.raises(NotInForce) as told:
        (await citation(office.engines.patient, number, "water-7", 1)).require_in_force()
    assert (told.value.code, told.value.version, told.value.in_force) == ("water-7", 1, 2)
    assert await cites(office, "no such order", "water-7", 1)


async def test_what_has_run_out_is_not_cited(office: Database) -> None:
    number = await a_number(office)
    await approved(office, valid_from=LONG_AGO, valid_to=LONG_AGO)
    assert not await cites(office, number, "water-7", 1)
    assert await knowledge.in_force(office.engines.patient, "water-7") is None


async def test_a_withdrawn_version_brings_no_earlier_one_back(office: Database) -> None:
    engine, number = office.engines.patient, await a_number(office)
    await approved(office)
    await approved(office, "k2")
    first = await knowledge.withdraw(engine, "water-7", 2, "supervisor-1", "期限有误")
    again = await knowledge.withdraw(engine, "water-7", 2, "head-1", "another reason")
    assert first == again
    assert (first.stands, first.reason) == ("withdrawn", "期限有误")
    assert not await cites(office, number, "water-7", 2)
    assert not await cites(office, number, "water-7", 1)


async def test_what_is_withdrawn_before_it_was_approved_stays_so(office: Database) -> None:
    engine = office.engines.patient
    await proposed(office)
    await knowledge.withdraw(engine, "water-7", 1, "supervisor-1", "含个人信息")
    with pytest.raises(AlreadyWithdrawn):
        await knowledge.approve(engine, "water-7", 1, lead("lead-1"))
    with pytest.raises(UnknownEntry):
        await knowledge.withdraw(engine, "water-7", 2, "supervisor-1", "x")
    with pytest.raises(UnknownEntry):
        await knowledge.versions(engine, "water-8")


async def test_entries_are_found_by_all_their_words(office: Database) -> None:
    engine = office.engines.patient
    await approved(office)
    await approved(office, "k2", code="school-1", title="入学", text="报名须带户口簿,100% 审核。")
    await proposed(office, "k3", code="water-8", title="停水", text="未批准")

    async def found(*words: str, every_version: bool = False) -> list[str]:
        entries = await knowledge.search(engine, words, every_version=every_version)
        return [entry.code for entry in entries]

    assert await found() == ["school-1", "water-7"]
    assert await found("停水", "公告") == ["water-7"]
    assert await found("停水", every_version=True) == ["water-7", "water-8"]
    assert await found("停水", "户口") == []
    assert await found("100%") == ["school-1"]
    assert await found("%水") == []


async def test_whoever_cited_a_version_is_known_published_or_not(office: Database) -> None:
    for number, version in (("cited-1", 1), ("cited-2", 2), ("cited-3", 1)):
        case = Case(number=number).register("consult")
        case.does(Answer(kb_entry="water-7", kb_version=version), "answer")
        await store(office.engines.publishing, batch(case))
    waiting = await a_number(office)
    asked = request(Answer(kb_entry="water-7", kb_version=1), texts={"answer": "是"})
    await received(office, waiting, asked)
    found = await citing(office.engines.patient, "water-7", 1)
    assert set(found) == {"cited-1", "cited-3", waiting}
