"""Each file as offices have it is read as its README says; none is edited first."""

from datetime import datetime
from typing import Final

import pytest

from domain.vocabulary import ItemType
from policies.calendar_library import built_in_library
from policies.law import Law
from policies.library import calendar_for, load_pack
from services.imports.columns import Columns, columns_of
from services.imports.demands import Demand, Field
from services.imports.intake_file import IntakeFile, how_to_read, surveyed, understood
from services.imports.reading.cells import HowToRead, Sheet, UnreadableSheet
from services.imports.rows import Reading
from services.imports.sheets import read_sheet_here
from services.imports.words import usual_words
from services.imports.written_days import DateOrder
from services.trials.backtest import NEEDED
from services.trials.file_backtest import OldCases
from services.trials.verdicts import CaseVerdict
from tests.domain.case import CITY
from tests.services.imports.whole_files import JudgedFile, judge_all
from tests.shared_data import shared

THEN: Final = datetime(2026, 12, 31, 12, tzinfo=CITY)
WORDS: Final = usual_words()
FIVE: Final = {
    "F-1": ("2026-10-12T08:30:15", "2026-10-15T16:00:00", "complaint"),
    "F-2": ("2026-10-12T14:20:00", "2026-10-13T09:05:00", "help"),
    "F-3": ("2026-10-12T14:20:00", "2026-10-13T00:00:00", "consult"),
    "F-4": ("2026-10-12T14:20:00", "", "suggestion"),
    "F-5": ("2026-10-12T14:20:30.250000", "2026-10-13T00:00:00", "praise"),
}


def opened(name: str, encoding: str = "") -> tuple[Sheet, Columns]:
    how = how_to_read(WORDS, {}, encoding)
    sheet = read_sheet_here(shared(f"data/field/{name}"), how)
    return sheet, columns_of(sheet, {}, NEEDED, WORDS)


def read(name: str, *, order: DateOrder | None = None, encoding: str = "") -> IntakeFile:
    sheet, columns = opened(name, encoding)
    reading = Reading(zone=CITY, needed=NEEDED, order=order, latest=THEN)
    return understood(sheet, columns, surveyed(sheet, columns, reading))


def judged(name: str, policy: str, *places: str) -> JudgedFile:
    calendars = built_in_library()
    for place in places:
        path = shared(f"data/field/second/{place}")
        calendars = calendars.with_file(path.read_text("utf-8"), str(path))
    pack = load_pack(policy, calendars)
    law = Law(pack=pack, calendar=calendar_for(pack, calendars))
    sheet, columns = opened(f"second/{name}")
    zone = law.calendar.workdays.zone
    reading = Reading(zone=zone, needed=NEEDED, latest=THEN)  # type: ignore[arg-type]
    return judge_all(OldCases.of(sheet, columns, reading, law, THEN))


def told(demand: Demand) -> tuple[str, str, str]:
    opened_at, closed_at = demand.opened, demand.closed
    local = [
        at.astimezone(CITY).replace(tzinfo=None).isoformat() if at else ""
        for at in (opened_at, closed_at)
    ]
    return local[0], local[1], demand.type


@pytest.mark.parametrize("name", ["office-words.csv", "unicode-text.txt"])
def test_the_offices_own_words_and_times_in_two_encodings(name: str) -> None:
    file = read(name)

    assert {one.number: told(one) for one in file.demands} == FIVE
    assert [one.number for one in file.demands if one.days_only] == ["F-5"]
    assert file.rejected == ()
    assert file.demands[0].caller == "李\U00020bb7"


def test_month_first_is_known_where_only_it_can_be_and_asked_where_not() -> None:
    alone = read("twelve-hours.csv")
    month_first = read("twelve-hours.csv", order=DateOrder.MDY)

    assert [told(one)[:2] for one in alone.demands] == [
        ("2026-03-01T14:27:57", "2026-03-14T15:59:20")
    ]
    assert [(row.row, "--dates mdy" in row.reason) for row in alone.rejected] == [
        (3, True),
        (4, True),
    ]
    assert {one.number: told(one)[:2] for one in month_first.demands[1:]} == {
        "U-2": ("2026-03-05T00:05:00", ""),
        "U-3": ("2026-11-12T12:00:00", "2026-12-11T08:15:00"),
    }


def test_numbers_stand_for_times() -> None:
    file = read("numbers-as-times.csv")

    assert {one.number: told(one)[:2] for one in file.demands} == {
        "S-1": ("2026-10-12T14:20:00", "2026-10-15T00:00:00"),
        "S-2": ("2026-10-08T14:20:00", "2026-10-09T14:20:00"),
        "S-3": ("2026-10-08T14:20:00", ""),
        "S-4": ("2026-10-13T00:00:00", "2026-10-13T00:00:00"),
        "S-5": ("2026-10-12T23:59:59.913000", ""),
    }
    assert {one.number: one.days_only for one in file.demands if one.days_only} == {
        "S-1": (Field.CLOSED,)
    }


def test_a_title_above_the_header_and_a_total_below_are_no_orders() -> None:
    file = read("title-above-header.xlsx")

    assert {one.number: told(one) for one in file.demands} == {
        **{number: FIVE[number] for number in ("F-1", "F-2")},
        "F-6": ("2026-10-12T14:20:00", "", "help"),
    }
    assert [(one.row, one.reason) for one in file.rejected] == [(8, "is a total, and no order")]


@pytest.mark.parametrize("name", ["title-row.csv", "title-row.xlsx"])
def test_the_table_below_a_title_is_the_table(name: str) -> None:
    assert [one.number for one in read(f"second/{name}").demands] == ["1"]


def test_handling_begins_with_the_dispatch_and_so_does_the_sign_in() -> None:
    found = judged("which-time.csv", "national-default")

    verdicts = {one.name: one for one in found.verdicts}
    handling = verdicts["handle"]  # type: ignore[index]
    assert handling.due is not None
    assert handling.due.astimezone(CITY).isoformat() == "2026-03-11T00:00:00+08:00"
    assert {name: one.judged for name, one in verdicts.items()} == {
        "dispatch": "in_time",
        "accept": "in_time",
        "handle": "in_time",
    }


@pytest.mark.parametrize("name", ["midnight.csv", "midnight.xlsx"])
def test_one_table_has_one_verdict_in_every_format(name: str) -> None:
    policy = str(shared("data/field/second/pack.toml"))
    (verdict,) = judged(name, policy, "place.toml").verdicts

    assert verdict.due is not None
    assert verdict.due.astimezone(verdict.opened.tzinfo).isoformat() == "2024-03-07T08:00:00-05:00"
    assert (verdict.judged, verdict.demand.days_only) == ("in_time", (Field.OPENED,))


def test_what_was_never_closed_is_past_due() -> None:
    found = judged("open-for-years.csv", "national-default")

    assert [one.judged for one in found.verdicts] == [
        CaseVerdict.IN_TIME,
        CaseVerdict.PAST_DUE,
        CaseVerdict.PAST_DUE,
    ]


def test_words_for_not_yet_are_open() -> None:
    file = read("second/open-words.csv")

    assert [one.closed is None for one in file.demands] == [False, True, True, True]
    assert file.rejected == ()


@pytest.mark.parametrize(
    ("name", "field"), [("own-type.csv", Field.TYPE), ("own-category.csv", Field.CLASS)]
)
def test_an_unknown_word_is_not_told_and_named(name: str, field: Field) -> None:
    file = read(f"second/{name}")

    assert [field in one.untold for one in file.demands] == [True]
    assert file.unknown == {field: {"Pothole": 1}}


def test_types_in_the_offices_words() -> None:
    def types(name: str) -> list[ItemType | None]:
        return [
            None if Field.TYPE in one.untold else one.type for one in read(f"second/{name}").demands
        ]

    zh = ["complaint", "suggestion", "complaint", None, "help", None]
    assert types("types-zh.csv") == zh
    new = ["complaint", "help", "suggestion", None, "praise", "complaint"]
    assert types("import-zh.csv") == new


def test_an_encoding_that_cannot_be_told_is_asked_and_never_guessed() -> None:
    with pytest.raises(UnreadableSheet, match="give --encoding, perhaps one of windows-1252"):
        read("second/windows-1252.csv")

    (demand,) = read("second/windows-1252.csv", encoding="windows-1252").demands
    assert demand.unit == "Hygiène du milieu"


@pytest.mark.parametrize("name", ["open311.csv", "open311.json"])
def test_open311_closes_nothing_by_its_last_update(name: str) -> None:
    (demand,) = read(f"second/{name}").demands

    assert (demand.number, demand.unit) == ("101", "Streets")
    assert demand.opened is not None
    assert demand.opened.isoformat() == "2024-03-04T09:00:00-05:00"
    assert (demand.closed, demand.said_closed) == (None, True)
    assert demand.times[Field.DUE].isoformat() == "2024-03-06T16:30:00-05:00"


@pytest.mark.parametrize(
    "name",
    [
        "span-newline.xlsx",
        "span-singlequote.xlsx",
        "span-upper-attr.xlsx",
        "drop-last.zip",
        "quadratic-keys.json",
    ],
)
def test_a_hostile_file_gets_a_clear_no(name: str) -> None:
    with pytest.raises(UnreadableSheet) as no:
        read_sheet_here(shared(f"data/hostile/{name}"), HowToRead())
    assert len(str(no.value)) < 300
