"""A file of demands: each row becomes a demand or is rejected with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from operator import attrgetter
from typing import Final

from services.imports.columns import Columns
from services.imports.demands import TIMES, Demand, Field
from services.imports.not_yet import is_nothing
from services.imports.reading.cells import HowToRead, Sheet, SheetLine
from services.imports.reading.headers import plain_name
from services.imports.rows import Reading, Unusable, demand_of, is_total
from services.imports.words import Words
from services.imports.written_times import Precision, UnreadableTime, one_order, read_time

SIXTY_FOUR_BITS: Final = (1 << 64) - 1
SAID: Final = attrgetter(*(one.name for one in fields(Demand) if one.name not in ("row", "times")))
"""What a row says, its times apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that became no demand; `row` is the spreadsheet's own number."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A row that says once more, word for word, what an earlier row says."""

    demand: Demand
    first: int
    """The row that said it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeFile:
    """What a file holds: each row that is not blank stands in exactly one of the three."""

    demands: tuple[Demand, ...]
    repeats: tuple[Demand, ...]
    """Rows that say once more, word for word, what an earlier row says."""
    rejected: tuple[Rejected, ...]
    unknown: Mapping[Field, Mapping[str, int]] = field(default_factory=dict)
    """The words that mean nothing to us, and how often each stands there."""

    @property
    def read(self) -> int:
        """How many rows were read, blank ones not counted."""
        return len(self.demands) + len(self.repeats) + len(self.rejected)


Understood = Demand | Repeat | Rejected
Unknown = dict[Field, dict[str, int]]


def how_to_read(
    words: Words, given: Mapping[Field, str], encoding: str = "", sheet: str = ""
) -> HowToRead:
    """What the reader of the file is told: also by which names it knows a header."""
    named = {plain_name(name) for name in given.values()}
    return HowToRead(encoding=encoding, sheet=sheet, known=words.names | named)


def surveyed(sheet: Sheet, columns: Columns, reading: Reading) -> Reading:
    """Find the columns in which every time is midnight: they tell days, in every format."""
    left = {one for one in TIMES if one in columns.places}
    seen: set[Field] = set()
    for line in sheet.lines:
        if not left:
            break
        if not is_total(line, columns, reading.words):
            for one in tuple(left):
                _look(one, line, columns, reading, left, seen)
    return replace(reading, day_columns=frozenset(left & seen))


def _look(
    one: Field,
    line: SheetLine,
    columns: Columns,
    reading: Reading,
    left: set[Field],
    seen: set[Field],
) -> None:
    cell = columns.cell(line, one)
    if is_nothing(cell, reading.words):
        return
    try:
        told = read_time(cell, reading.zone, reading.order or one_order([cell])).precision
    except UnreadableTime:
        return
    if told is Precision.TIME:
        left.discard(one)
    elif told is Precision.MIDNIGHT:
        seen.add(one)


def understood(
    sheet: Sheet, columns: Columns, reading: Reading, limit: int | None = None
) -> IntakeFile:
    """Understand the rows of a sheet, and keep them all."""
    demands: list[Demand] = []
    repeats: list[Demand] = []
    rejected: list[Rejected] = []
    unknown: Unknown = {}
    for one in each(sheet, columns, reading, unknown, limit):
        match one:
            case Demand():
                demands.append(one)
            case Repeat():
                repeats.append(one.demand)
            case Rejected():
                rejected.append(one)
    return IntakeFile(
        demands=tuple(demands),
        repeats=tuple(repeats),
        rejected=tuple(rejected),
        unknown=unknown,
    )


def each(
    sheet: Sheet, columns: Columns, reading: Reading, unknown: Unknown, limit: int | None = None
) -> Iterator[Understood]:
    """Understand the rows one by one; of those that went by only their numbers are kept."""
    seen: dict[int, int] = {}
    for line in islice(sheet.lines, limit):
        try:
            demand = demand_of(line, columns, reading, unknown)
            yield _first_or_again(demand, seen)
        except Unusable as why:
            yield Rejected(row=line.number, reason=str(why))


def _first_or_again(demand: Demand, seen: dict[int, int]) -> Understood:
    """What an earlier row of the same number says is kept as one number: its row and its sum."""
    number = hash(demand.number)
    said = _sum(demand)
    before = seen.setdefault(number, demand.row << 64 | said)
    first = before >> 64
    if first == demand.row:
        return demand
    if before & SIXTY_FOUR_BITS != said:
        raise Unusable(f"number: row {first} has the same number and says something else")
    return Repeat(demand=demand, first=first)


def _sum(demand: Demand) -> int:
    return hash((tuple(demand.times.items()), SAID(demand))) & SIXTY_FOUR_BITS
