"""`paidan policy`: the rule packs, what they say and on what ground, and whether a file is one."""

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.lawmakers.policy_coverage import coverage
from cli.lawmakers.policy_mutate import mutate
from cli.shared.answer import pack_named, say_json
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import JsonMayNameFile
from cli.shared.law import Calendars, calendars_of, calendars_with
from cli.shared.options import PUBLISHER, DataDir, Publisher
from cli.shared.within import person_called, within_office
from domain.chapters.supervision.rules import Reminder
from domain.law.limit_rule import Narrowing
from domain.law.pack import Pack
from domain.law.value import Value
from domain.time.limit import Convention, Limit, SameDay
from domain.time.office_hours import OfficeHours, Season, spans_text
from policies.calendar_files import BadCalendarFile
from policies.calendar_library import UnknownCalendar
from policies.edition import snapshot
from policies.library import load_pack, pack_names
from policies.mistake import BadPack, UnreadablePack
from texts import glossed, token_of

if TYPE_CHECKING:
    from services.office import Office

policy_app = typer.Typer(help=help_of("policy"), no_args_is_help=True)
app = policy_app
AsJson = Annotated[bool, typer.Option("--json", help=about("json"))]
PROVENANCE = ("source", "rules")
SPELT_OUT = (
    *SameDay,
    Convention.NATURAL_DAYS_PUT_OFF,
    Convention.NATURAL_DAYS_SAME_TIME,
)
"""Ways of counting that the limit itself does not say in so many words."""

policy_app.command("coverage", cls=JsonMayNameFile, help=help_of("policy.coverage"))(coverage)
policy_app.command("mutate", cls=JsonMayNameFile, help=help_of("policy.mutate"))(mutate)


@policy_app.command("list", help=help_of("policy.list"))
def list_packs(as_json: AsJson = False) -> None:
    """List the rule packs that come with Paidan."""
    packs = [pack_named(name) for name in pack_names()]
    if as_json:
        say_json([_head(pack) for pack in packs])
        return
    for pack in packs:
        typer.echo(f"{pack.id:<24}{pack.edition}  {pack.title}")


@policy_app.command("show", help=help_of("policy.show"))
def show_pack(
    name: Annotated[str, typer.Argument(metavar="P", help=about("pack_name"))],
    as_json: AsJson = False,
) -> None:
    """Show every value of a rule pack with its source and the rules it carries."""
    pack = pack_named(name)
    if as_json:
        say_json(json.loads(snapshot(pack)))
        return
    typer.echo(f"{pack.id}  {pack.title}")
    typer.echo(f"edition {pack.edition}, calendar {pack.calendar}")
    for line in _lines(pack):
        typer.echo(line)


@policy_app.command("check", help=help_of("policy.check"))
def check_pack(
    file: Annotated[str, typer.Argument(metavar="FILE", help=about("pack_file"))],
    calendars: Calendars = None,
    as_json: AsJson = False,
) -> None:
    """Check a rule pack whole; every mistake names file, key and reason (exit status 1)."""
    try:
        pack = load_pack(file, calendars_with(calendars or ()))
    except (BadPack, BadCalendarFile) as bad:
        ending = BadInput if isinstance(bad, UnreadablePack) else ClearNo
        if as_json:
            say_json({"ok": False, "mistakes": [asdict(mistake) for mistake in bad.mistakes]})
        raise ending("" if as_json else str(bad)) from bad
    head = _head(pack)
    if as_json:
        say_json({"ok": True, **head, "mistakes": []})
        return
    typer.echo(f"{pack.id} is good: edition {pack.edition}, {head['bytes']} bytes in a history")


@policy_app.command("publish", help=help_of("policy.publish"))
def publish_pack(
    file: Annotated[str, typer.Argument(metavar="FILE", help=about("pack_file"))],
    calendars: Calendars = None,
    person: Publisher = PUBLISHER,
    data_dir: DataDir = Path("var"),
    as_json: AsJson = False,
) -> None:
    """Put a rule pack into force for new orders; running orders keep their own."""
    pack = pack_named(file, calendars_of(calendars or ()))
    # Read only now: a command that needs no running system must start at once.
    from services.law import publication

    async def publish(office: "Office") -> None:
        await publication.publish_pack(await person_called(office, person, data_dir), office, pack)

    try:
        within_office(data_dir, publish)
    except UnknownCalendar as unknown:
        first = f"publish the calendar {pack.calendar} first: `paidan calendar publish`"
        raise ClearNo(f"{pack.id}: {first}") from unknown
    if as_json:
        say_json(_head(pack))
        return
    typer.echo(f"{pack.id} edition {pack.edition} is in force for new orders")


def _head(pack: Pack) -> dict[str, Any]:
    return {
        "id": pack.id,
        "title": pack.title,
        "edition": pack.edition,
        "calendar": pack.calendar,
        "bytes": len(snapshot(pack)),
    }


def _lines(pack: Pack) -> Iterator[str]:
    for field in fields(Pack):
        part = getattr(pack, field.name)
        if part is None or isinstance(part, str):
            continue
        yield ""
        yield field.name.replace("_", " ")
        if isinstance(part, Value):
            yield _line(_word(part.value), part)
        elif isinstance(part, tuple):
            yield from (_line(_entry(entry), entry) for entry in part)
        else:
            yield from (_group_line(part, member.name) for member in fields(part))


def _group_line(group: Any, name: str) -> str:
    member = getattr(group, name)
    if member is None:
        return f"  {name}: {glossed('screens.pack.not_set')}"
    return _line(f"{name} = {_word(member.value)}", member)


def _line(text: str, part: Any) -> str:
    return f"  {text}  [{part.source}; {', '.join(part.rules)}]"


def _entry(entry: Any) -> str:
    """Write an entry's own words; what it leaves open is left out."""
    if isinstance(entry, Reminder):
        return f"clock {entry.clock}, {entry.step}"
    words = ((f.name, getattr(entry, f.name)) for f in fields(entry) if f.name not in PROVENANCE)
    return ", ".join(f"{name} {_word(word)}" for name, word in words if word not in (None, ""))


def _hours(hours: OfficeHours | Season) -> Iterator[str]:
    """Write the hours of every day, of the days that differ, and of the seasons."""
    yield spans_text(hours.spans)
    for one in hours.weekdays:
        day = glossed(f"ledger.weekday.{one.weekday + 1}")
        yield f"{day} {spans_text(one.spans)}"
    for season in hours.seasons if isinstance(hours, OfficeHours) else ():
        days = f"{season.first.text()}..{season.last.text()}"
        yield f"{days} {glossed('screens.pack.season')}: {', '.join(_hours(season))}"


def _word(value: Any) -> str:
    if isinstance(value, Limit):
        told = f" ({glossed(token_of(value.counted))})" if value.counted in SPELT_OUT else ""
        return value.text() + told
    if isinstance(value, OfficeHours):
        return "; ".join(_hours(value))
    if isinstance(value, Narrowing):
        return " ".join(value.named)
    if isinstance(value, tuple):
        return " ".join(map(_word, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.name if isinstance(value, IntEnum) else str(value)
