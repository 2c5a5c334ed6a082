"""How a day is written: year first, or day and month in either order, in figures or words."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final

from texts.understood import understood


class DateOrder(StrEnum):
    """Which comes first where the year comes last."""

    MDY = "mdy"
    DMY = "dmy"


def _sign(name: str) -> str:
    return "".join(understood("signs")[name])


def _one_of(name: str) -> str:
    return "|".join(map(re.escape, understood("signs")[name]))


MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
DAY: Final = re.compile(
    r"(?:"
    rf"(?P<year>\d{{4}}) ?[-/.{_sign('year')}] ?(?P<month>\d{{1,2}}) ?[-/.{_sign('month')}] ?"
    rf"(?P<day>\d{{1,2}})(?!\d){_sign('day')}?"
    r"|(?P<dense>\d{8})(?=t\d)"
    r"|(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<last>\d{4})(?!\d)"
    rf"|(?P<named>{_MONTH}) (?P<of>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<in>\d{{4}})(?!\d)"
    rf"|(?P<at>\d{{1,2}})(?:st|nd|rd|th)?[- ](?P<called>{_MONTH}),?[- ](?P<on>\d{{4}})(?!\d)"
    r")"
)
_WEEKDAY: Final = re.compile(
    rf"[(\[]?(?:{_one_of('week')})(?:{_one_of('weekday')})[)\]]?"
    r"|\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\b[.,]?"
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A time as it is compared: of narrow figures and small letters, without the weekday."""
    words = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WEEKDAY.sub(" ", words).split())


def is_either_way(written: re.Match[str]) -> frozenset[DateOrder] | None:
    """In which orders the figures are a day; None where the order is told or says the same."""
    first, second = written["first"], written["second"]
    if first is None or int(first) == int(second):
        return None
    months = {DateOrder.MDY: int(first), DateOrder.DMY: int(second)}
    return frozenset(order for order, month in months.items() if 1 <= month <= len(MONTHS))


def day_of(written: re.Match[str], order: DateOrder | None) -> tuple[int, int, int]:
    """The year, month and day that were written."""
    if dense := written["dense"]:
        return int(dense[:4]), int(dense[4:6]), int(dense[6:])
    if name := written["named"] or written["called"]:
        day, year = written["of"] or written["at"], written["in"] or written["on"]
        return int(year), MONTHS.index(name[:3]) + 1, int(day)
    if written["first"] is None:
        return int(written["year"]), int(written["month"]), int(written["day"])
    first, second = int(written["first"]), int(written["second"])
    month, day_ = (second, first) if order is DateOrder.DMY else (first, second)
    return int(written["last"]), month, day_
