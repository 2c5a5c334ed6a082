"""When an office is open on a working day, by weekday and by season, in local time (G23)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from domain.time.day_of_year import A_LEAP_YEAR, DayOfYear, day_of_year
from domain.time.workdays import DAYS_OF_WEEK, Workdays
from domain.values.left_out import left_out_if_unset

Span = tuple[time, time]
"""Opening and closing; a closing that is not later belongs to the next day, 00:00 is 24:00."""
Spans = tuple[Span, ...]
Opened = tuple[datetime, datetime]
END_OF_DAY = "24:00"
PACKS = 64


class BadOfficeHours(ValueError):
    """Office hours contradict themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayHours:
    """The hours of one day of the week."""

    weekday: int
    """Monday 0 to Sunday 6."""
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A part of every year with a timetable of its own, such as summer; it may be one day."""

    first: DayOfYear
    last: DayOfYear
    """The last day that lies in it; across the new year if it comes before the first."""
    spans: Spans
    weekdays: tuple[WeekdayHours, ...] = ()

    def holds(self, day: DayOfYear) -> bool:
        """Whether the day lies in the season."""
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last


@left_out_if_unset("weekdays", "seasons")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """When an office is open on a working day, in local time (G23)."""

    spans: Spans
    """What holds on every day of which nothing else is said."""
    weekdays: tuple[WeekdayHours, ...] = ()
    seasons: tuple[Season, ...] = ()
    """The first in which a day lies says its hours, whatever the others say."""

    def __post_init__(self) -> None:
        """Refuse hours that overlap, a day without any, and a season that never comes."""
        _check(self)
        for season in self.seasons:
            _check(season)
        _check_nights(self)
        _check_seasons(self.seasons)

    @property
    def overnight(self) -> bool:
        """Whether a shift runs over midnight into the next day."""
        return _runs_overnight(self)

    def spans_of(self, day: int) -> Spans:
        """The opening hours of a working day, given as its ordinal."""
        if not self.weekdays and not self.seasons:
            return self.spans
        return _spans_of(self, date.fromordinal(day))

    def on(self, day: int, workdays: Workdays, like: int | None = None) -> list[Opened]:
        """Return the spans of one day as UTC instants, or on it those of a day `like` another."""
        spans = self.spans_open(day if like is None else like, workdays)
        return [
            (workdays.at(day, opens), self.closing(day, (opens, closes), workdays))
            for opens, closes in spans
        ]

    def spans_open(self, day: int, workdays: Workdays) -> Spans:
        """The opening hours of a working day, cut where every office closes early; an office that
        opens only after that keeps its hours (a default)."""
        spans, until = self.spans_of(day), workdays.closing_early.get(day)
        if until is None:
            return spans
        return tuple(_cut(span, until) for span in spans if span[0] < until) or spans

    def length(self, day: int, workdays: Workdays) -> timedelta:
        """How long the office is open on a day, if no clock is changed then."""
        return _length(self.spans_open(day, workdays))

    def close_of(self, day: int, workdays: Workdays) -> datetime:
        """Return the UTC instant at which the office closes for the day."""
        return self.closing(day, self.spans_open(day, workdays)[-1], workdays)

    @staticmethod
    def closing(day: int, span: Span, workdays: Workdays) -> datetime:
        """The UTC instant of a closing; one at 24:00 is the beginning of the next day."""
        opens, closes = span
        return workdays.at(day + 1 if closes <= opens else day, closes)


AnyTimetable = OfficeHours | Season


@lru_cache(maxsize=PACKS)
def _runs_overnight(hours: OfficeHours) -> bool:
    return any(_is_overnight(span) for spans in _every(hours) for span in spans)


def _is_overnight(span: Span) -> bool:
    opens, closes = span
    return time.min < closes <= opens


def _every(hours: OfficeHours) -> Iterator[Spans]:
    timetables: list[AnyTimetable] = [hours, *hours.seasons]
    for timetable in timetables:
        yield timetable.spans
        yield from (one.spans for one in timetable.weekdays)


def _spans_of(hours: OfficeHours, day: date) -> Spans:
    of_year = day_of_year(day)
    timetable = next((season for season in hours.seasons if season.holds(of_year)), hours)
    own = (one.spans for one in timetable.weekdays if one.weekday == day.weekday())
    return next(own, timetable.spans)


@lru_cache(maxsize=PACKS)
def _length(spans: Spans) -> timedelta:
    return sum((_until(span) - _since(span[0]) for span in spans), timedelta())


def _cut(span: Span, until: time) -> Span:
    opens, closes = span
    return opens, closes if opens < closes <= until else until


def _since(of_day: time) -> timedelta:
    return timedelta(hours=of_day.hour, minutes=of_day.minute, seconds=of_day.second)


def _until(span: Span) -> timedelta:
    opens, closes = span
    return _since(closes) + timedelta(days=closes <= opens)


def _check(timetable: AnyTimetable) -> None:
    named = [one.weekday for one in timetable.weekdays]
    if not set(named) <= set(DAYS_OF_WEEK) or len(set(named)) < len(named):
        raise BadOfficeHours("a day of the week is named twice, or is none")
    for spans in (timetable.spans, *(one.spans for one in timetable.weekdays)):
        if not spans:
            raise BadOfficeHours("an office that never opens on a working day")
        for opens, closes in spans:
            if opens == closes != time.min:
                raise BadOfficeHours(f"{opens:%H:%M}-{closes:%H:%M} is no time at all")
        for before, after in pairwise(spans):
            if before[1] <= before[0] or after[0] < before[1]:
                raise BadOfficeHours(f"{after[0]:%H:%M} is not after {before[1]:%H:%M}")


def _check_nights(hours: OfficeHours) -> None:
    """A shift over midnight ends before the office opens again, whatever the day."""
    opens = min(spans[0][0] for spans in _every(hours))
    for spans in _every(hours):
        if _is_overnight(spans[-1]) and spans[-1][1] > opens:
            since, until = spans[-1]
            raise BadOfficeHours(f"{since:%H:%M}-{until:%H:%M} runs into {opens:%H:%M}")


def _check_seasons(seasons: tuple[Season, ...]) -> None:
    """A season all of whose days lie in those before it would never say anything."""
    year = [date.fromordinal(date(A_LEAP_YEAR, 1, 1).toordinal() + day) for day in range(366)]
    days = [day_of_year(day) for day in year]
    for place, season in enumerate(seasons):
        earlier = seasons[:place]
        if all(any(s.holds(day) for s in earlier) for day in days if season.holds(day)):
            words = f"{season.first.text()}..{season.last.text()}"
            raise BadOfficeHours(f"the season {words} lies within those named before it")


def parse_office_hours(*spans: str) -> OfficeHours:
    """Read spans such as "09:00-12:00" or "00:00-24:00"; raises BadOfficeHours."""
    return OfficeHours(spans=tuple(time_span(text) for text in spans))


def spans_text(spans: Spans) -> str:
    """Write spans as a rule pack does: "09:00-12:00, 13:00-24:00"."""
    return ", ".join(
        f"{opens:%H:%M}-{END_OF_DAY if closes == time.min else f'{closes:%H:%M}'}"
        for opens, closes in spans
    )


def time_span(text: str) -> Span:
    """Read two local times of day, "09:00-12:00"; the second may be 24:00; BadOfficeHours."""
    opens, _, closes = text.partition("-")
    try:
        begins = time.fromisoformat(opens)
        ends = time.min if closes == END_OF_DAY else time.fromisoformat(closes)
    except ValueError as unreadable:
        raise BadOfficeHours(f'"{text}" is not "HH:MM-HH:MM"') from unreadable
    if begins.tzinfo or ends.tzinfo:
        raise BadOfficeHours(f'"{text}": hours are local and carry no time zone')
    if ends == time.min and closes != END_OF_DAY:
        raise BadOfficeHours(f'"{text}": midnight as a closing is written {END_OF_DAY}')
    return begins, ends
