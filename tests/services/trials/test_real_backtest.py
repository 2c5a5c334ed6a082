"""The real answers of eight years under the law of 潍坊, beside a count by another package."""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

import chinese_calendar
import pytest
from python_calamine import CalamineWorkbook

from policies.law import Law
from policies.library import calendar_for, load_pack
from services.trials.verdicts import CaseVerdict
from tests.domain.case import CITY
from tests.services.imports import old_cases
from tests.services.imports.whole_files import JudgedFile
from tests.shared_data import shared

SHEET = "data/tipdm2020_c_sheet_4.xlsx"
ROWS = 2_816
WITHIN_S = 3.0
FIVE = 5


@pytest.fixture(scope="module")
def judged() -> tuple[JudgedFile, float]:
    pack = load_pack("weifang-2021")
    began = time.process_time()
    law = Law(pack=pack, calendar=calendar_for(pack))
    found = old_cases.judged(shared(SHEET), by=law, then=datetime(2026, 1, 1, tzinfo=CITY))
    return found, time.process_time() - began


def answered() -> Iterator[tuple[datetime, datetime]]:
    """When each message was written and answered, read without the project's reader."""
    with CalamineWorkbook.from_path(shared(SHEET)) as book:
        header, *rows = book.get_sheet_by_index(0).to_python()
    opened, closed = header.index("留言时间"), header.index("答复时间")
    yield from ((_read(row[opened]), _read(row[closed])) for row in rows)


def _read(cell: object) -> datetime:
    if isinstance(cell, datetime):
        return cell
    text = str(cell)
    if " " not in text:
        text += " 23:59:59"
    return datetime.strptime(text, "%Y/%m/%d %H:%M:%S")  # noqa: DTZ007


def last_day(opened: date) -> date:
    """The fifth working day after a day, by the package chinesecalendar."""
    days = (opened + timedelta(days=number) for number in range(1, 40))
    *_, last = islice(filter(chinese_calendar.is_workday, days), FIVE)
    return last


def test_as_many_were_answered_in_time_as_an_independent_count_finds(
    judged: tuple[JudgedFile, float],
) -> None:
    found, _ = judged
    by_hand = sum(closed.date() <= last_day(opened.date()) for opened, closed in answered())
    in_time = sum(verdict.judged is CaseVerdict.IN_TIME for verdict in found.verdicts)
    assert (len(found.verdicts), found.rejected) == (ROWS, ())
    assert in_time == by_hand


def test_all_cases_are_judged_within_three_seconds_of_one_core(
    judged: tuple[JudgedFile, float],
) -> None:
    _, seconds = judged
    assert seconds <= WITHIN_S
