"""The process that reads one file, within bounds that nothing in the file can move.

`python -m services.imports.reading.child FILE ENCODING SHEET KNOWN` reads one table, FILE alone
every sheet of a workbook; the rows go to the standard output, one line each, and what is wrong
with the file to the standard error.
"""

import resource
import sys
from pathlib import Path
from typing import Final

from services.imports.reading.cells import MEBIBYTE, HowToRead, UnreadableSheet
from services.imports.reading.spool import write_rows, write_workbook

MEMORY: Final = 3072 * MEBIBYTE
OUTPUT: Final = 2048 * MEBIBYTE
SECONDS: Final = 300
"""A million rows take a tenth of it."""
REFUSED: Final = 3
"""The exit status of a file that cannot be read."""
TOO_MUCH: Final = 4
"""The exit status of a file that asks for more memory than there is."""


def main(words: list[str]) -> int:
    """Read the file that is named; returns the exit status."""
    _bound()
    try:
        _write(*words)
        sys.stdout.buffer.flush()
    except UnreadableSheet as bad:
        sys.stderr.write(str(bad))
        return REFUSED
    except (MemoryError, RecursionError):
        return TOO_MUCH
    return 0


def _write(path: str, *told: str) -> None:
    if not told:
        write_workbook(Path(path), sys.stdout.buffer)
        return
    encoding, sheet, known = told
    how = HowToRead(encoding=encoding, sheet=sheet, known=frozenset(known.split("\n")))
    write_rows(Path(path), how, sys.stdout.buffer)


def _bound() -> None:
    bounds = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in bounds:
        _, hard = resource.getrlimit(what)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (within, within))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
