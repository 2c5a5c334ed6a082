"""The composite figure (综合评分): shares weighed by the city's law, and what appeals take out."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from cli.supervisors.assess_book import write_book
from domain.assessment import Assessment, Period, assess
from domain.bulletin import Names
from domain.chapters.assessment.commands import Appeal, ConfirmAppeal, DecideAppeal
from domain.chapters.assessment.rules import Grade, Weight
from domain.chapters.assessment.terms import AppealGround
from domain.chapters.closing.commands import PassReview
from domain.chapters.together.commands import NoteRepeat
from policies.library import load_pack
from tests.domain.case import CITY, Case
from tests.services.assessment.assessed import MARCH, card_of, of, reported, share, told_of
from texts import zh

A_AND_B = (
    Grade(name="B", at_least=80, source="default", rules=("WF-34",)),
    Grade(name="A", at_least=90, source="default", rules=("WF-34",)),
)


def weight(indicator: str, percent: int) -> Weight:
    """How much an indicator weighs in an invented city."""
    return Weight(indicator=indicator, percent=percent, source="default", rules=("WF-34",))


def called(
    *, satisfied: int, to: str = "water", at: str = "03-02 09:00", waiting: timedelta = timedelta()
) -> Case:
    """A closed or rechecked order whose caller has answered."""
    case = Case(at=at).signed_in(to).solved().by("reviewer").does(PassReview()).after(waiting)
    return case.called_back(solved=satisfied < 4, satisfied=satisfied)


def weighed(
    *cases: Case, weights: tuple[Weight, ...] | None = None, grades: tuple[Grade, ...] = ()
) -> Assessment:
    """The assessment of March by a law with weights, as a rule those of the three rates."""
    found = assess([card_of(case) for case in cases], MARCH)
    three_rates = load_pack("beijing-style").weights
    return replace(found, weights=three_rates if weights is None else weights, grades=grades)


def left_out(case: Case, entry: str) -> Case:
    """The unit's appeal is upheld and confirmed."""
    case.by("unit_head").does(Appeal(ground=AppealGround.FORCE_MAJEURE, entry=entry), "reason")
    case.by("assessor").does(DecideAppeal(upheld=True, entry=entry), "reason")
    return case.by("hotline_head").does(ConfirmAppeal(agrees=True, entry=entry))


@pytest.mark.rule("K:K2", "K:K4", "K:K5")
def test_three_rates_make_the_figure_of_the_city_and_of_each_unit() -> None:
    told = told_of(weighed(called(satisfied=1), called(satisfied=5, to="roads")))["composite"]
    assert told["whole"]["value"] == 65
    assert told["units"]["water"]["value"] == 100
    assert told["units"]["roads"]["value"] == 30
    assert [part["weight"] for part in told["whole"]["parts"]] == [30, 35, 35]
    assert [part["value"] for part in told["whole"]["parts"]] == [100, 50, 50]


def test_a_law_without_weights_makes_no_composite_figure() -> None:
    assert reported(called(satisfied=1))["composite"]["whole"] is None
    assert reported(called(satisfied=1))["composite"]["units"] == {}


@pytest.mark.rule("SY20-05.2")
def test_the_assessment_of_a_year_counts_what_fell_due_in_it_and_nothing_else() -> None:
    year = Period.of(date(2026, 1, 1), date(2027, 1, 1), CITY)
    first, last = called(satisfied=1, at="01-05 09:00"), called(satisfied=5, at="12-31 23:00")
    next_year = called(satisfied=5, at="12-31 23:00", waiting=timedelta(hours=1))
    found = assess([card_of(case) for case in (first, last, next_year)], year)
    told = told_of(replace(found, weights=load_pack("beijing-style").weights))
    assert (told["period"]["from"], told["period"]["to"]) == ("2026-01-01", "2027-01-01")
    assert share(told["indicators"]["K5"]) == (1, 2)
    assert told["composite"]["units"]["water"]["value"] == 65
    assert "SY20-05" in told["composite"]["basis"]


@pytest.mark.rule("K:K5", "K:K6")
def test_where_fewer_is_better_what_is_left_of_the_hundred_scores() -> None:
    found = weighed(called(satisfied=1), weights=(weight("K6", 60), weight("K5", 40)))
    (rework, answers) = told_of(found)["composite"]["whole"]["parts"]
    assert (rework["value"], rework["points"]) == (0, 100)
    assert answers["points"] == 100


@pytest.mark.rule("K:K5", "K:K9")
def test_a_share_above_the_whole_scores_none_and_takes_nothing_from_the_others() -> None:
    case = called(satisfied=1).by("system")
    for later in ("20260303-000001", "20260304-000001"):
        case.does(NoteRepeat(later=later, new_facts=True))
    told = told_of(weighed(case, weights=(weight("K9", 50), weight("K5", 50))))["composite"]
    assert [part["points"] for part in told["whole"]["parts"]] == [0, 100]
    assert told["whole"]["parts"][0]["value"] == 200


@pytest.mark.rule("K:K5", "K:K10")
def test_what_nothing_was_owed_of_weighs_nothing_and_this_is_said() -> None:
    found = weighed(called(satisfied=1), weights=(weight("K5", 40), weight("K10", 60)))
    told = told_of(found)["composite"]["whole"]
    assert (told["value"], told["weighed"]) == (100, 40)
    assert told["parts"][1]["value"] is None
    assert told_of(weighed(Case().dispatched()))["composite"]["whole"] is None


@pytest.mark.rule("K:K2", "K:K4", "K:K5")
@pytest.mark.parametrize(("satisfied", "grade"), [(1, "A"), (5, "")])
def test_the_best_grade_that_is_reached_is_given(satisfied: int, grade: str) -> None:
    found = weighed(called(satisfied=satisfied), grades=A_AND_B)
    assert told_of(found)["composite"]["whole"]["grade"] == grade


def test_the_workbook_opens_the_figure_to_its_parts(tmp_path: Path) -> None:
    write_book(weighed(called(satisfied=1)), tmp_path / "march.xlsx", Names(say=zh))
    sheet = CalamineWorkbook.from_path(tmp_path / "march.xlsx").get_sheet_by_name("综合评分")
    assert sheet.to_python()[2] == ["全部", 100, "", "K2", 30, 1, 1, 100]


@pytest.mark.rule("WF-34")
def test_a_late_duty_left_out_upon_appeal_counts_for_nothing_and_is_named() -> None:
    case = Case().signed_in().at("03-12 09:00").solved().by("reviewer").does(PassReview())
    assert of("K3", case) == (0, 1)
    left_out(case, "handle/1")
    assert (of("K3", case), of("K1", case)) == ((0, 0), (1, 1))
    (named,) = reported(case)["left_out"]
    assert (named["entry"], case.facts[named["facts"][0] - 1].kind) == ("handle/1", "EntryLeftOut")


@pytest.mark.rule("WF-34")
def test_an_answer_left_out_upon_appeal_stays_in_the_counts_that_judge_nobody() -> None:
    case = called(satisfied=5)
    answer = f"fact/{case.last('CallbackDone').seq}"
    assert of("K5", case) == (0, 1)
    left_out(case, answer)
    assert of("K5", case) == of("K4", case) == of("K12", case) == (0, 0)
    assert of("satisfied", case, part="monthly") == (0, 1)


def test_an_order_left_out_upon_appeal_is_an_excluded_order() -> None:
    case = left_out(called(satisfied=5), "order")
    assert of("K5", case) == (0, 0)
    assert [one["order"] for one in reported(case)["excluded"]] == [case.order.number]
