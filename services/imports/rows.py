"""A row of a file becomes a demand, or is unusable for a reason that names its column."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.vocabulary import ItemClass, ItemType, Urgency
from services.imports.columns import Columns
from services.imports.demands import AHEAD, TIMES, WORDS, Demand, Field
from services.imports.not_yet import is_nothing
from services.imports.reading.cells import Cell, SheetLine
from services.imports.words import UnknownUnitName, Words, usual_words
from services.imports.written_days import DateOrder
from services.imports.written_times import (
    FIRST_YEAR,
    Precision,
    UnreadableTime,
    WrittenTime,
    one_order,
    read_time,
)
from services.submission.bounds import LONGEST_TEXT

LONGEST_NUMBER: Final = 128
NEEDED: Final = (Field.NUMBER, Field.TEXT)
UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""What a terminal obeys, and what turns the direction of text."""
DAYS_TOLD: Final = re.compile(r"\s*(\d{1,4})(?:\.0+)?\s*\D{0,8}")
MOST_DAYS: Final = 3660
KINDS: Final = {Field.TYPE: "types", Field.CLASS: "classes", Field.URGENCY: "urgencies"}

USUAL: Final = usual_words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader of a file needs to be told, and how it takes what the file leaves open."""

    zone: ZoneInfo
    """Where a time without an offset is local."""
    needed: tuple[Field, ...] = NEEDED
    """What every row must tell."""
    type: ItemType | None = None
    """The type of every row, whatever the file says; None leaves it to the file."""
    class_: ItemClass | None = None
    order: DateOrder | None = None
    """Which comes first where the year comes last, if it was told."""
    latest: datetime | None = None
    """No time that was can lie behind the end of this instant's day."""
    words: Words = USUAL
    day_columns: frozenset[Field] = frozenset()
    """The columns in which every time is midnight: they tell days."""


class Unusable(ValueError):
    """Why a row cannot become a demand."""


def demand_of(
    line: SheetLine, columns: Columns, reading: Reading, unknown: dict[Field, dict[str, int]]
) -> Demand:
    """Understand one row; what its words do not tell is counted. Raises Unusable."""
    _check_width(line, len(columns.header))

    def words(field: Field) -> str:
        return _text(columns.cell(line, field), field)

    if is_total(line, columns, reading.words):
        raise Unusable("is a total, and no order")
    times, days = _times(line, columns, reading)
    type_, class_, urgency, untold = _kinds(words, reading)
    demand = Demand(
        row=line.number,
        number=words(Field.NUMBER),
        times=times,
        days_only=days,
        type=type_,
        class_=class_,
        urgency=urgency,
        untold=untold,
        category=words(Field.CLASS),
        matter=_matter(words(Field.MATTER), reading.words),
        unit=_unit(words(Field.UNIT), reading.words),
        caller=words(Field.CALLER),
        phone=words(Field.PHONE),
        subject=words(Field.SUBJECT),
        text=words(Field.TEXT),
        extended_by=_days_told(words(Field.EXTENDED_BY), reading.words),
        said_late=_said_late(words, reading.words),
        said_closed=reading.words.meaning("statuses", words(Field.STATUS)) == "closed",
    )
    _check_complete(demand, reading.needed)
    for field in untold:
        _count_unknown(field, words(field), reading.words, unknown)
    return demand


def is_total(line: SheetLine, columns: Columns, words: Words) -> bool:
    """Whether a row adds others up: its first word, or its number, says so."""
    first = next((cell for cell in line.cells if str(cell).strip()), "")
    said = (columns.cell(line, Field.NUMBER), first)
    return any(isinstance(one, str) and words.meaning("totals", one) for one in said)


def _check_width(line: SheetLine, width: int) -> None:
    if any(not isinstance(cell, str) or cell.strip() for cell in line.cells[width:]):
        raise Unusable(f"has {len(line.cells)} cells under {width} columns: a separator too many?")


def _times(
    line: SheetLine, columns: Columns, reading: Reading
) -> tuple[dict[Field, datetime], tuple[Field, ...]]:
    cells = {
        field: cell
        for field in TIMES
        if field in columns.places
        and not is_nothing(cell := columns.cell(line, field), reading.words)
    }
    order = reading.order or one_order(cells.values())
    times: dict[Field, datetime] = {}
    days: list[Field] = []
    for field, cell in cells.items():
        try:
            written = read_time(cell, reading.zone, order)
        except UnreadableTime as why:
            raise Unusable(f"{field}: {why}") from why
        times[field] = written.at
        _check_possible(field, written, reading)
        if written.precision is Precision.DAY or field in reading.day_columns:
            days.append(field)
    return times, tuple(days)


def _check_possible(field: Field, written: WrittenTime, reading: Reading) -> None:
    if written.at.year < FIRST_YEAR:
        raise Unusable(f"{field}: lies before {FIRST_YEAR}")
    latest = reading.latest
    if latest is None or field in AHEAD:
        return
    last = latest.astimezone(reading.zone)
    if written.at > last and written.at.astimezone(reading.zone).date() > last.date():
        raise Unusable(f"{field}: lies ahead of {last.date().isoformat()}, as of which it is asked")


def _count_unknown(
    field: Field, word: str, words: Words, unknown: dict[Field, dict[str, int]]
) -> None:
    if word and not words.says_nothing(word, "type"):
        many = unknown.setdefault(field, {})
        many[word] = many.get(word, 0) + 1


def _kinds(
    words: Callable[[Field], str], reading: Reading
) -> tuple[ItemType, ItemClass, Urgency, tuple[Field, ...]]:
    forced = {Field.TYPE: reading.type, Field.CLASS: reading.class_}
    found: dict[Field, str] = {}
    untold: list[Field] = []
    for field in WORDS:
        if (told := forced.get(field)) is not None:
            found[field] = told
            continue
        meaning = reading.words.meaning(KINDS[field], words(field))
        if meaning is None:
            untold.append(field)
        else:
            found[field] = meaning
    return (
        ItemType(found.get(Field.TYPE, ItemType.HELP)),
        ItemClass(found.get(Field.CLASS, ItemClass.OTHER)),
        Urgency(found.get(Field.URGENCY, Urgency.ORDINARY)),
        tuple(untold),
    )


def _unit(name: str, words: Words) -> str:
    try:
        return words.unit(name)
    except UnknownUnitName as unknown:
        raise Unusable(f"{Field.UNIT}: {unknown}") from unknown


def _matter(code: str, words: Words) -> str:
    return "" if words.says_nothing(code, "time") else code


def _days_told(text: str, words: Words) -> int:
    if not text or words.says_nothing(text, "time"):
        return 0
    told = DAYS_TOLD.fullmatch(text)
    if told is None or int(told[1]) > MOST_DAYS:
        raise Unusable(f"{Field.EXTENDED_BY}: is no number of days")
    return int(told[1])


def _said_late(words: Callable[[Field], str], known: Words) -> bool | None:
    """What the file says of the order; of a column "in time?" yes is in time."""
    for field, turned in ((Field.SAID_LATE, False), (Field.SAID_IN_TIME, True)):
        meaning = known.meaning("lateness", words(field)) if words(field) else None
        if meaning is not None:
            plain_yes = known.meaning("answers", words(field))
            if turned and plain_yes is not None:
                return plain_yes == "no"
            return meaning == "late"
    return None


def _check_complete(demand: Demand, needed: tuple[Field, ...]) -> None:
    for field in needed:
        if not (demand.times.get(field) if field in TIMES else getattr(demand, field)):
            raise Unusable(f"{field}: is empty")
    if len(demand.number) > LONGEST_NUMBER:
        raise Unusable(f"number: is longer than {LONGEST_NUMBER} characters")
    for name in ("caller", "phone", "subject", "text"):
        if len(getattr(demand, name)) > LONGEST_TEXT:
            raise Unusable(f"{name}: is longer than {LONGEST_TEXT} characters")


def _text(cell: Cell, field: Field) -> str:
    if isinstance(cell, str):
        text = cell if "\r" not in cell else cell.replace("\r\n", "\n").replace("\r", "\n")
        text = text.strip()
        if not text.isprintable() and UNSEEN.search(text):
            raise Unusable(f"{field}: holds a character that cannot be shown")
        return text
    # A spreadsheet keeps every number as a fraction: 100501.0 is the number 100501.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
