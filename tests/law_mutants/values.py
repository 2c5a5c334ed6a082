"""Every value of every rule pack, wrong by the least that an office could have written."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import Enum, IntEnum
from typing import Any, get_args, get_type_hints

from domain.law.pack import Pack
from domain.law.value import Value
from domain.time.limit import UNITS, BadLimit, Convention, Limit
from domain.time.office_hours import OfficeHours
from domain.vocabulary import Role
from policies.library import load_pack, pack_names
from policies.pack_values import PackValue, field_with, pack_values
from policies.shape import identity_of

BASE = "national-default"
UNSAID = frozenset({"source", "rules", "title"})
WHO_MAY = "roles"
WHOLE = frozenset({"before"})
"""What names a row and is its value too."""
ONLY_WHERE = {"followed_types": "followed"}
"""What says something only where the row says yes to the other."""
VALUE, PERSON, CONVENTION = "value", "person", "convention"
OTHER_CONVENTION = {
    Convention.NATURAL_TIME: Convention.WORKING_TIME,
    Convention.WORKING_TIME: Convention.NATURAL_TIME,
    Convention.NATURAL_DAYS: Convention.WORKING_DAYS,
    Convention.WORKING_DAYS: Convention.NATURAL_DAYS,
    Convention.WORKING_DAYS_TO_CLOSE: Convention.WORKING_DAYS,
    Convention.WORKING_DAYS_SAME_TIME: Convention.WORKING_DAYS,
    Convention.NATURAL_DAYS_PUT_OFF: Convention.NATURAL_DAYS,
    Convention.NATURAL_DAYS_SAME_TIME: Convention.NATURAL_DAYS,
}
Change = tuple[str, Any]
Place = tuple[Pack, PackValue]


@dataclass(frozen=True, kw_only=True)
class ValueMutant:
    """One value changed in the pack that says it and in every pack that inherits it."""

    kind: str = VALUE
    where: str
    change: str
    rules: tuple[str, ...]
    places: tuple[Place, ...]
    part: Any

    @property
    def group(self) -> str:
        """By what a draw is spread."""
        return self.where.partition(" ")[0]

    def apply(self) -> None:
        """Change the packs of this process where they stand, whoever holds them."""
        for pack, value in self.places:
            wrong = field_with(pack, value, self.part)
            said = {field.name for field in fields(pack)}
            for reckoned in pack.__dict__.keys() - said:
                del pack.__dict__[reckoned]
            pack.__dict__[value.field] = wrong


def value_mutants(*kinds: str) -> Iterator[ValueMutant]:
    """Name every change of every value, each value once however many packs inherit it."""
    finders = {VALUE: _changes, PERSON: _wrong_people, CONVENTION: _wrong_conventions}
    for places in _values_once().values():
        pack, value = places[0]
        for kind in finders.keys() & (kinds or {VALUE}):
            for change, part in finders[kind](pack, value):
                yield ValueMutant(
                    kind=kind,
                    where=f"{pack.id} {_name(value)}",
                    change=change,
                    rules=value.rules,
                    places=tuple(places),
                    part=part,
                )


def _wrong_people(_: Pack, value: PackValue) -> Iterator[Change]:
    """Another role may do it instead of one that the law names."""
    said = getattr(value.part, WHO_MAY, ())
    for number, role in enumerate(said):
        others = [other for other in Role if other not in said]
        other = next(
            (one for one in others if list(Role).index(one) > list(Role).index(role)), None
        )
        if other is not None:
            roles = (*said[:number], other, *said[number + 1 :])
            yield f"{role} -> {other}", replace(value.part, roles=roles)


def _wrong_conventions(_: Pack, value: PackValue) -> Iterator[Change]:
    """Working days stand for natural ones, office hours for hours."""
    for field in fields(value.part):
        said = getattr(value.part, field.name)
        if isinstance(said, Limit):
            try:
                other = replace(said, convention=OTHER_CONVENTION[said.convention])
            except BadLimit:
                continue
            yield f"{said.text()} -> {other.text()}", replace(value.part, **{field.name: other})


def _values_once() -> dict[tuple[str, str], list[Place]]:
    """The packs that say the same: the first of them is taken as the one that says it."""
    found: dict[tuple[str, str], list[Place]] = {}
    for name in sorted(pack_names(), key=lambda name: (name != BASE, name)):
        pack = load_pack(name)
        for value in pack_values(pack):
            place = value.place if isinstance(value.place, str) else ""
            found.setdefault((f"{value.field}.{place}", repr(value.part)), []).append((pack, value))
    return found


def _name(value: PackValue) -> str:
    if isinstance(value.place, str):
        return value.key
    row = value.part
    said = ((name, getattr(row, name)) for name in identity_of(type(row)))
    words = ", ".join(f"{name} {_word(word)}" for name, word in said if word not in (None, ""))
    return f"{value.field}: {words}"


def _changes(pack: Pack, value: PackValue) -> Iterator[Change]:
    if isinstance(value.part, Value):
        kind = _kind_of_items(pack, value)
        for change, wrong in _wrong(value.part.value, kind):
            yield change, replace(value.part, value=wrong)
        return
    changes = list(_row_changes(value.part))
    yield from changes or [("removed", None)]


def _row_changes(row: Any) -> Iterator[Change]:
    identity = set(identity_of(type(row))) - WHOLE
    for field in fields(row):
        if field.name in UNSAID or field.name in identity:
            continue
        if field.name in ONLY_WHERE and not getattr(row, ONLY_WHERE[field.name]):
            continue
        said = getattr(row, field.name)
        wrongs = [("nobody", ())] if field.name == WHO_MAY else list(_wrong(said))
        for change, wrong in wrongs:
            yield f"{field.name} {change}", replace(row, **{field.name: wrong})


def _wrong(said: Any, kind: Any = None) -> Iterator[Change]:
    """Name what might stand there instead."""
    if isinstance(said, tuple):
        yield from _wrong_list(said, kind)
    elif isinstance(said, OfficeHours):
        yield "without the last span", replace(said, spans=said.spans[:-1])
    elif (wrong := _next(said)) is not None:
        yield f"{_word(said)} -> {_word(wrong)}", wrong


def _wrong_list(said: tuple[Any, ...], kind: Any) -> Iterator[Change]:
    if not said and isinstance(kind, type) and issubclass(kind, Enum):
        yield "none -> all", tuple(kind)
    for number, item in enumerate(said):
        yield f"without {_word(item)}", (*said[:number], *said[number + 1 :])


def _next(said: Any) -> Any:
    """The value beside the one that is said; None where nothing is said."""
    if isinstance(said, Enum):
        others = list(type(said))
        return others[(others.index(said) + 1) % len(others)]
    if isinstance(said, bool):
        return not said
    if isinstance(said, int):
        return said + 1
    if isinstance(said, Limit):
        return _longer(said)
    return said + timedelta(days=1) if isinstance(said, date) else None


def _longer(limit: Limit) -> Limit:
    """One more of the unit that the limit is written in; where that is too long, one less."""
    _, unit = limit.text().split(" ", 1)
    step = UNITS[unit][1]
    try:
        return replace(limit, amount=limit.amount + step)
    except BadLimit:
        return replace(limit, amount=limit.amount - step)


def _kind_of_items(pack: Pack, value: PackValue) -> Any:
    """What a list that is empty would hold."""
    if value.place == "":
        return None
    hint = get_type_hints(type(getattr(pack, value.field)))[str(value.place)]
    listed = get_args(get_args(hint)[0])
    return listed[0] if listed else None


def _word(said: Any) -> str:
    if isinstance(said, Limit):
        return said.text()
    return said.name if isinstance(said, IntEnum) else str(said)
