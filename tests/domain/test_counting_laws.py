"""The laws of counting: adding and taking back are inverse, monotone and additive, everywhere.

M4: one algorithm counts in both directions. The laws hold over breaks, midnight, offices that
never close, changes of the clocks, holidays and made-up days, for every convention.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.time.calendar import WorkCalendar
from domain.time.counting import before, due, working_days_between, working_time_between
from domain.time.limit import Convention, Limit
from domain.time.office_hours import parse_office_hours
from tests.domain.places import (
    IN_DAYS,
    INSTANTS,
    WITHOUT_NIGHTS,
    Place,
    limits,
    places,
    places_for,
)
from tests.thorough import times

AN_INSTANT = timedelta(microseconds=1)
BERLIN = WorkCalendar(
    name="berlin",
    time_zone="Europe/Berlin",
    working_weekdays=(0, 1, 2, 3, 4, 5, 6),
    years=(),
    regular=True,
)
NEVER_PUT_OFF = [one for one in Convention if one is not Convention.NATURAL_DAYS_PUT_OFF]
"""Two limits whose last day is put off may meet on one working day."""
EXAMPLES = settings(max_examples=times(20, thorough=60), deadline=None)


def ends(start: datetime, limit: Limit, place: Place) -> datetime:
    return due(start, limit, *place).at


def latest(end: datetime, limit: Limit, place: Place) -> datetime:
    return before(end, limit, *place).at


@pytest.mark.parametrize("convention", Convention)
@EXAMPLES
@given(data=st.data(), start=INSTANTS, end=INSTANTS)
def test_a_duty_is_due_by_an_instant_just_if_it_began_by_the_one_counted_back(
    convention: Convention, data: st.DataObject, start: datetime, end: datetime
) -> None:
    place = data.draw(places_for(convention))
    limit = data.draw(limits(convention))
    back = latest(end, limit, place)
    began_by_then = start < back if convention in IN_DAYS else start <= back
    assert (ends(start, limit, place) <= end) is began_by_then


@pytest.mark.parametrize("convention", Convention)
@EXAMPLES
@given(data=st.data(), start=INSTANTS)
def test_what_is_added_can_be_taken_back(
    convention: Convention, data: st.DataObject, start: datetime
) -> None:
    place = data.draw(places_for(convention))
    limit = data.draw(limits(convention))
    end = ends(start, limit, place)
    back = latest(end, limit, place)
    assert start <= back
    assert ends(back - AN_INSTANT if convention in IN_DAYS else back, limit, place) == end


@pytest.mark.parametrize("convention", Convention)
@EXAMPLES
@given(data=st.data(), one=INSTANTS, other=INSTANTS)
def test_who_begins_later_is_never_due_earlier(
    convention: Convention, data: st.DataObject, one: datetime, other: datetime
) -> None:
    place = data.draw(places_for(convention))
    limit = data.draw(limits(convention))
    first, second = sorted((one, other))
    assert first < ends(first, limit, place) <= ends(second, limit, place)
    assert latest(first, limit, place) <= latest(second, limit, place)
    assert latest(first, limit, place) <= first


@pytest.mark.parametrize("convention", NEVER_PUT_OFF)
@EXAMPLES
@given(data=st.data(), start=INSTANTS)
def test_a_longer_limit_is_due_later(
    convention: Convention, data: st.DataObject, start: datetime
) -> None:
    place = data.draw(places_for(convention))
    limit = data.draw(limits(convention))
    longer = replace(limit, amount=limit.amount + 1)
    assert ends(start, limit, place) < ends(start, longer, place)


@pytest.mark.parametrize("convention", NEVER_PUT_OFF)
@EXAMPLES
@given(data=st.data(), start=INSTANTS)
def test_limits_one_after_the_other_are_one_limit_of_their_sum(
    convention: Convention, data: st.DataObject, start: datetime
) -> None:
    place = data.draw(places_for(convention))
    first, second = data.draw(limits(convention)), data.draw(limits(convention))
    midway = ends(start, first, place)
    both = replace(first, amount=first.amount + second.amount)
    going_on = midway - AN_INSTANT if convention in IN_DAYS else midway
    assert ends(going_on, second, place) == ends(start, both, place)


@EXAMPLES
@given(place=places(), start=INSTANTS, limit=limits(Convention.WORKING_TIME))
def test_the_office_time_that_was_added_lies_between(
    place: Place, start: datetime, limit: Limit
) -> None:
    end = ends(start, limit, place)
    assert working_time_between(start, end, *place) == timedelta(seconds=limit.amount)
    assert working_time_between(end, start, *place) == -timedelta(seconds=limit.amount)
    assert working_time_between(latest(end, limit, place), end, *place) == timedelta(
        seconds=limit.amount
    )


@EXAMPLES
@given(place=places(), one=INSTANTS, other=INSTANTS)
def test_the_office_time_between_leads_from_one_instant_to_the_other(
    place: Place, one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    worked = working_time_between(start, end, *place)
    if worked >= timedelta(seconds=1):
        whole = Limit(convention=Convention.WORKING_TIME, amount=int(worked.total_seconds()))
        assert ends(start, whole, place) <= end
        assert start <= latest(end, whole, place)
    assert timedelta() <= worked <= end - start


@EXAMPLES
@given(place=places(), instants=st.lists(INSTANTS, min_size=3, max_size=3))
def test_office_time_and_working_days_add_up(place: Place, instants: list[datetime]) -> None:
    instants.sort()
    calendar, _ = place
    spans = [working_time_between(a, b, *place) for a, b in pairwise(instants)]
    days = [working_days_between(a, b, calendar) for a, b in pairwise(instants)]
    assert sum(spans, timedelta()) == working_time_between(instants[0], instants[2], *place)
    assert sum(days) == working_days_between(instants[0], instants[2], calendar)
    assert -sum(days) == working_days_between(instants[2], instants[0], calendar)


@EXAMPLES
@given(
    place=places(hours=WITHOUT_NIGHTS),
    start=INSTANTS,
    limit=limits(Convention.WORKING_DAYS, Convention.WORKING_DAYS_TO_CLOSE),
)
def test_the_working_days_that_were_added_lie_between(
    place: Place, start: datetime, limit: Limit
) -> None:
    end = ends(start, limit, place) - AN_INSTANT
    assert working_days_between(start, end, place[0]) == limit.amount


@EXAMPLES
@given(place=places(), start=INSTANTS, limit=limits(Convention.NATURAL_DAYS))
def test_natural_days_are_the_days_of_the_wall_calendar(
    place: Place, start: datetime, limit: Limit
) -> None:
    zone = ZoneInfo(place[0].time_zone)
    last = (ends(start, limit, place) - AN_INSTANT).astimezone(zone).date()
    assert (last - start.astimezone(zone).date()).days == limit.amount


def test_m7_no_office_closes_before_it_opens_when_the_clocks_skip_an_hour() -> None:
    hours = parse_office_hours("02:15-02:45", "02:50-03:20")
    change = date(2024, 3, 31)
    three = datetime(2024, 3, 31, 1, tzinfo=UTC)
    spans = hours.on(change.toordinal(), BERLIN.workdays)
    assert spans == [(three, three), (three, three + timedelta(minutes=20))]


def test_m7_a_time_that_the_clocks_skip_has_come_when_they_do() -> None:
    always = parse_office_hours("00:00-24:00")
    one_day = Limit(convention=Convention.WORKING_DAYS_SAME_TIME, amount=1)
    start = datetime(2024, 3, 30, 1, 30, tzinfo=UTC)
    assert ends(start, one_day, (BERLIN, always)) == datetime(2024, 3, 31, 1, tzinfo=UTC)
