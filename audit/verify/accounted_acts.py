"""Holding the acts of a history against the command table, which knows who asked for what."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from audit.history.entries import ActArrived, RunOpened
from audit.history.histories import History, entries_of
from audit.verify.recorded_life import Row
from domain.order.act import Act
from domain.order.fact import Fact
from store.wire import ACT


def flaw_of(act: Act, rows: Mapping[str, Row]) -> str:
    """In what an act is not as the command table has it, by command id; empty if it is."""
    if act.command_id not in rows:
        return "has no row"
    row, written = rows[act.command_id], ACT.write(act)
    return "" if row == written or _was_written_before(row, written, act) else "is otherwise"


def _was_written_before(row: Row, written: Row, act: Act) -> bool:
    """Whether a row lacks only what acts did not have yet when it was written."""
    try:
        return _is_part(row, written) and ACT.read(row) == act
    except ValidationError:
        return False


def _is_part(row: Any, written: Any) -> bool:
    if isinstance(row, dict) and isinstance(written, dict):
        return all(name in written and _is_part(row[name], written[name]) for name in row)
    return bool(row == written)


def unknown_acts(
    runs: Iterable[History], facts: Iterable[Fact], rows: Mapping[str, Row]
) -> Iterator[str]:
    """Acts that the command table does not know, or knows otherwise, and facts without one."""
    acts: dict[str, Act] = {}
    for entry in entries_of(runs):
        match entry.said:
            case RunOpened(opening=opening) if opening.act is not None:
                acts[opening.act.command_id] = opening.act
            case ActArrived(act=act):
                acts[act.command_id] = act
    for command_id, act in acts.items():
        if flaw := flaw_of(act, rows):
            yield f"{act.command.name} {command_id} {flaw}"
    for fact in facts:
        if fact.command_id and fact.command_id not in acts:
            yield f"fact {fact.seq} names command {fact.command_id}, which nobody gave"
