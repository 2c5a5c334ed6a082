"""`paidan assess`: how units fared in a period, every figure open to its orders and facts."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from activities.assessing import (
    BadCursor,
    BadPeriod,
    PeriodNotEnded,
    UnknownFigure,
    Wish,
    assess_records,
    open_figure,
)
from activities.assessment_report import opened as report_page
from activities.assessment_report import report
from activities.beside_today import Frozen, beside_today
from activities.freezing import PARTS
from activities.laws import Laws, UnknownLaw
from cli.assess_book import write_book
from cli.assess_month import freeze_month, tell_frozen
from cli.endings import BadInput
from cli.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.options import DataDir
from cli.records import Question, T, from_records
from domain.assessment import Assessment
from domain.assessment.figure import Figure
from readmodel.opened import Page
from workers.running import running_settings

NOTHING_OWED: Final = "-"
HEAD: Final = ("", "指标", "", "分子", "分母", "值")

app = typer.Typer(add_completion=False)


@app.command("assess", cls=JsonMayNameFile)
def assess(
    since: Annotated[str, typer.Option("--from", help="The first day, as 2026-03-01.")] = "",
    until: Annotated[str, typer.Option("--to", help="The day after the last one.")] = "",
    unit: Annotated[str | None, typer.Option(help="Only this unit's figures.")] = None,
    opened: Annotated[
        str | None, typer.Option("--open", help="Show the orders behind this figure, as K3.")
    ] = None,
    after: Annotated[str, typer.Option(help="With --open: the `next` of the page before.")] = "",
    freeze: Annotated[
        str | None, typer.Option(help="Freeze this month for ever, as 2026-10.")
    ] = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write a workbook to this file.")] = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Assess the orders on record 考核: from the first day up to, not including, the last.

    Figures come from facts alone. A period that has not ended, or days that cannot be read, are
    exit status 2; what the assessment leaves out (WF-34) is named."""
    if freeze is not None:
        freeze_month(data_dir, freeze)
        return
    wish = Wish(
        first=_day(since, "--from"),
        until_day=_day(until, "--to"),
        unit=unit,
        with_orders=bool(as_json or json_file or xlsx),
    )
    wants_json = as_json or json_file is not None
    if opened is not None:
        page = report_page(_page(data_dir, wish, opened, after))
        give_json(page, json_file) if wants_json else _tell_page(page)
        return
    found, frozen = _assessed(data_dir, wish)
    if xlsx is not None:
        write_book(frozen.then if frozen else found, xlsx)
    if wants_json:
        give_json(report(found, frozen), json_file)
    elif xlsx is None:
        _tell(found, frozen)


def _assessed(data_dir: Path, wish: Wish) -> tuple[Assessment, Frozen | None]:
    async def question(_: Client, engine: AsyncEngine) -> tuple[Assessment, Frozen | None]:
        city_pack, laws = running_settings(data_dir).city_pack, Laws(engine)
        found = await assess_records(engine, laws, city_pack, wish)
        return found, await beside_today(engine, laws, found, wish.unit)

    return _asked(data_dir, question)


def _page(data_dir: Path, wish: Wish, code: str, after: str) -> Page:
    async def question(_: Client, engine: AsyncEngine) -> Page:
        city_pack = running_settings(data_dir).city_pack
        return await open_figure(engine, Laws(engine), city_pack, wish, code, after)

    return _asked(data_dir, question)


def _asked(data_dir: Path, question: Question[T]) -> T:
    try:
        return from_records(data_dir, question)
    except (BadPeriod, PeriodNotEnded, UnknownLaw, UnknownFigure, BadCursor) as no:
        raise BadInput(str(no)) from no


def _tell_page(page: dict[str, Any]) -> None:
    for line in page["orders"]:
        counted = "计入 counted" if line["counted"] else "未计入 not counted"
        facts = " ".join(map(str, line["facts"]))
        typer.echo(f"{line['order']}  {line['unit']}  {counted}  事实 facts {facts}")
    if page["next"]:
        typer.echo(f"更多 more: --after {page['next']}")


def _day(word: str, option: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as unreadable:
        raise BadInput(f"{option} {word}: {unreadable}") from unreadable


def _tell(today: Assessment, frozen: Frozen | None) -> None:
    console, found = Console(), frozen.then if frozen else today
    period = found.period
    console.print(f"考核 {period.first} .. {period.until_day} (不含)", highlight=False)
    for part in PARTS:
        table = Table(*HEAD)
        for code, figure in getattr(found, part).items():
            table.add_row(code, figure.indicator.zh, figure.indicator.en, *_cells(figure))
        console.print(table)
    console.print(_units(found))
    for left_out in found.excluded:
        typer.echo(f"{left_out.order}  不纳入考核, left out of the assessment (WF-34)")
    tell_frozen(today, frozen)


def _units(found: Assessment) -> Table:
    """The shares of every unit, side by side."""
    shares = [code for code, figure in found.indicators.items() if figure.indicator.is_share]
    short = [code for code in shares if "." not in code]
    table = Table("单位", *short)
    for name, figures in found.by("units").items():
        table.add_row(name, *(_value(figures.get(code)) for code in short))
    return table


def _cells(figure: Figure) -> tuple[str, str, str]:
    denominator = figure.denominator
    below = "" if denominator is None else str(denominator)
    return str(figure.numerator), below, _value(figure)


def _value(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return NOTHING_OWED
    return f"{figure.value} %" if figure.indicator.is_share else str(figure.value)
