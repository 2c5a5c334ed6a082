"""Times as people write them in spreadsheets, read as instants; without an offset, local ones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from services.imports.reading.cells import Cell
from services.imports.time_zones import NoSuchZone, zone_of
from services.imports.written_clock import CLOCK, NoSuchClock, Wall, wall_of
from services.imports.written_days import DAY, DateOrder, day_of, is_either_way, plain

DAY_NOUGHT: Final = datetime(1899, 12, 30)  # noqa: DTZ001 (a spreadsheet knows no zone)
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_050
"""A bare number between them counts the days from DAY_NOUGHT to a day of 1990 to 2099."""
FIRST_EPOCH, LAST_EPOCH = 631_152_000, 2_000_000_000
"""A bare number between them counts seconds from 1970 to an instant of 1990 to 2033; the same
thousandfold counts milliseconds. From there on ten digits could be a day and an hour."""
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 (its zone is put on where it is read)
THOUSAND: Final = 1000
FIRST_YEAR: Final = 1990
"""No hotline's order is older; what says so is a slip or stands for nothing."""
A_MILLISECOND: Final = timedelta(milliseconds=1)
A_DAY: Final = timedelta(days=1)
MIDNIGHT: Final = time()
YEAR_FIRST: Final = 4
COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
USUAL: Final = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})[ T](\d{1,2}):(\d\d)(?::(\d\d))?", re.ASCII
)
"""What nine of ten files write; told from the rest because it is read ten times faster."""
AS_WRITTEN: Final = "such as 2019-04-08 08:37:20"


class UnreadableTime(ValueError):
    """What stands there is no time that has one meaning only."""


class EitherWay(UnreadableTime):
    """A day and a month that could change places."""


class Precision(StrEnum):
    """How exactly a cell tells a time."""

    DAY = "day"
    """The day and nothing more; so a spreadsheet writes it, with 0:00 behind it or without."""
    MIDNIGHT = "midnight"
    """00:00 is written out: a time, unless the whole column is so."""
    TIME = "time"


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """An instant as a cell tells it, with the offset of the cell or of the zone it is local to."""

    at: datetime
    precision: Precision


def read_time(cell: Cell, zone: ZoneInfo, order: DateOrder | None = None) -> WrittenTime:
    """Read a cell as an instant; without an offset it is local to the zone.

    Raises UnreadableTime, EitherWay where only the order of day and month would tell.
    """
    match cell:
        case datetime():
            return _known_to_a_second(cell, zone)
        case date():
            return WrittenTime(datetime.combine(cell, time(), zone), Precision.DAY)
        case float() | int() if not isinstance(cell, bool):
            return _from_number(_digits(cell), zone)
        case str():
            return _from_text(cell, zone, order)
    raise UnreadableTime(f"is not a time {AS_WRITTEN}")


def orders_of(cell: Cell) -> frozenset[DateOrder] | None:
    """In which orders of day and month a cell is a day; None where it has no such order."""
    if not isinstance(cell, str) or cell[:YEAR_FIRST].isdecimal():
        return None
    if (written := DAY.match(plain(cell))) is None:
        return None
    return is_either_way(written)


def one_order(cells: Iterable[Cell]) -> DateOrder | None:
    """The one order in which all of these cells are days, if there is only one."""
    found = [orders for cell in cells if (orders := orders_of(cell)) is not None]
    both = frozenset.intersection(*found) if found else frozenset()
    return next(iter(both)) if len(both) == 1 else None


def _digits(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(number)


def _known_to_a_second(at: datetime, zone: ZoneInfo) -> WrittenTime:
    # A spreadsheet keeps a time as a fraction of a day, so a second may come back a little short.
    whole = (at + A_MILLISECOND).replace(microsecond=0)
    exact = whole if abs(whole - at) < A_MILLISECOND else _to_a_millisecond(at)
    local = exact if exact.tzinfo else exact.replace(tzinfo=zone)
    return WrittenTime(local, _precise(local))


def _to_a_millisecond(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // THOUSAND * THOUSAND)


def _from_number(digits: str, zone: ZoneInfo) -> WrittenTime:
    if compact := COMPACT.fullmatch(digits):
        return _compact(compact, zone)
    number = float(digits)
    if FIRST_SERIAL <= number < LAST_SERIAL:
        told = _known_to_a_second(DAY_NOUGHT + timedelta(days=number), zone)
        return WrittenTime(told.at, Precision.DAY) if number.is_integer() else told
    for unit in (1, THOUSAND):
        if FIRST_EPOCH * unit <= number < LAST_EPOCH * unit:
            at = (EPOCH + timedelta(seconds=number / unit)).replace(tzinfo=ZoneInfo("UTC"))
            return WrittenTime(at.astimezone(zone), Precision.TIME)
    raise UnreadableTime(f"is not written as a time {AS_WRITTEN}")


def _compact(written: re.Match[str], zone: ZoneInfo) -> WrittenTime:
    year, month, day, hour, minute, second = (int(part or 0) for part in written.groups())
    wall = Wall(hour=hour, minute=minute, second=second)
    precision = Precision.DAY if written[4] is None else _precision(wall)
    return WrittenTime(_at(year, month, day, wall, zone), precision)


def _from_text(text: str, zone: ZoneInfo, order: DateOrder | None) -> WrittenTime:
    if (usual := USUAL.fullmatch(text)) and (read := _usual(usual, zone)):
        return read
    words = plain(text)
    if NUMBER.fullmatch(words):
        return _from_number(words, zone)
    written = DAY.match(words)
    clock = CLOCK.fullmatch(words, written.end()) if written else None
    if written is None or clock is None:
        raise UnreadableTime(f"is not written as a time {AS_WRITTEN}")
    return _written(written, clock, zone, order)


def _usual(usual: re.Match[str], zone: ZoneInfo) -> WrittenTime | None:
    year, _, month, day, hour, minute, second = usual.groups()
    try:
        local = datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=zone
        )
    except ValueError:
        return None  # 24:00, or no time at all: read and told by the whole grammar
    # So a spreadsheet writes a day without a time: the hour in one figure, and nothing else.
    as_day = hour == "0" and minute == "00" and second in (None, "00")
    return WrittenTime(local, Precision.DAY if as_day else _precise(local))


def _precise(at: datetime) -> Precision:
    return Precision.MIDNIGHT if at.time() == MIDNIGHT else Precision.TIME


def _written(
    written: re.Match[str], clock: re.Match[str], zone: ZoneInfo, order: DateOrder | None
) -> WrittenTime:
    orders = is_either_way(written)
    if orders is not None and order is None:
        if len(orders) > 1:
            raise EitherWay("could be month first or day first: say --dates mdy or --dates dmy")
        order = next(iter(orders), None)
    try:
        wall = wall_of(clock)
        local = zone_of(clock["zone"], zone)
    except (NoSuchClock, NoSuchZone) as wrong:
        raise UnreadableTime(str(wrong)) from wrong
    at = _at(*day_of(written, order), wall or Wall(), local)
    return WrittenTime(at, Precision.DAY if wall is None or wall.as_day else _precision(wall))


def _precision(wall: Wall) -> Precision:
    return Precision.TIME if wall.tells_more else Precision.MIDNIGHT


def _at(year: int, month: int, day: int, wall: Wall, zone: object) -> datetime:
    try:
        begun = datetime(year, month, day, tzinfo=zone)  # type: ignore[arg-type]
        if wall.is_end_of_day:
            return begun + A_DAY
        return begun.replace(
            hour=wall.hour, minute=wall.minute, second=wall.second, microsecond=wall.microsecond
        )
    except (ValueError, OverflowError) as wrong:
        raise UnreadableTime(f"is no time of any day ({wrong})") from wrong
