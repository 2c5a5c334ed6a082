"""`paidan audit findings` and `clear`: what reconciliation found, and who has dealt with it."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from cli.shared.exit_status import ClearNo
from cli.shared.help_texts import about
from cli.shared.json_option import AsJson, JsonFile, give_json
from cli.shared.options import DataDir
from cli.shared.records import must_read
from cli.shared.within import person_called
from services.access.principal import OPERATOR
from services.archive.findings import KeptFinding, read_findings, settle_finding
from services.records import Records
from texts import glossed

VAR: Final = Path("var")


def findings(
    all_: Annotated[bool, typer.Option("--all", help=about("cleared_too"))] = False,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    data_dir: DataDir = VAR,
) -> None:
    """List what was done behind the hotline's back; exit status 1 while any stands open."""

    async def work(records: Records) -> list[KeptFinding]:
        return await read_findings(OPERATOR, records, cleared_too=all_)

    found = must_read(data_dir, work)
    if as_json or json_file:
        give_json([_as_json(one) for one in found], json_file)
    else:
        for one in found:
            typer.echo(_line(one))
    standing = sum(one.cleared_at is None for one in found)
    if standing:
        raise ClearNo(f"{standing} {glossed('verification.findings_open')}")
    if not (as_json or json_file):
        typer.echo(glossed("verification.no_finding"))


def clear(
    id: Annotated[int, typer.Argument(min=1, help=about("finding"))],
    by: Annotated[str, typer.Option(help=about("cleared_by"))],
    data_dir: DataDir = VAR,
) -> None:
    """Note that a person has dealt with a finding; it stays on record and is not repeated."""

    async def work(records: Records) -> bool:
        return await settle_finding(await person_called(records, by, data_dir), records, id)

    if not must_read(data_dir, work):
        raise ClearNo(f"no finding {id} stands open")
    typer.echo(f"finding {id} {glossed('verification.cleared')}")


def _as_json(one: KeptFinding) -> dict[str, Any]:
    found = one.finding
    return {
        "id": one.id,
        "order": found.order,
        "run": found.run,
        "what": found.what.value,
        "where": found.where,
        "since": one.since.isoformat(),
        "cleared_at": one.cleared_at and one.cleared_at.isoformat(),
        "cleared_by": one.cleared_by,
    }


def _line(one: KeptFinding) -> str:
    found = one.finding
    words = [
        str(one.id),
        found.order or "-",
        _local(one.since),
        glossed(f"findings.{found.what.name}"),
    ]
    words += [f"run {found.run}"] if found.run else []
    words += [found.where] if found.where else []
    if one.cleared_at is not None:
        cleared = f"{glossed('verification.cleared')} {_local(one.cleared_at)}"
        words.append(f"{cleared} {one.cleared_by or 'by itself'}")
    return "  ".join(words)


def _local(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds")
