"""`paidan limits`: what the city promises, and how long it really took (办理时限公示)."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.options import DataDir, day_of
from cli.shared.records import from_records
from operations.running import running_settings
from services.assessment.assessing import BadPeriod, PeriodNotEnded, Wish
from services.assessment.published_limits import published_limits
from services.law.laws import Laws, UnknownLaw
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
    """Show limits and honest times 办理时限公示: of every closed order, the late ones too.

    Times are office hours: the median, then nine in ten. Of too few orders none is shown."""
    wish = Wish(first=day_of(since, "--from"), until_day=day_of(until, "--to"))

    async def question(_: Client, engine: AsyncEngine) -> dict[str, Any]:
        city_pack = running_settings(data_dir).city_pack
        return await published_limits(engine, Laws(engine), city_pack, wish)

    try:
        found = from_records(data_dir, question)
    except (BadPeriod, PeriodNotEnded, UnknownLaw) as no:
        raise BadInput(str(no)) from no
    if as_json or json_file:
        give_json(found, json_file)
    else:
        _tell(found)


def _tell(found: dict[str, Any]) -> None:
    period = found["period"]
    table = Table(*(zh(f"assessment.{head}") for head in HEADS))
    for line in found["limits"]:
        promised = (_limit(line[clock]) for clock in ("handling", "total"))
        took = (_times(line[since]) for since in ("from_birth", "from_dispatch"))
        counts = (str(line["closed"]), str(line["late"]))
        table.add_row(line["type"], line["class"], line["category"], *promised, *counts, *took)
    console = Console()
    days = f"{period['from']} .. {period['to']} ({zh('assessment.not_included')})"
    console.print(f"{zh('assessment.limits.title')} {days}", highlight=False)
    console.print(table)
    scored = f"{zh_first('assessment.limits.scored_until')} {found['scored_until']}"
    console.print(scored, highlight=False)
    too_few = zh("assessment.limits.too_few", number=found["fewest_for_times"])
    console.print(f"{zh('assessment.limits.quantiles')}, {found['measure']}; {too_few}")


def _limit(promised: dict[str, str] | None) -> str:
    return NOTHING if promised is None else promised["limit"]


def _times(took: dict[str, float] | None) -> str:
    return NOTHING if took is None else f"{took['median']} / {took['ninetieth']}"
