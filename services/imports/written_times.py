"""Times as people write them in spreadsheets, read as instants; without an offset, local ones."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.imports.sheets import Cell
from texts.understood import understood

DAY_NOUGHT: Final = datetime(1899, 12, 30)  # noqa: DTZ001 (a spreadsheet knows no zone)
FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
"""A bare number between them counts the days from DAY_NOUGHT to a day of 2000 to 2099."""
YEAR, MONTH, DAY, HOUR_SIGN, MINUTE, SECOND = (
    "".join(understood("signs")[sign])
    for sign in ("year", "month", "day", "hour", "minute", "second")
)
WRITTEN: Final = re.compile(
    rf"(\d{{4}}) ?[-/.{YEAR}] ?(\d{{1,2}}) ?[-/.{MONTH}] ?(\d{{1,2}}){DAY}?"
    rf"(?:[ T]*(?<![0-9])(\d{{1,2}}) ?[:{HOUR_SIGN}] ?(\d{{1,2}})"
    rf"(?: ?[:{MINUTE}] ?(\d{{1,2}})(?:\.\d+)?{SECOND}?|{MINUTE})?)?"
    r" ?(Z|[+-]\d{2}:?\d{2})?"
)
HOUR: Final = 4
"""The group of WRITTEN that holds the hour."""
AS_WRITTEN: Final = "such as 2019-04-08 08:37:20"


class UnreadableTime(ValueError):
    """What stands there is no time that has one meaning only."""


def read_time(cell: Cell, zone: ZoneInfo) -> datetime:
    """Read a cell as an instant, to the second; without an offset it is local to the zone.

    Raises UnreadableTime.
    """
    match cell:
        case datetime():
            return _in_zone(cell, zone)
        case date():
            return datetime.combine(cell, time(), zone)
        case float() | int() if not isinstance(cell, bool) and FIRST_SERIAL <= cell < LAST_SERIAL:
            return _in_zone(DAY_NOUGHT + timedelta(days=cell), zone)
        case str():
            return _from_text(cell, zone)
    raise UnreadableTime(f"is not a time {AS_WRITTEN}")


def names_only_a_day(cell: Cell) -> bool:
    """Whether a readable cell tells the day and not the time; a spreadsheet's midnight is a day."""
    match cell:
        case datetime():
            return False
        case str():
            written = WRITTEN.fullmatch(_plain(cell))
            return written is not None and written[HOUR] is None
        case float():
            return cell.is_integer()
    return True


def _in_zone(at: datetime, zone: ZoneInfo) -> datetime:
    # A spreadsheet keeps a time as a fraction of a day, so a second may come back a little short.
    whole = (at + timedelta(milliseconds=500)).replace(microsecond=0)
    return whole if whole.tzinfo else whole.replace(tzinfo=zone)


def _from_text(text: str, zone: ZoneInfo) -> datetime:
    written = WRITTEN.fullmatch(_plain(text))
    if written is None:
        raise UnreadableTime(f"is not written as a time {AS_WRITTEN}")
    *parts, offset = written.groups()
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError as wrong:
        raise UnreadableTime(f"is no time of any day ({wrong})") from wrong
    if offset is None:
        return local
    stated = datetime.fromisoformat(f"2000-01-01T00:00:00{offset.replace('Z', '+00:00')}")
    return local.replace(tzinfo=stated.tzinfo)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
