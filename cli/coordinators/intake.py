"""`paidan import`: the demands of a file become running orders, each of them once."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli.coordinators.intake_run import IntakeOutcome, IntakeRun
from cli.shared.client import api_of, city_zone, in_plain_words
from cli.shared.columns import Columns, columns_named
from cli.shared.concurrent_client import client_of
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.options import DataDir
from services.imports.demands import Demand, Field
from services.imports.intake_file import (
    NEEDED,
    BadColumns,
    IntakeFile,
    Reading,
    columns_of,
    understood,
)
from services.imports.sheets import Sheet, UnreadableSheet, read_sheet

NOT_STARTED: Final = "every row was taken, but not every order runs yet: see `paidan status`"

app = typer.Typer(add_completion=False)


@app.command("import", cls=JsonMayNameFile, help=help_of("import"))
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=about("demands_file"))],
    policy: Annotated[str | None, typer.Option(help=about("pack_or_city"))] = None,
    limit: Annotated[int | None, typer.Option(min=0, help=about("first_rows"))] = None,
    columns: Columns = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Open a running order for each demand of a file; a second run opens nothing anew.

    Rows that cannot be taken are listed with their reason; the exit status is 0 with them too.
    """
    sheet, found = _opened(file, columns_named(columns or ()))
    api = api_of(data_dir)
    read = understood(sheet, found, Reading(zone=city_zone(api)), limit)
    bar = _bar(shown=sys.stderr.isatty() and not (as_json or json_file))
    outcome = asyncio.run(_import(api, read, policy, bar))
    if as_json or json_file:
        give_json(outcome.as_json(), json_file)
    else:
        _tell(outcome)


def _tell(outcome: IntakeOutcome) -> None:
    typer.echo(
        f"read {outcome.read}, opened {outcome.opened}, already there {outcome.already_there},"
        f" rejected {len(outcome.rejected)}"
    )
    for rejected in outcome.rejected:
        typer.echo(f"row {rejected.row}: {rejected.reason}")


def _opened(file: Path, named: dict[Field, str]) -> tuple[Sheet, dict[Field, int]]:
    try:
        sheet = read_sheet(file)
        return sheet, columns_of(sheet, named, NEEDED)
    except (UnreadableSheet, BadColumns) as bad:
        raise BadInput(str(bad)) from bad


def _bar(*, shown: bool) -> Progress:
    # On standard error, so that what is told on standard output stays whole.
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not shown,
    )


async def _import(api: str, file: IntakeFile, policy: str | None, bar: Progress) -> IntakeOutcome:
    with bar:
        task = bar.add_task("rows", total=len(file.demands) + len(file.repeats))

        def taken(_: Demand) -> None:
            bar.advance(task)

        async with client_of(api) as client:
            run = IntakeRun(client, policy, taken)
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
