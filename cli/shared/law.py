"""The law that a command is to judge by: `--policy P`, with `--calendar FILE` for another place."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.shared.answer import pack_named
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about
from policies.calendar_files import BadCalendarFile
from policies.calendar_library import CalendarLibrary, built_in_library
from policies.law import Law
from policies.library import calendar_for

Policy = Annotated[str, typer.Option(help=about("policy"))]
Calendars = Annotated[
    list[Path] | None,
    typer.Option(
        "--calendar",
        metavar="FILE",
        help=about("calendar"),
    ),
]
HINT: Final = "the files of another place's calendar are given with --calendar"


def law_named(policy: str, files: Iterable[Path]) -> Law:
    """Put a pack and its calendar together; raises ClearNo for bad ones, BadInput if unreadable."""
    files = tuple(files)
    calendars = calendars_of(files)
    try:
        pack = pack_named(policy, calendars)
    except ClearNo as no:
        lacks = not files and ": calendar: no calendar" in str(no)
        raise ClearNo(f"{no}\n{HINT}" if lacks else str(no)) from no
    return Law(pack=pack, calendar=calendar_for(pack, calendars))


def calendars_of(files: Iterable[Path]) -> CalendarLibrary:
    """Add calendar files to those that come with Paidan; ClearNo for bad ones, or BadInput."""
    try:
        return calendars_with(files)
    except BadCalendarFile as bad:
        raise ClearNo(str(bad)) from bad


def calendars_with(files: Iterable[Path]) -> CalendarLibrary:
    """Add calendar files to those that come with Paidan; raises BadCalendarFile or BadInput."""
    calendars = built_in_library()
    for file in files:
        try:
            calendars = calendars.with_file(file.read_text(encoding="utf-8"), str(file))
        except (OSError, UnicodeDecodeError) as unreadable:
            raise BadInput(f"{file}: {unreadable}") from unreadable
    return calendars
