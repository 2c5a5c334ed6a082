"""Office hours as a rule pack writes them: one list, or a table by weekday and season."""

from typing import Any, Final

from domain.time.day_of_year import parse_day_of_year
from domain.time.office_hours import OfficeHours, Season, Spans, WeekdayHours, time_span
from policies.shown import shown
from policies.yearly_holidays_table import WEEKDAYS

USUAL: Final = "usual"
SEASONS: Final = "seasons"
FROM, TO = "from", "to"
ALLOWED: Final = (USUAL, *WEEKDAYS, SEASONS)
OF_A_SEASON: Final = (FROM, TO, USUAL, *WEEKDAYS)
Table = dict[str, Any]


def read_office_hours(raw: object) -> OfficeHours:
    """Read ["09:00-12:00"], or { usual = […], fri = […], seasons = [{ from, to, usual, … }] }."""
    if not isinstance(raw, dict):
        return OfficeHours(spans=_spans(raw, ""))
    _refuse_unknown(raw, ALLOWED, "")
    seasons = raw.get(SEASONS, [])
    if not isinstance(seasons, list):
        raise ValueError(f"{SEASONS}: must be a list of tables, not {shown(seasons)}")
    return OfficeHours(
        spans=_usual(raw, ""),
        weekdays=_weekdays(raw, ""),
        seasons=tuple(_season(one, f"{SEASONS}[{n}]") for n, one in enumerate(seasons, start=1)),
    )


def _season(raw: object, key: str) -> Season:
    if not isinstance(raw, dict):
        raise ValueError(f"{key}: must be a table, not {shown(raw)}")
    _refuse_unknown(raw, OF_A_SEASON, f"{key}.")
    days = {}
    for word in (FROM, TO):
        if not isinstance(raw.get(word), str):
            raise ValueError(f'{key}.{word}: must be a month and a day, such as "05-01"')
        days[word] = parse_day_of_year(raw[word])
    spans = _usual(raw, f"{key}.")
    return Season(first=days[FROM], last=days[TO], spans=spans, weekdays=_weekdays(raw, f"{key}."))


def _usual(raw: Table, key: str) -> Spans:
    if USUAL not in raw:
        others = ", ".join(day for day in WEEKDAYS if day not in raw)
        told = f"it says the hours of every day that is not named: {others or 'none is left'}"
        raise ValueError(f"{key}{USUAL}: missing; {told}")
    return _spans(raw[USUAL], f"{key}{USUAL}: ")


def _weekdays(raw: Table, key: str) -> tuple[WeekdayHours, ...]:
    return tuple(
        WeekdayHours(weekday=number, spans=_spans(raw[word], f"{key}{word}: "))
        for number, word in enumerate(WEEKDAYS)
        if word in raw
    )


def _spans(raw: object, key: str) -> Spans:
    if not isinstance(raw, list) or not all(isinstance(span, str) for span in raw):
        raise ValueError(f'{key}must be a list such as ["09:00-12:00"], not {shown(raw)}')
    return tuple(time_span(span) for span in raw)


def _refuse_unknown(raw: Table, words: tuple[str, ...], key: str) -> None:
    for word in raw:
        if word not in words:
            raise ValueError(f"{key}{word}: unknown key; allowed: {', '.join(words)}")
