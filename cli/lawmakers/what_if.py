"""`paidan whatif`: the orders of a running system under another rule pack, beside what was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.law import Calendars, Policy, law_named
from cli.shared.options import DataDir, day_of
from cli.shared.records import from_records
from policies.law import Law
from services.access.principal import OPERATOR
from services.records import Records
from services.trials.handling_duties import DutySum, HandlingDuty, fared, last_due, sums_by
from services.trials.recorded_orders import InstantSpan
from services.trials.trying import orders_under, published_pack, with_published_years
from services.trials.what_if import Compared, by_code

A_DAY: Final = timedelta(days=1)
NONE: Final = DutySum(duties=0, late=0)
GROUPS: Final[dict[str, Callable[[HandlingDuty], str]]] = {
    "all": lambda _: "all",
    "unit": lambda duty: duty.unit,
    "type": lambda duty: duty.type,
}

app = typer.Typer(add_completion=False)


@app.command("whatif", cls=JsonMayNameFile, help=help_of("whatif"))
def what_if(
    policy: Policy,
    since: Annotated[str | None, typer.Option("--from", help=about("born_from"))] = None,
    until: Annotated[str | None, typer.Option("--to", help=about("born_to"))] = None,
    calendars: Calendars = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    data_dir: DataDir = Path("var"),
) -> None:
    """Tell who would have handled late under this rule pack, beside what was; nothing is written.

    Every recorded act is decided again with its own stamp. Texts that the other law demands are
    presumed given; other acts that it refuses are counted by code, and an order that they lead
    another way is named and left out of the sums.
    """
    given = law_named(policy, calendars or ()) if calendars or _is_file(policy) else None

    async def question(records: Records) -> tuple[Law, tuple[Compared, ...]]:
        law = await _law(records, policy, given, own_calendar=bool(calendars))
        span = _span(since, until, ZoneInfo(law.calendar.time_zone))
        return law, await orders_under(OPERATOR, records, law, span)

    law, orders = from_records(data_dir, question)
    if as_json or json_file:
        give_json(_as_json(law, orders), json_file)
    else:
        _tell(law, orders)


def _is_file(policy: str) -> bool:
    return policy.endswith(".toml") or "/" in policy


async def _law(records: Records, policy: str, given: Law | None, *, own_calendar: bool) -> Law:
    """A published edition goes before a shipped one, and published years before shipped ones."""
    if given is not None and own_calendar:
        return given
    published = None if given else await published_pack(OPERATOR, records, policy)
    pack = published or (given or law_named(policy, ())).pack
    return await with_published_years(OPERATOR, records, pack)


def _span(since: str | None, until: str | None, zone: ZoneInfo) -> InstantSpan:
    first = None if since is None else day_of(since, "--from")
    last = None if until is None else day_of(until, "--to")
    return InstantSpan(
        since=None if first is None else datetime.combine(first, time(), zone),
        until=None if last is None else datetime.combine(last + A_DAY, time(), zone),
    )


def _as_json(law: Law, orders: Sequence[Compared]) -> dict[str, Any]:
    otherwise = [order for order in orders if order.went_otherwise]
    return {
        "pack": law.pack.id,
        "edition": law.pack.edition,
        "calendar": law.calendar.edition,
        "orders": len(orders),
        **{
            name if name == "all" else f"by_{name}": _groups(orders, of)
            for name, of in GROUPS.items()
        },
        "changed": [_changed(order) for order in orders if order.changes],
        "presumed": by_code(one for order in orders for one in order.presumed),
        "refused": by_code(one for order in orders for one in order.dropped),
        "went_otherwise": [
            {
                "number": order.number,
                "refused": [{"command": one.command, "code": one.code} for one in order.dropped],
            }
            for order in otherwise
        ],
    }


def _beside(
    orders: Iterable[Compared], of: Callable[[HandlingDuty], str]
) -> dict[str, tuple[DutySum, DutySum]]:
    """For each group what was and what would have been; orders that do not compare left out."""
    alike = [order for order in orders if not order.went_otherwise]
    before = sums_by((order.was for order in alike), of)
    after = sums_by((order.would_be for order in alike), of)
    names = sorted({*before, *after})
    return {name: (before.get(name, NONE), after.get(name, NONE)) for name in names}


def _groups(orders: Iterable[Compared], of: Callable[[HandlingDuty], str]) -> dict[str, Any]:
    return {
        name: {"before": asdict(before), "after": asdict(after)}
        for name, (before, after) in _beside(orders, of).items()
    }


def _changed(order: Compared) -> dict[str, Any]:
    before, after = last_due(order.was), last_due(order.would_be)
    return {
        "number": order.number,
        "unit": order.was.unit,
        "type": order.was.item_type,
        "was": fared(order.was),
        "would_be": fared(order.would_be),
        "due_before": before and before.isoformat(),
        "due_after": after and after.isoformat(),
    }


def _tell(law: Law, orders: Sequence[Compared]) -> None:
    table = Table("", "duties", "late", "duties then", "late then")
    for name, of in GROUPS.items():
        for key, (before, after) in _beside(orders, of).items():
            counts = (before.duties, before.late, after.duties, after.late)
            table.add_row(f"{name} {key}", *map(str, counts))
    console = Console()
    console.print(f"{len(orders)} orders under {law.pack.title} ({law.pack.id})", highlight=False)
    console.print(table)
    for order in orders:
        if order.changes:
            was, then = fared(order.was), fared(order.would_be)
            typer.echo(f"{order.number}  {order.was.unit}  {was} -> {then}")
    for code, many in by_code(one for order in orders for one in order.presumed).items():
        typer.echo(f"text presumed given: {many} acts, {code}")
    for code, many in by_code(one for order in orders for one in order.dropped).items():
        typer.echo(f"refused under this pack: {many} acts, {code}")
    for order in orders:
        if order.went_otherwise:
            typer.echo(f"{order.number}  goes another way and is not compared")
