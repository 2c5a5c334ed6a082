"""Facts, clocks, standings and answers as rows, as they are before `wire` writes them as JSON."""

import uuid
from datetime import datetime
from typing import Any

from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.parties import Parties
from domain.summary import Summary
from workflows.ports import CommandAnswer

Row = dict[str, Any]


def fact_row(fact: Fact, recorded_at: datetime) -> Row:
    """A row of the table fact."""
    return {
        "order_number": fact.order,
        "seq": fact.seq,
        "kind": fact.kind,
        "occurred_at": fact.occurred_at,
        "recorded_at": recorded_at,
        "actor": fact.actor.person,
        "actor_unit": fact.actor.unit,
        "actor_role": fact.actor.role,
        "outsourced": fact.actor.outsourced,
        "basis": fact.basis,
        "command_id": row_id(fact.command_id),
        "body": fact,
    }


def clock_row(number: str, clock: Clock) -> Row:
    """A row of the table clock."""
    return {
        "order_number": number,
        "id": clock.id,
        "name": clock.name,
        "owner": clock.owner,
        "started": clock.started,
        "due": clock.due,
        "original_due": clock.original_due,
        "provisional": clock.provisional,
        "ended": clock.ended,
        "lapsed": clock.lapsed,
        "outcome": clock.outcome,
        "body": clock,
    }


def standing_row(standing: Summary) -> Row:
    """A row of the table order_state."""
    return {
        "number": standing.number,
        "version": standing.version,
        "state": standing.state,
        "level": standing.level,
        "type": standing.type,
        "class": standing.class_,
        "urgency": standing.urgency,
        "district": standing.district,
        "unit": standing.unit,
        "pack": standing.pack,
        "pack_edition": standing.pack_edition,
        "born_at": standing.born_at,
        "next_alarm": standing.next_alarm,
        "queue": standing.queue,
        "confidentiality": standing.confidentiality,
    }


def parties_row(number: str, parties: Parties) -> Row:
    """A row of the table order_parties."""
    return {
        "order_number": number,
        "child": parties.child,
        "co_hosts": parties.co_hosts,
        "fallback": parties.fallback,
        "accused": parties.accused,
        "platforms": parties.platforms,
        "bodies": parties.bodies,
    }


def answer_row(answer: CommandAnswer) -> Row:
    """What a command's row becomes."""
    row: Row = {"id": row_id(answer.command_id)}
    if answer.refusal is not None:
        return {**row, "status": "refused", "response": answer.refusal}
    return {**row, "status": "decided", "response": answer.receipt}


def row_id(command_id: str) -> str | None:
    """The command's row; None where a clock acted, or an act that never went by the table.

    Such an act must not stop the publication: reconciliation finds it by the fact's body."""
    try:
        return str(uuid.UUID(command_id))
    except ValueError:
        return None
