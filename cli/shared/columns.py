"""`--map field=COLUMN`: where a field of a demand stands in a file."""

from collections.abc import Iterable
from typing import Annotated

import typer

from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about
from services.imports.demands import Field

MappedColumns = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help=about("columns")),
]


def columns_named(words: Iterable[str]) -> dict[Field, str]:
    """Read `field=COLUMN` words; raises BadInput for an unknown field."""
    named: dict[Field, str] = {}
    for word in words:
        field, _, column = word.partition("=")
        if field not in list(Field) or not column.strip():
            raise BadInput(f"--map {word}: write field=COLUMN, field one of {', '.join(Field)}")
        if Field(field) in named:
            raise BadInput(f"--map {word}: {field} is given twice")
        named[Field(field)] = column.strip()
    return named
