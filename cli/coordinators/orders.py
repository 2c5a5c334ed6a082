"""`paidan order`: how orders stand, and acting on them."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from cli.coordinators.allowed import allowed
from cli.coordinators.bulk import urge_all
from cli.coordinators.printing import print_paper
from cli.coordinators.similar import similar
from cli.shared.answer import say_json
from cli.shared.board import now, screen, show_list, show_order, state_in_words
from cli.shared.client import Hotline, entrance_of
from cli.shared.exit_status import BadInput
from cli.shared.fields import paper_from_words
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.shared.questions import listed, order_path
from domain.order.terms import Confidentiality
from domain.vocabulary import ItemClass, ItemType, Level, State
from operations.api_client import Json
from texts import glossed

VAR = Path("var")

app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("order"))
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]
Person = Annotated[str, typer.Option("--as", help=about("person"))]
Reader = Annotated[str, typer.Option("--as", help=about("reader"))]
Key = Annotated[str | None, typer.Option(help=about("key_act"))]
Words = Annotated[list[str] | None, typer.Argument(metavar="FIELD=VALUE")]
AsOf = Annotated[
    str | None,
    typer.Option(help=about("stood_then")),
]
Number = Annotated[str, typer.Argument(metavar="N", help=about("number"))]


@app.command("show", help=help_of("order.show"))
def show(
    number: Number,
    reader: Reader = "",
    as_json: AsJson = False,
    as_of: AsOf = None,
    data_dir: DataDir = VAR,
) -> None:
    """Show how an order stands and what is owed on it; an unknown order is exit status 2."""
    with Hotline(entrance_of(data_dir)) as hotline:
        order = hotline.ask(order_path(number), person=reader, as_of=as_of)
    if as_json:
        say_json(order)
        return
    if as_of is not None:
        screen().print(f"{glossed('screens.as_of')} {order['as_of']}")
    show_order(order, datetime.fromisoformat(order["as_of"]) if as_of is not None else now())


@app.command("list", help=help_of("order.list"))
def list_orders(
    state: Annotated[State | None, typer.Option(case_sensitive=False)] = None,
    unit: Annotated[str | None, typer.Option()] = None,
    level: Annotated[str | None, typer.Option(help=about("level"))] = None,
    item_type: Annotated[ItemType | None, typer.Option("--type")] = None,
    item_class: Annotated[ItemClass | None, typer.Option("--class")] = None,
    district: Annotated[str | None, typer.Option()] = None,
    queue: Annotated[str | None, typer.Option(help=about("queue"))] = None,
    level_of_secrecy: Annotated[
        Confidentiality | None, typer.Option("--confidentiality", help=about("confidentiality"))
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=about("late_only"))] = False,
    earlier: Annotated[bool, typer.Option("--earlier-edition", help=about("earlier_only"))] = False,
    limit: Annotated[int, typer.Option(min=1, help=about("at_most"))] = 50,
    reader: Reader = "",
    as_json: AsJson = False,
    as_of: AsOf = None,
    data_dir: DataDir = VAR,
) -> None:
    """List orders, at most --limit of them; with --json {"orders", "next"}."""
    place = {"unit": unit, "district": district, "queue": queue}
    item = {"type": item_type and str(item_type), "class": item_class and str(item_class)}
    item["confidentiality"] = level_of_secrecy and str(level_of_secrecy)
    stands = {"state": state and str(state), "level": _level(level), "overdue": overdue or None}
    stands["earlier_edition"] = earlier or None
    with Hotline(entrance_of(data_dir)) as hotline:
        found = listed(hotline, {**stands, **place, **item, "as_of": as_of}, limit, person=reader)
    _tell_list(found, limit, as_json)


@app.command("register", help=help_of("order.register"))
def register(
    person: Person,
    words: Words = None,
    pack: Annotated[str | None, typer.Option(help=about("pack_or_city"))] = None,
    key: Key = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Register a demand: a new order is opened and its number told."""
    paper = paper_from_words("register", words or [])
    how = {"pack": pack} if pack else {}
    _hand_in(data_dir, "/orders", paper, person, key, as_json, **how)


@app.command("act", help=help_of("order.act"))
def act(
    number: Number,
    command: Annotated[str, typer.Argument(metavar="COMMAND", help=about("command"))],
    person: Person,
    words: Words = None,
    key: Key = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Act on an order; a refusal is exit status 1 with its reason, rules and nothing changed."""
    if command == "register":
        raise BadInput("an order is registered by `paidan order register`, without a number")
    paper = paper_from_words(command, words or [])
    _hand_in(data_dir, f"{order_path(number)}/{command}", paper, person, key, as_json)


app.command("urge-all", help=help_of("order.urge-all"))(urge_all)
app.command("similar", help=help_of("order.similar"))(similar)
app.command("allowed", help=help_of("order.allowed"))(allowed)
app.command("print", help=help_of("order.print"))(print_paper)


def _tell_list(found: Json, limit: int, as_json: bool) -> None:
    if as_json:
        say_json(found)
        return
    show_list(found["orders"])
    if found["next"]:
        screen().print(f"more than {limit}: ask with a larger --limit")


def _level(word: str | None) -> int | None:
    if word is None:
        return None
    name = word.upper() if word.upper().startswith("L") else f"L{word}"
    if name not in Level.__members__:
        raise BadInput(f"--level {word}: is none of {', '.join(Level.__members__)}")
    return int(Level[name])


def _hand_in(
    data_dir: Path,
    path: str,
    paper: bytes,
    person: str,
    key: str | None,
    as_json: bool,
    **how: str,
) -> None:
    with Hotline(entrance_of(data_dir)) as hotline:
        done = hotline.hand_in(path, paper, person=person, key=key or str(uuid4()), **how)
    if as_json:
        say_json(done)
        return
    parts = [done.get("number"), state_in_words(done.get("state", "")), done.get("version")]
    number, state, version = (str(part or "") for part in parts)
    screen().print(f"{number}  {state}  version {version}", style="bold")
