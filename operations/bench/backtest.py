"""`bench backtest`: old cases judged a second, beside only reading the same file.

The file is invented: eight columns, four times, three of its duties judged and one of them also by
the other column that could begin it. Time is the process's own and its child's; memory is the
most that either held.
"""

import csv
import resource
import time as clock
from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final
from zoneinfo import ZoneInfo

from policies.law import Law
from policies.library import calendar_for, load_pack
from services.imports.columns import Columns, columns_of
from services.imports.demands import Field
from services.imports.intake_file import how_to_read
from services.imports.reading.cells import Sheet
from services.imports.rows import Reading
from services.imports.sheets import read_sheet
from services.imports.words import usual_words
from services.trials.backtest import NEEDED
from services.trials.file_backtest import OldCases, Sums, judged

PACK: Final = "national-default"
HEADER: Final = (
    Field.NUMBER,
    Field.OPENED,
    Field.DISPATCHED,
    Field.SIGNED,
    Field.CLOSED,
    Field.TYPE,
    Field.UNIT,
    Field.TEXT,
)
FIRST: Final = datetime(2024, 1, 2, 8, tzinfo=UTC)
OF_TWO_YEARS: Final = 1_000_000
"""So many minutes lie between the first call and the last."""
TYPES: Final = ("complaint", "help", "consult")
UNITS: Final = 60
OPEN: Final = 20
"""One of so many is not closed."""
SEED: Final = 20261129
KIBIBYTE: Final = 1024


def bench_backtest(*, orders: int) -> dict[str, Any]:
    """Judge a file of so many orders once, and read it alone once; returns rates and memory."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "old.csv"
        _invent(path, orders)
        law = _law()
        alone = _read_alone(path)
        began = _spent()
        sheet, columns = _opened(path)
        read = _spent() - began
        sums = _judged(sheet, columns, law)
        whole = _spent() - began
    assert sums.orders == orders
    return {
        "name": "backtest",
        "orders": orders,
        "duties": sum(sum(many.many.values()) for many in sums.clocks.values()),
        "seconds": round(whole, 1),
        "orders_per_second": round(orders / whole),
        "read_seconds": round(read, 1),
        "peers": {"csv_reader": {"seconds": round(alone, 1)}},
        "most_memory_mib": _most(resource.RUSAGE_SELF),
        "most_memory_of_reader_mib": _most(resource.RUSAGE_CHILDREN),
    }


def _law() -> Law:
    pack = load_pack(PACK)
    return Law(pack=pack, calendar=calendar_for(pack))


def _opened(path: Path) -> tuple[Sheet, Columns]:
    words = usual_words()
    sheet = read_sheet(path, how_to_read(words, {}))
    return sheet, columns_of(sheet, {}, NEEDED, words)


def _judged(sheet: Sheet, columns: Columns, law: Law) -> Sums:
    as_of = FIRST + timedelta(days=1000)
    reading = Reading(zone=ZoneInfo(law.calendar.time_zone), needed=NEEDED, latest=as_of)
    sums = Sums()
    deque(judged(OldCases.of(sheet, columns, reading, law, as_of), sums), maxlen=0)
    return sums


def _read_alone(path: Path) -> float:
    """What Python's own csv reader needs to go through the file and nothing more."""
    began = _spent()
    with path.open(encoding="utf-8", newline="") as file:
        deque(csv.reader(file), maxlen=0)
    return _spent() - began


def _invent(path: Path, orders: int) -> None:
    chance = Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(orders):
            writer.writerow(_row(number, chance))


def _row(number: int, chance: Random) -> list[str]:
    called = FIRST + timedelta(minutes=chance.randrange(OF_TWO_YEARS))
    sent = called + timedelta(minutes=chance.randint(5, 300))
    signed = sent + timedelta(minutes=chance.randint(5, 2_000))
    closed = signed + timedelta(minutes=chance.randint(100, 14_000))
    times = [f"{at:%Y-%m-%d %H:%M:%S}" for at in (called, sent, signed, closed)]
    if number % OPEN == 0:
        times[-1] = ""
    unit = f"unit {chance.randrange(UNITS)}"
    return [f"{number}", *times, chance.choice(TYPES), unit, f"invented demand {number}"]


def _spent() -> float:
    """Processor seconds of this process and of those that it waited for."""
    used = clock.process_time()
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used + child.ru_utime + child.ru_stime


def _most(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // KIBIBYTE
