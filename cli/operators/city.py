"""`paidan city`: a city's own units, people and dispatch catalogue, from its file."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.operators.city_template import write_template
from cli.shared.answer import say_json
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.options import DataDir
from cli.shared.records import from_records
from cli.shared.within import person_called
from policies.city_file import read_city_file
from policies.city_register import CityRegister
from policies.mistake import BadPack, UnreadablePack
from services.access.principal import OPERATOR
from services.imports.city_book import SUFFIX, read_city_book
from services.imports.sheets import UnreadableSheet
from services.installation.city import UnfitCity
from services.records import Records
from services.register.city_load import (
    CodeTaken,
    NotApart,
    OtherSuccession,
    RegisterChange,
    load_city,
)
from texts import both, glossed

app = typer.Typer(no_args_is_help=True, help=help_of("city"))
CityFile = Annotated[Path, typer.Argument(metavar="FILE", help=about("city_file"))]
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]


@app.command("check", help=help_of("city.check"))
def check(file: CityFile, as_json: AsJson = False) -> None:
    """Check a city's file whole: 0 sound, 1 with every mistake, 2 unreadable."""
    city = _read(file)
    counted = {
        "districts": len(city.districts),
        "units": len(city.units),
        "people": len(city.persons),
        "rules": len(city.rules),
    }
    if as_json:
        say_json(counted)
        return
    told = ", ".join(f"{name} {number}" for name, number in counted.items())
    typer.echo(f"{file.name}: sound; {told}")


@app.command("load", help=help_of("city.load"))
def load(
    file: CityFile,
    person: Annotated[str, typer.Option("--as", help=about("loading_person"))] = "",
    as_json: AsJson = False,
    data_dir: DataDir = Path("var"),
) -> None:
    """Write a city's file into the register of the running system; again changes nothing."""
    city = _read(file)

    async def work(records: Records) -> tuple[RegisterChange, ...]:
        principal = await person_called(records, person, data_dir) if person else OPERATOR
        return await load_city(principal, records, city)

    try:
        changes = from_records(data_dir, work)
    except UnfitCity as other:
        raise ClearNo(str(other)) from other
    except NotApart as combined:
        raise ClearNo(both("register.not_apart", account=combined)) from combined
    except OtherSuccession as other:
        raise ClearNo(both("register.other_succession", code=other)) from other
    except CodeTaken as taken:
        raise ClearNo(both("register.code_taken", code=taken)) from taken
    if as_json:
        say_json([_as_json(change) for change in changes])
        return
    for change in changes:
        word = "new" if change.before is None else "changed"
        typer.echo(f"{change.kind} {change.code}: {glossed(f'register.{word}')}")
    typer.echo(f"{len(changes)} changes")


@app.command("template", help=help_of("city.template"))
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=about("city_template"))],
) -> None:
    """Write an empty workbook to fill in; `city check` and `city load` read it."""
    if not _is_workbook(file):
        raise BadInput(both("city_file.mistakes.no_workbook", path=file))
    write_template(file)
    typer.echo(both("city_file.written", path=file))


def _is_workbook(file: Path) -> bool:
    return file.suffix.lower() == SUFFIX


def _read(file: Path) -> CityRegister:
    try:
        return read_city_book(file) if _is_workbook(file) else read_city_file(file)
    except (UnreadablePack, UnreadableSheet) as unreadable:
        raise BadInput(str(unreadable)) from unreadable
    except BadPack as bad:
        raise ClearNo(str(bad)) from bad


def _as_json(change: RegisterChange) -> dict[str, Any]:
    return {"kind": change.kind, "code": change.code, "new": change.before is None}
