"""`--json`, or `--json -`, prints JSON on standard output; `--json F` writes it to the file F."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from typer._click import Context
from typer.core import TyperCommand

from cli.shared.answer import say_json
from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about

FLAG = "--json"
TO_FILE = "--json-to"
STANDARD_OUTPUT = "-"
INPUTS = frozenset({".xlsx", ".csv", ".xls", ".tsv", ".txt", ".html", ".htm", ".xml"})
"""A word that ends so after a bare --json is the command's input, not the file to write."""

AsJson = Annotated[bool, typer.Option(FLAG, help=about("json_or_file"))]
JsonFile = Annotated[Path | None, typer.Option(TO_FILE, hidden=True)]


class JsonMayNameFile(TyperCommand):
    """A command whose --json may be followed by the file that the JSON goes to."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the words of the command line, `--json F` being one option with its value."""
        return super().parse_args(ctx, _with_file_named(args))


def _with_file_named(args: list[str]) -> list[str]:
    words: list[str] = []
    for place, word in enumerate(args):
        follower = args[place + 1] if place + 1 < len(args) else "-"
        names_file = not follower.startswith("-") and Path(follower).suffix not in INPUTS
        if word == FLAG and names_file:
            words.append(TO_FILE)
        elif word == STANDARD_OUTPUT and args[place - 1 : place] == [FLAG]:
            continue
        elif word.startswith(f"{FLAG}="):
            words += [TO_FILE, word.removeprefix(f"{FLAG}=")]
        else:
            words.append(word)
    return words


def give_json(content: Any, file: Path | None) -> None:
    """Print JSON, or write it to the file; raises BadInput if it cannot be written."""
    if file is None:
        say_json(content)
        return
    try:
        file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as unwritable:
        raise BadInput(f"{file}: {unwritable.strerror}") from unwritable
