"""Times that people report begin and end somewhere: what would bend a figure is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.chapters.intake.commands import Register
from domain.vocabulary import Channel, ItemType, State
from tests.domain.case import Case, moment

NOW = moment("03-02 09:00")
WEEK = timedelta(days=7)
YEAR = timedelta(days=366)


def refused(**fields: object) -> str:
    """What a registration with these times is answered."""
    return Case().by("seat_agent").refused(_demand(**fields), "demand", "phone")


def taken(**fields: object) -> State:
    """Where an order with these times stands."""
    return Case().by("seat_agent").does(_demand(**fields), "demand", "phone").state


def _demand(**fields: object) -> Register:
    return Register(type=ItemType.HELP, **fields)  # type: ignore[arg-type]


@pytest.mark.rule("X:X35")
def test_a_call_lies_at_most_seven_days_back() -> None:
    oldest = moment("02-23 00:00")
    assert taken(called_at=oldest, confirmed_by="second") is State.INTAKE
    for long_ago in (oldest - timedelta(seconds=1), NOW.replace(year=2024)):
        assert refused(called_at=long_ago, confirmed_by="second") == "called_too_long_ago"


@pytest.mark.rule("X:X35")
def test_the_seventh_day_counts_to_its_last_instant() -> None:
    case = Case(at="03-02 24:00").by("seat_agent")
    call = _demand(called_at=moment("02-23 12:00"), confirmed_by="second")
    later = case.refused(replace(call, called_at=moment("02-22 23:59")), "demand", "phone")
    assert later == "called_too_long_ago"
    assert case.does(call, "demand", "phone").state is State.INTAKE


@pytest.mark.rule("X:X35")
def test_no_call_was_taken_in_the_future_whoever_enters_it() -> None:
    later = _demand(called_at=NOW + timedelta(seconds=1))
    for role in ("seat_agent", "system"):
        assert Case().by(role).refused(later, "demand", "phone") == "called_in_the_future"


@pytest.mark.rule("X:X35")
def test_nor_did_anybody_wait_at_the_telephone_for_years() -> None:
    rang = NOW - YEAR
    late = {"rang_at": rang, "answered_at": rang + timedelta(seconds=9)}
    assert refused(channel=Channel.PHONE, **late) == "called_too_long_ago"


@pytest.mark.rule("X:X18", "WF-21")
def test_another_platforms_due_lies_ahead_and_not_years_away() -> None:
    assert taken(source="province", upstream_due=NOW + YEAR) is State.INTAKE
    for due in (NOW, NOW - YEAR, NOW + YEAR + timedelta(days=1)):
        assert refused(source="province", upstream_due=due) == "upstream_due_out_of_range"


@pytest.mark.rule("SM-02", "X:X34")
def test_a_hand_over_lies_behind_and_has_a_platform() -> None:
    assert taken(source="city", handed_at=NOW) is State.INTAKE
    after = NOW + timedelta(seconds=1)
    assert refused(source="city", handed_at=after) == "handed_over_out_of_range"
    assert refused(handed_at=NOW) == "source_missing"


@pytest.mark.rule("X:X35")
def test_a_hand_over_lies_not_long_behind() -> None:
    assert refused(source="city", handed_at=NOW - WEEK * 2) == "called_too_long_ago"
