"""`paidan backup` and `paidan restore`: both databases and the keys, while people act."""

import asyncio
import json
from pathlib import Path
from sqlite3 import Error as CopyFailure
from typing import Annotated

import typer

from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from operations.backup.backup import NotOurs, take
from operations.backup.manifest import DamagedBackup
from operations.backup.on_record import NotNoted
from operations.backup.postgres_tools import ToolFailed
from services.installation.data_directory import NotRunning, Station
from texts import both, glossed

app = typer.Typer(add_completion=False)
KEYS_INSIDE = """\
{headline}. Whoever has it can read what every citizen said, and what
is erased from now on can be read in it: lock it up as you lock up the keys, and let it expire."""
NO_KEYS_INSIDE = """\
{headline}: they are set from outside. Without them no text in
it can ever be read again: back them up where they are kept."""


@app.command("backup", help=help_of("backup"))
def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=about("empty_folder"))],
    keep_days: Annotated[int | None, typer.Option(min=1, help=about("keep_days"))] = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Back the running system up; people may go on working meanwhile."""
    try:
        manifest = take(Station(data_dir).system(), folder, keep_days)
    except (NotRunning, NotOurs, ToolFailed, OSError, CopyFailure, NotNoted) as no:
        raise ClearNo(f"no backup was taken: {no}") from no
    typer.echo(f"backed up as of {manifest.database_at.isoformat()}: {len(manifest.files)} files")
    typer.echo(_keys(manifest.holds_keys))


def _keys(inside: bool) -> str:
    if inside:
        return KEYS_INSIDE.format(headline=glossed("backup.keys_inside"))
    return NO_KEYS_INSIDE.format(headline=glossed("backup.no_keys_inside"))


@app.command("restore", help=help_of("restore"))
def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=about("backup_folder"))],
    erasures: Annotated[Path | None, typer.Option(help=about("erasures_file"))] = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Restore a backup into an empty folder, for `paidan up` to serve."""
    # Read only here: it brings in Temporal's library, which a backup does not need.
    from operations.backup.restore import NotEmpty, UnreadableEvent
    from operations.backup.restore import restore as restore_into
    from operations.embedded.processes import StartFailure

    erased_since = _erased_since(erasures) if erasures else ()
    try:
        restored = asyncio.run(restore_into(folder, data_dir, erased_since))
    except (DamagedBackup, NotEmpty, NotOurs, ToolFailed, StartFailure, UnreadableEvent) as no:
        raise ClearNo(f"nothing was restored: {no}") from no
    for order in restored.again:
        lacks = f"{order.commands} command(s)" + ("" if order.started else ", the order itself")
        again_said = glossed("backup.handed_again")
        typer.echo(f"{order.number}  Temporal's copy lacks {lacks}: {again_said}")
    if erasures is None:
        typer.echo(both("keys.not_erased_again", at=restored.taken_at.isoformat()))
    else:
        typer.echo(both("keys.erased_again", orders=len(restored.erased)))
    typer.echo(f"restored into {data_dir}: start it with `paidan up --data-dir {data_dir}`")


def _erased_since(file: Path) -> tuple[str, ...]:
    """The orders that `paidan keys erasures --json` of the live system names; raises BadInput."""
    try:
        told = json.loads(file.read_text("utf-8"))
        return tuple(str(one["order"]) for one in told["erasures"])
    except (OSError, ValueError, TypeError, KeyError) as bad:
        raise BadInput(both("keys.no_list", file=file)) from bad
