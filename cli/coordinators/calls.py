"""`paidan calls`: the calls that nobody picked up, and calling back."""

from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote

import typer
from rich.table import Table

from cli.shared.answer import say_json
from cli.shared.board import screen
from cli.shared.client import Hotline, entrance_of, hand_in
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from services.register.missed_calls import CallBackOutcome
from texts import zh

VAR: Final = Path("var")
PATH: Final = "/missed-calls"
HEADS: Final = ("reference", "rang_at", "line", "queue", "due", "called_at", "spoke")

app = typer.Typer(no_args_is_help=True, add_completion=False, help=help_of("calls"))
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]
Person = Annotated[str, typer.Option("--as", help=about("person"))]
Reference = Annotated[str, typer.Argument(metavar="REFERENCE", help=about("call_reference"))]


@app.command("missed", help=help_of("calls.missed"))
def missed(
    reference: Reference,
    phone: Annotated[str, typer.Option(help=about("missed_phone"))],
    rang_at: Annotated[str, typer.Option(help=about("rang_at"))],
    person: Person,
    line: Annotated[str, typer.Option(help=about("called_line"))] = "12345",
    queue: Annotated[str, typer.Option(help=about("queue"))] = "",
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Write a missed call down; of the number a digest is kept, and nothing else."""
    said = {
        "reference": reference,
        "phone": phone,
        "rang_at": rang_at,
        "line": line,
        "queue": queue,
    }
    _hand_in(data_dir, PATH, said, person, as_json)


@app.command("back", help=help_of("calls.back"))
def back(
    reference: Reference,
    outcome: Annotated[CallBackOutcome, typer.Argument(help=about("call_outcome"))],
    person: Person,
    called_at: Annotated[str | None, typer.Option("--at", help=about("called_back_at"))] = None,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """Write down that its caller was called back; earlier missed calls of his are settled too."""
    said = {"outcome": outcome.value, "called_at": called_at}
    _hand_in(data_dir, f"{PATH}/{quote(reference, safe='')}/call-backs", said, person, as_json)


@app.command("list", help=help_of("calls.list"))
def list_calls(
    person: Person,
    only_open: Annotated[bool, typer.Option("--open", help=about("open_calls"))] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help=about("at_most"))] = 50,
    as_json: AsJson = False,
    data_dir: DataDir = VAR,
) -> None:
    """List the latest missed calls, without anybody's number."""
    asked = {"open": only_open, "limit": limit}
    with Hotline(entrance_of(data_dir)) as hotline:
        found = hotline.ask(PATH, person=person, **asked)
    _tell(found, found["missed"], as_json)


def _hand_in(data_dir: Path, path: str, said: dict[str, Any], person: str, as_json: bool) -> None:
    call = hand_in(data_dir, path, said, person)
    _tell(call, [call], as_json)


def _tell(told: Any, calls: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        say_json(told)
        return
    table = Table(*HEADS, title=zh("openapi.calls"), box=None)
    for call in calls:
        table.add_row(*(str(call[head] or "-") for head in HEADS))
    screen().print(table)
