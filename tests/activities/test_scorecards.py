"""The assessor reads scorecards; they say what the facts say, and every number opens."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from activities.assessing import UnknownFigure, Wish, open_figure
from activities.assessment_report import report
from domain.assessment import Period, assess
from domain.assessment.figure import Line
from domain.commands import (
    ApproveExclusion,
    ApproveReturn,
    ClearSupervision,
    Commit,
    Dispatch,
    ExcludeFromAssessment,
    NoteRepeat,
    PassReview,
    RaiseSupervision,
    Recheck,
    RequestReturn,
)
from domain.life import DamagedFact
from domain.vocabulary import Level, RecheckDecision, Trigger
from readmodel import marks, opened
from tests.activities.assessed import APRIL, MARCH, card_of
from tests.activities.on_record import PACK, Office, an_office, in_order
from tests.domain.case import CITY, Case
from workers.embedded import Services

WEEK = Period.of(date(2026, 3, 9), date(2026, 3, 16), CITY)
QUARTER = Period.of(date(2026, 1, 1), date(2026, 4, 1), CITY)
BEFORE_IT = Period.of(date(2026, 3, 1), date(2026, 3, 10), CITY)
FALSIFIED = """
UPDATE fact SET body = other.body || jsonb_build_object('seq', :seq) FROM fact AS other
 WHERE fact.order_number = :n AND fact.seq = :seq
   AND other.order_number = fact.order_number AND other.seq = 3
"""
"""Another fact of the order stands in the place of one."""
CUT_OFF = "DELETE FROM fact WHERE order_number = :n AND seq >= :seq"
PROMISE = Commit(promise_date=date(2026, 3, 20))


@pytest.fixture
async def office(services: Services) -> AsyncIterator[Office]:
    """An office with nothing on record."""
    async with an_office(services) as office:
        yield office


def closed(number: str, *, satisfied: int = 1, hours: int = 1) -> Case:
    """An order that was solved and whose caller was asked."""
    case = Case(number=number).signed_in().after(hours=hours).solved()
    case.by("reviewer").does(PassReview())
    return case.called_back(solved=satisfied < 4, satisfied=satisfied)


def given_back(number: str) -> Case:
    """An order that came back twice before it went elsewhere."""
    case = Case(number=number).dispatched().by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    return case.at("03-20 09:00")


def watched(number: str) -> Case:
    """Supervision climbed twice and ended once."""
    case = Case(number=number).signed_in().by("supervisor")
    case.does(RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED))
    case.does(ClearSupervision()).at("03-12 09:00").by("supervisor")
    again = RaiseSupervision(level=Level.L3, trigger=Trigger.UNRESOLVED, authority="city")
    return case.does(again)


def reworked(number: str) -> Case:
    """An order that was done again and came up once more."""
    case = closed(number, satisfied=5).by("supervisor")
    case.does(Recheck(decision=RecheckDecision.REWORK), "reason").solved()
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=2)
    return case.at("03-20 09:00").by("system").does(NoteRepeat(later="later", new_facts=False))


def excluded(number: str) -> Case:
    """An order that the assessment leaves out."""
    case = closed(number, satisfied=5).by("assessor").does(ExcludeFromAssessment(), "reason")
    return case.by("hotline_head").does(ApproveExclusion())


def promised(number: str) -> Case:
    """An order that was promised for a later day, which passed."""
    case = Case(number=number).signed_in().by("unit_clerk")
    return case.does(PROMISE, "explanation", "plan", "progress").at("03-25 09:00")


def a_city() -> list[Case]:
    """One order of every kind."""
    late = closed("20260302-000002", hours=24 * 9)
    waiting = Case(number="20260302-000003").signed_in().at("04-20 09:00")
    return [
        closed("20260302-000001"),
        late,
        waiting,
        given_back("20260302-000004"),
        watched("20260302-000005"),
        reworked("20260302-000006"),
        excluded("20260302-000007"),
        promised("20260302-000008"),
    ]


@pytest.mark.parametrize("unit", [None, "water"])
async def test_what_the_records_add_up_to_is_what_the_facts_say(
    office: Office, unit: str | None
) -> None:
    cases = a_city()
    await office.record(*cases)
    for period in (MARCH, APRIL, WEEK, QUARTER):
        core = report(assess(map(card_of, cases), period, unit=unit))
        assert in_order(await office.report(period, unit)) == in_order(core)


async def test_a_later_fact_is_in_the_next_answer(office: Office) -> None:
    case = closed("20260302-000001", satisfied=5)
    await office.record(case)
    before = await office.report(MARCH)
    known = len(case.facts)
    case.by("supervisor").does(Recheck(decision=RecheckDecision.REWORK), "reason").solved()
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=1)
    await office.publish(case, known)
    after = await office.report(MARCH)
    assert [told["indicators"]["K6"]["numerator"] for told in (before, after)] == [0, 1]
    assert in_order(after) == in_order(report(assess([card_of(case)], MARCH)))


async def pages(office: Office, code: str) -> list[Line]:
    """Everything behind a figure of March, one mark at a time."""
    engine, found, after = office.database.engines.patient, list[Line](), None
    kinds, about = await marks.kinds(engine), marks.span(MARCH, None)
    while True:
        page = await opened.page(engine, kinds, code, about, after, most=1)
        found += page.lines
        if page.next is None:
            return found
        after = opened.read_cursor(opened.write_cursor(page.next))


@pytest.mark.parametrize("code", ["K3", "K7", "K11", "returns", "open_and_late"])
async def test_every_number_opens_to_its_orders_page_by_page(office: Office, code: str) -> None:
    await office.record(*a_city())
    told = await office.report(MARCH)
    figure = told["indicators" if code.startswith("K") else "monthly"][code]
    lines = [(line["order"], tuple(line["facts"])) for line in figure["orders"]]
    assert lines
    assert sorted((line.order, line.mark.seqs) for line in await pages(office, code)) == lines


async def test_a_figure_that_there_is_not_does_not_open(office: Office) -> None:
    engine, march = (
        office.database.engines.patient,
        Wish(first=MARCH.first, until_day=MARCH.until_day),
    )
    with pytest.raises(UnknownFigure, match="K99"):
        await open_figure(engine, office.laws, PACK, march, "K99")
    with pytest.raises(opened.BadCursor, match="soon"):
        await open_figure(engine, office.laws, PACK, march, "K3", "soon")


@pytest.mark.parametrize(
    ("damage", "seq"), [(FALSIFIED, 1), (FALSIFIED, 2), (CUT_OFF, 1), (CUT_OFF, 4)]
)
async def test_what_a_damaged_order_may_belong_to_is_not_answered_without_it(
    office: Office, damage: str, seq: int
) -> None:
    number, sound = "20260310-000001", closed("20260302-000001")
    await office.record(Case(at="03-10 09:00", number=number).signed_in(), sound)
    await office.say(damage, n=number, seq=seq)
    for period, unit in ((MARCH, None), (APRIL, "roads"), (WEEK, "water")):
        with pytest.raises(DamagedFact, match=f"{number}: fact {seq} "):
            await office.report(period, unit)
    core = report(assess([card_of(sound)], BEFORE_IT))
    assert in_order(await office.report(BEFORE_IT)) == in_order(core)
