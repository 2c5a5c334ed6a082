"""Places of every kind, for laws that must hold in all: any week, zone, holidays, office hours."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from domain.time.calendar import CalendarYear, WorkCalendar
from domain.time.day_of_year import DayOfYear
from domain.time.limit import Convention, Limit
from domain.time.office_hours import OfficeHours, Season, WeekdayHours, parse_office_hours

Place = tuple[WorkCalendar, OfficeHours]

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "America/Santiago",
)
"""Without summer time; with it at night, at midnight, by half an hour, and south of the line."""
HOURS = (
    ("09:00-12:00", "13:00-17:30"),
    ("08:00-16:00",),
    ("00:00-24:00",),
    ("18:00-24:00",),
    ("00:00-02:30", "06:00-12:00", "12:00-23:30"),
    ("02:15-02:45", "02:50-03:20"),
)
"""With a break, without one, always, until midnight, by night, and when the clocks change."""
DAYTIME = tuple(parse_office_hours(*spans) for spans in HOURS[:2])
DAY, HALF_DAY, SHIFT = (time(8), time(17)), (time(8), time(12)), (time(22), time(6))
UNEVEN = (
    OfficeHours(spans=(DAY,), weekdays=(WeekdayHours(weekday=4, spans=(HALF_DAY,)),)),
    OfficeHours(
        spans=(HALF_DAY, (time(14), time(18))),
        seasons=(
            Season(
                first=DayOfYear(month=12, day=24),
                last=DayOfYear(month=12, day=24),
                spans=(HALF_DAY,),
            ),
            Season(
                first=DayOfYear(month=10, day=1),
                last=DayOfYear(month=4, day=30),
                spans=(DAY,),
                weekdays=(WeekdayHours(weekday=0, spans=(HALF_DAY,)),),
            ),
        ),
    ),
)
"""A half day each week; summer and winter hours and the half day before a feast."""
NIGHTS = (
    OfficeHours(spans=(SHIFT,)),
    OfficeHours(
        spans=((time(8), time(16)), SHIFT), weekdays=(WeekdayHours(weekday=4, spans=(HALF_DAY,)),)
    ),
)
"""A shift over midnight, on every working day or on all but one."""
WITHOUT_NIGHTS = (*(parse_office_hours(*spans) for spans in HOURS), *UNEVEN)
EVERY_HOURS = (*WITHOUT_NIGHTS, *NIGHTS)
FIRST = date(2024, 1, 1)
YEARS = (2024, 2025, 2026)
TURNS = tuple(
    datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day)
    for day in (57, 88, 89, 96, 115, 116, 250, 278, 279, 300, 301, 304)
)
"""Days of 2024 around which a clock is put forward or back somewhere, or a year's end is near."""
IN_DAYS = (
    Convention.NATURAL_DAYS,
    Convention.NATURAL_DAYS_PUT_OFF,
    Convention.WORKING_DAYS,
    Convention.WORKING_DAYS_TO_CLOSE,
)


@st.composite
def places(
    draw: st.DrawFn,
    hours: tuple[OfficeHours, ...] = EVERY_HOURS,
    zones: tuple[str, ...] = ZONES,
) -> Place:
    """Draw a calendar with days off and made-up days of its own, and office hours."""
    week = draw(st.sets(st.integers(0, 6), min_size=1))
    off = draw(st.sets(st.integers(0, 700), max_size=30))
    made_up = draw(st.sets(st.integers(0, 700), max_size=10)) - off
    calendar = WorkCalendar(
        name="somewhere",
        time_zone=draw(st.sampled_from(zones)),
        working_weekdays=tuple(sorted(week)),
        years=tuple(_year(year, off, made_up) for year in YEARS),
        regular=True,
    )
    return calendar, draw(st.sampled_from(hours))


def _year(year: int, off: set[int], made_up: set[int]) -> CalendarYear:
    def days(numbers: set[int]) -> tuple[date, ...]:
        all_days = (FIRST + timedelta(days=number) for number in sorted(numbers))
        return tuple(day for day in all_days if day.year == year)

    return CalendarYear(
        year=year, edition="1", source="-", days_off=days(off), make_up_days=days(made_up)
    )


def places_for(convention: Convention) -> st.SearchStrategy[Place]:
    """Draw any place, except where a convention has no meaning there.

    The same time of day is none in an hour that the clocks skip or show twice, so an office that
    counts by it is closed in such an hour."""
    if convention is Convention.WORKING_DAYS_SAME_TIME:
        return st.one_of(places(hours=(*DAYTIME, *UNEVEN)), places(zones=ZONES[:1]))
    if convention is Convention.NATURAL_DAYS_SAME_TIME:
        return places(zones=ZONES[:1])
    return places()


INSTANTS = st.one_of(
    st.integers(0, 700 * 24 * 3600).map(
        lambda second: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    ),
    st.builds(
        lambda turn, minute: turn + timedelta(minutes=minute),
        st.sampled_from(TURNS),
        st.integers(-24 * 60, 48 * 60),
    ),
)
"""Any instant, and often one near a change of the clocks."""


def amount(convention: Convention) -> st.SearchStrategy[int]:
    """Draw whole days, or seconds up to some days of work."""
    in_seconds = convention in (Convention.NATURAL_TIME, Convention.WORKING_TIME)
    return st.integers(1, 40 * 3600 if in_seconds else 30)


def limits(*conventions: Convention) -> st.SearchStrategy[Limit]:
    """Draw a limit of one of these conventions."""
    return st.sampled_from(conventions).flatmap(
        lambda one: amount(one).map(lambda many: Limit(convention=one, amount=many))
    )
