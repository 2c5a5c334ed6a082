"""`paidan limits`: what the city promises, and how long it really took."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.options import DataDir, day_of
from cli.shared.records import from_records
from services.access.principal import OPERATOR
from services.assessment.assessing import BadPeriod, PeriodNotEnded, Wish
from services.assessment.public_documents import LimitTold, PublicLimits, TimesTold
from services.assessment.reading import read_public_limits
from services.law.laws import UnknownLaw
from services.records import Records
from services.views import as_json as written
from texts import zh, zh_first

HEADS: Final = (
    "type",
    "class",
    "limits.category",
    "limits.handling",
    "limits.total",
    "limits.closed",
    "limits.late",
    "limits.from_birth",
    "limits.from_dispatch",
)
NOTHING: Final = "-"

app = typer.Typer(add_completion=False)


@app.command("limits", cls=JsonMayNameFile, help=help_of("limits"))
def limits(
    since: Annotated[str, typer.Option("--from", help=about("first_day"))],
    until: Annotated[str, typer.Option("--to", help=about("day_after"))],
    as_json: AsJson = False,
    json_file: JsonFile = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Show limits and honest times: of every closed order, the late ones too.

    Times are office hours: the median, then nine in ten. Of too few orders none is shown."""
    wish = Wish(first=day_of(since, "--from"), until_day=day_of(until, "--to"))

    async def question(records: Records) -> PublicLimits:
        return await read_public_limits(OPERATOR, records, wish)

    try:
        found = from_records(data_dir, question)
    except (BadPeriod, PeriodNotEnded, UnknownLaw) as no:
        raise BadInput(str(no)) from no
    if as_json or json_file:
        give_json(written(found), json_file)
    else:
        _tell(found)


def _tell(found: PublicLimits) -> None:
    period = found.period
    table = Table(*(zh(f"assessment.{head}") for head in HEADS))
    for line in found.limits:
        promised = (_limit(line.handling), _limit(line.total))
        took = (_times(line.from_birth), _times(line.from_dispatch))
        counts = (str(line.closed), str(line.late))
        table.add_row(line.type, line.class_, line.category, *promised, *counts, *took)
    console = Console()
    days = f"{period.from_} .. {period.to} ({zh('assessment.not_included')})"
    console.print(f"{zh('assessment.limits.title')} {days}", highlight=False)
    console.print(table)
    until = "" if found.scored_until is None else found.scored_until.isoformat()
    scored = f"{zh_first('assessment.limits.scored_until')} {until}"
    console.print(scored, highlight=False)
    too_few = zh("assessment.limits.too_few", number=found.fewest_for_times)
    console.print(f"{zh('assessment.limits.quantiles')}, {found.measure}; {too_few}")


def _limit(promised: LimitTold | None) -> str:
    return NOTHING if promised is None else promised.limit


def _times(took: TimesTold | None) -> str:
    return NOTHING if took is None else f"{took.median} / {took.ninetieth}"
