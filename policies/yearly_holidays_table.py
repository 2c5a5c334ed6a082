"""A holiday of every year as the file of a place writes it."""

from typing import Any

from domain.time.day_of_year import parse_day_of_year
from domain.time.yearly_holidays import InLieu, YearlyHoliday
from policies.shown import shown

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BY_DATE = frozenset({"day"})
BY_WEEKDAY = frozenset({"month", "weekday", "nth"})
BESIDES = frozenset({"name", "in_lieu"})
LIKE = '{ day = "12-25" } or { month = 5, weekday = "mon", nth = -1 }, and in_lieu, name'


def yearly_holiday(entry: object) -> YearlyHoliday:
    """Read { day = "12-25" } or { month = 11, weekday = "thu", nth = 4 }; raises ValueError."""
    keys = frozenset(entry) if isinstance(entry, dict) else frozenset()
    if not isinstance(entry, dict) or keys - BESIDES not in (BY_DATE, BY_WEEKDAY):
        raise ValueError(f"must be {LIKE}; not {shown(entry)}")
    if not isinstance(entry.get("name", ""), str):
        raise ValueError(f"name: must be text, not {shown(entry['name'])}")
    in_lieu = _in_lieu(entry.get("in_lieu", InLieu.NONE))
    if "day" in entry:
        day = parse_day_of_year(str(entry["day"]))
        return YearlyHoliday(month=day.month, day=day.day, in_lieu=in_lieu)
    return YearlyHoliday(
        month=_number(entry, "month"),
        weekday=_weekday(entry["weekday"]),
        nth=_number(entry, "nth"),
        in_lieu=in_lieu,
    )


def _in_lieu(word: object) -> InLieu:
    if word not in list(InLieu):
        raise ValueError(f"in_lieu: {shown(word)} is none of {', '.join(InLieu)}")
    return InLieu(str(word))


def _weekday(word: object) -> int:
    if word not in WEEKDAYS:
        raise ValueError(f"weekday: {shown(word)} is none of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(str(word))


def _number(entry: dict[str, Any], key: str) -> int:
    if type(entry[key]) is not int:
        raise ValueError(f"{key}: must be a whole number, not {shown(entry[key])}")
    return int(entry[key])
