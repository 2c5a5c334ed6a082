"""Which column of a file tells what, by the names that were given or are usual."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.imports.demands import Field
from services.imports.reading.cells import Cell, Sheet, SheetLine, named, shown
from services.imports.reading.headers import plain_name
from services.imports.words import Words


class BadColumns(ValueError):
    """The columns of the file are not the ones that are needed or named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each field stands in a row; a field that the file does not tell is not in it."""

    header: tuple[str, ...]
    places: Mapping[Field, int]
    told: frozenset[Field] = frozenset()
    """The fields whose column a person named."""
    others: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    """Further columns that would fit a field and were not taken."""
    ignored: tuple[str, ...] = ()
    """The columns that were waved off."""

    def name(self, told: Field) -> str:
        """The column of a field, as the file names it."""
        return self.header[self.places[told]]

    def cell(self, line: SheetLine, told: Field) -> Cell:
        """What stands in a row under a field, or an empty text."""
        place = self.places.get(told)
        return line.cells[place] if place is not None and place < len(line.cells) else ""

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that say nothing to us, in the order of the file."""
        used = set(self.places.values())
        return tuple(name for place, name in enumerate(self.header) if name and place not in used)


def columns_of(
    sheet: Sheet,
    given: Mapping[Field, str],
    needed: tuple[Field, ...],
    words: Words,
    ignored: tuple[str, ...] = (),
    one_of: tuple[Field, ...] = (),
) -> Columns:
    """Find the column of each field, by the given name or a usual one; raises BadColumns."""
    lacking = [
        f'{what} (column "{shown(name)}")'
        for what, name in (*given.items(), *(("--ignore", name) for name in ignored))
        if not _same(sheet, name)
    ]
    waved = {_place(sheet, name) for name in ignored if _same(sheet, name)}
    places = {one: _place(sheet, name) for one, name in given.items() if _same(sheet, name)}
    others: dict[Field, tuple[str, ...]] = {}
    free = _free(sheet, waved | set(places.values()))
    for one, names in words.columns.items():
        fitting = _fitting(names, free) if one not in given else []
        if fitting:
            places[one] = _only(sheet, fitting[0])
            others[one] = tuple(sheet.header[place] for place in fitting[1:])
            # A column tells one thing: what was taken for one field is not free for the next.
            free[plain_name(sheet.header[fitting[0]])].remove(fitting[0])
    lacking += _absent(places, needed, one_of, words)
    if lacking:
        raise BadColumns(f"no column for {'; '.join(lacking)}{_found(sheet)}")
    return Columns(
        header=sheet.header,
        places=places,
        told=frozenset(given),
        others={one: names for one, names in others.items() if names},
        ignored=tuple(sheet.header[place] for place in sorted(waved)),
    )


def _free(sheet: Sheet, taken: set[int]) -> dict[str, list[int]]:
    """The columns that nobody disposed of, by their plain names."""
    free: dict[str, list[int]] = {}
    for place, name in enumerate(sheet.header):
        if name and place not in taken:
            free.setdefault(plain_name(name), []).append(place)
    return free


def _fitting(names: tuple[str, ...], free: Mapping[str, list[int]]) -> list[int]:
    plain = dict.fromkeys(plain_name(name) for name in names)
    return [place for name in plain for place in free.get(name, ())]


def _only(sheet: Sheet, place: int) -> int:
    name = sheet.header[place]
    many = sum(plain_name(other) == plain_name(name) for other in sheet.header)
    if many > 1:
        raise BadColumns(f'column "{shown(name)}" stands there {many} times')
    return place


def _same(sheet: Sheet, name: str) -> list[int]:
    """The columns that bear a name; of several the one that bears it to the letter."""
    plain = plain_name(name)
    same = [place for place, word in enumerate(sheet.header) if plain_name(word) == plain]
    exact = [place for place in same if sheet.header[place] == name]
    return exact if len(exact) == 1 else same


def _place(sheet: Sheet, name: str) -> int:
    same = _same(sheet, name)
    if len(same) > 1:
        raise BadColumns(f'column "{shown(name)}" stands there {len(same)} times')
    return same[0]


def _absent(
    places: Mapping[Field, int], needed: tuple[Field, ...], one_of: tuple[Field, ...], words: Words
) -> list[str]:
    absent = [one for one in needed if one not in places]
    if one_of and not any(one in places for one in one_of):
        absent.append(one_of[0])
    return [f"{one} (such as {', '.join(words.columns[one][:2])})" for one in absent]


def _found(sheet: Sheet) -> str:
    """The names in the file, but never a row that only stands where the names should."""
    if not sheet.recognised:
        return "; no row of the file holds names of columns that are known: see --map"
    return f"; the file has {named(sheet.header)}"
