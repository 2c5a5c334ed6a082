"""`paidan backtest`: old cases judged by their own times under a rule pack; no system is needed."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, TextIO
from zoneinfo import ZoneInfo

import typer

from cli.lawmakers.backtest_json import (
    Document,
    clocks_as_json,
    limits_as_json,
    summary_as_json,
    verdict_as_json,
)
from cli.lawmakers.backtest_table import tell_clocks, tell_doubts, tell_limits, tell_sums
from cli.shared.columns import MappedColumns
from cli.shared.exit_status import BadInput
from cli.shared.files import (
    LONG,
    Dates,
    DryRun,
    Encoding,
    Ignored,
    RejectedFile,
    SheetName,
    WordsFile,
    keep_rejected,
    opened,
    progress_bar,
    tell_rejected,
    words_of,
)
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.law import Calendars, Policy, law_named
from cli.shared.understood import (
    columns_as_json,
    rows_as_read,
    tell_columns,
    tell_file,
    tell_rows,
)
from domain.vocabulary import ItemClass, ItemType
from services.imports.rows import Reading
from services.imports.written_times import Precision, UnreadableTime, read_time
from services.trials.backtest import NEEDED, STARTS
from services.trials.file_backtest import OldCases, Sums, judged
from services.trials.file_dues import LAST_SECOND
from services.trials.verdicts import Verdict

A_STEP: Final = 1000

app = typer.Typer(add_completion=False)


@app.command("backtest", cls=JsonMayNameFile, help=help_of("backtest"))
def backtest_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=about("demands_file"))],
    policy: Policy,
    columns: MappedColumns = None,
    item_type: Annotated[ItemType | None, typer.Option("--type", help=about("usual_type"))] = None,
    item_class: Annotated[
        ItemClass | None, typer.Option("--class", help=about("usual_class"))
    ] = None,
    as_of: Annotated[str, typer.Option("--as-of", help=about("as_of"))] = "",
    calendars: Calendars = None,
    encoding: Encoding = "",
    sheet: SheetName = "",
    dates: Dates = None,
    words: WordsFile = None,
    ignored: Ignored = None,
    dry_run: DryRun = False,
    rejected: RejectedFile = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
) -> None:
    """Judge old cases by their own times: which were done in time under this rule pack.

    A time without an offset is local to the pack's calendar; a day without a time counts as the
    end of that day and is marked. Rows that cannot be judged are listed; the exit status stays 0.
    """
    law = law_named(policy, calendars or ())
    zone = ZoneInfo(law.calendar.time_zone)
    known, asked = words_of(words), _instant(as_of, zone)
    read, found = opened(file, columns or (), NEEDED, known, encoding, sheet, ignored or (), STARTS)
    reading = Reading(
        needed=NEEDED,
        zone=zone,
        type=item_type,
        class_=item_class,
        order=dates,
        latest=asked,
        words=known,
    )
    cases = OldCases.of(read, found, reading, law, asked)
    if dry_run:
        _show(cases, json_file, as_json=as_json)
    elif as_json or json_file:
        _give(cases, rejected, json_file)
    else:
        _tell(cases, rejected)


def _instant(told: str, zone: ZoneInfo) -> datetime:
    """The instant as of which open cases are judged; a day is meant until its end."""
    if not told:
        return datetime.now(UTC).astimezone(zone).replace(microsecond=0)
    try:
        written = read_time(told, zone)
    except UnreadableTime as why:
        raise BadInput(f"--as-of: {why}") from why
    last = LAST_SECOND if written.precision is Precision.DAY else written.at.time()
    return datetime.combine(written.at.date(), last, written.at.tzinfo)


def _show(cases: OldCases, json_file: Path | None, *, as_json: bool) -> None:
    if as_json or json_file:
        told = columns_as_json(cases.sheet, cases.columns, cases.reading)
        rows = rows_as_read(cases.sheet, cases.columns, cases.reading)
        clocks = clocks_as_json(cases, Sums())
        limits = limits_as_json(cases)
        give_json({"columns": told, "clocks": clocks, "limits": limits, "rows": rows}, json_file)
        return
    tell_file(cases.sheet)
    tell_rows(cases.sheet, cases.columns, cases.reading)
    tell_clocks(cases, Sums())
    tell_limits(cases)
    tell_columns(cases.columns, cases.reading)


def _give(cases: OldCases, rejected: Path | None, json_file: Path | None) -> None:
    sums, zone = Sums(), ZoneInfo(cases.law.calendar.time_zone)
    with ExitStack() as stack:
        document = Document(_target(json_file, stack))
        for verdict in _watched(cases, sums, stack):
            document.add(verdict_as_json(verdict, zone))
        document.end(summary_as_json(cases, sums))
    keep_rejected(rejected, cases.sheet, sums.rejected)


def _target(json_file: Path | None, stack: ExitStack) -> TextIO:
    if json_file is None:
        return sys.stdout
    try:
        return stack.enter_context(json_file.open("w", encoding="utf-8"))
    except OSError as unwritable:
        raise BadInput(f"{json_file}: {unwritable.strerror}") from unwritable


def _tell(cases: OldCases, rejected: Path | None) -> None:
    sums = Sums()
    with ExitStack() as stack:
        for _ in _watched(cases, sums, stack):
            pass
    tell_file(cases.sheet)
    tell_sums(cases, sums)
    tell_clocks(cases, sums)
    tell_limits(cases)
    tell_columns(cases.columns, cases.reading)
    tell_doubts(cases, sums)
    tell_rejected(sums.rejected)
    keep_rejected(rejected, cases.sheet, sums.rejected)


def _watched(cases: OldCases, sums: Sums, stack: ExitStack) -> Iterator[Verdict]:
    """Judge the rows, and show how far it is where a file is long and somebody looks."""
    long = cases.sheet.rows >= LONG and sys.stderr.isatty()
    bar = stack.enter_context(progress_bar(shown=long))
    task = bar.add_task("rows", total=cases.sheet.rows)
    for verdict in judged(cases, sums):
        if long and verdict.demand.row % A_STEP == 0:
            bar.update(task, completed=verdict.demand.row)
        yield verdict
