"""`paidan calendar draw`: the calendar of another country as files, from a library of holidays."""

from pathlib import Path
from typing import Annotated

import typer

from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about
from policies.calendar_drawing import CannotDraw, draw_calendar, years_of


def draw(
    place: Annotated[str, typer.Argument(metavar="COUNTRY[-REGION]", help=about("country"))],
    years: Annotated[str, typer.Option(help=about("years_drawn"))],
    into: Annotated[Path | None, typer.Option(metavar="DIR", help=about("drawn_into"))] = None,
    name: Annotated[str, typer.Option(help=about("calendar_name"))] = "",
    time_zone: Annotated[str, typer.Option(help=about("time_zone"))] = "",
) -> None:
    """Write the files of a country's calendar, to be checked like any other."""
    try:
        drawn = draw_calendar(place, years_of(years), name, time_zone)
    except CannotDraw as cannot:
        raise BadInput(str(cannot)) from cannot
    folder = into or Path(name or place.lower())
    paths = [folder / one.name for one in drawn]
    if there := [str(path) for path in paths if path.exists()]:
        raise ClearNo(f"there already, and never overwritten: {', '.join(there)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, one in zip(paths, drawn, strict=True):
            path.write_text(one.text, encoding="utf-8")
    except OSError as unwritable:
        raise BadInput(f"{folder}: {unwritable}") from unwritable
    for path in paths:
        typer.echo(str(path))
