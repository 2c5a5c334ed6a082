"""Orders on the screen: what a coordinator reads at three in the morning."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.order.clock import Outcome
from domain.vocabulary import ClockName, State
from texts import both, glossed, token_of, zh

WIDTH: Final = 100
OVERDUE: Final = "bold red"
SOON: Final = "yellow"
DONE: Final = "dim"
WIDEST_CODE: Final = 17
ORDINARY: Final = "ordinary"
SOON_IS: Final = timedelta(hours=2)
URGENT: Final = {"urgent": "bold yellow", "emergency": "bold white on red"}

Json = dict[str, Any]


def screen() -> Console:
    """The terminal, or a page of 100 columns where the output goes to a file."""
    width = None if sys.stdout.isatty() else WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


def show_order(order: Json, now: datetime) -> None:
    """Print how an order stands and what is owed, against an instant with its zone."""
    page = screen()
    page.print(_head(order), no_wrap=True, overflow="ellipsis")
    page.print(Text(_about(order), style=DONE), no_wrap=True, overflow="ellipsis")
    if order.get("earlier_edition"):
        words = both("problems.order_of_an_earlier_edition", number=order["number"])
        page.print(Text(words, style=SOON))
    clocks = order["clocks"]
    if not clocks:
        page.print(glossed("clocks.none_runs"))
        return
    table = _table("clock", "owner", "due", "stands")
    # What is owed stands on top, the next due first.
    for clock in sorted(clocks, key=lambda clock: (clock["ended"] is not None, clock["due"])):
        table.add_row(*_clock_row(clock, now))
    page.print(table)


def show_list(orders: Iterable[Json]) -> None:
    """Print one line for each order."""
    table = _table("order", "state", "L", "item", "unit", "born")
    for order in orders:
        born = f"{_instant(order['born_at']):%m-%d %H:%M}" if order["born_at"] else ""
        item = Text(order["type"])
        if order["urgency"] != ORDINARY:
            item.append(" ").append(order["urgency"], style=URGENT.get(order["urgency"], ""))
        stands = (order["number"], _state(order["state"]), level(order))
        table.add_row(*stands, item, order["unit"], born)
    screen().print(table)


def level(order: Json) -> str:
    """How far supervision has climbed, L0 to L5."""
    return f"L{str(order['level']).removeprefix('L')}"


def state_in_words(state: str) -> str:
    """A state in Chinese and by its name."""
    return f"{zh(token_of(State(state)))} {state}" if state in State.__members__ else state


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        widest = WIDEST_CODE if column in ("owner", "unit") else None
        table.add_column(column, no_wrap=True, overflow="ellipsis", max_width=widest)
    return table


def _state(state: str) -> Text:
    return Text(state_in_words(state), style="bold")


def _head(order: Json) -> Text:
    head = Text(order["number"], style="bold").append("  ").append_text(_state(order["state"]))
    head.append(f"  {level(order)} {zh('clocks.supervised')}" if level(order) != "L0" else "  L0")
    urgency = order["urgency"]
    if urgency != ORDINARY:
        head.append("  ").append(urgency, style=URGENT.get(urgency, ""))
    return head


def _about(order: Json) -> str:
    parts = [order[name] for name in ("type", "class", "unit", "district", "pack")]
    return " · ".join([str(part) for part in parts if part] + [f"version {order['version']}"])


def _clock_row(clock: Json, now: datetime) -> tuple[str | Text, ...]:
    due = _instant(clock["due"])
    name = Text(clock["id"])
    if clock["name"] in list(ClockName):
        name.append(f" {zh(token_of(ClockName(clock['name'])))}")
    shown = f"{due:%m-%d %H:%M}" if due.year == now.year else f"{due:%Y-%m-%d %H:%M}"
    if clock["provisional"]:
        shown += f" {zh('clocks.estimated')}"
    if clock["due"] != clock["original_due"]:
        shown += f" {zh('clocks.extended')}"
    stands = _ended(clock) if clock["ended"] else _remaining(due - now)
    return name, clock["owner"], shown, stands


def _ended(clock: Json) -> Text:
    outcome = clock["outcome"]
    known = outcome in list(Outcome)
    words = glossed(token_of(Outcome(outcome))) if known else str(outcome)
    return Text(words, style="red" if outcome in ("late", "silent") else DONE)


def _remaining(left: timedelta) -> Text:
    if left < timedelta():
        return Text(f"overdue {_span(-left)} {zh('clocks.overdue')}", style=OVERDUE)
    return Text(f"{_span(left)} left", style=SOON if left < SOON_IS else "")


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes % 60:02} min" if hours else f"{minutes} min"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def now() -> datetime:
    """This machine's clock, for what is shown only: no duty is judged by it."""
    return datetime.now(UTC)
