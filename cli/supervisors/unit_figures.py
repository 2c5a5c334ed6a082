"""`paidan unit figures`: how a unit fares, as it sees itself."""

from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote

import typer
from rich.table import Table

from cli.shared.answer import say_json
from cli.shared.board import screen
from cli.shared.client import Hotline, entrance_of
from cli.shared.help_texts import about
from cli.shared.options import DataDir
from texts import zh

HEADS: Final = ("indicator", "numerator", "denominator", "value", "place", "order")


def figures(
    code: Annotated[str, typer.Argument(metavar="UNIT", help=about("unit_code"))],
    since: Annotated[str, typer.Option("--from", help=about("first_day"))],
    until: Annotated[str, typer.Option("--to", help=about("day_after"))],
    person: Annotated[str, typer.Option("--as", help=about("asking_person"))],
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = Path("var"),
) -> None:
    """Show a unit's own figures and its place; other units are not named."""
    days = {"from": since, "to": until}
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask(f"/units/{quote(code, safe='')}/figures", person=person, **days)
    if as_json:
        say_json(found)
    else:
        _tell(found)


def _tell(found: dict[str, Any]) -> None:
    heads = (zh(f"assessment.{head}") for head in HEADS)
    table = Table("", *heads, box=None)
    for code, figure in found["indicators"].items():
        counts = (figure["numerator"], figure["denominator"], figure["value"])
        where = _place(found["places"].get(code))
        table.add_row(code, figure["name"], *(_word(one) for one in counts), where, _behind(figure))
    page = screen()
    page.print(f"{found['unit']}  {found['period']['from']} .. {found['period']['to']}")
    if found["composite"] is not None:
        place = _place(found["places"].get("composite"))
        value = f"{found['composite']['value']} {found['composite']['grade']}"
        page.print(f"{zh('assessment.composite')} {value} {place}")
    page.print(table)


def _word(value: object) -> str:
    return "-" if value is None else str(value)


def _place(place: dict[str, int] | None) -> str:
    return "-" if place is None else f"{place['place']}/{place['of']}"


def _behind(figure: dict[str, Any]) -> str:
    """The orders behind a figure, where they may be seen."""
    return " ".join(dict.fromkeys(line["order"] for line in figure.get("orders", ())))
