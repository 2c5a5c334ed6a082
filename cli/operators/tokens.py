"""`paidan token`: what a program shows instead of signing in."""

from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote

import typer
from rich.table import Table

from cli.shared.answer import say_json
from cli.shared.board import screen
from cli.shared.client import Hotline, entrance_of, hand_in
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from services.accounts.spans import MOST_DAYS
from services.accounts.tokens import TokenScope
from texts import glossed

VAR: Final = Path("var")
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]

app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("token"))


@app.command("add", help=help_of("token.add"))
def add(
    person: Annotated[str, typer.Option("--as", help=about("token_person"))],
    scopes: Annotated[
        list[TokenScope] | None, typer.Option("--scope", help=about("token_scope"))
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=MOST_DAYS, help=about("token_days"))] = 30,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Make a token; it is shown this once, and only its digest is kept."""
    said = {"days": days, "scopes": [str(scope) for scope in scopes or [TokenScope.ACT]]}
    made = hand_in(data_dir, "/tokens", said, person)
    if as_json:
        say_json(made)
        return
    typer.echo(made["token"])
    typer.echo(f"{made['id']}  {glossed('screens.until')} {made['expires']}", err=True)


@app.command("list", help=help_of("token.list"))
def listed(
    person: Annotated[str, typer.Option("--as", help=about("token_person"))],
    account: Annotated[str, typer.Option(help=about("token_account"))] = "",
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """List the tokens in use: one's own, or another account's."""
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask("/tokens", person=person, account=account or None)["tokens"]
    if as_json:
        say_json(found)
        return
    table = Table("id", "post", "scopes", "until", box=None)
    for one in found:
        table.add_row(one["id"], one["person"], ", ".join(one["scopes"]), one["expires"][:10])
    screen().print(table)


@app.command("revoke", help=help_of("token.revoke"))
def revoke(
    id: Annotated[str, typer.Argument(metavar="ID", help=about("token_id"))],
    person: Annotated[str, typer.Option("--as", help=about("token_person"))],
    data_dir: DataDir = VAR,
) -> None:
    """Let a token let nobody in any more."""
    hand_in(data_dir, f"/tokens/{quote(id, safe='')}/revoke", {}, person)
    typer.echo(f"{id}: {glossed('screens.account.revoked')}")
