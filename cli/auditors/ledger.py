"""`paidan ledger` and `paidan explain`: an order's history read aloud, and its arithmetic."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client, WorkflowHistory

from audit.history.histories import facts_of, opening_of, read_runs
from audit.ledger.arithmetic import clocks_of, explain_lines
from audit.ledger.as_of import NotThen, known_by, require_past
from audit.ledger.lines import as_json, ledger_of, until
from audit.ledger.printed import read_aloud
from cli.shared.answer import say_json
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.options import DataDir
from cli.shared.records import from_records
from domain.order.fact import Fact
from store.commands.order_time import now

VAR = Path("var")
app = typer.Typer(add_completion=False)
Number = Annotated[str, typer.Argument(metavar="N", help="The order's number 工单号.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
AsOf = Annotated[
    str | None,
    typer.Option(help="ISO 8601: only what had happened by then; without offset: local."),
]


@app.command("ledger")
def ledger(
    number: Number, as_json_: AsJson = False, as_of: AsOf = None, data_dir: DataDir = VAR
) -> None:
    """Read an order's whole history aloud 台账; an unknown order is exit status 2."""
    runs, present = _runs(data_dir, number)
    lines = ledger_of(runs)
    if as_of is not None:
        instant = _instant(as_of, runs)
        _known_by(number, runs, instant, present)
        lines = until(lines, instant)
    if as_json_:
        say_json([as_json(line) for line in lines])
        return
    for row in read_aloud(number, lines):
        typer.echo(row)


@app.command("explain")
def explain(
    number: Number,
    clock: Annotated[
        str | None, typer.Argument(help='A clock such as "handle/1"; else all.')
    ] = None,
    as_json_: AsJson = False,
    as_of: AsOf = None,
    data_dir: DataDir = VAR,
) -> None:
    """Count an order's clocks aloud, day by day 时限说明; an unknown clock is exit status 2."""
    runs, present = _runs(data_dir, number)
    facts = facts_of(runs)
    if as_of is not None:
        facts = _known_by(number, runs, _instant(as_of, runs), present)
    known = clocks_of(facts)
    if clock is not None and clock not in known:
        raise BadInput(f"{number} has no clock {clock}; it has: {', '.join(known) or 'none'}")
    dossier = opening_of(runs[0]).order.dossier
    told = {id: explain_lines(dossier, facts, id) for id in ([clock] if clock else known)}
    if as_json_:
        say_json([{"clock": id, "lines": lines} for id, lines in told.items()])
        return
    for lines in told.values():
        typer.echo("\n".join(lines))


def _runs(data_dir: Path, number: str) -> tuple[list[WorkflowHistory], datetime]:
    """Every run of an order, and what time it is for it."""

    async def runs(client: Client, engine: AsyncEngine) -> tuple[list[WorkflowHistory], datetime]:
        return await read_runs(client, number, engine), await now(engine, number)

    if not number.strip():
        raise BadInput("an order's number is wanted")
    return from_records(data_dir, runs)


def _known_by(
    number: str, runs: list[WorkflowHistory], instant: datetime, present: datetime
) -> tuple[Fact, ...]:
    try:
        require_past(instant, present)
        return known_by(number, facts_of(runs), instant)
    except NotThen as no:
        raise ClearNo(str(no)) from no


def _instant(text: str, runs: list[WorkflowHistory]) -> datetime:
    try:
        given = datetime.fromisoformat(text)
    except ValueError as unreadable:
        raise BadInput(f"--as-of {text}: {unreadable}") from unreadable
    zone = ZoneInfo(opening_of(runs[0]).order.dossier.calendar.time_zone)
    return given if given.tzinfo else given.replace(tzinfo=zone)
