"""`paidan order similar`: what may belong together with an order; people merge."""

import json
from pathlib import Path
from typing import Annotated, Final
from uuid import uuid4

import typer
from rich.text import Text

from cli.shared.answer import say_json
from cli.shared.board import screen, state_in_words
from cli.shared.client import Hotline, entrance_of
from cli.shared.help_texts import about
from cli.shared.options import DataDir
from cli.shared.questions import order_path
from operations.api_client import Json
from texts import glossed

VAR = Path("var")
TITLES: Final = {"same_caller": "X13", "other_callers": "X14", "settled": "X15"}
"""What is shown, and by which rule."""
OPEN: Final = ("same_caller", "other_callers")


def similar(
    number: Annotated[str, typer.Argument(metavar="N", help=about("number"))],
    person: Annotated[str, typer.Option("--as", help=about("asking_person"))],
    record: Annotated[bool, typer.Option("--record", help=about("suggest"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """Show which orders may belong together with this one; nothing is merged."""
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask(f"{order_path(number)}/similar", person=person)
        for name in OPEN if record else ():
            _put_on_record(hotline, number, found[name], person, same_caller=name == OPEN[0])
    if as_json:
        say_json(found)
    else:
        _show(found)


def _put_on_record(
    hotline: Hotline, number: str, lines: list[Json], person: str, *, same_caller: bool
) -> None:
    if not lines:
        return
    said = {"others": [line["number"] for line in lines], "same_caller": same_caller}
    paper = json.dumps(said).encode()
    place = f"{order_path(number)}/suggest_duplicate"
    hotline.hand_in(place, paper, person=person, key=str(uuid4()))


def _show(found: Json) -> None:
    page = screen()
    for name, rule in TITLES.items():
        page.print(Text(f"{glossed(f'screens.{name}')} ({rule})", style="bold"))
        for line in found[name]:
            page.print(_line(line), no_wrap=True, overflow="ellipsis")
        if not found[name]:
            page.print(f"  {glossed('screens.none')}")
    for case in found["elsewhere"]:
        where = f"{case['source']} {case['external_id']}"
        page.print(f"{glossed('screens.elsewhere')} (AH-13): {where}")
        page.print(f"  {case['state']}")


def _line(line: Json) -> str:
    parts = [line["number"], state_in_words(line["state"]), line["district"], line["unit"]]
    if line["likeness"]:
        parts.append(f"{line['likeness']:.0%} alike")
    if line["result"]:
        parts.append(f"result: fact {line['result']['seq']} {line['result']['content']['kind']}")
    return "  " + "  ".join(part for part in parts if part)
