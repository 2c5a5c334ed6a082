"""`paidan ledger` and `paidan explain`: an order's history read aloud, and its arithmetic."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.shared.answer import say_json
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.shared.records import Question, T, from_records
from services.access.principal import OPERATOR
from services.orders.ledger import (
    ClockExplained,
    LedgerLine,
    NotThen,
    UnknownClock,
    as_json,
    explain_clocks,
    read_aloud,
    read_ledger,
)
from services.records import Records

VAR = Path("var")
app = typer.Typer(add_completion=False)
Number = Annotated[str, typer.Argument(metavar="N", help=about("number"))]
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]
AsOf = Annotated[
    str | None,
    typer.Option(help=about("known_then")),
]


@app.command("ledger", help=help_of("ledger"))
def ledger(
    number: Number, as_json_: AsJson = False, as_of: AsOf = None, data_dir: DataDir = VAR
) -> None:
    """Read an order's whole history aloud; an unknown order is exit status 2."""
    instant = _instant(as_of)

    async def question(records: Records) -> tuple[LedgerLine, ...]:
        return await read_ledger(OPERATOR, records, number, as_of=instant)

    lines = _asked(data_dir, number, question)
    if as_json_:
        say_json([as_json(line) for line in lines])
        return
    for row in read_aloud(number, list(lines)):
        typer.echo(row)


@app.command("explain", help=help_of("explain"))
def explain(
    number: Number,
    clock: Annotated[str | None, typer.Argument(help=about("clock"))] = None,
    as_json_: AsJson = False,
    as_of: AsOf = None,
    data_dir: DataDir = VAR,
) -> None:
    """Count an order's clocks aloud, day by day; an unknown clock is exit status 2."""
    instant = _instant(as_of)

    async def question(records: Records) -> tuple[ClockExplained, ...]:
        return await explain_clocks(OPERATOR, records, number, clock=clock, as_of=instant)

    told = _asked(data_dir, number, question)
    if as_json_:
        say_json([{"clock": one.clock, "lines": one.lines} for one in told])
        return
    for one in told:
        typer.echo("\n".join(one.lines))


def _asked(data_dir: Path, number: str, question: Question[T]) -> T:
    if not number.strip():
        raise BadInput("an order's number is wanted")
    try:
        return from_records(data_dir, question)
    except UnknownClock as unknown:
        raise BadInput(str(unknown)) from unknown
    except NotThen as no:
        raise ClearNo(str(no)) from no


def _instant(text: str | None) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text)
    except ValueError as unreadable:
        raise BadInput(f"--as-of {text}: {unreadable}") from unreadable
