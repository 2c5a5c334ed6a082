"""Time within office hours: breaks, midnight, holidays, zones with daylight saving."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.time.calendar import WorkCalendar
from domain.time.counting import BadPause, NoTimeZone, before, due, resume_due, working_time_between
from domain.time.limit import Convention, Limit, parse_limit
from domain.time.office_hours import BadOfficeHours, OfficeHours, parse_office_hours
from policies.calendar_library import work_calendar

CN = work_calendar("cn").from_year(2026)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = WorkCalendar(
    name="berlin",
    time_zone="Europe/Berlin",
    working_weekdays=(0, 1, 2, 3, 4, 5, 6),
    years=(),
    regular=True,
)
OFFICE = parse_office_hours("09:00-12:00", "13:00-17:30")
ALWAYS = parse_office_hours("00:00-24:00")
PLACES = st.sampled_from([(CN, OFFICE), (CN, ALWAYS), (BERLIN, OFFICE), (BERLIN, ALWAYS)])
INSTANTS = st.one_of(
    st.datetimes(datetime(2026, 2, 9), datetime(2026, 3, 3)),  # noqa: DTZ001
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 3, 30)),  # noqa: DTZ001
    st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 26)),  # noqa: DTZ001
).map(lambda naive: naive.replace(microsecond=0, tzinfo=UTC))
SECONDS = st.integers(1, 60 * 3600)
Place = tuple[WorkCalendar, OfficeHours]
AN_INSTANT = timedelta(microseconds=1)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def office_time(seconds: int) -> Limit:
    return Limit(convention=Convention.WORKING_TIME, amount=seconds)


def minutes_by_hand(a: datetime, b: datetime, place: Place) -> int:
    calendar, hours = place
    spans = [(opens, closes if closes != time.min else time.max) for opens, closes in hours.spans]
    open_minutes = 0
    for minute in range(int((b - a).total_seconds()) // 60):
        now = (a + timedelta(minutes=minute)).astimezone(ZoneInfo(calendar.time_zone))
        is_open = any(opens <= now.time() < closes for opens, closes in spans)
        open_minutes += is_open and calendar.is_working_day(now.date())
    return open_minutes


@pytest.mark.parametrize(
    ("start", "limit", "ends"),
    [
        ("2026-03-10T09:00", "4 WH", "2026-03-10T14:00"),
        ("2026-03-10T12:30", "30 WM", "2026-03-10T13:30"),
        ("2026-03-10T16:30", "4 WH", "2026-03-11T12:00"),
        ("2026-03-10T20:00", "1 WS", "2026-03-11T09:00:01"),
        ("2026-02-14T17:00", "4 WH", "2026-02-24T13:30"),
        ("2026-02-16T20:00", "3 WH", "2026-02-24T12:00"),
        ("2026-03-10T10:00", "1 WD same-time", "2026-03-11T10:00"),
        ("2026-03-10T12:30", "1 WD same-time", "2026-03-11T13:00"),
        ("2026-03-10T17:30", "1 WD same-time", "2026-03-11T17:30"),
        ("2026-03-10T18:00", "1 WD same-time", "2026-03-12T09:00"),
        ("2026-02-13T18:00", "1 WD same-time", "2026-02-24T09:00"),
    ],
)
def test_g23_office_hours(start: str, limit: str, ends: str) -> None:
    assert due(local(start), parse_limit(limit), CN, OFFICE).at == local(ends)


@pytest.mark.parametrize(
    ("end", "limit", "starts"),
    [
        ("2026-03-14T00:00", "4 WH", "2026-03-13T13:30"),
        ("2026-03-13T14:00", "4 WH", "2026-03-13T09:00"),
        ("2026-02-24T10:00", "2 WH", "2026-02-14T16:30"),
        ("2026-03-13T10:00", "1 WD same-time", "2026-03-12T10:00"),
        ("2026-03-14T00:00", "1 WD same-time", "2026-03-12T17:30"),
    ],
)
def test_m4_office_hours_back_from_a_due(end: str, limit: str, starts: str) -> None:
    expected = local(starts)
    counted = before(local(end), parse_limit(limit), CN, OFFICE).at
    assert counted == expected


@given(place=PLACES, start=INSTANTS, seconds=SECONDS)
@settings(max_examples=40)
def test_m4_what_was_added_lies_between_and_can_be_taken_back(
    place: Place, start: datetime, seconds: int
) -> None:
    ends = due(start, office_time(seconds), *place).at
    assert working_time_between(start, ends, *place) == timedelta(seconds=seconds)
    starts = before(ends, office_time(seconds), *place).at
    assert starts >= start
    assert working_time_between(start, starts, *place) == timedelta()


@given(place=PLACES, start=INSTANTS, first=SECONDS, more=SECONDS)
@settings(max_examples=25)
def test_m4_office_time_adds_up(place: Place, start: datetime, first: int, more: int) -> None:
    midway = due(start, office_time(first), *place).at
    assert due(midway, office_time(more), *place) == due(start, office_time(first + more), *place)


@given(place=PLACES, start=INSTANTS, later=st.integers(0, 200_000), days=st.integers(1, 5))
@settings(max_examples=25)
def test_m4_who_begins_later_is_never_due_earlier(
    place: Place, start: datetime, later: int, days: int
) -> None:
    for limit in (office_time(days * 3600), parse_limit(f"{days} WD close")):
        then = start + timedelta(seconds=later)
        assert due(start, limit, *place).at <= due(then, limit, *place).at


@given(end=INSTANTS, days=st.integers(1, 5))
@settings(max_examples=25)
def test_m4_same_time_back_is_the_last_start_that_is_still_in_time(
    end: datetime, days: int
) -> None:
    limit = parse_limit(f"{days} WD same-time")
    latest = before(end, limit, CN, OFFICE).at
    assert due(latest, limit, CN, OFFICE).at <= end < due(latest + AN_INSTANT, limit, CN, OFFICE).at


@given(place=PLACES, a=INSTANTS, minutes=st.integers(0, 3 * 24 * 60))
@example(place=(BERLIN, ALWAYS), a=datetime(2026, 3, 28, 12, tzinfo=UTC), minutes=1440)
@example(place=(BERLIN, ALWAYS), a=datetime(2026, 10, 24, 12, tzinfo=UTC), minutes=1440)
@settings(max_examples=12, deadline=None)
def test_m7_office_time_agrees_with_counting_minute_by_minute(
    place: Place, a: datetime, minutes: int
) -> None:
    a = a.replace(second=0)
    b = a + timedelta(minutes=minutes)
    by_hand = timedelta(minutes=minutes_by_hand(a, b, place))
    assert working_time_between(a, b, *place) == by_hand
    assert working_time_between(b, a, *place) == -by_hand


def test_m4_an_office_open_all_day_loses_no_minute_at_midnight() -> None:
    start = datetime(2026, 6, 1, 23, 59, tzinfo=UTC)
    assert due(start, parse_limit("48 WH"), BERLIN, ALWAYS).at == start + timedelta(hours=48)


def test_m7_a_day_with_daylight_saving_keeps_its_wall_times() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    saturday = datetime(2026, 3, 28, 10, tzinfo=berlin)
    sunday = datetime(2026, 3, 29, tzinfo=berlin)
    same_time = due(saturday, parse_limit("1 WD same-time"), BERLIN, OFFICE).at
    assert same_time == sunday.replace(hour=10)
    assert same_time - saturday.astimezone(UTC) == timedelta(hours=23)
    assert due(saturday, parse_limit("1 WD close"), BERLIN, OFFICE).at == sunday.replace(
        hour=17, minute=30
    )
    assert due(saturday, parse_limit("24 h"), BERLIN, OFFICE).at == sunday.replace(hour=11)


@given(place=PLACES, instants=st.lists(INSTANTS, min_size=3, max_size=3), seconds=SECONDS)
@settings(max_examples=20, deadline=None)
def test_m4_pauses_that_follow_each_other_cost_what_one_long_pause_costs(
    place: Place, instants: list[datetime], seconds: int
) -> None:
    paused, midway, resumed = sorted(instants)
    for limit in (office_time(seconds), Limit(convention=Convention.NATURAL_TIME, amount=seconds)):
        ends = due(paused, limit, *place).at
        first = resume_due(ends, paused, midway, limit, *place).at
        both = resume_due(first, midway, resumed, limit, *place).at
        assert both == resume_due(ends, paused, resumed, limit, *place).at
        assert both == due(resumed, limit, *place).at


def test_m5_office_time_into_an_unpublished_year_is_provisional() -> None:
    assert due(local("2026-12-31T17:00"), parse_limit("4 WH"), CN, OFFICE).provisional
    assert not due(local("2026-12-31T13:30"), parse_limit("4 WH"), CN, OFFICE).provisional
    assert not due(local("2026-12-31T17:00"), parse_limit("72 h"), CN, OFFICE).provisional


@pytest.mark.parametrize(
    "spans",
    [
        ("22:00-06:00", "07:00-12:00"),
        ("05:00-12:00", "22:00-06:00"),
        ("09:00-09:00",),
        ("09:00-12:00", "11:00-17:30"),
        ("09:00-24:00", "10:00-11:00"),
        ("09:00-00:00",),
        ("9 to 5",),
        ("09:00+08:00-12:00",),
        (),
    ],
)
def test_g23_impossible_office_hours_are_refused(spans: tuple[str, ...]) -> None:
    with pytest.raises(BadOfficeHours):
        parse_office_hours(*spans)


def test_m7_an_instant_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 3, 10, 9)  # noqa: DTZ001
    for limit in map(parse_limit, ("1 h", "1 ND", "1 WD", "1 WH", "1 WD same-time")):
        with pytest.raises(NoTimeZone):
            due(naive, limit, CN, OFFICE)


def test_a_pause_that_ends_before_it_began_is_refused() -> None:
    now = local("2026-03-10T09:00")
    with pytest.raises(BadPause):
        resume_due(now, now, now - timedelta(hours=1), parse_limit("1 WD"), CN, OFFICE)
