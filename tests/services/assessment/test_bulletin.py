"""The monthly bulletin: what it tells a mayor of the orders of March 2026."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.bulletin import Names, days_before, draw_up
from domain.bulletin.content import DemandCount, KeyFigure, OrderStep, Topic
from domain.bulletin.material import part
from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.closing.commands import PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Accept, ApproveReturn, Dispatch, RequestReturn
from domain.chapters.together.commands import NoteRepeat
from domain.vocabulary import Channel, ItemType, Level
from tests.domain.case import Case
from tests.services.assessment.a_month import NAMES, WATCHED, bulletin, material
from tests.services.assessment.assessed import laid_out
from texts import zh

PASSED = PassReview()
EXPLAINED = Recheck(decision=RecheckDecision.EXPLAIN)
AGAIN = NoteRepeat(later="later", new_facts=False)


def order(place: int, at: str = "03-02 09:00", **fields: object) -> Case:
    """An order of its own number, with the water unit."""
    return Case(number=f"20260302-{place:06d}", at=at).signed_in(**fields)  # type: ignore[arg-type]


def closed(place: int, *, satisfied: int = 1, at: str = "03-02 09:00", **fields: object) -> Case:
    """An order that was solved at once, and what its caller says."""
    case = order(place, at, **fields).solved().by("reviewer").does(PASSED)
    return case.called_back(solved=satisfied < 4, satisfied=satisfied)


def excluded(case: Case) -> Case:
    """An order that the assessment leaves out, asked for by one and approved by another."""
    case.by("assessor").does(ExcludeFromAssessment(), "reason")
    return case.by("hotline_head").does(ApproveExclusion())


def key(code: str, *cases: Case, before: tuple[Case, ...] = ()) -> KeyFigure:
    """One of the key figures."""
    told = bulletin(*cases, before=before).key_figures
    return next(figure for figure in told if figure.code == code)


@pytest.mark.parametrize(
    ("first", "until", "before"),
    [
        ("2026-03-01", "2026-04-01", "2026-02-01"),
        ("2026-01-01", "2026-02-01", "2025-12-01"),
        ("2026-01-01", "2026-04-01", "2025-10-01"),
        ("2026-03-09", "2026-03-16", "2026-03-02"),
    ],
)
def test_months_are_held_against_months_and_days_against_days(
    first: str, until: str, before: str
) -> None:
    began, ended = date.fromisoformat(first), date.fromisoformat(until)
    assert days_before(began, ended) == (date.fromisoformat(before), began)


@pytest.mark.rule("SM-07.1")
def test_a_figure_stands_beside_the_month_before() -> None:
    earlier = closed(1, at="02-03 09:00")
    found = key("satisfied", closed(2), closed(3, satisfied=5), before=(earlier,))
    assert (found.numerator, found.denominator) == (1, 2)
    assert (found.value, found.before, found.change) == (Decimal(50), Decimal(100), Decimal(-50))
    received = key("received", closed(2), closed(3), before=(earlier,))
    assert (received.value, received.change) == (2, 1)


@pytest.mark.rule("SM-07")
def test_nothing_is_compared_with_a_month_without_orders() -> None:
    told = bulletin(closed(1, category="pollution"))
    assert told.days.before is None
    assert {figure.change for figure in told.key_figures} == {None}
    assert [(topic.before, topic.change) for topic in told.demands.topics.rows] == [(None, None)]


@pytest.mark.rule("WF-36.1")
def test_every_day_has_its_demands_by_the_citys_own_clock() -> None:
    days = bulletin(closed(1, at="03-01 00:30"), closed(2, at="03-31 23:30")).demands.intake
    assert [(day.day.day, day.count) for day in days if day.count] == [(1, 1), (31, 1)]
    assert len(days) == 31


@pytest.mark.rule("WF-36.1")
def test_hot_topics_by_their_catalogue_names_with_what_is_new() -> None:
    pollution = [closed(place, category="pollution") for place in (1, 2)]
    other = closed(3, category="no-such-name")
    earlier = closed(4, at="02-03 09:00", category="pollution")
    told = bulletin(*pollution, other, closed(5), before=(earlier,)).demands
    assert told.topics.rows == (
        Topic(name="噪声、扬尘、污水", count=2, before=1, change=1),
        Topic(name="no-such-name", count=1, before=0, change=1),
    )
    assert told.unsorted == 1


@pytest.mark.rule("WF-36.1", "SY20-04.2")
def test_the_bulletin_of_a_period_sums_up_what_people_asked_for_in_it() -> None:
    asked = [closed(place, category="pollution") for place in (1, 2)]
    told = bulletin(*asked, closed(3, category="street-order"), closed(4, at="04-01 09:00"))
    assert (told.days.first, told.days.last) == (date(2026, 3, 1), date(2026, 3, 31))
    laid = laid_out(told)
    assert [(row.name, row.count) for row in told.demands.topics.rows] == [
        ("噪声、扬尘、污水", 2),
        ("占道经营、市容环境卫生", 1),
    ]
    assert all(f'"{name}"' in laid for name in ("噪声、扬尘、污水", "占道经营、市容环境卫生"))
    assert ('"WF-36"' in laid, '"SY20-04"' in laid) == (True, True)


@pytest.mark.rule("WF-36.1")
def test_what_came_again_is_named_once_with_how_often() -> None:
    case = closed(1).after(days=3).by("system").does(AGAIN)
    case.after(days=2).by("system").does(NoteRepeat(later="third", new_facts=True))
    (row,) = bulletin(case, closed(2)).demands.repeated.rows
    assert (row.number, row.unit, row.times) == (case.order.number, "市水务局", 2)
    assert row.latest == date(2026, 3, 7)


@pytest.mark.rule("WF-36.1")
def test_what_came_again_most_often_comes_first() -> None:
    once, twice = (closed(place).after(days=3).by("system").does(AGAIN) for place in (1, 2))
    twice.after(days=1).does(NoteRepeat(later="third", new_facts=True))
    rows = bulletin(once, twice).demands.repeated.rows
    assert [(row.number[-1], row.times) for row in rows] == [("2", 2), ("1", 1)]


@pytest.mark.rule("WF-36")
def test_supervision_is_told_by_level_and_by_order() -> None:
    watched = order(1).by("supervisor").does(WATCHED)
    told = bulletin(watched, closed(2)).orders
    assert told.levels[2:4] == (
        DemandCount(name="L3挂牌督办", count=1),
        DemandCount(name="L4约谈", count=0),
    )
    (row,) = told.watched.rows
    assert (row.number, row.level, row.ended) == (watched.order.number, "L3挂牌督办", False)


@pytest.mark.rule("WF-36")
def test_the_highest_supervision_of_the_period_comes_first() -> None:
    watched = order(1, at="03-30 09:00").by("supervisor").does(WATCHED).at("04-25 09:00")
    silent = order(2).at("04-01 00:00")
    rows = bulletin(watched, silent).orders.watched.rows
    assert [(row.number[-1], row.level) for row in rows] == [
        ("2", "L5移送问责"),
        ("1", "L3挂牌督办"),
    ]


@pytest.mark.rule("SM-07")
def test_late_orders_are_named_the_open_ones_first() -> None:
    came_late = order(1).at("03-12 09:00").solved().by("reviewer").does(PASSED)
    came_late.called_back(solved=True, satisfied=1)
    waiting = order(2).at("04-01 00:00")
    rows = bulletin(came_late, waiting, closed(3)).orders.late.rows
    assert [(row.number[-1], row.due, row.ended, row.days) for row in rows] == [
        ("2", date(2026, 3, 10), None, 22),
        ("1", date(2026, 3, 10), date(2026, 3, 12), 2),
    ]


@pytest.mark.rule("WF-36")
def test_a_long_list_is_cut_and_says_how_long_it_is() -> None:
    late = [order(place).at("04-01 00:00") for place in range(50)]
    told = bulletin(*late).orders.late
    assert (len(told.rows), told.total) == (40, 50)


@pytest.mark.rule("SM-09.1")
def test_a_good_example_was_closed_in_time_and_its_caller_is_satisfied() -> None:
    two = [closed(place, category="pollution") for place in (1, 2)]
    unhappy = closed(3, satisfied=4, category="street-order")
    told = bulletin(*two, unhappy, order(4)).orders.good
    assert [case.number[-1] for case in told] == ["1"]
    on_the_day = (
        "登记",
        "派发市水务局",
        "签收",
        "报送办理结果",
        "回访（已解决，非常满意）",
        "办结",
    )
    assert told[0].course == (OrderStep(day=date(2026, 3, 2), events=on_the_day),)


@pytest.mark.rule("SM-09.1")
def test_late_or_unhappy_is_no_good_example() -> None:
    late = order(1).at("03-12 09:00").solved().by("reviewer").does(PASSED)
    late.called_back(solved=True, satisfied=1)
    unhappy = closed(2, satisfied=5).by("supervisor").does(EXPLAINED, "reason")
    assert bulletin(late, unhappy).orders.good == ()
    returned = RequestReturn(proposed_unit="housing")
    moved = order(3).by("unit_clerk").does(returned, "reason", "basis").by("dispatcher")
    moved.does(ApproveReturn()).does(Dispatch(unit="housing")).by("unit_clerk").does(Accept())
    moved.at("03-12 09:00").solved().by("reviewer").does(PASSED)
    assert bulletin(moved.called_back(solved=True, satisfied=1)).orders.good == ()


@pytest.mark.rule("SM-09.1")
def test_a_bad_example_was_late_or_its_caller_is_unhappy() -> None:
    late = order(1).at("04-01 00:00")
    unhappy = closed(2, satisfied=5)
    unhappy.by("supervisor").does(EXPLAINED, "reason")
    told = bulletin(late, unhappy, closed(3)).orders.bad
    assert [case.number[-1] for case in told] == ["2", "1"]
    assert [step.events for step in told[1].course][-1] == ("L5移送问责",)


@pytest.mark.rule("SM-09")
def test_a_course_is_told_up_to_the_end_of_the_period() -> None:
    late = order(1).at("04-01 09:00").solved().by("reviewer").does(PASSED)
    late.called_back(solved=True, satisfied=1)
    (told,) = bulletin(late).orders.bad
    assert {step.day.month for step in told.course} == {3}
    after = order(2).at("03-31 24:00").solved().by("reviewer").does(PASSED)
    (told,) = bulletin(after.called_back(solved=True, satisfied=1)).orders.bad
    assert {step.day.month for step in told.course} == {3}


@pytest.mark.rule("SM-09")
def test_what_is_left_out_is_named_and_is_no_example() -> None:
    case = excluded(closed(1))
    told = bulletin(case)
    (row,) = told.orders.left_out.rows
    assert (row.number, row.fact) == (case.order.number, case.order.version)
    assert (told.orders.good, told.handling.by_unit) == ((), ())
    assert key("dispatched", case).value == 1
    assert bulletin(excluded(order(2).at("04-01 09:00"))).orders.bad == ()


@pytest.mark.rule("SM-09")
def test_what_was_left_out_of_another_month_is_not_told() -> None:
    told = bulletin(closed(1), excluded(closed(2, at="01-05 09:00")))
    assert told.orders.left_out.rows == ()


@pytest.mark.rule("SM-07")
def test_units_stand_side_by_side_the_busiest_first() -> None:
    cases = [closed(1, to="housing"), closed(2, to="water"), closed(3, to="water", satisfied=4)]
    rows = bulletin(*cases).handling.by_unit
    assert [(row.name, row.dispatched, row.satisfied) for row in rows] == [
        ("市水务局", 2, Decimal(50)),
        ("市住房和城乡建设局", 1, Decimal(100)),
    ]


@pytest.mark.rule("SM-07")
def test_units_stand_among_their_peers_with_the_cases_behind_each_share() -> None:
    peers = {"housing": "市级部门", "water": "区县级政府"}
    cases = [closed(1, to="housing"), closed(2, to="water"), closed(3, to="water", satisfied=4)]
    told = bulletin(*cases, names=replace(NAMES, peers=peers))
    rows = told.handling.by_unit
    assert [(row.peers, row.name) for row in rows] == [
        ("区县级政府", "市水务局"),
        ("市级部门", "市住房和城乡建设局"),
    ]
    columns = [column.code for column in told.handling.columns]
    assert columns == [f"K{place}" for place in range(1, 13)]
    fifth = columns.index("K5")
    assert [(row.values[fifth], row.of[fifth]) for row in rows] == [
        (Decimal(50), 2),
        (Decimal(100), 1),
    ]


def test_a_code_without_a_name_is_called_by_itself() -> None:
    told = bulletin(closed(1, district="east"), names=Names(say=zh))
    assert [row.name for row in told.handling.by_unit] == ["water"]
    assert [row.name for row in told.handling.by_district] == ["east"]
    assert NAMES.unit("hotline") == "热线平台"


def test_every_figure_is_explained_under_its_own_name() -> None:
    told, found = bulletin(closed(1)), material(closed(1)).found
    explained = {formula.code: formula.name for formula in told.formulas}
    assert {figure.code for figure in told.key_figures} <= explained.keys()
    assert {column.code for column in told.handling.columns} <= explained.keys()
    names = {
        code: zh(f"indicators.{part(found, code).indicator.code}")
        for code in explained
        if code != "received"
    }
    assert explained == {"received": "受理诉求", **names}


def test_every_type_way_and_level_has_a_word() -> None:
    assert all(NAMES.type(type) for type in ItemType)
    assert all(NAMES.channel(channel) for channel in Channel)
    assert NAMES.level(Level.L3) == "L3挂牌督办"
    assert all(NAMES.level(level) for level in Level)


@pytest.mark.rule("WF-36")
def test_a_bulletin_of_one_unit_says_so() -> None:
    told = draw_up(replace(material(closed(1)), unit="water"))
    assert told.unit == "市水务局"
    assert [(one.pack, one.orders) for one in told.editions] == [("national-default", 1)]
    assert bulletin(closed(1)).unit == ""
