"""`paidan backtest`: old cases judged by their own times under a rule pack; no system is needed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from cli.shared.columns import Columns, columns_named
from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.law import Calendars, Policy, law_named
from domain.vocabulary import ItemClass, ItemType
from policies.law import Law
from services.imports.intake_file import BadColumns, IntakeFile, Reading, read_intake
from services.imports.sheets import UnreadableSheet
from services.trials.backtest import NEEDED, Backtest, CaseVerdict, Verdict, backtest
from services.trials.tally import CaseTally, tally, tally_by

AN_HOUR: Final = timedelta(hours=1)
GROUPS: Final[dict[str, Callable[[Verdict], str]]] = {
    "type": lambda verdict: verdict.demand.type,
    "class": lambda verdict: verdict.demand.class_,
    "unit": lambda verdict: verdict.demand.unit,
}
ON_TIME: Final = {CaseVerdict.IN_TIME: True, CaseVerdict.LATE: False}

app = typer.Typer(add_completion=False)


@app.command("backtest", cls=JsonMayNameFile, help=help_of("backtest"))
def backtest_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=about("demands_file"))],
    policy: Policy,
    columns: Columns = None,
    item_type: Annotated[
        ItemType, typer.Option("--type", help=about("usual_type"))
    ] = ItemType.HELP,
    item_class: Annotated[
        ItemClass, typer.Option("--class", help=about("usual_class"))
    ] = ItemClass.OTHER,
    calendars: Calendars = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
) -> None:
    """Judge old cases by their own times: which were closed in time under this rule pack.

    A time without an offset is local to the pack's calendar; a day without a time counts as the
    end of that day and is marked. Rows that cannot be judged are listed; the exit status stays 0.
    """
    law = law_named(policy, calendars or ())
    zone = ZoneInfo(law.calendar.time_zone)
    reading = Reading(needed=NEEDED, zone=zone, type=item_type, class_=item_class)
    found = backtest(_read(file, columns_named(columns or ()), reading), law)
    if as_json or json_file:
        give_json(_as_json(found, law), json_file)
    else:
        _tell(found, law)


def _read(file: Path, named: dict[Any, str], reading: Reading) -> IntakeFile:
    try:
        return read_intake(file, reading, named)
    except (UnreadableSheet, BadColumns) as bad:
        raise BadInput(str(bad)) from bad


def _as_json(found: Backtest, law: Law) -> dict[str, Any]:
    zone = ZoneInfo(law.calendar.time_zone)
    return {
        "orders": len(found.verdicts),
        "rejected": [{"row": one.row, "reason": one.reason} for one in found.rejected],
        "verdicts": [_verdict(verdict, zone) for verdict in found.verdicts],
        "summary": _summary(found, law),
    }


def _verdict(verdict: Verdict, zone: ZoneInfo) -> dict[str, Any]:
    clock, closed = verdict.clock, verdict.closed
    return {
        "number": verdict.demand.number,
        "opened": verdict.opened.isoformat(),
        "due": clock and clock.due.astimezone(zone).isoformat(),
        "closed": closed and closed.isoformat(),
        "on_time": ON_TIME.get(verdict.judged),
        "lateness_working_hours": _hours(verdict.late_by) if closed and clock else None,
        "type": verdict.demand.type,
        "class": verdict.demand.class_,
        "unit": verdict.demand.unit,
        "days_only": list(verdict.demand.days_only),
        "provisional": bool(clock and clock.provisional),
    }


def _summary(found: Backtest, law: Law) -> dict[str, Any]:
    groups = {
        f"by_{name}": {key: _figures(many) for key, many in tally_by(found.verdicts, of).items()}
        for name, of in GROUPS.items()
    }
    return {
        "pack": law.pack.id,
        "edition": law.pack.edition,
        "calendar": law.calendar.edition,
        **_figures(tally(found.verdicts)),
        "days_only": sum(bool(verdict.demand.days_only) for verdict in found.verdicts),
        "rejected": len(found.rejected),
        **groups,
    }


def _figures(many: CaseTally) -> dict[str, Any]:
    return {
        "in_time": many.in_time,
        "late": many.late,
        "open": many.open,
        "no_limit": many.no_limit,
        "share_in_time": many.share_in_time,
        "median_lateness_working_hours": (
            None if many.median_lateness is None else _hours(many.median_lateness)
        ),
    }


def _hours(span: timedelta) -> float:
    return round(span / AN_HOUR, 2)


def _tell(found: Backtest, law: Law) -> None:
    console = Console()
    head = f"{law.pack.title} ({law.pack.id}), calendar {law.calendar.name}"
    console.print(head, highlight=False)
    console.print(_table(found))
    days = sum(bool(verdict.demand.days_only) for verdict in found.verdicts)
    if days:
        typer.echo(f"a day without a time, counted as the end of that day: {days} of the cases")
    for rejected in found.rejected:
        typer.echo(f"row {rejected.row}: {rejected.reason}")


def _table(found: Backtest) -> Table:
    """The median of the late cases stands last, in working hours."""
    table = Table("", "cases", "in time", "late", "open", "no limit", "share", "hours late")
    table.add_row("all", *_cells(tally(found.verdicts)), end_section=True)
    for name, of in GROUPS.items():
        groups = tally_by(found.verdicts, of)
        for key, many in groups.items():
            last = key == list(groups)[-1]
            table.add_row(f"{name} {key or 'not told'}", *_cells(many), end_section=last)
    return table


def _cells(many: CaseTally) -> list[str]:
    counts = [many.in_time, many.late, many.open, many.no_limit]
    share, lateness = many.share_in_time, many.median_lateness
    return [
        *map(str, [sum(counts), *counts]),
        "-" if share is None else f"{share:.1%}",
        "-" if lateness is None else str(_hours(lateness)),
    ]
