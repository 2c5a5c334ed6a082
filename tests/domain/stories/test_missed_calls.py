"""Stories of missed calls: judged by the law alone, before anybody has registered anything."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.chapters.intake.missed_calls import (
    against_call_back,
    against_missed_call,
    call_back_due,
)
from domain.order.order import Order
from domain.order.terms import Mode
from policies.law import Law
from policies.library import calendar_for, load_pack, pack_names
from tests.domain.case import CITY, why_not

NOW = datetime(2026, 2, 17, 3, 30, tzinfo=CITY)
"""In the night, on a holiday."""
A_MOMENT = timedelta(microseconds=1)


def law(pack: str = "national-2025", **changed: object) -> Order:
    """A law as an order before its registration bears it."""
    found = replace(load_pack(pack), **changed)  # type: ignore[arg-type]
    return Law(pack=found, calendar=calendar_for(found)).unborn("S-1", Mode.REAL, NOW)


@pytest.mark.rule("NA-15")
@pytest.mark.parametrize("pack", pack_names())
def test_the_hour_runs_at_night_and_on_holidays_in_every_law_that_measures_the_telephone(
    pack: str,
) -> None:
    assert call_back_due(law(pack), NOW) == NOW + timedelta(hours=1)
    early = NOW - A_MOMENT
    assert why_not(against_call_back(law(pack), NOW, early, NOW)) == "called_back_before_it_rang"


def test_a_law_that_measures_no_telephone_sets_no_limit() -> None:
    assert call_back_due(law(pick_up=None), NOW) is None


def test_a_call_is_missed_now_and_not_in_a_moment() -> None:
    assert against_missed_call(law(), NOW, NOW) is None
    assert why_not(against_missed_call(law(), NOW + A_MOMENT, NOW)) == "called_in_the_future"


def test_a_call_is_told_within_the_days_in_which_any_call_is() -> None:
    rules = load_pack("national-2025").intake
    assert rules is not None
    assert rules.oldest_call is not None
    days = timedelta(days=rules.oldest_call.value.amount + 40)
    assert why_not(against_missed_call(law(), NOW - days, NOW)) == "called_too_long_ago"
    assert against_missed_call(law(intake=None), NOW - days, NOW) is None


def test_nobody_is_called_back_before_it_rang() -> None:
    rang_at = NOW - timedelta(minutes=5)
    assert against_call_back(law(), rang_at, rang_at, NOW) is None
    assert against_call_back(law(), rang_at, NOW + A_MOMENT, NOW) is not None
