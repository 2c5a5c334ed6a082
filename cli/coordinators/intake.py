"""`paidan import`: the demands of a file become running orders, each of them once."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import Progress

from cli.coordinators.intake_run import ImportAsked, IntakeOutcome, IntakeRun
from cli.shared.client import city_zone, entrance_of, in_plain_words
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
from cli.shared.options import IMPORTER, DataDir, Importer
from cli.shared.understood import (
    columns_as_json,
    rows_as_read,
    tell_columns,
    tell_file,
    tell_rows,
    tell_unknown,
)
from domain.vocabulary import ItemClass, ItemType
from operations.entrance import Entrance
from services.imports.columns import Columns
from services.imports.demands import Demand, Field
from services.imports.intake_file import IntakeFile, surveyed, understood
from services.imports.reading.cells import Sheet, shown
from services.imports.rows import NEEDED, Reading

AS_LIMIT: Final = (
    "handed in as the limit of the case; a law that takes none refuses the row"
    " (--source makes it a clock of who promised it, --ignore waves it off)"
)
AS_CODE: Final = "handed in as the code of the catalogue, which refuses an unknown one"
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
    person: Importer = IMPORTER,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Open a running order for each demand of a file; a second run opens nothing anew.

    Rows that cannot be taken are listed with their reason; the exit status is 0 with them too.
    """
    known = words_of(words)
    table, found = opened(file, columns or (), NEEDED, known, encoding, sheet, ignored or ())
    entrance = entrance_of(data_dir)
    reading = Reading(
        zone=city_zone(entrance), type=item_type, class_=item_class, order=dates, words=known
    )
    reading = surveyed(table, found, reading)
    if dry_run:
        _show(table, found, reading, source, json_file, as_json=as_json)
        return
    bar = progress_bar(shown=sys.stderr.isatty() and not (as_json or json_file))
    read = understood(table, found, reading, limit)
    asked = ImportAsked(
        person=person, policy=policy, source=source, now=datetime.now(UTC), zone=reading.zone
    )
    outcome = asyncio.run(_import(entrance, read, asked, bar))
    if as_json or json_file:
        give_json(outcome.as_json(), json_file)
    else:
        _tell(outcome)
        _tell_limits(found, source)
        tell_columns(found, reading)
        tell_unknown(read.unknown)
    keep_rejected(rejected, table, outcome.rejected)


def _show(
    table: Sheet,
    found: Columns,
    reading: Reading,
    source: str,
    json_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show how the file is understood; nothing is opened."""
    if as_json or json_file:
        told = columns_as_json(table, found, reading)
        rows = rows_as_read(table, found, reading)
        give_json({"columns": told, "limits": _limits(found, source), "rows": rows}, json_file)
        return
    tell_file(table)
    tell_rows(table, found, reading)
    _tell_limits(found, source)
    tell_columns(found, reading)


def _limits(found: Columns, source: str) -> dict[str, dict[str, str]]:
    """What becomes of the columns that may bring a limit along."""
    told: dict[str, dict[str, str]] = {}
    if Field.PROMISED in found.places:
        handed = "clock" if source else "limit"
        told["promised"] = {"column": found.name(Field.PROMISED), "as": handed}
    if Field.MATTER in found.places:
        told["matter"] = {"column": found.name(Field.MATTER)}
    return told


def _tell_limits(found: Columns, source: str) -> None:
    if Field.PROMISED in found.places:
        handed = f"a clock of {source}" if source else AS_LIMIT
        typer.echo(f"promised: from {shown(found.name(Field.PROMISED))}, {handed}")
    if Field.MATTER in found.places:
        typer.echo(f"matter: from {shown(found.name(Field.MATTER))}, {AS_CODE}")


def _tell(outcome: IntakeOutcome) -> None:
    typer.echo(
        f"read {outcome.read}, opened {outcome.opened}, already there {outcome.already_there},"
        f" rejected {len(outcome.rejected)}"
    )
    if outcome.promised or outcome.promised_as_limit or outcome.promise_past:
        typer.echo(f"{_promised(outcome)}; left out because it is past: {outcome.promise_past}")
    tell_rejected(outcome.rejected)


def _promised(outcome: IntakeOutcome) -> str:
    if outcome.promised_as_limit:
        return f"with the promised day as the limit: {outcome.promised_as_limit}"
    return f"with the promised day as a clock of its own: {outcome.promised}"


async def _import(
    entrance: Entrance, file: IntakeFile, asked: ImportAsked, bar: Progress
) -> IntakeOutcome:
    with bar:
        task = bar.add_task("rows", total=len(file.demands) + len(file.repeats))

        def taken(_: Demand) -> None:
            bar.advance(task)

        async with client_of(entrance) as client:
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
