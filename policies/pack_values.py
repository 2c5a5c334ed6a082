"""Walking through a rule pack value by value: each with its key, its source and its rules."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from domain.law.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class PackValue:
    """One value or row of a pack that carries rules, and where it stands."""

    field: str
    """The pack's field: "limits", "returns"."""
    place: int | str
    """The row's number, the member's name, or "" where the field is itself the value."""
    part: Any

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that the value carries."""
        return tuple(self.part.rules)

    @property
    def key(self) -> str:
        """The value's name as an office would write it: "returns.window", "limits[3]"."""
        if self.place == "":
            return self.field
        return f"{self.field}[{self.place}]" if isinstance(self.place, int) else self._member

    @property
    def _member(self) -> str:
        return f"{self.field}.{self.place}"


def pack_values(pack: Pack) -> Iterator[PackValue]:
    """Name every value of a pack that stands on a rule."""
    for field in fields(pack):
        held = getattr(pack, field.name)
        if _has_rules(held):
            yield PackValue(field=field.name, place="", part=held)
        elif isinstance(held, tuple):
            for number, row in enumerate(held):
                if _has_rules(row):
                    yield PackValue(field=field.name, place=number, part=row)
        elif is_dataclass(held):
            for member in fields(held):
                if _has_rules(part := getattr(held, member.name)):
                    yield PackValue(field=field.name, place=member.name, part=part)


def field_with(pack: Pack, at: PackValue, part: Any) -> Any:
    """Return what the pack's field holds with another part in that place; None takes a row out."""
    held = getattr(pack, at.field)
    if at.place == "":
        return part
    if isinstance(at.place, str):
        return replace(held, **{at.place: part})
    rows = list(held)
    rows[at.place : at.place + 1] = [] if part is None else [part]
    return tuple(rows)


def _has_rules(part: Any) -> bool:
    return is_dataclass(part) and hasattr(part, "rules")
