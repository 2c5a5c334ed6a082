"""`paidan audit changes`: what was changed of settings, laws, rights and registers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from cli.shared.answer import say_json
from cli.shared.client import Hotline, entrance_of
from cli.shared.help_texts import about
from cli.shared.options import DataDir, day_of
from operations.api_client import Json
from services.configuration.changes import LARGEST_PAGE, ChangeKind
from texts import glossed

VAR: Final = Path("var")
NOTHING: Final = "-"


def changes(
    asker: Annotated[str, typer.Option("--as", help=about("asking_person"))],
    since: Annotated[str | None, typer.Option("--from", help=about("first_day"))] = None,
    until: Annotated[str | None, typer.Option("--to", help=about("day_after"))] = None,
    kind: Annotated[ChangeKind | None, typer.Option(help=about("change_kind"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """List changes, the newest first, each with every value before and after."""
    days = {"from": since, "to": until}
    said = {name: day_of(day, f"--{name}").isoformat() for name, day in days.items() if day}
    said |= {"kind": kind.value} if kind else {}
    with Hotline(entrance_of(data_dir)) as hotline:
        found = list(_pages(hotline, asker, said))
    if as_json:
        say_json(found)
        return
    for change in found:
        typer.echo(_line(change))
        for value in change["values"]:
            before, after = _plain(value["before"]), _plain(value["after"])
            typer.echo(f"    {value['path']}: {before} → {after}")
    if not found:
        typer.echo(glossed("screens.none"))


def _pages(hotline: Hotline, asker: str, said: dict[str, str]) -> Iterator[Json]:
    after: str | None = None
    while True:
        told = hotline.ask("/changes", person=asker, limit=LARGEST_PAGE, after=after, **said)
        yield from told["changes"]
        after = told["next"]
        if after is None:
            return


def _line(change: Json) -> str:
    kind = glossed(f"screens.change.{change['kind']}")
    first = f" ({glossed('screens.change_is_first')})" if change["is_first"] else ""
    return "  ".join((change["at"], change["by"], kind, change["what"], change["code"])) + first


def _plain(value: Any) -> str:
    return NOTHING if value is None else json.dumps(value, ensure_ascii=False)
