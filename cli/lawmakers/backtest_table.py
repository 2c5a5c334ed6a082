"""The sums of a backtest as a person reads them, and what they rest on."""

from typing import Final

import typer
from rich.console import Console
from rich.table import Table

from cli.lawmakers.backtest_json import hours, unknown_words
from domain.vocabulary import ClockName
from services.imports.demands import Field
from services.imports.reading.cells import LONGEST_NAME, named, shown
from services.trials.brought_limits import MatterLimit, Promise, matters_with_a_limit
from services.trials.file_backtest import GROUPS, NOT_TOLD, OldCases, Sums
from services.trials.tally import CaseTally

HEAD: Final = (
    "",
    "cases",
    "in\ntime",
    "late",
    "past\ndue",
    "open",
    "no\nlimit",
    "share",
    "of all\ndue",
    "hours\nlate",
)
EXAMPLES: Final = 10
NAME_WIDTH: Final = 22
SHORT: Final = 4
WIDTHS: Final = {"share": 6, "of all\ndue": 6, "hours\nlate": 6, "cases": 5}
PROMISES: Final = {
    Promise.GOVERNS: "the promised day governs",
    Promise.OUT_OF_RANGE: (
        "the promised day lies behind the case, or further ahead than the law allows"
    ),
    Promise.BINDS_NOBODY: (
        "the promised day binds nobody, being over before the duty began or in an emergency"
    ),
    Promise.NOT_IN_LAW: "a promised day, which this law does not take",
}
MATTERS: Final = {
    MatterLimit.OWN_LIMIT: "judged by the limit of the matter",
    MatterLimit.LIMIT_OF_CLASS: "the matter has no limit of its own, so that of the class",
}
WHY: Final = {
    "due_earlier": "the file's due is earlier than the law's",
    "due_later": "the file's due is later than the law's",
    "verdict_as_its_due": "the file's verdict is another, by its own due",
    "verdict_by_itself": "the file's verdict is another, and not by its own due",
}


def tell_sums(cases: OldCases, sums: Sums) -> None:
    """The table: handling as a whole and by group, and every other duty that the file tells."""
    law, console = cases.law, Console()
    head = f"{law.pack.title} ({law.pack.id}), calendar {law.calendar.name}"
    console.print(head, highlight=False, markup=False)
    typer.echo(
        f"as of {cases.as_of.isoformat(sep=' ')}: what is open and was due by then is past due"
    )
    table = Table(*HEAD, box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.columns[0].min_width = NAME_WIDTH
    for column in table.columns[1:]:
        column.justify, column.min_width = "right", WIDTHS.get(str(column.header), SHORT)
    table.add_row("all: handle", *_cells(sums.handling))
    for clock, many in sums.clocks.items():
        if clock is not ClockName.HANDLE:
            table.add_row(f"clock {clock}", *_cells(many.tally()))
    for name in GROUPS:
        # What the file does not tell at all makes no group.
        groups = sums.by(name)
        if set(groups) <= {"", NOT_TOLD}:
            continue
        table.add_row()
        for key, figures in groups.items():
            called = "not told" if key in ("", NOT_TOLD) else shown(key)
            table.add_row(f"{name} {called}", *_cells(figures))
    console.print(table, markup=False, highlight=False)


def tell_clocks(cases: OldCases, sums: Sums) -> None:
    """Which column began and ended each duty, and what another would have changed."""
    column = cases.columns.name
    for ends in cases.ends:
        until = shown(column(ends.end)) if ends.end else "no column: nothing is closed"
        typer.echo(f"{ends.clock}: from {shown(column(ends.begin))} to {until}")
        for other in ends.others:
            many = sums.otherwise[ends.clock, other]
            would = f"verdicts that would change: {many}" if sums.orders else "would fit too"
            typer.echo(f"    from {shown(column(other))} instead: {would}")


def tell_limits(cases: OldCases) -> None:
    """What the law makes of the columns that may bring a limit along."""
    columns, told = cases.columns, cases.columns.places
    if Field.PROMISED in told:
        furthest = cases.furthest_promise
        taken = f"taken where it lies no further ahead than {furthest}"
        untaken = "which this law does not take: compared only"
        column = shown(columns.name(Field.PROMISED))
        typer.echo(f"promised: from {column}, {taken if furthest else untaken}")
    if Field.MATTER in told:
        own = sorted(matters_with_a_limit(cases.law.pack))
        named_ = f"a limit of their own have: {named(own)}" if own else "this law names none"
        typer.echo(f"matter: from {shown(columns.name(Field.MATTER))}; {named_}")


def tell_doubts(cases: OldCases, sums: Sums) -> None:
    """Whatever the figures rest on that the file did not say, or says otherwise."""
    counted = {
        "a day without a time, counted as the end of that day": sums.days_only,
        "counted by a calendar that is not published yet": sums.provisional,
        **{words: sums.promises[one] for one, words in PROMISES.items()},
        **{words: sums.matters[one] for one, words in MATTERS.items()},
        "extended, as the file says": sums.extended,
        "an extension beside a promised day, which the law does not count": sums.unextended,
        "paused, as the file says": sums.paused,
        "closed, and the file does not say when": sums.handling.untimed,
    }
    for words, many in counted.items():
        if many:
            typer.echo(f"{words}: {many} of the cases")
    for clock, sum_ in sums.clocks.items():
        if many := sum_.tally().reversed:
            typer.echo(f"{clock}: ends before it begins, and is not judged: {many} of the cases")
        if clock is not ClockName.HANDLE and (many := sum_.tally().untimed):
            typer.echo(f"{clock}: over, and the file does not say when: {many} of the cases")
    unknown = unknown_words(sums)
    for field in (Field.TYPE, Field.CLASS, Field.URGENCY):
        if field in cases.columns.places and (many := sums.untold[field]):
            words = ", ".join(f"{word} ({times})" for word, times in unknown.get(field, {}).items())
            named = f"; unknown words: {words}" if words else ""
            typer.echo(f"{field} not told: {many} of the cases{named}")
    _tell_differences(sums)


def _tell_differences(sums: Sums) -> None:
    for kind in ("due", "verdict"):
        if told := sums.compared[f"{kind}_told"]:
            many = sum(n for why, n in sums.compared.items() if why in WHY and why.startswith(kind))
            typer.echo(
                f"the file tells its own {kind} of {told} cases, of {many} another than here"
            )
    for one in sums.differing[:EXAMPLES]:
        why = "; ".join(WHY[word] for word in one.why)
        here = f"due here {one.due:%Y-%m-%d %H:%M}, {one.limit}" if one.due else "no due here"
        there = f", in the file {one.file_due:%Y-%m-%d %H:%M}" if one.file_due else ""
        typer.echo(f"row {one.row}, {shown(one.number, LONGEST_NAME)}: {why} ({here}{there})")
    if len(sums.differing) > EXAMPLES:
        typer.echo("the others stand in --json")


def _cells(many: CaseTally) -> list[str]:
    """The median of the late cases stands last, in working hours."""
    counts = [many.in_time, many.late, many.past_due, many.open, many.no_limit]
    lateness = many.median_lateness
    return [
        *map(str, [sum(counts) + many.untimed + many.reversed, *counts]),
        _percent(many.share_in_time),
        _percent(many.share_of_due),
        "-" if lateness is None else str(hours(lateness)),
    ]


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"
