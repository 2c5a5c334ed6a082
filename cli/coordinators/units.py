"""`paidan unit`: the register of units, who follows whom, their own files, who is on duty."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer
from rich.table import Table

from cli.shared.answer import say_json
from cli.shared.board import screen
from cli.shared.client import Hotline, entrance_of, hand_in
from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.supervisors.unit_figures import figures
from domain.chapters.units.terms import Post
from operations.api_client import Json
from texts import glossed, zh

VAR = Path("var")

app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("unit"))
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]
Person = Annotated[str, typer.Option("--as", help=about("person"))]
Code = Annotated[str, typer.Argument(metavar="UNIT", help=about("unit_code"))]


app.command("figures", help=help_of("unit.figures"))(figures)


@app.command("list", help=help_of("unit.list"))
def list_units(as_json: AsJson = False, data_dir: DataDir = VAR) -> None:
    """List every unit of the register, also those that are no more."""
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask("/units")
    if as_json:
        say_json(found)
        return
    table = Table("unit", "title", "level", "above", "kind", "from", "to", "successor", box=None)
    for unit in found["units"]:
        days = (unit["valid_from"] or "", unit["valid_to"] or "")
        stands = (unit["code"], unit["title"], unit["level"], unit["above"], unit["kind"])
        table.add_row(*stands, *days, unit["successor"])
    screen().print(table)


@app.command("show", help=help_of("unit.show"))
def show(code: Code, as_json: AsJson = False, data_dir: DataDir = VAR) -> None:
    """Show a unit with its people, their posts and its own file."""
    with Hotline(entrance_of(data_dir)) as hotline:
        unit = hotline.ask(_path(code))
    if as_json:
        say_json(unit)
        return
    page = screen()
    page.print(f"{unit['code']}  {unit['title']}  {unit['level']}  {unit['kind']}", style="bold")
    page.print(_validity(unit))
    if unit["above"]:
        page.print(f"{glossed('screens.unit.above')}: {unit['above']}")
    for number in unit["files"]:
        page.print(f"{glossed('screens.unit.file')} {number}")
    table = Table("person", "role", "post", "title", box=None)
    for who in unit["staff"]:
        table.add_row(who["person"], who["role"], who["post"] or "", who["title"])
    page.print(table)


@app.command("succeed", help=help_of("unit.succeed"))
def succeed(
    old: Annotated[str, typer.Argument(metavar="OLD", help=about("old_unit"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=about("new_unit"))],
    person: Person,
    since: Annotated[str | None, typer.Option("--from", help=about("first_day_or_today"))] = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Enter a succession: running orders go on with NEW, due as before; again is harmless."""
    said = {"successor": new, "valid_from": since and _day(since)}
    told = hand_in(data_dir, f"{_path(old)}/succession", said, person)
    if as_json:
        say_json(told)
        return
    orders, files = len(told["orders"]), len(told["files"])
    screen().print(
        f"{new} stands in the place of {old} from {told['valid_from']}:"
        f" {orders} orders are being told, {files} files closed"
    )


@app.command("undo-succession", help=help_of("unit.undo-succession"))
def undo_succession(
    old: Annotated[str, typer.Argument(metavar="OLD", help=about("old_unit"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=about("new_unit"))],
    reason: Annotated[str, typer.Option(help=about("mistake"))],
    person: Person,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Take back a succession that was entered by mistake: running orders return to OLD."""
    said = {"successor": new, "reason": reason}
    told = hand_in(data_dir, f"{_path(old)}/succession/undo", said, person)
    if as_json:
        say_json(told)
        return
    file = f", its file is {told['file']}" if told["file"] else ""
    screen().print(f"{old} was never followed by {new}: {len(told['orders'])} orders go back{file}")


@app.command("open-files", help=help_of("unit.open-files"))
def open_unit_files(person: Person, as_json: AsJson = False, data_dir: DataDir = VAR) -> None:
    """Open the file of every unit that handles orders; a unit that has one keeps it."""
    files = hand_in(data_dir, "/unit-files", {}, person)
    if as_json:
        say_json(files)
        return
    for unit, number in sorted(files["files"].items()):
        screen().print(f"{number}  {unit}")


@app.command("on-duty", help=help_of("unit.on-duty"))
def on_duty(
    at: Annotated[str | None, typer.Option(help=about("instant_or_now"))] = None,
    unit: Annotated[str | None, typer.Option(help=about("only_unit"))] = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Say who is on duty; codes only."""
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask("/duty", at=at and _instant(at), unit=unit)
    if as_json:
        say_json(found)
        return
    table = Table("unit", "person", "post", "title", "since", "until", box=None)
    for one in found["duty"]:
        table.add_row(*(one[key] for key in ("unit", "person", "post", "title", "since", "until")))
    screen().print(table)


@app.command("enter-duty", help=help_of("unit.enter-duty"))
def enter_duty(
    code: Code,
    on: Annotated[str, typer.Argument(metavar="PERSON", help=about("duty_person"))],
    person: Person,
    since: Annotated[str, typer.Option("--from", help=about("instant"))],
    until: Annotated[str, typer.Option("--until", help=about("instant"))],
    post: Annotated[Post, typer.Option(help=about("post"))] = Post.CLERK,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Enter who is on duty; from the same instant again, end and post are corrected."""
    turn = {"person": on, "since": _instant(since), "until": _instant(until), "post": str(post)}
    entered = hand_in(data_dir, f"{_path(code)}/duty", turn, person)
    if as_json:
        say_json(entered)
        return
    screen().print(f"{entered['person']}  {entered['since']} – {entered['until']}", style="bold")


def _path(code: str) -> str:
    if not code.strip() or code in (".", ".."):
        raise BadInput(f"{code!r} is no unit's code")
    return f"/units/{quote(code, safe='')}"


def _validity(unit: Json) -> str:
    since, until = unit["valid_from"] or "", unit["valid_to"] or ""
    after = f", followed by {unit['successor']}" if unit["successor"] else ""
    after += f" {zh('screens.unit.successor')}" if after else ""
    days = f" {since}–{until}" if since or until else ""
    valid = glossed("screens.unit.valid" if unit["valid"] else "screens.unit.not_valid")
    return f"{valid}{days}{after}"


def _day(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise BadInput(f"--from {word}: is no day such as 2026-03-02") from None


def _instant(word: str) -> str:
    try:
        read = datetime.fromisoformat(word)
    except ValueError:
        raise BadInput(f"{word}: is no instant such as 2026-03-02T09:00+08:00") from None
    if read.tzinfo is None:
        raise BadInput(f"{word}: has no offset, such as +08:00")
    return read.isoformat()
