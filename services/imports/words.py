"""The words of a file and what they mean: ours, and those that an office's own list adds."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from domain.vocabulary import ItemClass, ItemType, Urgency
from services.imports.demands import Field
from services.imports.reading.cells import LONGEST_NAME, shown
from services.imports.reading.headers import plain_name
from texts.understood import understood

LARGEST: Final = 1024 * 1024
LONGEST_LIST: Final = 10_000
KINDS: Final = {
    "columns": tuple(Field),
    "types": tuple(ItemType),
    "classes": tuple(ItemClass),
    "urgencies": tuple(Urgency),
    "nothing": ("time", "type", "date"),
}
"""What a list of words may explain, and what its words may mean; units have any name."""
COLUMNS: Final = "columns"
UNITS: Final = "units"
OWN: Final = {"types": ItemType, "classes": ItemClass, "urgencies": Urgency}
"""The words that Paidan itself writes."""
INNER: Final = ("statuses", "lateness", "totals", "answers")
"""What only our own list explains."""
NEAR: Final = 3


class BadWords(ValueError):
    """A file of words that cannot be used, and why."""


class UnknownUnitName(ValueError):
    """A name that no unit of the office bears, and which names are near."""


Meanings = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """What each word means, by kind; a word is compared without case, width and outer spaces."""

    kinds: Mapping[str, Meanings]
    columns: Mapping[Field, tuple[str, ...]]
    """The names under which each field is looked for, the first that is there being taken."""
    units: Meanings = field(default_factory=dict)
    """The unit that each name, alias or code stands for; of an empty one every name is taken."""

    def meaning(self, kind: str, word: str) -> str | None:
        """What a word of a kind means, with its ending that says no more than "kind"; or None."""
        plain = plain_word(word)
        known = self.kinds[kind]
        if plain in known:
            return known[plain]
        for ending in understood("signs")["kind"]:
            if plain.endswith(ending) and (bare := plain.removesuffix(ending)) in known:
                return known[bare]
        return None

    def says_nothing(self, word: str, kind: str) -> bool:
        """Whether a word stands for nothing, such as "not yet"."""
        return self.meaning("nothing", f"{kind}:{plain_word(word)}") is not None

    def unit(self, name: str) -> str:
        """The unit that is meant; raises UnknownUnitName, with the names that are near."""
        if not self.units or not name:
            return name
        if (unit := self.units.get(plain_word(name))) is not None:
            return unit
        near = get_close_matches(plain_word(name), self.units, n=NEAR, cutoff=0.4)
        offered = ", ".join(dict.fromkeys(self.units[one] for one in near))
        raise UnknownUnitName(f"no unit is called so; near: {offered or 'none'}")

    @property
    def names(self) -> frozenset[str]:
        """Every name of a column, as names are compared."""
        return frozenset(plain_name(name) for names in self.columns.values() for name in names)


@cache
def usual_words() -> Words:
    """The words that come with Paidan."""
    kinds = {
        kind: {str(own): str(own) for own in OWN.get(kind, ())} | _meanings(kind, understood(kind))
        for kind in (*KINDS, *INNER)
        if kind != COLUMNS
    }
    columns = {one: understood(COLUMNS)[one] for one in Field}
    return Words(kinds=kinds, columns=columns)


def words_with(file: Path) -> Words:
    """Our words and those of an office's file, which come first; raises BadWords."""
    told = _read(file)
    ours = usual_words()
    kinds = {
        kind: {**meanings, **_meanings(kind, told.get(kind, {}))}
        for kind, meanings in ours.kinds.items()
    }
    own = told.get(COLUMNS, {})
    columns = {one: (*own.get(one, ()), *names) for one, names in ours.columns.items()}
    units = {plain_word(name): name for name in told.get(UNITS, {})}
    units |= {plain_word(word): name for name, all_ in told.get(UNITS, {}).items() for word in all_}
    return Words(kinds=kinds, columns=columns, units=units)


def plain_word(word: str) -> str:
    """A word as words are compared."""
    return unicodedata.normalize("NFKC", word).casefold().strip()


def _meanings(kind: str, told: Mapping[str, Any]) -> dict[str, str]:
    before = "" if kind != "nothing" else "{}:"
    return {
        before.format(meaning) + plain_word(word): meaning
        for meaning, words in told.items()
        for word in words
    }


def _read(file: Path) -> dict[str, dict[str, list[str]]]:
    try:
        if file.stat().st_size > LARGEST:
            raise BadWords(f"{file} is larger than {LARGEST} bytes")
        told = tomllib.loads(file.read_text("utf-8"))
    except OSError as unreadable:
        raise BadWords(f"{file}: {unreadable.strerror}") from unreadable
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as bad:
        raise BadWords(f"{file} is no sound TOML in UTF-8 ({shown(str(bad), 120)})") from bad
    for kind, meanings in told.items():
        _check(file, kind, meanings)
    return told


def _check(file: Path, kind: str, meanings: object) -> None:
    if kind not in (*KINDS, UNITS):
        raise BadWords(f"{file}: {shown(kind)} is none of {', '.join((*KINDS, UNITS))}")
    if not isinstance(meanings, dict):
        raise BadWords(f"{file}: {kind} is no table")
    for meaning, words in meanings.items():
        if kind != UNITS and meaning not in KINDS[kind]:
            raise BadWords(f"{file}: {kind}.{shown(meaning)} is none of {', '.join(KINDS[kind])}")
        listed = isinstance(words, list) and len(words) <= LONGEST_LIST
        if not listed or not all(isinstance(word, str) for word in words):
            raise BadWords(f"{file}: {kind}.{shown(meaning, LONGEST_NAME)} is no list of words")
