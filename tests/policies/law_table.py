"""The laws that offices write, one a row: what is said, and until when a duty under it runs."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.law.pack import Pack
from domain.time.calendar import WorkCalendar
from policies.calendar_library import CalendarLibrary, built_in_library
from policies.law import Law
from policies.library import calendar_for, load_pack
from policies.pack_file import read_pack
from tests.policies.offices_law import OFFICES_LAW
from tests.policies.pack_texts import PROVENANCE, limit, town

CITY: Final = ZoneInfo("Asia/Shanghai")
PLACE: Final = """
calendar = "{name}"
title = "Harbour"
time_zone = "Asia/Shanghai"
working_weekdays = ["mon", "tue", "wed", "thu", "fri"]
regular = true
"""
FEAST: Final = PLACE.format(name="feasts") + 'holidays = [{ day = "03-04" }]\n'
HARBOUR: Final = PLACE.format(name="harbour")
YEAR: Final = """
calendar = "harbour"
year = 2026
edition = 1
source = ["Gazette 1"]
days_off = ["2026-03-04"]
"""
HALF_DAY: Final = """
calendar = "halves"
year = 2026
edition = 1
source = ["Gazette 2"]
half_days = [{ days = "2026-12-24", until = "11:30", name = "the eve" }]
"""
PROMISES: Final = (
    "[intake]",
    f'furthest_promised_day = {{ value = "60 ND", {PROVENANCE} }}',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRow:
    """One law, a demand under it, and the due of the unit's duty."""

    name: str
    pack: str
    demand: dict[str, Any] = field(default_factory=dict)
    sent: str
    """When the unit got it, as local time."""
    due: str
    calendar: tuple[str, ...] = ()
    """The files of the place, first the place and then its years."""
    provisional: bool = False
    limit: str = "5 WD"
    """The limit as the law writes it."""

    def __str__(self) -> str:
        """The name of the law."""
        return self.name

    @property
    def text(self) -> str:
        """The pack under a name of its own."""
        return self.pack.replace('"test-town"', f'"{self.name}"')

    @property
    def calendars(self) -> CalendarLibrary:
        """The calendars at hand, with that of the place."""
        library = built_in_library()
        for number, text in enumerate(self.calendar):
            library = library.with_file(text, f"{number}.toml")
        return library

    @property
    def place(self) -> WorkCalendar:
        """The calendar of the place before its years."""
        library = built_in_library().with_file(self.calendar[0], "place.toml")
        return library.calendar(self.read.calendar)

    @property
    def read(self) -> Pack:
        """The pack as it is read."""
        return read_pack(self.text, load_pack, self.calendars)

    @property
    def law(self) -> Law:
        """The pack and its calendar."""
        pack = self.read
        return Law(pack=pack, calendar=calendar_for(pack, self.calendars))

    @property
    def sent_at(self) -> datetime:
        """When the unit got it."""
        return datetime.fromisoformat(self.sent).replace(tzinfo=CITY)

    @property
    def due_at(self) -> datetime:
        """When the duty is due."""
        return datetime.fromisoformat(self.due).replace(tzinfo=CITY)


def _hours(value: str) -> str:
    return f"office_hours = {{ value = {value}, {PROVENANCE} }}"


QUICK: Final = 'clock = "handle", item_type = "complaint", limit = "4 WH"'
TO_CLOSE: Final = 'clock = "handle", item_type = "consult", limit = "0 WD close"'
LAWS: Final = (
    LawRow(
        name="by-close-of-business",
        pack=OFFICES_LAW,
        demand={"type": "consult"},
        sent="2026-03-13T11:00",
        due="2026-03-13T12:00",
        limit="0 WD close",
    ),
    LawRow(
        name="the-same-day",
        pack=OFFICES_LAW,
        demand={"type": "praise"},
        sent="2026-03-14T10:00",
        due="2026-03-17T00:00",
        limit="0 WD",
    ),
    LawRow(
        name="put-off",
        pack=OFFICES_LAW,
        sent="2026-09-22T10:00",
        due="2026-10-09T00:00",
        limit="10 ND put-off",
    ),
    LawRow(
        name="days-later-same-time",
        pack=OFFICES_LAW,
        demand={"type": "suggestion"},
        sent="2026-03-12T16:20",
        due="2026-03-15T16:20",
        limit="3 ND same-time",
    ),
    LawRow(
        name="hours-of-the-summer",
        pack=OFFICES_LAW,
        demand={"type": "complaint"},
        sent="2026-05-07T11:00",
        due="2026-05-07T18:00",
        limit="4 WH",
    ),
    LawRow(
        name="hours-of-the-weekday",
        pack=OFFICES_LAW,
        demand={"type": "complaint"},
        sent="2026-03-13T11:00",
        due="2026-03-16T11:00",
        limit="4 WH",
    ),
    LawRow(
        name="half-day-of-every-year",
        pack=town(
            limit(TO_CLOSE),
            _hours(
                '{ usual = ["08:00-12:00", "14:00-17:30"],'
                ' seasons = [{ from = "12-24", to = "12-24", usual = ["08:00-12:00"] }] }'
            ),
        ),
        demand={"type": "consult"},
        sent="2026-12-24T09:00",
        due="2026-12-24T12:00",
        limit="0 WD close",
    ),
    LawRow(
        name="shift-over-midnight",
        pack=town(limit(QUICK), _hours('["22:00-06:00"]')),
        demand={"type": "complaint"},
        sent="2026-03-14T03:00",
        due="2026-03-16T23:00",
        limit="4 WH",
    ),
    LawRow(
        name="limit-of-a-matter",
        pack=town(limit('clock = "handle", only = { category = "water-supply" }, limit = "24 h"')),
        demand={"category": "water-supply"},
        sent="2026-03-02T09:00",
        due="2026-03-03T09:00",
        limit="24 h",
    ),
    LawRow(
        name="promised-day",
        pack=town(*PROMISES),
        demand={"promised_day": date(2026, 3, 20)},
        sent="2026-03-02T09:00",
        due="2026-03-21T00:00",
    ),
    LawRow(
        name="holiday-of-every-year",
        pack=town('calendar = "feasts"'),
        sent="2026-03-02T09:00",
        due="2026-03-11T00:00",
        calendar=(FEAST,),
    ),
    LawRow(
        name="regular-with-a-year",
        pack=town('calendar = "harbour"'),
        sent="2026-03-02T09:00",
        due="2026-03-11T00:00",
        calendar=(HARBOUR, YEAR),
    ),
    LawRow(
        name="half-day-of-one-year",
        pack=town('calendar = "halves"', limit(TO_CLOSE), _hours('["08:00-12:00", "14:00-17:30"]')),
        demand={"type": "consult"},
        sent="2026-12-24T09:00",
        due="2026-12-24T11:30",
        calendar=(PLACE.format(name="halves"), HALF_DAY),
        limit="0 WD close",
    ),
    LawRow(
        name="regular-beyond-its-years",
        pack=town('calendar = "harbour"'),
        sent="2026-12-30T09:00",
        due="2027-01-07T00:00",
        calendar=(HARBOUR, YEAR),
        provisional=True,
    ),
)
