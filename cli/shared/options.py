"""Options that several commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about

DataDir = Annotated[
    Path,
    typer.Option("--data-dir", envvar="PAIDAN_DATA_DIR", help=about("data_dir")),
]
Importer = Annotated[str, typer.Option("--as", metavar="PERSON", help=about("importing_person"))]
IMPORTER: Final = "importer"
"""Who imports in the sample city; another city names its own people."""
Publisher = Annotated[str, typer.Option("--as", metavar="PERSON", help=about("publishing_person"))]
PUBLISHER: Final = "calendar-office"
"""Who publishes laws and calendars in the sample city."""


def day_of(word: str, option: str) -> date:
    """Read a day; raises BadInput with the name of the option."""
    try:
        return date.fromisoformat(word)
    except ValueError as unreadable:
        raise BadInput(f"{option} {word}: {unreadable}") from unreadable
