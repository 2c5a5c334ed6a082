"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path,
    typer.Option("--data-dir", envvar="PAIDAN_DATA_DIR", help="Where the system keeps its state."),
]
