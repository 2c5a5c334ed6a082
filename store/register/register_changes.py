"""One change of the register: of what, what was said of it before, and what is said now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.register.tables import RegisterChangeRow

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """One thing that is otherwise in the register now."""

    kind: str
    """district, unit, person or rule."""
    code: str
    before: Mapping[str, Any] | None
    """What was said of it; None where it is new."""
    after: Mapping[str, Any]


async def note_register_changes(
    connection: AsyncConnection, changes: Iterable[RegisterChange], by: str
) -> None:
    """Write down what is otherwise now, in the transaction of whoever changes it."""
    rows = [
        {
            "kind": change.kind,
            "code": change.code,
            "before": to_jsonable_python(change.before),
            "after": to_jsonable_python(change.after),
            "changed_by": by,
        }
        for change in changes
    ]
    if rows:
        await connection.execute(insert(RegisterChangeRow), rows)
