"""`paidan limits`: what the city promises, and how long it really took (办理时限公示)."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from cli.shared.exit_status import BadInput
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

HEAD: Final = (
    "类型",
    "类别",
    "目录",
    "办理时限",
    "全程时限",
    "办结",
    "逾期",
    "受理至办结",
    "派发至办结",
)
NOTHING: Final = "-"

app = typer.Typer(add_completion=False)


@app.command("limits", cls=JsonMayNameFile)
def limits(
    since: Annotated[str, typer.Option("--from", help="The first day, as 2026-03-01.")],
    until: Annotated[str, typer.Option("--to", help="The day after the last one.")],
    as_json: AsJson = False,
    json_file: JsonFile = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Show limits and honest times 办理时限公示: of every closed order, the late ones too.

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
    table = Table(*HEAD)
    for line in found.limits:
        promised = (_limit(line.handling), _limit(line.total))
        took = (_times(line.from_birth), _times(line.from_dispatch))
        counts = (str(line.closed), str(line.late))
        table.add_row(line.type, line.class_, line.category, *promised, *counts, *took)
    console = Console()
    console.print(f"办理时限公示 {period.from_} .. {period.to} (不含)", highlight=False)
    console.print(table)
    until = "" if found.scored_until is None else found.scored_until.isoformat()
    console.print(f"计分至 scored until {until}", highlight=False)
    console.print(f"中位数 / 九成, {found.measure}; 不足 {found.fewest_for_times} 件不公布")


def _limit(promised: LimitTold | None) -> str:
    return NOTHING if promised is None else promised.limit


def _times(took: TimesTold | None) -> str:
    return NOTHING if took is None else f"{took.median} / {took.ninetieth}"
