"""What stands in a column of times and is none: nothing, or a word or day that means "not yet"."""

import re
from datetime import date
from typing import Final

from services.imports.reading.cells import Cell
from services.imports.words import Words
from services.imports.written_times import FIRST_YEAR

FIRST_WRITTEN, LAST_WRITTEN = f"{FIRST_YEAR}", "2100"
"""What begins with a year between them is a time, whatever follows."""
DAY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")


def is_nothing(cell: Cell, words: Words) -> bool:
    """Whether a cell of times is empty, or stands for "not yet"."""
    match cell:
        case str():
            plain = cell.strip()
            if FIRST_WRITTEN <= plain[:4] < LAST_WRITTEN:
                return False
            return not plain or words.says_nothing(plain, "time") or _is_no_day(plain, words)
        case date():
            return words.says_nothing(f"{cell:%Y-%m-%d}", "date")
    return cell == 0


def _is_no_day(text: str, words: Words) -> bool:
    """Whether a day is one that no calendar means, such as the last of the year 9999."""
    day = DAY.match(text)
    if day is None:
        return False
    year, month, number = day.groups()
    return words.says_nothing(f"{year}-{month:0>2}-{number:0>2}", "date")
