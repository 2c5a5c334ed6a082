"""`paidan account break-glass`: a post that two administrators open in an emergency."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from cli.shared.answer import say_json
from cli.shared.board import screen
from cli.shared.client import Hotline, entrance_of, hand_in
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from operations.api_client import Json
from policies.break_glass import LONGEST_HOURS
from texts import glossed

VAR: Final = Path("var")
PAGE: Final = 1000
app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("account.break-glass"))
Administrator = Annotated[str, typer.Option("--as", help=about("administrator"))]
Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1, help=about("break_glass_number"))]
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]


@app.command("ask", help=help_of("account.break-glass.ask"))
def ask(
    post: Annotated[str, typer.Argument(metavar="POST", help=about("account_post"))],
    person: Administrator,
    reason: Annotated[str, typer.Option(help=about("break_glass_reason"))],
    hours: Annotated[
        int, typer.Option(min=1, max=LONGEST_HOURS, help=about("break_glass_hours"))
    ] = 1,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Ask for a post that one does not hold."""
    said = {"person": post, "reason": reason, "hours": hours}
    told = hand_in(data_dir, "/break-glass", said, person)
    if as_json:
        say_json(told)
        return
    typer.echo(glossed("screens.break_glass.asked", id=told["id"]))


@app.command("open", help=help_of("account.break-glass.open"))
def open_asked(
    number: Number, person: Administrator, as_json: AsJson = False, data_dir: DataDir = VAR
) -> None:
    """Open what an administrator of another kind has asked for."""
    _tell(hand_in(data_dir, f"/break-glass/{number}/open", {}, person), as_json)


@app.command("shut", help=help_of("account.break-glass.shut"))
def shut(
    number: Number, person: Administrator, as_json: AsJson = False, data_dir: DataDir = VAR
) -> None:
    """End a break-glass before its time."""
    _tell(hand_in(data_dir, f"/break-glass/{number}/shut", {}, person), as_json)


@app.command("list", help=help_of("account.break-glass.list"))
def listed(person: Administrator, as_json: AsJson = False, data_dir: DataDir = VAR) -> None:
    """List what was asked for, and what became of it."""
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask("/break-glass", person=person)["break_glasses"]
    if as_json:
        say_json(found)
        return
    table = Table("number", "asked by", "post", "hours", "opened by", "until", "stands", "reason")
    for one in found:
        told = (one["id"], one["account"], one["person"], one["hours"], one["opened_by"])
        ends = (one["shut_at"] or one["until"], _stands(one), one["reason"])
        table.add_row(*("" if word is None else str(word) for word in (*told, *ends)))
    screen().print(table)


@app.command("use", help=help_of("account.break-glass.use"))
def use(
    number: Number, person: Administrator, as_json: AsJson = False, data_dir: DataDir = VAR
) -> None:
    """List what was done and asked for under a break-glass."""
    asked: list[Json] = []
    after: int | None = 0
    with Hotline(entrance_of(data_dir)) as hotline:
        path = f"/break-glass/{number}/use"
        while after is not None:
            told = hotline.ask(path, person=person, limit=PAGE, after=after)
            asked, after = [*asked, *told["asked"]], told["next"]
    if as_json:
        orders = sorted({one["order"] for one in (*asked, *told["acts"]) if one["order"]})
        say_json({**told, "asked": asked, "orders": orders})
        return
    for act in told["acts"]:
        typer.echo("  ".join((act["at"], act["order"] or "", act["name"], act["status"])))
    for one in asked:
        typer.echo("  ".join((one["at"], one["asked"])))


def _tell(told: Json, as_json: bool) -> None:
    if as_json:
        say_json(told)
        return
    typer.echo(f"{told['id']}: {told['person']} {_stands(told)}")


def _stands(one: Json) -> str:
    if one["is_open"] or one["waits"]:
        return glossed(f"screens.break_glass.{'is_open' if one['is_open'] else 'waits'}")
    if one["shut_at"]:
        return glossed("screens.break_glass.shut")
    return glossed(f"screens.break_glass.{'over' if one['opened_at'] else 'never_opened'}")
