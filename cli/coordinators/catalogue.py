"""`paidan catalogue`: which unit a matter belongs to, and what that means for one order."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer
from rich.table import Table

from cli.shared.answer import say_json
from cli.shared.board import screen
from cli.shared.client import Hotline, entrance_of, hand_in
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.shared.questions import order_path
from domain.vocabulary import ItemClass, ItemType
from operations.api_client import Json
from texts import zh

VAR = Path("var")
PATH = "/catalogue"
DAYS = ["%Y-%m-%d"]

app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("catalogue"))
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]
Person = Annotated[str, typer.Option("--as", help=about("catalogue_keeper"))]
Code = Annotated[str, typer.Argument(metavar="CODE", help=about("rule_code"))]


@app.command("list", help=help_of("catalogue.list"))
def list_rules(
    everything: Annotated[bool, typer.Option("--all", help=about("ended_too"))] = False,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """List the entries that count today."""
    with Hotline(entrance_of(data_dir)) as hotline:
        _tell(hotline.ask(PATH, all=everything), as_json)


@app.command("suggest", help=help_of("catalogue.suggest"))
def suggest(
    number: Annotated[str, typer.Argument(metavar="N", help=about("number"))],
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Name the entries that fit an order, the most specific first, each with its unit."""
    with Hotline(entrance_of(data_dir)) as hotline:
        _tell(hotline.ask(f"{order_path(number)}/suggestions"), as_json)


@app.command("add", help=help_of("catalogue.add"))
def add(
    code: Code,
    unit: Annotated[str, typer.Option(help=about("rule_unit"))],
    source: Annotated[str, typer.Option(help=about("source"))],
    person: Person,
    item_type: Annotated[ItemType | None, typer.Option("--type")] = None,
    item_class: Annotated[ItemClass | None, typer.Option("--class")] = None,
    category: Annotated[str, typer.Option(help=about("category"))] = "",
    district: Annotated[str, typer.Option()] = "",
    subject: Annotated[str | None, typer.Option(help=about("matter"))] = None,
    listed: Annotated[bool, typer.Option("--listed", help=about("town_list"))] = False,
    since: Annotated[datetime | None, typer.Option("--from", formats=DAYS)] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=DAYS)] = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Enter an entry; without --from it counts from today."""
    entry = {
        "code": code,
        "unit": unit,
        "type": item_type,
        "class": item_class,
        "category": category,
        "district": district,
        "subject": subject,
        "listed": listed,
        "source": source,
        "valid_from": _day(since),
        "valid_to": _day(until),
    }
    _hand_in(data_dir, PATH, entry, person, as_json)


@app.command("end", help=help_of("catalogue.end"))
def end(
    code: Code,
    person: Person,
    last_day: Annotated[datetime | None, typer.Option("--to", formats=DAYS)] = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Let an entry count to a last day, today if none is named; nothing is deleted."""
    path = f"{PATH}/{quote(code, safe='')}/end"
    _hand_in(data_dir, path, {"valid_to": _day(last_day)}, person, as_json)


def _hand_in(data_dir: Path, path: str, said: Json, person: str, as_json: bool) -> None:
    rule = hand_in(data_dir, path, said, person)
    if as_json:
        say_json(rule)
        return
    until = f" to {rule['valid_to']}" if rule["valid_to"] else ""
    screen().print(f"{rule['code']}  {rule['unit']}  from {rule['valid_from']}{until}")


def _day(named: datetime | None) -> str | None:
    return named.date().isoformat() if named else None


def _tell(found: Json, as_json: bool) -> None:
    if as_json:
        say_json(found)
        return
    table = Table("code", "unit", "what it fits", "valid", "source")
    for rule in found["rules"]:
        table.add_row(*_cells(rule))
    screen().print(table)


def _cells(rule: dict[str, Any]) -> list[str]:
    named = (rule[word] for word in ("subject", "category", "type", "class", "district"))
    fits = ", ".join(filter(None, named))
    valid = f"{rule['valid_from']} – {rule['valid_to'] or ''}"
    town = f" {zh('screens.town_list')}" if rule["listed"] else ""
    return [rule["code"], f"{rule['unit']}{town}", fits, valid, rule["source"]]
