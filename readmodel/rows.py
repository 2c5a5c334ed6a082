"""Facts, clocks, standings and answers as rows, ready to be written as JSON."""

import uuid
from datetime import datetime
from typing import Any

from domain.clock import Clock
from domain.facts import Fact
from domain.standing import Standing
from readmodel.wire import CLOCK, FACT, RECEIPT, REFUSAL
from workflows.ports import Answer

Row = dict[str, Any]


def fact_row(fact: Fact, recorded_at: datetime) -> Row:
    """A row of the table fact."""
    return {
        "order_number": fact.order,
        "seq": fact.seq,
        "kind": fact.kind,
        "occurred_at": fact.occurred_at.isoformat(),
        "recorded_at": recorded_at.isoformat(),
        "actor": fact.actor.person,
        "actor_unit": fact.actor.unit,
        "actor_role": fact.actor.role.value,
        "outsourced": fact.actor.outsourced,
        "basis": list(fact.basis),
        "command_id": row_id(fact.command_id),
        "body": FACT.write(fact),
    }


def clock_row(number: str, clock: Clock) -> Row:
    """A row of the table clock."""
    return {
        "order_number": number,
        "id": clock.id,
        "name": clock.name.value,
        "owner": clock.owner,
        "started": clock.started.isoformat(),
        "due": clock.due.isoformat(),
        "original_due": clock.original_due.isoformat(),
        "provisional": clock.provisional,
        "ended": _written(clock.ended),
        "lapsed": _written(clock.lapsed),
        "outcome": clock.outcome.value if clock.outcome else None,
        "body": CLOCK.write(clock),
    }


def standing_row(standing: Standing) -> Row:
    """A row of the table order_state."""
    return {
        "number": standing.number,
        "version": standing.version,
        "state": standing.state.value,
        "level": int(standing.level),
        "type": standing.type.value,
        "class": standing.class_.value,
        "urgency": standing.urgency.value,
        "district": standing.district,
        "unit": standing.unit,
        "pack": standing.pack,
        "pack_edition": standing.pack_edition,
        "born_at": _written(standing.born_at),
        "next_alarm": _written(standing.next_alarm),
    }


def answer_row(answer: Answer) -> Row:
    """What a command's row becomes."""
    row: Row = {"id": row_id(answer.command_id)}
    if answer.refusal is not None:
        return {**row, "status": "refused", "response": REFUSAL.write(answer.refusal)}
    response = RECEIPT.write(answer.receipt) if answer.receipt else None
    return {**row, "status": "decided", "response": response}


def row_id(command_id: str) -> str | None:
    """The command's row; None where a clock acted, or an act that never went by the table.

    Such an act must not stop the publication: reconciliation finds it by the fact's body."""
    try:
        return str(uuid.UUID(command_id))
    except ValueError:
        return None


def _written(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
