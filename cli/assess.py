"""`paidan assess`: how units fared in a period, every figure open to its orders and facts."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from activities.assessing import BadPeriod, PeriodNotEnded, Wish, assess_records
from activities.assessment_report import report
from activities.laws import Laws, UnknownLaw
from cli.assess_book import write_book
from cli.endings import BadInput
from cli.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.options import DataDir
from cli.records import from_records
from domain.assessment import Assessment
from domain.assessment.composite import of_city, of_units
from domain.assessment.figure import Figure
from workers.running import running_settings

NOTHING_OWED: Final = "-"
HEAD: Final = ("", "指标", "", "分子", "分母", "值")
PARTS: Final = ("indicators", "monthly", "practice")

app = typer.Typer(add_completion=False)


@app.command("assess", cls=JsonMayNameFile)
def assess(
    since: Annotated[str, typer.Option("--from", help="The first day, as 2026-03-01.")],
    until: Annotated[str, typer.Option("--to", help="The day after the last one.")],
    unit: Annotated[str | None, typer.Option(help="Only this unit's figures.")] = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write a workbook to this file.")] = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Assess the orders on record 考核: from the first day up to, not including, the last.

    Figures come from facts alone. A period that has not ended, or days that cannot be read, are
    exit status 2; what the assessment leaves out (WF-34) is named."""
    wish = Wish(first=day_of(since, "--from"), until_day=day_of(until, "--to"), unit=unit)

    async def question(_: Client, engine: AsyncEngine) -> Assessment:
        city_pack = running_settings(data_dir).city_pack
        return await assess_records(engine, Laws(engine), city_pack, wish)

    try:
        found = from_records(data_dir, question)
    except (BadPeriod, PeriodNotEnded, UnknownLaw) as no:
        raise BadInput(str(no)) from no
    if xlsx is not None:
        write_book(found, xlsx)
    if as_json or json_file:
        give_json(report(found), json_file)
    elif xlsx is None:
        _tell(found)


def day_of(word: str, option: str) -> date:
    """Read a day; raises BadInput with the name of the option."""
    try:
        return date.fromisoformat(word)
    except ValueError as unreadable:
        raise BadInput(f"{option} {word}: {unreadable}") from unreadable


def _tell(found: Assessment) -> None:
    console = Console()
    period = found.period
    console.print(f"考核 {period.first} .. {period.until_day} (不含)", highlight=False)
    for part in PARTS:
        table = Table(*HEAD)
        for code, figure in getattr(found, part).items():
            table.add_row(code, figure.indicator.zh, figure.indicator.en, *_cells(figure))
        console.print(table)
    console.print(_units(found))
    if found.weights:
        console.print(_composites(found))
    console.print(_typical(found))
    for card in found.excluded:
        typer.echo(f"{card.number}  不纳入考核, left out of the assessment (WF-34)")
    for card in found.appealed:
        for one in card.left_out:
            typer.echo(f"{card.number} {one.entry}  申诉成立, left out upon appeal (WF-34)")


def _units(found: Assessment) -> Table:
    """The shares of every unit, side by side."""
    shares = [code for code, figure in found.indicators.items() if figure.indicator.is_share]
    short = [code for code in shares if "." not in code]
    table = Table("单位", *short)
    for name, figures in found.by("units").items():
        table.add_row(name, *(_value(figures.get(code)) for code in short))
    return table


def _typical(found: Assessment) -> Table:
    """The month's typical orders, a few of each kind."""
    table = Table("典型工单", "", "件数", "工单")
    for one in found.typical:
        examples = " ".join(card.number for card in one.examples)
        table.add_row(one.lesson.zh, one.lesson.en, str(one.count), examples)
    return table


def _composites(found: Assessment) -> Table:
    """The composite figure of all and of each unit, beside the shares that it is made of."""
    table = Table("综合评分", "值", "等级", *(f"{w.indicator} ×{w.percent}" for w in found.weights))
    city = of_city(found)
    rows = {**({"全部": city} if city else {}), **of_units(found)}
    for name, one in rows.items():
        parts = (NOTHING_OWED if part.value is None else f"{part.value} %" for part in one.parts)
        table.add_row(name, str(one.value), one.grade, *parts)
    return table


def _cells(figure: Figure) -> tuple[str, str, str]:
    denominator = figure.denominator
    below = "" if denominator is None else str(denominator)
    return str(figure.numerator), below, _value(figure)


def _value(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return NOTHING_OWED
    return f"{figure.value} %" if figure.indicator.is_share else str(figure.value)
