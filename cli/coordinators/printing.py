"""`paidan order print`: a paper about an order, as a PDF."""

from pathlib import Path
from typing import Annotated

import typer

from cli.shared.client import Hotline, entrance_of
from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about
from cli.shared.options import DataDir
from cli.shared.questions import order_path
from domain.chapters.caller.terms import PaperKind
from texts import CHINESE, LANGUAGES

VAR = Path("var")


def print_paper(
    number: Annotated[str, typer.Argument(metavar="N", help=about("number"))],
    paper: Annotated[PaperKind, typer.Argument(metavar="PAPER", help=about("paper"))],
    person: Annotated[str, typer.Option("--as", help=about("reader"))],
    fact: Annotated[int | None, typer.Option(min=1, help=about("paper_fact"))] = None,
    language: Annotated[str, typer.Option(help=about("paper_language"))] = CHINESE,
    to: Annotated[Path | None, typer.Option(metavar="F", help=about("paper_to"))] = None,
    data_dir: DataDir = VAR,
) -> None:
    """Print a paper about an order; each print is on record. Where nothing has happened that it is
    about, exit status 2."""
    if language not in LANGUAGES:
        raise BadInput(f"--language {language}: is none of {', '.join(LANGUAGES)}")
    place = f"{order_path(number)}/papers/{paper}"
    with Hotline(entrance_of(data_dir)) as hotline:
        content = hotline.fetch(place, person=person, fact=fact, language=language)
    path = to or Path(f"{paper}-{number}.pdf")
    try:
        path.write_bytes(content)
    except OSError as unwritable:
        raise BadInput(f"{path}: {unwritable.strerror}") from unwritable
    typer.echo(str(path))
