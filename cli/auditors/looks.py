"""`paidan audit looks`: what somebody looked at, who looked at a caller, and what was exported."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote
from uuid import uuid4

import typer

from cli.shared.answer import say_json
from cli.shared.client import Hotline, as_paper, entrance_of
from cli.shared.exit_status import BadInput
from cli.shared.help_texts import about
from cli.shared.options import DataDir
from operations.api_client import Json
from texts import glossed

VAR: Final = Path("var")
PAGE: Final = 200


def looks(
    asker: Annotated[str, typer.Option("--as", help=about("asking_person"))],
    person: Annotated[str | None, typer.Option(help=about("who_looked"))] = None,
    order: Annotated[str | None, typer.Option(help=about("looked_at_order"))] = None,
    phone: Annotated[str | None, typer.Option(help=about("looked_at_phone"))] = None,
    exports: Annotated[bool, typer.Option("--exports", help=about("exports_asked_for"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """List who looked at callers' data: by who looked, by the order, or by the telephone; or every
    export of texts that was asked for."""
    if sum((person is not None, order is not None, phone is not None, exports)) != 1:
        raise BadInput("name one of --person, --order, --phone and --exports")
    with Hotline(entrance_of(data_dir)) as hotline:
        if exports:
            found = list(_pages(lambda after: _asked(hotline, "/sight/exports", asker, after)))
        elif phone is not None:
            found = list(_pages(lambda after: _at_caller(hotline, phone, asker, after)))
        else:
            kind, of = ("person", person) if person is not None else ("order", order)
            path = f"/sight/of-{kind}/{quote(of or '', safe='')}"
            found = list(_pages(lambda after: _asked(hotline, path, asker, after)))
    if as_json:
        say_json(found)
        return
    told = map(_export if exports else _look, found)
    for line in list(told) or [glossed("screens.none")]:
        typer.echo(line)


def _export(export: Json) -> str:
    """An export in one line: when, by whom, what became of it, what, which orders and why."""
    fields = " ".join(glossed(f"sight.{one}") for one in export["fields"])
    who = f"{export['asked_by']} ({export['unit']})"
    state = export["state"]
    became = f"{glossed(f'screens.export.{state}')} {export['answered_by'] or ''}".rstrip()
    return "  ".join(
        (export["asked_at"], who, became, fields, " ".join(export["orders"]), export["reason"])
    )


def _pages(page: Callable[[str | None], Json]) -> Iterator[Json]:
    after: str | None = None
    while True:
        told = page(after)
        after = told.pop("next")
        (listed,) = told.values()
        yield from listed
        if after is None:
            return


def _asked(hotline: Hotline, path: str, asker: str, after: str | None) -> Json:
    return hotline.ask(path, person=asker, limit=PAGE, after=after)


def _at_caller(hotline: Hotline, phone: str, asker: str, after: str | None) -> Json:
    """A telephone goes in the body: addresses stand in logs."""
    behind = {"after": after} if after else {}
    return hotline.hand_in(
        "/sight/of-caller",
        as_paper({"phone": phone}),
        person=asker,
        key=str(uuid4()),
        limit=str(PAGE),
        **behind,
    )


def _look(look: Json) -> str:
    seen = " ".join(glossed(f"vocabulary.PersonalData.{one.upper()}") for one in look["fields"])
    who = f"{look['person']} ({look['unit']})"
    return "  ".join((look["at"], look["order"], who, seen, look["reason"] or ""))
