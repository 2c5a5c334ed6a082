"""`paidan assess`: how units fared in a period, every figure open to its orders and facts."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.options import DataDir, day_of
from cli.supervisors.assess_book import write_book
from cli.supervisors.assess_month import freeze_month, tell_frozen
from cli.supervisors.assess_open import asked, give_opened
from cli.supervisors.bulletin_pdf import write_bulletin
from domain.assessment import Assessment, Period
from domain.assessment.composite import of_city, of_units
from domain.assessment.figure import Figure
from domain.assessment.missed_calls import MissedCalls
from domain.assessment.typical import examples
from domain.bulletin import Material, Names, draw_up
from domain.vocabulary import Channel, ItemType
from services.access.principal import OPERATOR
from services.assessment.assessing import Wish
from services.assessment.freezing import PARTS
from services.assessment.frozen_comparison import Frozen
from services.assessment.opening_figures import FigureToOpen
from services.assessment.reading import Assessed, read_assessment, read_bulletin, read_names
from services.assessment.report import report
from services.records import Records
from services.views import as_json as written
from texts import ENGLISH, say, zh

NOTHING_OWED: Final = "-"

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What the records answered; the material of a bulletin where one is wanted."""

    assessed: Assessed
    names: Names
    material: Material | None = None


@app.command("assess", cls=JsonMayNameFile, help=help_of("assess"))
def assess(
    since: Annotated[str, typer.Option("--from", help=about("first_day"))] = "",
    until: Annotated[str, typer.Option("--to", help=about("day_after"))] = "",
    unit: Annotated[str | None, typer.Option(help=about("unit_figures"))] = None,
    opened: Annotated[str | None, typer.Option("--open", help=about("open_figure"))] = None,
    after: Annotated[str, typer.Option(help=about("after"))] = "",
    whole: Annotated[bool, typer.Option("--all", help=about("all_pages"))] = False,
    district: Annotated[str | None, typer.Option(help=about("open_district"))] = None,
    type_: Annotated[ItemType | None, typer.Option("--type", help=about("open_type"))] = None,
    channel: Annotated[Channel | None, typer.Option(help=about("open_channel"))] = None,
    freeze: Annotated[str | None, typer.Option(help=about("freeze"))] = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    xlsx: Annotated[Path | None, typer.Option(help=about("workbook"))] = None,
    pdf: Annotated[Path | None, typer.Option(help=about("bulletin"))] = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Assess the orders on record: from the first day up to, not including, the last.

    Figures come from facts alone. A period that has not ended, days that cannot be read, or a unit
    that nobody knows are exit status 2; what the assessment leaves out (WF-34) is named."""
    if freeze is not None:
        freeze_month(data_dir, freeze)
        return
    wants_json = as_json or json_file is not None
    wish = Wish(
        first=day_of(since, "--from"),
        until_day=day_of(until, "--to"),
        unit=unit,
        with_orders=wants_json or xlsx is not None or pdf is not None,
    )
    if opened is not None:
        opening = FigureToOpen(
            code=opened, district=district, type=type_, channel=channel, after=after
        )
        give_opened(data_dir, wish, opening, whole, json_file, as_json=wants_json)
        return
    if after or whole or district or type_ or channel:
        raise BadInput("--after, --all, --district, --type and --channel go with --open")
    papers = _assessed(data_dir, wish, with_bulletin=pdf is not None)
    _write_papers(papers, xlsx, pdf)
    found = papers.assessed
    if wants_json:
        give_json(written(report(found.today, found.frozen)), json_file)
    elif xlsx is None and pdf is None:
        _tell(found.today, found.frozen)


def _write_papers(papers: Papers, xlsx: Path | None, pdf: Path | None) -> None:
    if xlsx is not None:
        write_book(papers.assessed.published, xlsx, papers.names)
    if pdf is not None and papers.material is not None:
        write_bulletin(draw_up(papers.material), pdf)


def _assessed(data_dir: Path, wish: Wish, *, with_bulletin: bool) -> Papers:
    async def question(records: Records) -> Papers:
        found = await read_assessment(OPERATOR, records, wish)
        papers = Papers(assessed=found, names=await read_names(OPERATOR, records))
        if not with_bulletin:
            return papers
        drawn = await read_bulletin(OPERATOR, records, wish, found.published)
        return replace(papers, material=drawn)

    return asked(data_dir, question)


def _days(period: Period) -> str:
    return f"{period.first} .. {period.until_day} ({zh('assessment.not_included')})"


def _heads(*places: str) -> tuple[str, ...]:
    return tuple(zh(f"assessment.{place}") for place in places)


def _tell(today: Assessment, frozen: Frozen | None) -> None:
    console, found = Console(), frozen.then if frozen else today
    period = found.period
    console.print(f"{zh('assessment.title')} {_days(period)}", highlight=False)
    for part in PARTS:
        table = Table("", *_heads("indicator"), "", *_heads("numerator", "denominator", "value"))
        for code, figure in getattr(found, part).items():
            table.add_row(code, *_names(figure), *_cells(figure))
        console.print(table)
    if today.missed is not None:
        console.print(_missed(today.missed), highlight=False)
    console.print(_units(found))
    if found.weights:
        console.print(_composites(found))
    console.print(_typical(today))
    for left_out in found.excluded:
        typer.echo(f"{left_out.order}  {_left_out('left_out')}")
    for one in today.appealed:
        typer.echo(f"{one.order} {one.entry}  {_left_out('upheld')}")
    tell_frozen(today, frozen)


def _names(figure: Figure) -> tuple[str, str]:
    token = f"indicators.{figure.indicator.code}"
    return zh(token), say(token, ENGLISH)


def _left_out(why: str) -> str:
    token = f"assessment.{why}"
    return f"{zh(token)}, {say(token, ENGLISH)} (WF-34)"


def _missed(calls: MissedCalls) -> str:
    rate = NOTHING_OWED if calls.rate is None else f"{calls.rate} %"
    share = f"{zh('assessment.missed_calls')} {calls.in_time}/{calls.owed} {rate}"
    return f"{share} · {zh('assessment.missed_calls_open')} {calls.open}"


def _units(found: Assessment) -> Table:
    """The shares of every unit, side by side."""
    shares = [code for code, figure in found.indicators.items() if figure.indicator.is_share]
    short = [code for code in shares if "." not in code]
    table = Table(*_heads("unit"), *short)
    for name, figures in found.by("units").items():
        table.add_row(name, *(_value(figures.get(code)) for code in short))
    return table


def _typical(found: Assessment) -> Table:
    """The month's typical orders, a few of each kind."""
    table = Table(*_heads("typical"), "", *_heads("count", "order"))
    for figure in found.typical.values():
        orders = " ".join(line.order for line in examples(figure))
        table.add_row(*_names(figure), str(figure.numerator), orders)
    return table


def _composites(found: Assessment) -> Table:
    """The composite figure of all and of each unit, beside the shares that it is made of."""
    shares = (f"{w.indicator} ×{w.percent}" for w in found.weights)
    table = Table(*_heads("composite", "value", "grade"), *shares)
    city = of_city(found)
    rows = {**({zh("assessment.all"): city} if city else {}), **of_units(found)}
    for name, one in rows.items():
        parts = (
            NOTHING_OWED if part.value is None else f"{part.value} % /{part.owed}"
            for part in one.parts
        )
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
