"""`paidan rebuild`: the read model held against the histories, or written anew from them."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from audit.verify.comparison import Difference, check_readmodel
from cli.shared.answer import say_json
from cli.shared.exit_status import ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.shared.progress import show_progress
from cli.shared.records import from_records
from services.archive.rebuilding import rebuild as rebuild_all
from services.installation.data_directory import Station
from texts import glossed

VAR = Path("var")
app = typer.Typer(add_completion=False)


@app.command("rebuild", help=help_of("rebuild"))
def rebuild(
    check: Annotated[bool, typer.Option("--check", help=about("check_only"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """Write the read model anew from the histories 重建; exit status 1 names what differs."""

    async def work(client: Client, engine: AsyncEngine) -> list[Difference]:
        task = check_readmodel if check else rebuild_all
        return await task(client, engine, show_progress)

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
