"""Words that stand in histories, archives and tables: they never change with a move of the code.

Workflows replay by these words and archives are verified by them. A word may be added to
`stored_names.json`; one that was there is never changed and never taken away.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from temporalio import activity, workflow

from domain.order.command import COMMANDS, Command
from domain.order.fact import Fact
from readmodel.scorecards import scorecard_tables
from store import backups, city
from store.accounts import tables as account_tables
from store.archive import archive_tables, finding_tables
from store.configuration import change_tables
from store.desk import draft_tables, inbox_tables, view_tables
from store.exports import export_tables
from store.held import held_tables
from store.live import move_tables
from store.register import tables as register
from store.tables import Base
from store.vault import attachment_tables, blind_index_tables, erasing, vault_tables
from workflows.order_input import Opening
from workflows.ports import (
    ActAnswer,
    Batch,
    CommandAnswer,
    CommandTable,
    Lapse,
    Receipt,
    RecordsOffice,
    Ring,
    Settled,
)
from workflows.search_attributes import SEARCH_ATTRIBUTES
from workflows.work_order import WorkOrderWorkflow

FROZEN = Path(__file__).with_name("stored_names.json")
TABLES_STAND_IN = (
    *(backups, city, erasing),
    *(account_tables, archive_tables, finding_tables, register, scorecard_tables),
    *(attachment_tables, inbox_tables, move_tables, held_tables, view_tables),
    *(blind_index_tables, change_tables, draft_tables, export_tables, vault_tables),
)
ADVICE = (
    "Histories, archives and databases hold this word for ever: a code may be renamed, a stored "
    f"word may not. Put the old word back. A new one is added to tests/architecture/{FROZEN.name}."
)


def fields_by_word(schema: dict[str, Any], word: str) -> dict[str, list[str]]:
    """The fields of every stored class that is told by a literal `word`, such as a fact's kind."""
    found = {}
    for definition in schema["$defs"].values():
        properties = definition.get("properties", {})
        if "const" in properties.get(word, {}):
            found[properties[word]["const"]] = sorted(properties)
    return found


def closed_lists(schema: dict[str, Any]) -> list[list[Any]]:
    """The values of every enumeration that a stored thing may hold."""
    enumerations = (one["enum"] for one in schema["$defs"].values() if "enum" in one)
    return sorted((sorted(values) for values in enumerations), key=str)


def activities() -> Iterator[str]:
    """The activities that an order calls, by the names that stand in its history."""
    for port in (RecordsOffice, CommandTable):
        for method in vars(port).values():
            if definition := getattr(method, "__temporal_activity_definition", None):
                assert isinstance(definition, activity._Definition)
                yield definition.name or ""


def stored_names() -> dict[str, Any]:
    """Every word that this code stores."""
    order = workflow._Definition.must_from_class(WorkOrderWorkflow)
    commands = TypeAdapter(Command).json_schema()
    facts = TypeAdapter(Fact).json_schema()
    ports = {"Answer": CommandAnswer}
    written = (ActAnswer, Batch, Lapse, Opening, Receipt, Ring, Settled)
    ports |= {one.__name__: one for one in written}
    assert TABLES_STAND_IN, "importing these modules enters their tables"
    return {
        "workflow": order.name,
        "updates": sorted(str(name) for name in order.updates),
        "signals": sorted(str(name) for name in order.signals),
        "queries": sorted(str(name) for name in order.queries),
        "activities": sorted(activities()),
        "search_attributes": sorted(SEARCH_ATTRIBUTES),
        "ports": {name: sorted(one.__dataclass_fields__) for name, one in ports.items()},
        "fact": sorted(facts["properties"]),
        "commands": fields_by_word(commands, "name"),
        "facts": fields_by_word(facts, "kind"),
        "closed_lists": closed_lists(facts),
        "tables": {
            table.name: sorted(column.name for column in table.columns)
            for table in Base.metadata.sorted_tables
        },
    }


def lost(frozen: Any, now: Any, at: str = "") -> Iterator[str]:
    """What the frozen list has and this code has not; what was added is lawful."""
    if isinstance(frozen, dict):
        for word, below in frozen.items():
            if word not in now:
                yield f"{at}/{word}"
            else:
                yield from lost(below, now[word], f"{at}/{word}")
    elif isinstance(frozen, list) and frozen and isinstance(frozen[0], list):
        for values in frozen:
            if not any(set(values) <= set(held) for held in now):
                yield f"{at}: {values}"
    elif isinstance(frozen, list):
        yield from (f"{at}/{word}" for word in frozen if word not in now)
    elif frozen != now:
        yield f"{at}: {frozen} became {now}"


def test_no_stored_word_is_lost() -> None:
    frozen = json.loads(FROZEN.read_text())
    assert list(lost(frozen, json.loads(json.dumps(stored_names())))) == [], ADVICE


def test_every_stored_word_is_frozen() -> None:
    """A word that was added goes into the list, so that the next move cannot lose it."""
    frozen = json.loads(FROZEN.read_text())
    assert list(lost(json.loads(json.dumps(stored_names())), frozen)) == [], (
        f"add these words to {FROZEN.name}"
    )


def test_a_command_has_one_update_of_its_name() -> None:
    names = {command.__dataclass_fields__["name"].default for command in COMMANDS.classes()}
    order = workflow._Definition.must_from_class(WorkOrderWorkflow)
    assert names == set(order.updates)
