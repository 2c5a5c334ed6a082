"""Places of every kind, for laws that must hold in all: any week, zone, holidays, office hours."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from domain.time.calendar import CalendarYear, OfficeHours, WorkCalendar, parse_office_hours
from domain.time.limit import Convention, Limit

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
DAYTIME = HOURS[:2]
FIRST = date(2024, 1, 1)
YEARS = (2024, 2025, 2026)
TURNS = tuple(
    datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day)
    for day in (57, 88, 89, 96, 115, 116, 250, 278, 279, 300, 301, 304)
)
"""Days of 2024 around which a clock is put forward or back somewhere, or a year's end is near."""
IN_DAYS = (Convention.NATURAL_DAYS, Convention.WORKING_DAYS, Convention.WORKING_DAYS_TO_CLOSE)


@st.composite
def places(
    draw: st.DrawFn,
    hours: tuple[tuple[str, ...], ...] = HOURS,
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
    return calendar, parse_office_hours(*draw(st.sampled_from(hours)))


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
        return st.one_of(places(hours=DAYTIME), places(zones=ZONES[:1]))
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
