"""What the read model's rows must hold, worked out from the facts alone.

This does not use the publisher's code: whoever checks the writer must not borrow its pen.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import TextClause, text

from audit.verify.expected_scorecards import mark_rows, scorecard_rows
from audit.verify.recorded_life import Lived, Row, Rows
from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.parties import NO_PARTIES, Parties
from domain.summary import Summary

CLOCK: Final = TypeAdapter(Clock)
STANDING: Final = TypeAdapter(Summary)
FACT: Final = "fact"
STATE: Final = "order_state"
PARTIES: Final = "order_parties"
NAMES_OF_PARTIES: Final = tuple(one.name for one in fields(Parties))
SCORECARD: Final = "scorecard"
BODY: Final = "body"
"""The column that holds the thing itself as JSON, in the tables that have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedTable:
    """A table of the read model: how its rows are told apart, and which ones there must be."""

    statement: TextClause
    expected: Callable[[Lived], Rows]
    key: str
    order: str = "order_number"
    unsaid: Row = field(default_factory=Row)
    """What a body means that does not say it, because it was written before there was a word."""
    told_later: frozenset[str] = frozenset()
    """What no body of an earlier edition of the rules says, though its facts tell it."""


def _fact_rows(lived: Lived) -> Rows:
    told = zip(lived.facts, lived.recorded, lived.written, strict=True)
    return {fact.seq: _fact_row(fact, recorded, body) for fact, recorded, body in told}


def _clock_rows(lived: Lived) -> Rows:
    return {clock.id: _clock_row(lived.number, clock) for clock in lived.clocks.values()}


def _standing_rows(lived: Lived) -> Rows:
    return {} if lived.standing is None else {lived.number: _standing_row(lived.standing)}


def _parties_rows(lived: Lived) -> Rows:
    parties = lived.parties
    if parties is None or parties == NO_PARTIES:
        return {}
    row = {name: _plain(getattr(parties, name)) for name in NAMES_OF_PARTIES}
    return {lived.number: {"order_number": lived.number, **row}}


def _plain(codes: str | tuple[str, ...]) -> str | list[str]:
    return str(codes) if isinstance(codes, str) else [str(code) for code in codes]


def _fact_row(fact: Fact, recorded: datetime, body: Row) -> Row:
    return {
        "order_number": fact.order,
        "seq": fact.seq,
        "kind": fact.content.kind,
        "occurred_at": fact.occurred_at,
        "recorded_at": recorded,
        "actor": fact.actor.person,
        "actor_unit": fact.actor.unit,
        "actor_role": str(fact.actor.role),
        "outsourced": fact.actor.outsourced,
        "basis": list(fact.basis),
        "command_id": _uuid(fact.command_id),
        "body": body,
    }


def _uuid(command_id: str) -> UUID | None:
    try:
        return UUID(command_id)
    except ValueError:
        return None


def _clock_row(number: str, clock: Clock) -> Row:
    columns = ("started", "due", "original_due", "provisional", "ended", "lapsed", "id", "owner")
    return {
        "order_number": number,
        "name": str(clock.name),
        "outcome": clock.outcome and str(clock.outcome),
        "body": CLOCK.dump_python(clock, mode="json"),
        **{column: getattr(clock, column) for column in columns},
    }


def _unsaid(kind: type) -> Row:
    """The fields that may be left out, with what they are then."""
    adapter = TypeAdapter(Any)
    left_out = {one.name: one.default for one in fields(kind) if one.default is not MISSING}
    written: Row = adapter.dump_python(left_out, mode="json")
    return written


def _standing_row(standing: Summary) -> Row:
    written: Row = STANDING.dump_python(standing, mode="json")
    instants = {"born_at": standing.born_at, "next_alarm": standing.next_alarm}
    return {**{k.rstrip("_"): v for k, v in written.items()}, **instants}


TABLES: Final = {
    FACT: ExpectedTable(
        statement=text("SELECT * FROM fact WHERE order_number = ANY(:numbers)"),
        expected=_fact_rows,
        key="seq",
    ),
    "clock": ExpectedTable(
        statement=text("SELECT * FROM clock WHERE order_number = ANY(:numbers)"),
        expected=_clock_rows,
        key="id",
        unsaid=_unsaid(Clock),
        told_later=frozenset({"rang"}),
    ),
    STATE: ExpectedTable(
        statement=text("SELECT * FROM order_state WHERE number = ANY(:numbers)"),
        expected=_standing_rows,
        key="number",
        order="number",
    ),
    PARTIES: ExpectedTable(
        statement=text("SELECT * FROM order_parties WHERE order_number = ANY(:numbers)"),
        expected=_parties_rows,
        key="order_number",
    ),
    SCORECARD: ExpectedTable(
        statement=text("SELECT * FROM scorecard WHERE order_number = ANY(:numbers)"),
        expected=scorecard_rows,
        key="order_number",
    ),
    "scorecard_mark": ExpectedTable(
        statement=text(
            "SELECT order_number, place, unit, district, type, channel, left_out, at, anew,"
            " ends_after, ends_by, facts, figures FROM scorecard_mark"
            " LEFT JOIN mark_kind USING (kind) WHERE order_number = ANY(:numbers)"
        ),
        expected=mark_rows,
        key="place",
    ),
}
"""Everything that can be derived from the facts of one order and is held against them."""
FIGURES: Final = frozenset({SCORECARD, "scorecard_mark"})
"""Those of them that only the rules can tell, by which the order was decided."""
