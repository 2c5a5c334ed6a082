"""`paidan calendar`: which calendars are at hand, and whether a calendar file is sound."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from cli.lawmakers.calendar_draw import draw
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.law import HINT, Calendars, calendars_of
from cli.shared.options import PUBLISHER, DataDir, Publisher
from cli.shared.within import person_called, within_office
from domain.time.calendar import CalendarYear
from policies.calendar_files import BadCalendarFile, CalendarNotice
from policies.calendar_library import CalendarLibrary, built_in_library
from policies.mistake import Mistake
from services.law.laws import OtherPlace
from services.law.publication import Announced, publish_calendar, publish_place

if TYPE_CHECKING:
    from services.office import Office

CHECK_FAILED = 1

app = typer.Typer(no_args_is_help=True, help=help_of("calendar"))
app.command("draw", help=help_of("calendar.draw"))(draw)


@app.command("list", help=help_of("calendar.list"))
def list_calendars(
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
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


@app.command("check", help=help_of("calendar.check"))
def check_file(file: Path, calendars: Calendars = None) -> None:
    """Check a calendar file: 0 sound, 1 with every mistake, 2 unreadable."""
    mistakes = _mistakes(_read(file), file.name, calendars_of(calendars or ()))
    for mistake in mistakes:
        typer.echo(str(mistake))
    if mistakes:
        raise typer.Exit(CHECK_FAILED)
    typer.echo(f"{file.name}: sound")


@app.command("publish", help=help_of("calendar.publish"))
def publish_file(
    file: Path,
    calendars: Calendars = None,
    person: Publisher = PUBLISHER,
    data_dir: DataDir = Path("var"),
) -> None:
    """Publish a year, or first a further place: provisional dues are computed anew by a year."""
    text, places = _read(file), calendars_of(calendars or ())
    try:
        library = places.with_file(text, file.name)
        read = places.read(text, file.name)
    except BadCalendarFile as bad:
        told = "\n".join(map(str, bad.mistakes))
        raise ClearNo(told if calendars else f"{told}\n{HINT}") from bad
    name = read.calendar if isinstance(read, CalendarNotice) else read.name
    calendar = library.calendar(name)
    if name not in built_in_library().names():
        _publish_place(data_dir, person, library, name)
    if isinstance(read, CalendarNotice):
        year = next(y for y in calendar.years if y.year == read.year)
        _publish_year(data_dir, person, name, year)


def _publish_place(data_dir: Path, person: str, library: CalendarLibrary, name: str) -> None:
    """The place comes before its years, so that whatever counts by it knows the week."""
    place = replace(library, notices=built_in_library().notices).calendar(name)

    async def publish(office: "Office") -> None:
        await publish_place(await person_called(office, person, data_dir), office.laws, place)

    try:
        within_office(data_dir, publish)
    except OtherPlace as other:
        words = "was published before and says something else: a changed place takes a new name"
        raise ClearNo(f"the place {other} {words}") from other
    typer.echo(f"the place {place.edition} is published")


def _publish_year(data_dir: Path, person: str, name: str, year: CalendarYear) -> None:
    async def publish(office: "Office") -> Announced:
        publisher = await person_called(office, person, data_dir)
        return await publish_calendar(publisher, office.laws, office.counter, name, year)

    announced = within_office(data_dir, publish)
    typer.echo(f"{name} {year.edition} is published; {announced.told} orders were told")
    if announced.waiting:
        typer.echo(f"still being told: {', '.join(announced.waiting)}")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise BadInput(f"{file}: {unreadable}") from unreadable


def _mistakes(text: str, file: str, library: CalendarLibrary) -> tuple[Mistake, ...]:
    try:
        library.read(text, file)
    except BadCalendarFile as bad:
        return bad.mistakes
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
        "half_days": {half.day.isoformat(): f"{half.until:%H:%M}" for half in year.half_days},
    }
