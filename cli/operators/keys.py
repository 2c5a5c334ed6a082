"""`paidan keys`: which keys there are, and a new one in the place of the current."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from cli.shared.board import screen
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.options import DataDir
from cli.shared.progress import show_progress
from cli.shared.records import from_records
from operations.running import running_settings
from services.access.principal import OPERATOR
from services.keys.erasures import ErasureView, list_erasures
from services.keys.rotation import (
    KeyInUse,
    KeyView,
    NoSuchKey,
    Rotated,
    list_keys,
    retire,
    rotate,
)
from services.records import Records
from services.views import as_json
from texts import both, glossed

VAR: Final = Path("var")

app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("keys"))


@app.command("list", help=help_of("keys.list"), cls=JsonMayNameFile)
def listed(to_json: AsJson = False, json_to: JsonFile = None, data_dir: DataDir = VAR) -> None:
    """List the keys that the database knows."""

    async def ask(records: Records) -> tuple[KeyView, ...]:
        return await list_keys(OPERATOR, records.engine)

    found = from_records(data_dir, ask)
    if to_json or json_to is not None:
        give_json({"keys": [as_json(one) for one in found]}, json_to)
        return
    table = Table("key", "fingerprint", "since", "", "lies under it", box=None)
    for one in found:
        state = glossed("keys.current" if one.is_current else "keys.former")
        below = "" if one.lies_under is None else str(one.lies_under)
        table.add_row(one.kind, one.key_id, one.since.isoformat(), state, below)
    screen().print(table)


@app.command("rotate", help=help_of("keys.rotate"))
def rotate_key(data_dir: DataDir = VAR) -> None:
    """Put a new key of the vault in the place of the current one."""

    async def work(records: Records) -> Rotated:
        settings = running_settings(data_dir)
        return await rotate(OPERATOR, records.engine, settings, show_progress)

    done = from_records(data_dir, work)
    token = "keys.rotated" if done.is_new else "keys.gone_on"
    typer.echo(both(token, key=done.current, rows=done.rewrapped))


@app.command("retire", help=help_of("keys.retire"))
def retire_key(
    key_id: Annotated[str, typer.Argument(metavar="KEY", help=about("key_id"))],
    data_dir: DataDir = VAR,
) -> None:
    """Let a former key of the vault go."""

    async def work(records: Records) -> None:
        await retire(OPERATOR, records.engine, running_settings(data_dir), key_id)

    try:
        from_records(data_dir, work)
    except NoSuchKey as unknown:
        raise BadInput(str(unknown)) from unknown
    except KeyInUse as no:
        raise ClearNo(str(no)) from no
    typer.echo(both("keys.retired", key=key_id))


@app.command("erasures", help=help_of("keys.erasures"), cls=JsonMayNameFile)
def erasures(to_json: AsJson = False, json_to: JsonFile = None, data_dir: DataDir = VAR) -> None:
    """List whose caller was erased, and which backups still hold them."""

    async def ask(records: Records) -> tuple[ErasureView, ...]:
        return await list_erasures(OPERATOR, records.engine)

    found = from_records(data_dir, ask)
    if to_json or json_to is not None:
        give_json({"erasures": [as_json(one) for one in found]}, json_to)
        return
    for one in found:
        typer.echo(f"{one.order}  {glossed('keys.erased')} {one.erased_at.isoformat()}")
        for backup in one.backups:
            until = backup.kept_until.isoformat() if backup.kept_until else both("keys.for_ever")
            words = f"{glossed('keys.still_in')} {backup.place}"
            typer.echo(f"  {words}  {glossed('screens.until')} {until}")
