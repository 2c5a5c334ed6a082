"""`paidan demo`: whole lives of orders in skipped time, then the proof and a short scorecard."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table
from typer._click import Context

from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import FLAG, AsJson, JsonFile, JsonMayNameFile, give_json
from operations.demonstration.demonstration import Demonstration, demonstrate
from operations.demonstration.tally import PunctualShare
from operations.embedded.processes import StartFailure
from operations.scenarios.catalogue import programme
from services.installation.city import UnfitCity
from services.installation.data_directory import AlreadyRunning
from texts import glossed

ELSEWHERE: Final = ("PAIDAN_DATABASE_URL", "PAIDAN_TEMPORAL_ADDRESS")
SHOWN_AT_MOST: Final = 20

app = typer.Typer(add_completion=False)


class JsonToScreen(JsonMayNameFile):
    """A command whose `--json -` is the same as a bare --json."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Leave out the dash behind --json."""
        kept = [w for before, w in pairwise(["", *args]) if (before, w) != (FLAG, "-")]
        return super().parse_args(ctx, kept)


@app.command("demo", cls=JsonToScreen, help=help_of("demo"))
def demo(
    orders: Annotated[int, typer.Option(min=1, max=100_000, help=about("how_many_lives"))] = 200,
    keep: Annotated[Path | None, typer.Option(help=about("keep_folder"))] = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
) -> None:
    """Live whole lives on services of its own, prove them, and print a scorecard.

    Exit status 1 if histories, facts, read model and the law do not agree in everything.
    """
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    shown = _demonstrated(orders, keep)
    if as_json or json_file:
        give_json(shown.as_json(), json_file)
    if not as_json:
        _tell(shown, Console(soft_wrap=True))
    if shown.mismatches:
        raise ClearNo(_wrong(shown))


def _demonstrated(orders: int, keep: Path | None) -> Demonstration:
    try:
        with _place(keep) as data_dir:
            return asyncio.run(demonstrate(data_dir, programme(orders), _show_progress))
    except (StartFailure, AlreadyRunning, UnfitCity) as failure:
        raise ClearNo(str(failure)) from failure


@contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="paidan-demo-") as temporary:
            yield Path(temporary)
        return
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise BadInput(f"--keep {keep}: it is not empty; name a new directory")
    yield keep


def _show_progress(what: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{what} {done}/{of} ", end="\n" if done == of else "", file=sys.stderr)


def _tell(shown: Demonstration, console: Console) -> None:
    told, tally = shown.as_json(), shown.tally
    console.print(
        f"{told['orders']} lives ({told['closed']} ended) under {len(tally.packs)} rule packs, "
        f"{told['facts']} facts, {told['history_events']} history events, "
        f"{tally.refused} papers refused, {told['seconds']} s"
    )
    if shown.invented:
        editions = ", ".join(shown.invented)
        console.print(f"calendar years invented for this demonstration: {editions}")
    console.print(_units(shown))
    raised = ", ".join(f"{level} {count}" for level, count in told["supervision"].items())
    console.print(f"supervision raised: {raised}")
    kept = f"{told['archived_histories']} histories and {told['archived_commands']} commands"
    faults = f"{len(shown.archive.faults)} faults"
    console.print(f"{glossed('screens.archive')}: {kept} verified, {faults}")
    console.print(f"histories, facts, read model and law compared: {told['mismatches']} mismatches")


def _units(shown: Demonstration) -> Table:
    table = Table("unit", "signed in on time", "handled on time")
    for unit, shares in sorted(shown.tally.punctuality.items()):
        table.add_row(
            unit, *(_rate(shares.get(name, PunctualShare())) for name in ("accept", "handle"))
        )
    return table


def _rate(share: PunctualShare) -> str:
    if not share.judged:
        return "–"
    return f"{share.in_time / share.judged:.0%} ({share.in_time}/{share.judged})"


def _wrong(shown: Demonstration) -> str:
    lines = [f"{d.order} {d.what}: {d.where}" for d in shown.differences]
    lines += [f"{f.number or '(unborn)'} {f.name}: {f.why}" for f in shown.failed]
    more = [f"… and {len(lines) - SHOWN_AT_MOST} more"] if len(lines) > SHOWN_AT_MOST else []
    return "\n".join([*lines[:SHOWN_AT_MOST], *more])
