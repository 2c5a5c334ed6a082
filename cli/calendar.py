"""`paidan calendar`: which calendars are at hand, and whether a calendar file is sound."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from domain.calendar import CalendarYear
from policies.calendar_files import BadCalendarFile, Flaw
from policies.calendar_library import CalendarLibrary, built_in_library

CHECK_FAILED = 1
UNREADABLE = 2

app = typer.Typer(no_args_is_help=True, help="Work calendars: holidays, make-up days.")


@app.command("list")
def list_calendars(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """List the calendars and the editions of their years."""
    library = built_in_library()
    if as_json:
        calendars = [_as_json(library, name) for name in library.names()]
        typer.echo(json.dumps(calendars, ensure_ascii=False, indent=2))
        return
    table = Table("calendar", "time zone", "edition", "off", "made up", "source")
    for name in library.names():
        calendar = library.calendar(name)
        for year in calendar.years:
            off, made_up = len(year.days_off), len(year.make_up_days)
            edition = f"{name} {year.edition}"
            table.add_row(name, calendar.time_zone, edition, str(off), str(made_up), year.source)
    Console().print(table)


@app.command("check")
def check_file(file: Path) -> None:
    """Check a calendar file: 0 sound, 1 with every flaw, 2 unreadable."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        typer.echo(f"{file}: {unreadable}", err=True)
        raise typer.Exit(UNREADABLE) from unreadable
    flaws = _flaws(text, file.name)
    for flaw in flaws:
        typer.echo(str(flaw))
    if flaws:
        raise typer.Exit(CHECK_FAILED)
    typer.echo(f"{file.name}: sound")


def _flaws(text: str, file: str) -> tuple[Flaw, ...]:
    try:
        built_in_library().read(text, file)
    except BadCalendarFile as bad:
        return bad.flaws
    return ()


def _as_json(library: CalendarLibrary, name: str) -> dict[str, object]:
    place, calendar = library.place(name), library.calendar(name)
    return {
        "calendar": name,
        "title": place.title,
        "time_zone": calendar.time_zone,
        "regular": calendar.regular,
        "extends": place.extends,
        "edition": calendar.edition,
        "years": [_year_as_json(year) for year in calendar.years],
    }


def _year_as_json(year: CalendarYear) -> dict[str, object]:
    return {
        "year": year.year,
        "edition": year.edition,
        "source": year.source,
        "days_off": [day.isoformat() for day in year.days_off],
        "make_up_days": [day.isoformat() for day in year.make_up_days],
    }
