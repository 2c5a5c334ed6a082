"""Calendar years that nobody has published yet, invented so that no due stays provisional."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.time.calendar import CalendarYear
from services.law.laws import Laws

CALENDAR: Final = "cn"
YEARS_AHEAD: Final = 2
SOURCE: Final = "invented for the demonstration: plain weekdays, no day off and none made up"


async def publish_invented_years(laws: Laws, today: date) -> tuple[CalendarYear, ...]:
    """Publish plain weekdays for the coming years that are not published yet, and tell which."""
    published = {year.year for year in (await laws.calendar(CALENDAR)).years}
    years = tuple(_invented(max(published), today.year))
    for year in years:
        await laws.publish_year(CALENDAR, year)
    return years


def _invented(last: int, present: int) -> Iterator[CalendarYear]:
    for year in range(last + 1, present + YEARS_AHEAD + 1):
        edition = f"{year}.demo"
        yield CalendarYear(year=year, edition=edition, source=SOURCE, days_off=(), make_up_days=())
