"""`paidan petitions`: what lies with the petition office or the 110 line."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cli.shared.answer import say_json
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.files import Encoding, SheetName
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from operations.running import running_settings
from services.access.principal import OPERATOR
from services.imports.reading.cells import HowToRead, UnreadableSheet
from services.installation.data_directory import NotRunning
from services.installation.known_keys import require_index_key
from services.installation.secret_files import UnfitKey
from services.installation.settings import Settings
from services.records import RecordsSilent, open_database
from services.register.other_registers import BadList, CaseList, keep_list, read_list

VAR = Path("var")
app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("petitions"))


@app.callback(help=help_of("petitions"))
def petitions() -> None:
    """Petitions and 110."""


@app.command("import", help=help_of("petitions.import"))
def import_list(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=about("cases_file"))],
    encoding: Encoding = "",
    sheet: SheetName = "",
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """Take in a list of cases; of a telephone number only its digest is kept.

    Rows that cannot be taken are listed with their reason; the exit status is 0 with them too.
    """
    settings = _settings(data_dir)
    try:
        key = asyncio.run(require_index_key(settings))
        found = read_list(file, key, HowToRead(encoding=encoding, sheet=sheet))
    except (UnreadableSheet, BadList) as bad:
        raise BadInput(str(bad)) from bad
    except UnfitKey as unfit:
        raise ClearNo(str(unfit)) from unfit
    except RecordsSilent as silent:
        raise ClearNo(f"the database does not answer ({silent})") from silent
    new = asyncio.run(_kept(settings, found))
    told = {"new": new, "renewed": len(found.entries) - new, "rejected": found.rejected}
    if as_json:
        say_json(told)
        return
    typer.echo(f"new {new}, renewed {told['renewed']}, rejected {len(found.rejected)}")
    for row, reason in found.rejected:
        typer.echo(f"row {row}: {reason}")


def _settings(data_dir: Path) -> Settings:
    try:
        return running_settings(data_dir)
    except NotRunning as not_running:
        raise ClearNo(str(not_running)) from not_running


async def _kept(settings: Settings, found: CaseList) -> int:
    try:
        async with open_database(settings) as engine:
            return await keep_list(OPERATOR, engine, found)
    except RecordsSilent as silent:
        raise ClearNo(f"the database does not answer ({silent})") from silent
