"""A sheet: the rows of a file as they stand, read by a process of its own and within bounds."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from services.imports.reading import child
from services.imports.reading.cells import (
    MEBIBYTE,
    Cell,
    HowToRead,
    Sheet,
    SheetLine,
    UnreadableSheet,
)
from services.imports.reading.spool import (
    read_about,
    read_lines,
    read_workbook_lines,
    rows_in,
    write_rows,
)

__all__ = [
    "Cell",
    "HowToRead",
    "Sheet",
    "SheetLine",
    "UnreadableSheet",
    "read_sheet",
    "read_workbook",
]

PATIENCE_S: Final = 600
AS_IT_IS: Final = HowToRead()
"""Nothing is told; the reader finds out."""


def read_sheet(path: Path, how: HowToRead = AS_IT_IS) -> Sheet:
    """Read the table of a file in a process of its own; raises UnreadableSheet."""
    known = "\n".join(sorted(how.known))
    return sheet_from(_spooled(path, how.encoding, how.sheet, known))


def read_workbook(path: Path) -> tuple[tuple[str, tuple[SheetLine, ...]], ...]:
    """Read every sheet of a workbook, its name and its rows that are not blank, in a process of
    its own; raises UnreadableSheet."""
    return tuple(read_workbook_lines(_spooled(path)))


def _spooled(path: Path, *told: str) -> IO[bytes]:
    """What the reading process says of a file, from its beginning; raises UnreadableSheet."""
    spool = TemporaryFile()  # noqa: SIM115 (the sheet reads from it as long as it lives)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", child.__name__, str(path), *told],
            stdin=subprocess.DEVNULL,
            stdout=spool,
            stderr=subprocess.PIPE,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableSheet(f"{path} could not be read in {PATIENCE_S} s: divide it") from None
    _check(path, done.returncode, done.stderr)
    spool.seek(0)
    return spool


def read_sheet_here(path: Path, how: HowToRead = AS_IT_IS) -> Sheet:
    """Read the table of a file in this process, for a file that we made; raises UnreadableSheet."""
    spool = TemporaryFile()  # noqa: SIM115 (the sheet reads from it as long as it lives)
    write_rows(path, how, spool)
    return sheet_from(spool)


def sheet_from(spool: IO[bytes]) -> Sheet:
    """The sheet whose rows were written down, and are read from there as often as asked."""
    about = read_about(spool)
    return Sheet(
        header=tuple(about["header"]),
        lines=_Lines(spool),
        rows=rows_in(spool),
        header_row=about["header_row"],
        recognised=about["recognised"],
        taken=about["taken"],
    )


def _check(path: Path, status: int, said: bytes) -> None:
    if status == child.REFUSED:
        raise UnreadableSheet(said.decode("utf-8", "replace"))
    if status:
        # Killed, aborted, or out of memory: whatever it said may be of the file, and is not told.
        raise UnreadableSheet(
            f"{path} asks for more than {child.MEMORY // MEBIBYTE} MiB of memory or"
            f" {child.SECONDS} s to be read, or is damaged: save the table anew, or divide it"
        )


class _Lines:
    """The rows in a spool; several readers may go through them at once."""

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool = spool
        self._begin = spool.tell()

    def __iter__(self) -> Iterator[SheetLine]:
        return read_lines(self._raw())

    def _raw(self) -> Iterator[bytes]:
        place = self._begin
        while True:
            self._spool.seek(place)
            lines = self._spool.readlines(MEBIBYTE)
            place = self._spool.tell()
            if not lines:
                return
            yield from lines
