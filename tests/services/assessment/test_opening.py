"""Every number of an assessment opens to its orders and facts, page by page or whole."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.assessment import Assessment, Period, assess
from domain.assessment.figure import Figure, MarkedOrder
from domain.vocabulary import Channel
from operations.embedded import Services
from readmodel.scorecards.page_keys import write_cursor
from services.assessment.assessing import Wish
from services.assessment.opening_figures import (
    CODES,
    BadCursor,
    FigureToOpen,
    OpenedFigure,
    UnknownFigure,
    every_page,
    open_figure,
)
from services.assessment.report import opened
from services.views import as_json
from tests.domain.case import Case
from tests.services.assessment.a_city import a_city, closed
from tests.services.assessment.assessed import APRIL, MARCH, card_of
from tests.services.assessment.on_record import CITY, Office, an_office

SEEN = tuple[str, tuple[int, ...]]
A_KEY = "2026-03-09T01:00:00+00:00/20260302-000001/1"


@pytest.fixture(scope="module")
async def office(services: Services) -> AsyncIterator[Office]:
    """An office with a city's month on record."""
    async with an_office(services) as office:
        await office.record(*month())
        yield office


def month() -> list[Case]:
    """A city's orders, and one from another district that came by another channel."""
    elsewhere = Case(number="20260302-000009")
    elsewhere.signed_in(district="east", channel=Channel.WEB).solved().at("03-20 09:00")
    return [*a_city(), elsewhere]


def facts_say(unit: str | None = None) -> Assessment:
    """The same month out of the facts alone."""
    return assess(map(card_of, month()), MARCH, unit=unit)


def every_figure(found: Assessment) -> dict[str, Figure]:
    """All numbers of an assessment, by their codes."""
    return {**found.indicators, **found.monthly, **found.practice, **found.typical}


def seen(lines: Any) -> Counter[SEEN]:
    """Which facts of which order are named, and how often."""
    return Counter((line.order, line.mark.seqs) for line in lines)


async def opens(office: Office, code: str, period: Period = MARCH, **more: Any) -> OpenedFigure:
    """Open one number of a period."""
    wish = Wish(first=period.first, until_day=period.until_day, unit=more.pop("unit", None))
    engine = office.database.engines.patient
    return await open_figure(engine, office.laws, CITY, wish, FigureToOpen(code=code, **more))


async def leafed(office: Office, code: str, most: int) -> list[MarkedOrder]:
    """Everything behind a number of March, so many marks at a time."""
    page = (await opens(office, code, most=most)).page
    lines = list(page.lines)
    while page.next:
        page = (await opens(office, code, most=most, after=write_cursor(page.next))).page
        lines += page.lines
    return lines


async def whole(office: Office, code: str, **more: Any) -> list[MarkedOrder]:
    """Everything behind a number of March with one question."""
    wish, opening = (
        Wish(first=MARCH.first, until_day=MARCH.until_day),
        FigureToOpen(code=code, **more),
    )
    asked = office.database.engines.patient, office.laws, CITY, wish, opening
    return [line async for found in every_page(*asked) for line in found.page.lines]


@pytest.mark.parametrize("code", CODES)
async def test_each_order_stands_on_one_page_and_no_page_is_missing(
    office: Office, code: str
) -> None:
    behind = seen(every_figure(facts_say())[code].behind)
    assert seen(await whole(office, code)) == behind
    for most in (1, 3):
        leaves = await leafed(office, code, most)
        assert seen(leaves) == behind
        assert await whole(office, code, most=most) == leaves


@pytest.mark.parametrize("code", CODES)
async def test_a_page_says_how_much_there_is_in_all(office: Office, code: str) -> None:
    figure = every_figure(facts_say())[code]
    told = as_json(opened(await opens(office, code, most=1)))
    assert (told["figure"], told["total"]) == (code, len(list(figure.behind)))
    assert (told["numerator"], told["denominator"]) == (figure.numerator, figure.denominator)


async def test_what_the_whole_report_names_is_what_the_numbers_open_to(office: Office) -> None:
    told = await office.report(MARCH)
    for part in ("indicators", "monthly", "practice"):
        for code, figure in told[part].items():
            lines = [(one["order"], tuple(one["facts"])) for one in figure["orders"]]
            assert Counter(lines) == seen(await whole(office, code)), code


@pytest.mark.parametrize(
    ("group", "option"),
    [("units", "unit"), ("districts", "district"), ("types", "type"), ("channels", "channel")],
)
async def test_the_number_of_every_group_opens_too(office: Office, group: str, option: str) -> None:
    groups = facts_say().by(group)
    assert groups
    for name, figures in groups.items():
        for code, figure in figures.items():
            found = await opens(office, code, **{option: name})
            assert found.total.tally == figure.tally, (name, code)
            assert found.total.lines == len(found.page.lines)


async def test_another_district_stands_apart(office: Office) -> None:
    found = await opens(office, "K1", district="east", channel=Channel.WEB)
    assert [line.order for line in found.page.lines] == ["20260302-000009"]
    assert not (await opens(office, "K1", district="east", channel=Channel.APP)).total.lines


async def test_whoever_goes_on_from_a_page_gets_what_is_left(office: Office) -> None:
    first = (await opens(office, "K3", most=2)).page
    assert first.next is not None
    left = await whole(office, "K3", after=write_cursor(first.next))
    assert [*first.lines, *left] == await whole(office, "K3")


async def test_a_page_that_ends_with_the_last_mark_is_the_last(office: Office) -> None:
    everything = (await opens(office, "K3")).page
    assert everything.next is None
    marks = len(everything.lines)
    assert (await opens(office, "K3", most=marks)).page.next is None
    assert (await opens(office, "K3", most=marks - 1)).page.next is not None


@pytest.mark.parametrize(
    "bad",
    [
        "soon",
        "2026-03-09T01:00:00/20260302-000001/1",
        "2026-13-09T01:00:00+00:00/20260302-000001/1",
        "2026-03-09T01:00:00+00:00/20260302-000001/first",
        "2026-03-09T01:00:00+00:00/20260302-000001/99999999999",
        "2026-03-09T01:00:00+00:00/\x00/1",
        "2026-03-09T01:00:00+00:00//1",
        "/20260302-000001",
    ],
)
async def test_what_is_no_pages_next_is_told_so(office: Office, bad: str) -> None:
    with pytest.raises(BadCursor, match="is no page's `next`"):
        await opens(office, "K3", after=bad)


async def test_a_page_of_another_period_is_none_of_this(office: Office) -> None:
    assert (await opens(office, "K3", after=A_KEY)).total.lines
    with pytest.raises(BadCursor, match="ends no page of this period"):
        await opens(office, "K3", APRIL, after=A_KEY)


async def test_a_figure_that_there_is_not_does_not_open(office: Office) -> None:
    with pytest.raises(UnknownFigure, match="K99"):
        await opens(office, "K99")


async def test_the_total_follows_a_later_fact(services: Services) -> None:
    async with an_office(services) as office:
        await office.record(closed("20260302-000001"))
        first = await opens(office, "K3", most=1)
        await office.record(closed("20260302-000002"))
        assert first.page.next is None
        again = await opens(office, "K3", most=1)
        assert (again.total.lines, again.page.next is None) == (first.total.lines + 1, False)
