"""`paidan order allowed`: what a person may do about an order now, and why not the rest."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text

from cli.shared.answer import say_json
from cli.shared.board import screen, state_in_words
from cli.shared.client import Hotline, entrance_of
from cli.shared.help_texts import about
from cli.shared.options import DataDir
from cli.shared.questions import order_path
from operations.api_client import Json
from texts import both, glossed

VAR = Path("var")
OF_THE_ROLE: Final = "role_may_not"


def allowed(
    number: Annotated[str, typer.Argument(metavar="N", help=about("number"))],
    person: Annotated[str, typer.Option("--as", help=about("acting_person"))],
    every: Annotated[bool, typer.Option("--all", help=about("other_roles_too"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """Show which acts are open to a person, and what closes the others."""
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask(f"{order_path(number)}/allowed", person=person)
    if as_json:
        say_json(found)
    else:
        _show(found, every)


def _show(found: Json, every: bool) -> None:
    page = screen()
    page.print(Text(f"{found['number']}  {state_in_words(found['state'])}", style="bold"))
    acts = found["acts"]
    closed = [act for act in acts if not act["open"]]
    if why := _for_all(acts):
        page.print(f"  {glossed('screens.nothing_open')}: {why}")
        return
    others = [act for act in closed if act["refusal"]["code"] == OF_THE_ROLE and not every]
    for act in (act for act in acts if act["open"]):
        page.print(Text(f"  {glossed('screens.act_open')}    {_called(act)}", style="green"))
    for act in (act for act in closed if act not in others):
        page.print(f"  {glossed('screens.act_closed')}  {_called(act)}")
        page.print(Text(f"      {act['refusal']['detail']}", style="dim"))
    if others:
        page.print(f"  {both('screens.other_roles', count=len(others))}")


def _for_all(acts: list[Json]) -> str:
    """What closes every act alike, whatever the role; empty if nothing does."""
    refusals = [act["refusal"] for act in acts]
    first = refusals[0]
    alike = first and all(refusal == first for refusal in refusals)
    return str(first["detail"]) if alike and first["code"] != OF_THE_ROLE else ""


def _called(act: Json) -> str:
    return f"{act['title']} {act['name']}"
