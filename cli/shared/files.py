"""The options by which a person tells how a file is to be read, one reader for all of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli.shared.columns import columns_named
from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about
from services.imports.columns import BadColumns, Columns, columns_of
from services.imports.demands import Field
from services.imports.intake_file import Rejected, how_to_read
from services.imports.reading.cells import Sheet, UnreadableSheet, shown
from services.imports.rejected_rows import UnwritableFile, write_rejected
from services.imports.sheets import read_sheet
from services.imports.words import BadWords, Words, usual_words, words_with
from services.imports.written_days import DateOrder

Encoding = Annotated[str, typer.Option("--encoding", help=about("encoding"))]
SheetName = Annotated[str, typer.Option("--sheet", help=about("sheet"))]
Dates = Annotated[DateOrder | None, typer.Option("--dates", help=about("dates"))]
WordsFile = Annotated[
    Path | None, typer.Option("--words", metavar="FILE", help=about("words_file"))
]
Ignored = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="COLUMN", help=about("ignore"))
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=about("dry_run"))]
RejectedFile = Annotated[
    Path | None, typer.Option("--rejected", metavar="FILE", help=about("rejected_file"))
]
MOST_TOLD = 50
"""So many rejected rows are listed for a person; the file of them holds all."""
LONG = 20_000
"""From so many rows on somebody wants to see how far it is."""


def words_of(file: Path | None) -> Words:
    """Our words, with those of a file; raises BadInput."""
    if file is None:
        return usual_words()
    try:
        return words_with(file)
    except BadWords as bad:
        raise BadInput(str(bad)) from bad


def opened(
    file: Path,
    named: Iterable[str],
    needed: tuple[Field, ...],
    words: Words,
    encoding: str = "",
    sheet: str = "",
    ignored: Iterable[str] = (),
    one_of: tuple[Field, ...] = (),
) -> tuple[Sheet, Columns]:
    """Read a file and find its columns; raises BadInput."""
    given = columns_named(named)
    try:
        read = read_sheet(file, how_to_read(words, given, encoding, sheet))
        return read, columns_of(read, given, needed, words, tuple(ignored), one_of)
    except (UnreadableSheet, BadColumns) as bad:
        raise BadInput(str(bad)) from bad


def tell_rejected(rejected: Iterable[Rejected]) -> None:
    """Tell a person which rows were not taken and why; never what stands in them."""
    told = list(rejected)
    for one in told[:MOST_TOLD]:
        typer.echo(f"row {one.row}: {shown(one.reason, 300)}")
    if len(told) > MOST_TOLD:
        typer.echo(f"and {len(told) - MOST_TOLD} more rows: --rejected FILE writes all of them")


def keep_rejected(file: Path | None, sheet: Sheet, rejected: Iterable[Rejected]) -> None:
    """Write the rejected rows to a file, if one was named; raises BadInput."""
    if file is None:
        return
    try:
        write_rejected(file, sheet, rejected)
    except UnwritableFile as bad:
        raise BadInput(str(bad)) from bad


def progress_bar(*, shown: bool) -> Progress:
    """How far a long work is, on standard error, so that standard output stays whole."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not shown,
    )
