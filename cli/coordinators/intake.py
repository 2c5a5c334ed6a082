"""`paidan import`: the demands of a file become running orders, each of them once."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import Progress

from cli.coordinators.intake_run import ImportAsked, IntakeOutcome, IntakeRun
from cli.shared.client import api_of, city_zone, in_plain_words
from cli.shared.columns import MappedColumns
from cli.shared.concurrent_client import client_of
from cli.shared.exit_status import ClearNo
from cli.shared.files import (
    Dates,
    DryRun,
    Encoding,
    Ignored,
    RejectedFile,
    SheetName,
    WordsFile,
    keep_rejected,
    opened,
    progress_bar,
    tell_rejected,
    words_of,
)
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.options import DataDir
from cli.shared.understood import (
    columns_as_json,
    rows_as_read,
    tell_columns,
    tell_file,
    tell_rows,
    tell_unknown,
)
from domain.vocabulary import ItemClass, ItemType
from services.imports.columns import Columns
from services.imports.demands import Demand
from services.imports.intake_file import IntakeFile, surveyed, understood
from services.imports.reading.cells import Sheet
from services.imports.rows import NEEDED, Reading

NOT_STARTED: Final = "every row was taken, but not every order runs yet: see `paidan status`"

app = typer.Typer(add_completion=False)


@app.command("import", cls=JsonMayNameFile, help=help_of("import"))
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=about("demands_file"))],
    policy: Annotated[str | None, typer.Option(help=about("pack_or_city"))] = None,
    limit: Annotated[int | None, typer.Option(min=0, help=about("first_rows"))] = None,
    columns: MappedColumns = None,
    source: Annotated[str, typer.Option("--source", help=about("promised_by"))] = "",
    item_type: Annotated[ItemType | None, typer.Option("--type", help=about("usual_type"))] = None,
    item_class: Annotated[
        ItemClass | None, typer.Option("--class", help=about("usual_class"))
    ] = None,
    encoding: Encoding = "",
    sheet: SheetName = "",
    dates: Dates = None,
    words: WordsFile = None,
    ignored: Ignored = None,
    dry_run: DryRun = False,
    rejected: RejectedFile = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Open a running order for each demand of a file; a second run opens nothing anew.

    Rows that cannot be taken are listed with their reason; the exit status is 0 with them too.
    """
    known = words_of(words)
    table, found = opened(file, columns or (), NEEDED, known, encoding, sheet, ignored or ())
    api = api_of(data_dir)
    reading = Reading(
        zone=city_zone(api), type=item_type, class_=item_class, order=dates, words=known
    )
    reading = surveyed(table, found, reading)
    if dry_run:
        _show(table, found, reading, json_file, as_json=as_json)
        return
    bar = progress_bar(shown=sys.stderr.isatty() and not (as_json or json_file))
    read = understood(table, found, reading, limit)
    outcome = asyncio.run(
        _import(api, read, ImportAsked(policy=policy, source=source, now=datetime.now(UTC)), bar)
    )
    if as_json or json_file:
        give_json(outcome.as_json(), json_file)
    else:
        _tell(outcome)
        tell_columns(found, reading)
        tell_unknown(read.unknown)
    keep_rejected(rejected, table, outcome.rejected)


def _show(
    table: Sheet, found: Columns, reading: Reading, json_file: Path | None, *, as_json: bool
) -> None:
    """Show how the file is understood; nothing is opened."""
    if as_json or json_file:
        told = columns_as_json(table, found, reading)
        give_json({"columns": told, "rows": rows_as_read(table, found, reading)}, json_file)
        return
    tell_file(table)
    tell_rows(table, found, reading)
    tell_columns(found, reading)


def _tell(outcome: IntakeOutcome) -> None:
    typer.echo(
        f"read {outcome.read}, opened {outcome.opened}, already there {outcome.already_there},"
        f" rejected {len(outcome.rejected)}"
    )
    if outcome.promised or outcome.promise_past:
        typer.echo(
            f"with the promised day as a clock of its own: {outcome.promised};"
            f" left out because it is past: {outcome.promise_past}"
        )
    tell_rejected(outcome.rejected)


async def _import(api: str, file: IntakeFile, asked: ImportAsked, bar: Progress) -> IntakeOutcome:
    with bar:
        task = bar.add_task("rows", total=len(file.demands) + len(file.repeats))

        def taken(_: Demand) -> None:
            bar.advance(task)

        async with client_of(api) as client:
            run = IntakeRun(client, asked, taken)
            try:
                with in_plain_words():
                    await run.take(file)
                    outcome = await run.outcome(file)
            except ClearNo as no:
                done = f"{run.answered} of {file.read} rows are taken; run it again to go on"
                raise ClearNo(f"{no}\n{done}") from no
            if not await client.all_started():
                raise ClearNo(NOT_STARTED)
    return outcome
