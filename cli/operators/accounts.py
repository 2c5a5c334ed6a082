"""`paidan account`: who may sign in, and in which posts."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote

import typer
from rich.table import Table

from cli.operators import break_glass
from cli.shared.answer import say_json
from cli.shared.board import screen
from cli.shared.client import Hotline, entrance_of, hand_in
from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.shared.records import from_records
from operations.api_client import Json
from services.access.principal import OPERATOR
from services.accounts.spans import MOST_DAYS
from services.records import Records
from texts import both, glossed

VAR: Final = Path("var")

app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("account"))
app.add_typer(break_glass.app, name="break-glass")
Username = Annotated[str, typer.Argument(metavar="USERNAME", help=about("username"))]
Keeper = Annotated[str, typer.Option("--as", help=about("account_keeper"))]
Post = Annotated[str, typer.Argument(metavar="POST", help=about("account_post"))]
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]
Days = typer.Option(min=1, max=MOST_DAYS, help=about("stand_in_days"))


@app.command("add", help=help_of("account.add"))
def add(
    username: Username,
    person: Keeper,
    title: Annotated[str, typer.Option(help=about("account_title"))] = "",
    posts: Annotated[list[str] | None, typer.Option("--post", help=about("account_posts"))] = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Add an account; the password is chosen by the link that is told this once."""
    paper = {"username": username, "title": title or username, "posts": posts or []}
    _tell_link(hand_in(data_dir, "/accounts", paper, person), as_json)


@app.command("list", help=help_of("account.list"))
def listed(person: Keeper = "", as_json: AsJson = False, data_dir: DataDir = VAR) -> None:
    """List the accounts and their posts."""
    if person:
        with Hotline(entrance_of(data_dir)) as hotline:
            found = hotline.ask("/accounts", person=person)["accounts"]
    else:
        found = from_records(data_dir, _all)
    if as_json:
        say_json(found)
        return
    table = Table("username", "title", "posts", "stands", "second factor", box=None)
    for one in found:
        posts = ", ".join(_post(post) for post in one["posts"])
        factor = glossed("console.second_factor_on") if one["has_second_factor"] else ""
        table.add_row(one["username"], one["title"], posts, _stands(one), factor)
    screen().print(table)


async def _all(records: Records) -> list[Json]:
    from services.accounts.administration import read_accounts
    from services.views import as_json

    return [as_json(one) for one in await read_accounts(OPERATOR, records)]


def _post(post: Json) -> str:
    until = f" {glossed('console.stands_in')} → {post['until'][:10]}" if post["stands_in"] else ""
    return f"{post['person']} ({post['role']}){until}"


def _stands(account: Json) -> str:
    linked = "" if account["subject"] is None else glossed("screens.account.linked")
    return " · ".join(filter(None, (_in_use(account), linked, _reset(account["last_reset"]))))


def _reset(reset: Json | None) -> str:
    if reset is None:
        return ""
    if reset["confirmed_by"] is None:
        return glossed("screens.account.reset_asked", by=reset["asked_by"])
    by, other = reset["asked_by"], reset["confirmed_by"]
    return glossed("screens.account.reset_confirmed", by=by, other=other)


def _in_use(account: Json) -> str:
    if account["disabled"]:
        return glossed("screens.account.disabled")
    return glossed("screens.account.in_use" if account["has_password"] else "screens.account.waits")


@app.command("disable", help=help_of("account.disable"))
def disable(username: Username, person: Keeper, data_dir: DataDir = VAR) -> None:
    """Let nobody in by an account any more."""
    hand_in(data_dir, f"/accounts/{quote(username, safe='')}/disable", {}, person)
    typer.echo(f"{username}: {glossed('screens.account.disabled')}")


@app.command("password", help=help_of("account.password"))
def password(
    username: Username, person: Keeper = "", as_json: AsJson = False, data_dir: DataDir = VAR
) -> None:
    """Make a link by which a new password is chosen."""
    if person:
        path = f"/accounts/{quote(username, safe='')}/password"
        _tell_link(hand_in(data_dir, path, {}, person), as_json)
        return
    console = entrance_of(data_dir).console

    async def reset(records: Records) -> Json:
        from services.accounts.administration import UnknownAccount, reset_password

        try:
            link = await reset_password(OPERATOR, records, username)
        except UnknownAccount as unknown:
            raise BadInput(both("problems.unknown_account")) from unknown
        return {"username": username, "url": link.url(console), "hours": link.hours}

    _tell_link(from_records(data_dir, reset), as_json)


@app.command("remove-second-factor", help=help_of("account.remove-second-factor"))
def remove_second_factor(username: Username, person: Keeper = "", data_dir: DataDir = VAR) -> None:
    """Ask an account for no code any more."""
    if person:
        path = f"/accounts/{quote(username, safe='')}/second-factor/remove"
        hand_in(data_dir, path, {}, person)
    else:
        from_records(data_dir, partial(_without_second_factor, username=username))
    typer.echo(f"{username}: {glossed('screens.account.no_second_factor')}")


async def _without_second_factor(records: Records, username: str) -> None:
    from services.accounts.administration import (
        NoSecondFactor,
        UnknownAccount,
        remove_second_factor,
    )

    try:
        await remove_second_factor(OPERATOR, records, username)
    except UnknownAccount as unknown:
        raise BadInput(both("problems.unknown_account")) from unknown
    except NoSecondFactor as none:
        raise BadInput(both("problems.no_second_factor")) from none


@app.command("link", help=help_of("account.link"))
def link(
    username: Username,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=about("account_subject"))],
    person: Keeper,
    data_dir: DataDir = VAR,
) -> None:
    """Let a human of the city's single sign-on in by an account."""
    path = f"/accounts/{quote(username, safe='')}/sign-on/link"
    hand_in(data_dir, path, {"subject": subject}, person)
    typer.echo(f"{username}: {glossed('screens.account.linked')}")


@app.command("unlink", help=help_of("account.unlink"))
def unlink(username: Username, person: Keeper, data_dir: DataDir = VAR) -> None:
    """Let nobody of the city's single sign-on in by an account any more."""
    hand_in(data_dir, f"/accounts/{quote(username, safe='')}/sign-on/unlink", {}, person)
    typer.echo(f"{username}: {glossed('screens.account.unlinked')}")


@app.command("grant", help=help_of("account.grant"))
def grant(
    username: Username,
    post: Post,
    person: Keeper,
    days: Annotated[int | None, Days] = None,
    data_dir: DataDir = VAR,
) -> None:
    """Let somebody hold a post, or stand in there for some days."""
    said = {"person": post} | ({} if days is None else {"days": days})
    hand_in(data_dir, f"/accounts/{quote(username, safe='')}/posts", said, person)
    typer.echo(f"{username}: {post}")


@app.command("revoke", help=help_of("account.revoke"))
def revoke(username: Username, post: Post, person: Keeper, data_dir: DataDir = VAR) -> None:
    """Let somebody hold a post no longer."""
    path = f"/accounts/{quote(username, safe='')}/posts/{quote(post, safe='')}/revoke"
    hand_in(data_dir, path, {}, person)
    typer.echo(f"{username}: {post} {glossed('screens.account.revoked')}")


def _tell_link(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        say_json(told)
        return
    if "awaits" in told:
        waits = {name: told[name] for name in ("awaits", "until", "username")}
        typer.echo(glossed("screens.account.reset_waits", **waits))
        return
    typer.echo(glossed("screens.account.link", hours=told["hours"]))
    typer.echo(told["url"])
