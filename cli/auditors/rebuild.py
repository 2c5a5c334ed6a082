"""`paidan rebuild`: the read model held against the histories, or written anew from them."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cli.shared.answer import say_json
from cli.shared.exit_status import ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.shared.progress import show_progress
from cli.shared.records import from_records
from services.access.principal import OPERATOR
from services.archive.auditing import Difference, check_rows, rebuild_rows
from services.installation.data_directory import Station
from services.records import Records
from texts import glossed

VAR = Path("var")
app = typer.Typer(add_completion=False)


@app.command("rebuild", help=help_of("rebuild"))
def rebuild(
    check: Annotated[bool, typer.Option("--check", help=about("check_only"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """Write the read model anew from the histories; exit status 1 names what differs."""

    async def work(records: Records) -> list[Difference]:
        task = check_rows if check else rebuild_rows
        return await task(OPERATOR, records, show_progress)

    found = from_records(data_dir, work)
    if as_json:
        say_json([asdict(difference) for difference in found])
    for difference in () if as_json else found:
        typer.echo(f"{difference.order}  {difference.what}  {difference.where}")
    if check and not found:
        Station(data_dir).verified.touch()
    if found:
        raise ClearNo(f"{len(found)} difference(s) in {len({d.order for d in found})} order(s)")
    if not as_json:
        typer.echo(glossed("verification.agree" if check else "verification.rebuilt"))
