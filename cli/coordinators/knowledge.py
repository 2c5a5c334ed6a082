"""`paidan knowledge`: what answers stand on, version by version, and who had a wrong one."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.shared.answer import say_json
from cli.shared.board import screen
from cli.shared.client import Hotline, entrance_of, hand_in
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.shared.questions import entry_path
from operations.api_client import Json
from texts import glossed, zh

VAR = Path("var")
DAY = "%Y-%m-%d"

app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("knowledge"))
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]
Person = Annotated[str, typer.Option("--as", help=about("person"))]
Key = Annotated[str | None, typer.Option(help=about("key_thing"))]
Code = Annotated[str, typer.Argument(metavar="CODE", help=about("entry_code"))]
Version = Annotated[int, typer.Argument(metavar="VERSION", min=1)]
Every = Annotated[bool, typer.Option("--all", help=about("versions_too"))]
Title = Annotated[str, typer.Option("--title", help=about("subject"))]
FirstDay = Annotated[datetime | None, typer.Option(formats=[DAY], help=about("from_day"))]
LastDay = Annotated[datetime | None, typer.Option(formats=[DAY], help=about("to_day"))]


@app.command("list", help=help_of("knowledge.list"))
def list_entries(every: Every = False, as_json: AsJson = False, data_dir: DataDir = VAR) -> None:
    """List what may be cited today; with --all every version."""
    _tell_found(data_dir, "", every, as_json)


@app.command("search", help=help_of("knowledge.search"))
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD...")],
    every: Every = False,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Search for entries in whose title or text all these words occur."""
    _tell_found(data_dir, " ".join(words), every, as_json)


@app.command("show", help=help_of("knowledge.show"))
def show(code: Code, as_json: AsJson = False, data_dir: DataDir = VAR) -> None:
    """Show every version of an entry, and which one is in force."""
    with Hotline(entrance_of(data_dir)) as hotline:
        entry = hotline.ask(entry_path(code))
    if as_json:
        say_json(entry)
        return
    for version in entry["versions"]:
        is_in_force = version["version"] == entry["in_force"]
        in_force = f"  {glossed('screens.knowledge.in_force')}" if is_in_force else ""
        screen().print(f"{_head(version)}{in_force}", style="bold")
        screen().print(_about(version), style="dim", soft_wrap=True)
        screen().print(version["text"], soft_wrap=True)


@app.command("add", help=help_of("knowledge.add"))
def add(
    code: Code,
    title: Title,
    text: Annotated[str, typer.Option(help=about("question"))],
    person: Person,
    unit: Annotated[str, typer.Option(help=about("keeper_unit"))] = "",
    valid_from: FirstDay = None,
    valid_to: LastDay = None,
    key: Key = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Write the next version; another person approves it before it is cited."""
    said = {"code": code, "title": title, "text": text, "unit": unit}
    paper = {**said, **_days(valid_from, valid_to)}
    _tell(hand_in(data_dir, "/knowledge", paper, person, key), as_json)


@app.command("propose", help=help_of("knowledge.propose"))
def propose(
    code: Code,
    order: Annotated[str, typer.Option("--from", metavar="N", help=about("closed_order"))],
    title: Title,
    person: Person,
    valid_from: FirstDay = None,
    valid_to: LastDay = None,
    key: Key = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Let the answer of a closed order flow back; another person approves it."""
    paper = {"from": order, "title": title, **_days(valid_from, valid_to)}
    _tell(hand_in(data_dir, f"{entry_path(code)}/propose", paper, person, key), as_json)


@app.command("approve", help=help_of("knowledge.approve"))
def approve(
    code: Code, version: Version, person: Person, as_json: AsJson = False, data_dir: DataDir = VAR
) -> None:
    """Put a version into force; whoever proposed it may not."""
    path = f"{entry_path(code)}/{version}/approve"
    _tell(hand_in(data_dir, path, {}, person, None), as_json)


@app.command("withdraw", help=help_of("knowledge.withdraw"))
def withdraw(
    code: Code,
    version: Version,
    reason: Annotated[str, typer.Option(help=about("wrong"))],
    person: Person,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Take a wrong version out of use; the orders that cited it are told, and listed."""
    path = f"{entry_path(code)}/{version}/withdraw"
    done = hand_in(data_dir, path, {"reason": reason}, person, None)
    _tell(done, as_json)
    if not as_json:
        screen().print(f"{len(done['orders'])} {glossed('screens.knowledge.cited')}")
        for number in done["orders"]:
            typer.echo(number)


def _tell_found(data_dir: Path, words: str, every: bool, as_json: bool) -> None:
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask("/knowledge", words=words, every_version=every)
    if as_json:
        say_json(found)
        return
    screen().print(_table(found["entries"]))


def _table(entries: Iterable[Json]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("entry", "version", "stands", "kept by", "title"):
        table.add_column(column, no_wrap=True, overflow="ellipsis")
    for entry in entries:
        stands = _stands(entry)
        table.add_row(entry["code"], str(entry["version"]), stands, entry["unit"], entry["title"])
    return table


def _days(first: datetime | None, last: datetime | None) -> dict[str, str]:
    days = {"valid_from": first, "valid_to": last}
    return {name: f"{day:{DAY}}" for name, day in days.items() if day}


def _tell(entry: Json, as_json: bool) -> None:
    if as_json:
        say_json(entry)
    else:
        screen().print(_head(entry), style="bold")


def _stands(entry: Json) -> str:
    return zh(f"screens.knowledge.{entry['stands']}")


def _head(entry: Json) -> str:
    return f"{entry['code']} version {entry['version']}  {_stands(entry)}  {entry['title']}"


def _about(entry: Json) -> str:
    until = entry["valid_to"] or "until further notice"
    parts = [
        f"kept by {entry['unit']}",
        f"valid {entry['valid_from']} to {until}",
        f"from order {entry['source_order']}" if entry["source_order"] else "",
        f"proposed by {entry['proposed_by']}",
        f"approved by {entry['approved_by']}" if entry["approved_by"] else "",
        f"withdrawn by {entry['withdrawn_by']}: {entry['reason']}" if entry["reason"] else "",
    ]
    return " · ".join(part for part in parts if part)
