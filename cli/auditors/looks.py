"""`paidan audit looks`: what somebody looked at, and who looked at one caller."""

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
    as_json: Annotated[bool, typer.Option("--json", help=about("json"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """List who looked at callers' data: by who looked, by the order, or by the telephone."""
    if sum(one is not None for one in (person, order, phone)) != 1:
        raise BadInput("name one of --person, --order and --phone")
    with Hotline(entrance_of(data_dir)) as hotline:
        if phone is not None:
            found = list(_pages(lambda after: _at_caller(hotline, phone, asker, after)))
        else:
            kind, of = ("person", person) if person is not None else ("order", order)
            path = f"/sight/of-{kind}/{quote(of or '', safe='')}"
            found = list(_pages(lambda after: _asked(hotline, path, asker, after)))
    if as_json:
        say_json(found)
        return
    for line in found or [{}]:
        typer.echo(_line(line) if line else glossed("screens.none"))


def _pages(page: Callable[[str | None], Json]) -> Iterator[Json]:
    after: str | None = None
    while True:
        told = page(after)
        yield from told["looks"]
        after = told["next"]
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


def _line(look: Json) -> str:
    seen = " ".join(glossed(f"vocabulary.PersonalData.{one.upper()}") for one in look["fields"])
    who = f"{look['person']} ({look['unit']})"
    return "  ".join((look["at"], look["order"], who, seen, look["reason"] or ""))
