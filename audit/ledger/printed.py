"""The ledger for people: each line in Chinese and English, within 120 columns."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import Any, Final

from audit.ledger.clock_kinds import CLOCK_KINDS
from audit.ledger.lines import LedgerLine
from texts import glossed, subject, zh, zh_first

COLUMNS: Final = 120
INDENT: Final = 21
WIDE: Final = frozenset("WF")
INSTANT: Final = "%m-%d %H:%M:%S"
SHOWN_APART: Final = frozenset(
    {"by", "command", "command_id", "commitment", "asked", "timer", "due", "fact"}
)
AN_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
AS_IT_HAPPENED: Final = timedelta(minutes=1)
"""A fact recorded later than this after it occurred is shown with both instants."""


def read_aloud(number: str, lines: Sequence[LedgerLine]) -> list[str]:
    """The whole ledger as text, a heading first; years are named where they begin."""
    return [row for part in _parts(number, lines) for row in part]


def _parts(number: str, lines: Sequence[LedgerLine]) -> Iterator[list[str]]:
    virtual = f"  {zh_first('ledger.virtual')}" if any(line.virtual for line in lines) else ""
    yield [f"{zh_first('ledger.title')} {number}{virtual}"]
    run, year = "", 0
    for line in lines:
        at = line.occurred_at or line.recorded_at
        if line.run_id != run:
            run = line.run_id
            yield [f"--- {zh_first('ledger.run')} {run}"]
        if at.year != year:
            year = at.year
            yield [f"--- {year}  {at:UTC%z}"]
        yield one_line(line)
    unknown = sum(line.kind == "Unknown" for line in lines)
    if unknown:
        yield [f"{unknown} {glossed('ledger.unknown_kind')}"]


def one_line(line: LedgerLine) -> list[str]:
    """One line, continued on indented rows where it is longer than 120 columns."""
    at = line.occurred_at or line.recorded_at
    seq = "" if line.seq is None else str(line.seq)
    head = f"{seq:>4}  {at:{INSTANT}} {_named(line.kind)} {line.kind}"
    return _wrapped(head, _pieces(line))


def _named(kind: str) -> str:
    """The office's word for a fact, a change of a clock or an event of the engine."""
    return zh(f"facts.{kind}" if kind in subject("facts") else f"ledger_lines.{kind}")


def _pieces(line: LedgerLine) -> Iterator[str]:
    """What a line tells beside its instant and its kind."""
    yield line.detail.get("command", "")
    yield _time_piece(line)
    told = {**line.detail.get("asked", {}), **line.detail}
    for name, value in told.items():
        if name not in SHOWN_APART and value not in (None, "", False, []):
            yield f"{name}={_plain(value, line.recorded_at)}"
    if line.actor and line.kind not in CLOCK_KINDS.values():
        yield f"by {line.actor}"
    if line.seq is not None and line.basis:
        yield f"[{' '.join(line.basis)}]"
    if line.occurred_at and line.recorded_at - line.occurred_at > AS_IT_HAPPENED:
        yield f"{glossed('ledger.recorded')} {line.recorded_at:{INSTANT}}"


def _time_piece(line: LedgerLine) -> str:
    due = f"{line.due_at:{INSTANT}}" if line.due_at else ""
    if "timer" in line.detail:
        return f"{line.detail['timer']} at {due}"
    return " ".join(filter(None, (line.clock, due and f"due {due}")))


def _plain(value: Any, like: datetime) -> str:
    """A value in one word; an instant in the zone of `like`."""
    if isinstance(value, dict):
        return ",".join(f"{name}:{_plain(part, like)}" for name, part in value.items())
    if isinstance(value, list):
        return ",".join(_plain(part, like) for part in value)
    if isinstance(value, str) and (instant := AN_INSTANT.match(value)):
        return f"{datetime.fromisoformat(instant.string).astimezone(like.tzinfo):{INSTANT}}"
    return str(value)


def _wrapped(head: str, pieces: Iterable[str]) -> list[str]:
    """Join pieces, word by word, into rows no wider than the page."""
    rows: list[str] = []
    row = head
    for piece in filter(None, pieces):
        for gap, word in zip(chain(["  "], repeat(" ")), piece.split(" "), strict=False):
            if width(f"{row}{gap}{word}") > COLUMNS:
                rows.append(row)
                row = f"{' ' * INDENT}{word}"
            else:
                row += gap + word
    return [*rows, row]


def width(text: str) -> int:
    """How many columns a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in WIDE else 1 for char in text)
