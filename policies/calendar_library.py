"""The calendars at hand: those that come with Paidan, and those published since."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from domain.time.calendar import CalendarYear, WorkCalendar
from domain.time.yearly_holidays import yearly_days_off
from policies.calendar_files import (
    BadCalendarFile,
    CalendarNotice,
    CalendarPlace,
    empty_calendar,
    is_notice,
    read_notice,
    read_place,
    read_table,
)
from policies.mistake import Mistake
from texts import zh

BUILT_IN = Path(__file__).parent / "calendars"
PLACE_FILE = "calendar.toml"


class UnknownCalendar(KeyError):
    """No calendar of this name is at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLibrary:
    """Places and their yearly notices, every edition of them."""

    places: tuple[CalendarPlace, ...]
    notices: tuple[CalendarNotice, ...]

    def names(self) -> tuple[str, ...]:
        """Name the calendars in order."""
        return tuple(sorted(place.name for place in self.places))

    def place(self, name: str) -> CalendarPlace:
        """Find a place by the name of its calendar; raises UnknownCalendar."""
        found = next((place for place in self.places if place.name == name), None)
        if found is None:
            raise UnknownCalendar(name)
        return found

    def calendar(self, name: str, known_on: date | None = None) -> WorkCalendar:
        """Put a calendar together from the latest editions, or from those known on a day.

        A regular one whose holidays stand in the files of years is unknown in the other years.
        """
        place = self.place(name)
        own = self._in_force(name, known_on)
        base = self.calendar(place.extends, known_on) if place.extends else None
        taken_over = base.years if base else ()
        layered = {year.year: _taken_over(year, str(place.extends)) for year in taken_over}
        layered |= {y: _layered(layered.get(y), notice) for y, notice in own.items()}
        years = tuple(year for _, year in sorted(layered.items()))
        yearly = (*(base.yearly if base else ()), *place.holidays)
        regular = place.regular and (bool(yearly) or not years)
        return replace(empty_calendar(place), years=years, regular=regular, yearly=yearly)

    def read(self, text: str, file: str) -> CalendarPlace | CalendarNotice:
        """Read a further calendar file as it would stand in this library; BadCalendarFile."""
        table = read_table(text, file)
        if not is_notice(table):
            place = read_place(table, file)
            self._known(place.extends, "extends", file)
            return place
        name = table.get("calendar")
        self._known(name, "calendar", file)
        if not isinstance(name, str):
            return read_notice(table, file, ())
        place = self.place(name)
        base = self.calendar(place.extends).years if place.extends else ()
        off = frozenset(day for year in base for day in year.days_off)
        off |= yearly_days_off(place.holidays, place.working_weekdays)
        return read_notice(table, file, place.working_weekdays, off)

    def with_file(self, text: str, file: str) -> "CalendarLibrary":
        """Add a place, or an edition of a year that is not there yet; raises BadCalendarFile."""
        match self.read(text, file):
            case CalendarPlace() as place:
                if place.name in self.names():
                    raise _mistake(file, "calendar", f'"{place.name}" is there already')
                return replace(self, places=(*self.places, place))
            case CalendarNotice() as notice:
                if any(_edition(n) == _edition(notice) for n in self.notices):
                    raise _mistake(
                        file, "edition", f"{notice.year}.{notice.edition} is there already"
                    )
                return replace(self, notices=(*self.notices, notice))

    def _in_force(self, name: str, known_on: date | None) -> dict[int, CalendarNotice]:
        """The highest edition of each year that was known on the day."""
        known = (
            n
            for n in self.notices
            if n.calendar == name and (known_on is None or n.issued is None or n.issued <= known_on)
        )
        return {n.year: n for n in sorted(known, key=lambda n: n.edition)}

    def _known(self, name: object, key: str, file: str) -> None:
        if isinstance(name, str) and name not in self.names():
            raise _mistake(file, key, f'"{name}" is not the name of a calendar')


def library_of(folder: Path) -> CalendarLibrary:
    """Read every calendar of a folder; raises BadCalendarFile with the mistakes of all files."""
    library = CalendarLibrary(places=(), notices=())
    mistakes: list[Mistake] = []
    for path in _files(folder):
        file = f"{path.parent.name}/{path.name}"
        try:
            library = library.with_file(path.read_text(encoding="utf-8"), file)
        except BadCalendarFile as bad:
            mistakes.extend(bad.mistakes)
    if mistakes:
        raise BadCalendarFile(tuple(mistakes))
    return library


@cache
def built_in_library() -> CalendarLibrary:
    """Read the calendars that come with Paidan, once."""
    return library_of(BUILT_IN)


@cache
def work_calendar(name: str, known_on: date | None = None) -> WorkCalendar:
    """Return a calendar that comes with Paidan; raises UnknownCalendar."""
    return built_in_library().calendar(name, known_on)


def _files(folder: Path) -> Iterator[Path]:
    """Places before the years that name them, and places that extend others after those."""
    places = sorted(folder.glob(f"*/{PLACE_FILE}"))
    yield from sorted(places, key=lambda path: "\nextends" in path.read_text(encoding="utf-8"))
    yield from (p for p in sorted(folder.glob("*/*.toml")) if p.name != PLACE_FILE)


def _layered(base: CalendarYear | None, notice: CalendarNotice) -> CalendarYear:
    """Lay a place's own notice over the year that it extends; its own word goes first."""
    edition = f"{notice.year}.{notice.edition}"
    between = zh("calendars.between_sources")
    source = between.join(notice.source)
    off, made_up = set(notice.days_off), set(notice.make_up_days)
    if base is not None:
        edition, source = f"{edition} over {base.edition}", f"{source}{between}{base.source}"
        if "days_off" not in notice.replaces:
            off |= set(base.days_off) - made_up
        if "make_up_days" not in notice.replaces:
            made_up |= set(base.make_up_days) - off
    halves = {half.day: half for half in base.half_days} if base else {}
    halves |= {half.day: half for half in notice.half_days}
    return CalendarYear(
        year=notice.year,
        edition=edition,
        source=source,
        days_off=tuple(sorted(off)),
        make_up_days=tuple(sorted(made_up)),
        half_days=tuple(half for _, half in sorted(halves.items())),
    )


def _taken_over(year: CalendarYear, name: str) -> CalendarYear:
    return replace(year, edition=f"{name} {year.edition}")


def _edition(notice: CalendarNotice) -> tuple[str, int, int]:
    return notice.calendar, notice.year, notice.edition


def _mistake(file: str, key: str, reason: str) -> BadCalendarFile:
    return BadCalendarFile((Mistake(file=file, key=key, reason=reason),))
