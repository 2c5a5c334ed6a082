"""Stories of the days of other places: clocks that are put back, holidays that collide, years that
nobody has published."""

from dataclasses import replace

import pytest

from domain.order.clock import Clock
from domain.time.calendar import BadCalendar
from tests.domain.case import Case
from tests.policies.law_table import HALF_DAY, PLACE, LawRow
from tests.policies.pack_texts import limit, town

UNPUBLISHED = PLACE.replace("regular = true", "").format(name="quay")
YEAR_2027 = """
calendar = "quay"
year = 2027
edition = 1
source = ["Gazette 3"]
days_off = []
"""


def law(place: str, handle: str, *years: str) -> LawRow:
    """The law of a place that has a calendar of its own."""
    name = place.split('"')[1]
    return LawRow(
        name=name,
        pack=town(f'calendar = "{name}"', limit(f'clock = "handle", limit = "{handle}"')),
        calendar=(place, *years),
        sent="",
        due="",
    )


def handling(row: LawRow, sent: str) -> tuple[Case, Clock]:
    """An order that is sent to its unit at a local time, and the unit's duty."""
    case = Case(row.read, at=sent, calendars=row.calendars).dispatched()
    return case, case.clock("handle/1")


@pytest.mark.rule("G:G1")
def test_of_an_hour_that_the_clocks_show_twice_the_first_is_meant() -> None:
    """In Berlin they are put back on 25 October from three to two."""
    berlin = PLACE.replace("Asia/Shanghai", "Europe/Berlin").format(name="spree")
    case, duty = handling(law(berlin, "3 ND same-time"), "10-22 02:30")
    assert duty.due == case.here("10-25 02:30")
    assert duty.due.hour == 0
    _, later = handling(law(berlin, "3 ND same-time"), "10-23 02:30")
    assert later.due.hour == 1


@pytest.mark.rule("G:G1")
def test_of_two_holidays_on_one_weekend_the_earlier_gets_its_day_in_lieu_first() -> None:
    """Saturday's is Tuesday, as Monday is off; of what is left Friday is nearest to Sunday."""
    feasts = (
        '{ day = "12-06", in_lieu = "nearest" }, { day = "12-05", in_lieu = "next" },'
        ' { day = "12-07" }'
    )
    place = PLACE.format(name="feasts") + f"holidays = [{feasts}]\n"
    case, duty = handling(law(place, "1 WD"), "12-03 09:00")
    assert duty.due == case.here("12-09 24:00")


@pytest.mark.rule("G:G1")
def test_what_is_due_on_the_last_day_of_an_unknown_year_is_an_estimate() -> None:
    case, duty = handling(law(UNPUBLISHED, "1 WD", YEAR_2027), "12-30 09:00")
    assert (duty.due, duty.provisional) == (case.here("12-31 24:00"), True)


@pytest.mark.rule("G:G1")
def test_an_order_takes_the_year_of_its_birth_along_and_none_before() -> None:
    case, _ = handling(law(PLACE.format(name="halves"), "1 WD", HALF_DAY), "03-02 09:00")
    assert [year.year for year in case.order.dossier.calendar.years] == [2026]
    ahead = handling(law(UNPUBLISHED, "1 WD", YEAR_2027), "12-30 09:00")[0].order.dossier.calendar
    assert [year.year for year in ahead.years] == [2027]
    assert replace(ahead).from_year(2028).years == ()


@pytest.mark.rule("G:G1")
def test_a_half_day_is_named_once() -> None:
    case, _ = handling(law(PLACE.format(name="halves"), "1 WD", HALF_DAY), "03-02 09:00")
    (year,) = case.order.dossier.calendar.years
    with pytest.raises(BadCalendar):
        replace(year, half_days=(*year.half_days, *year.half_days))


@pytest.mark.rule("G:G1")
def test_the_fifth_friday_is_off_in_a_month_that_has_one() -> None:
    fifths = '{ month = 10, weekday = "fri", nth = 5 }, { month = 11, weekday = "fri", nth = 5 }'
    place = PLACE.format(name="fifths") + f"holidays = [{fifths}]\n"
    case, duty = handling(law(place, "1 WD"), "10-29 09:00")
    assert duty.due == case.here("11-02 24:00")
    case, duty = handling(law(place, "1 WD"), "11-26 09:00")
    assert duty.due == case.here("11-27 24:00")
