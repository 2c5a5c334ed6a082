"""Figures of a month whose orders were sent, closed or late in its last minute or its first."""

import pytest

from domain.assessment import assessing
from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import NoteRepeat
from domain.vocabulary import Level, Trigger
from tests.domain.case import Case
from tests.services.assessment.assessed import APRIL, MARCH, of, reported
from tests.services.assessment.test_typical import finished, lesson

DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
LISTED = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA, authority="city_office")


def late(lapses: str) -> Case:
    """An order with two days of hours, half a minute after a minute, that lapse so."""
    case = Case("sanya-2018", at=lapses).after(seconds=30)
    return case.signed_in(class_="city_management")


def left_out(case: Case) -> Case:
    """An order that is no legal duty of its unit, as two people say."""
    case.by("assessor").does(ExcludeFromAssessment(), "reason")
    return case.by("hotline_head").does(ApproveExclusion())


@pytest.mark.rule("SM-07", "K:K5")
def test_the_last_minute_of_a_month_is_of_it() -> None:
    case = finished(Case(at="03-31 23:59").after(seconds=30).signed_in())
    assert of("K5", case) == of("closed_of_dispatched", case, part="practice") == (1, 1)
    assert of("K5", case, period=APRIL) == (0, 0)


@pytest.mark.rule("SM-07")
def test_what_lapses_in_the_last_minute_is_late_at_the_end() -> None:
    case = late("03-29 23:59").at("03-31 24:00")
    assert of("open_and_late", case, part="monthly") == (1, None)
    assert of("in_time_of_dispatched", case, part="practice") == (0, 1)


@pytest.mark.rule("SM-07")
def test_what_is_handed_in_in_the_last_minute_is_not_open_at_the_end() -> None:
    case = late("03-27 10:00").at("03-31 23:59").after(seconds=30).solved()
    assert of("open_and_late", case, part="monthly") == (0, None)


@pytest.mark.rule("SM-07")
def test_what_closes_within_the_minute_of_its_dispatch_is_closed() -> None:
    case = finished(Case().signed_in().after(seconds=30))
    assert of("closed_of_dispatched", case, part="practice") == (1, 1)


@pytest.mark.rule("SM-07")
def test_what_closes_within_the_minute_but_after_the_month_was_not_closed_by_its_end() -> None:
    case = finished(Case(at="03-31 23:59").after(seconds=45).signed_in().after(seconds=30))
    assert of("closed_of_dispatched", case, part="practice") == (0, 1)


@pytest.mark.rule("K:K11")
def test_a_supervision_that_climbs_in_a_month_counts_once_from_its_very_beginning() -> None:
    case = Case(at="03-31 10:00").signed_in().at("04-01 00:00").by("supervisor").does(DAILY)
    case.at("04-01 09:00").does(LISTED)
    assert of("K11.L2", case, period=APRIL)[0] == 1


@pytest.mark.rule("WF-34")
@pytest.mark.parametrize("period", [MARCH, APRIL])
def test_what_is_left_out_is_named_in_every_month_that_it_would_have_counted_in(
    period: object,
) -> None:
    """Registered on the last of March, dispatched on the first of April."""
    case = Case(at="03-31 22:00").register().does(AcceptForDispatch()).at("04-01 09:00")
    case.by("dispatcher").does(Dispatch(unit="water")).by("unit_clerk").does(Accept())
    (named,) = reported(left_out(finished(case)), period=period)["excluded"]  # type: ignore[arg-type]
    assert named["order"] == case.order.number


@pytest.mark.rule("WF-34", "SM-07")
def test_what_is_left_out_and_only_late_in_a_month_is_named_in_it() -> None:
    case = left_out(Case(at="03-02 09:00").signed_in()).at("05-07 00:00")
    assert [one["order"] for one in reported(case, period=APRIL)["excluded"]] == [case.order.number]
    assert of("open_and_late", case, part="monthly", period=APRIL) == (1, None)


@pytest.mark.rule("WF-34", "K:K9")
def test_what_is_left_out_and_only_came_again_in_a_month_is_named_in_it() -> None:
    case = left_out(finished(Case(at="02-10 09:00").signed_in())).at("03-03 09:00")
    case.by("system").does(NoteRepeat(later="later", new_facts=False))
    assert [one["order"] for one in reported(case)["excluded"]] == [case.order.number]


@pytest.mark.rule("WF-34", "SM-09")
def test_what_is_left_out_is_no_lesson() -> None:
    case = finished(Case().signed_in())
    assert lesson("praised", case)["count"] == 1
    assert lesson("praised", left_out(case))["count"] == 0
    assert "praised" in assessing.JUDGING
