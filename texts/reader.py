"""The one reader of the catalogues: strict, and each file is read only when a token names it.

A token is the file's name and the place in it: `acts.dispatch` stands in acts.toml under
[dispatch]. A text has its English and its Chinese side by side, with the same values in braces.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

Language = Literal["en", "zh"]
ENGLISH: Final = "en"
CHINESE: Final = "zh"
LANGUAGES: Final = (ENGLISH, CHINESE)
FOLDER: Final = Path(__file__).parent
VALUE: Final = re.compile(r"{([^{}]*)}")
CHINESE_LETTERS: Final = re.compile("[\u3400-\u9fff]")


class BadCatalogue(Exception):
    """A catalogue cannot be read, or a text in it is not whole."""


class UnknownToken(LookupError):
    """No catalogue has this token."""


class WrongValues(Exception):
    """A text was given other values than it has places for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in every language."""

    en: str
    zh: str

    @property
    def values(self) -> frozenset[str]:
        """The names of the values that it has places for."""
        return _values(self.en)

    def in_language(self, language: Language) -> str:
        """The text in one language, its values not filled in yet."""
        return self.en if language == ENGLISH else self.zh


@cache
def subject(name: str) -> Mapping[str, Text]:
    """Every text of one catalogue by its place in it; raises BadCatalogue."""
    return MappingProxyType(read_catalogue((FOLDER / f"{name}.toml").read_text("utf-8"), name))


@cache
def subjects() -> tuple[str, ...]:
    """The names of all catalogues; the disk is asked once."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


def read_catalogue(content: str, name: str) -> dict[str, Text]:
    """Read a catalogue; raises BadCatalogue with the file, the token and what is wrong."""
    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as unreadable:
        raise BadCatalogue(f"{name}.toml: {unreadable}") from unreadable
    return dict(_texts(tables, (name,)))


def _texts(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, Text]]:
    """The text that a table holds, and those of the tables within it."""
    said = {key: value for key, value in table.items() if not isinstance(value, dict)}
    if said:
        yield ".".join(path[1:]), _text(said, ".".join(path))
    for key, below in table.items():
        if isinstance(below, dict):
            yield from _texts(below, (*path, key))


def _text(said: Mapping[str, Any], token: str) -> Text:
    if set(said) != set(LANGUAGES):
        raise BadCatalogue(f"{token}: has {', '.join(sorted(said))}, and must have en and zh")
    for language, words in said.items():
        if not isinstance(words, str) or not words.strip():
            raise BadCatalogue(f"{token}: {language} must be a text that says something")
        if odd := [value for value in _values(words) if not value.isidentifier()]:
            raise BadCatalogue(f"{token}: {language}: {{{odd[0]}}} is no plain value")
    text = Text(en=said[ENGLISH], zh=said[CHINESE])
    if text.values != _values(text.zh):
        raise BadCatalogue(f"{token}: en and zh must have the same values in braces")
    if CHINESE_LETTERS.search(text.en):
        raise BadCatalogue(f"{token}: the English text has Chinese in it")
    return text


def _values(words: str) -> frozenset[str]:
    return frozenset(VALUE.findall(words))


def text(token: str) -> Text:
    """The text of a token; raises UnknownToken with what there is to do."""
    name, _, place = token.partition(".")
    if name not in subjects() or place not in subject(name):
        raise UnknownToken(
            f"{token}: has no text; add [{place}] with en and zh to texts/{name}.toml"
        )
    return subject(name)[place]


def say(token: str, language: Language, **values: object) -> str:
    """Say a text in one language; raises UnknownToken, or WrongValues."""
    found = text(token)
    if found.values != values.keys():
        raise WrongValues(f"{token}: wants {sorted(found.values)}, was given {sorted(values)}")
    words = found.in_language(language)
    return VALUE.sub(lambda place: str(values[place[1]]), words) if values else words


def zh(token: str, **values: object) -> str:
    """The office's words."""
    return say(token, CHINESE, **values)


def both(token: str, **values: object) -> str:
    """Both languages as sentences: `the order is over · 工单已终结`."""
    return f"{say(token, ENGLISH, **values)} · {say(token, CHINESE, **values)}"


def titled(token: str, **values: object) -> str:
    """The office's word, and what it means: `签收: a person of the unit signs in`."""
    return f"{say(token, CHINESE, **values)}: {say(token, ENGLISH, **values)}"


def zh_first(token: str, **values: object) -> str:
    """The office's word with the English one behind it: `更多 more`."""
    return f"{say(token, CHINESE, **values)} {say(token, ENGLISH, **values)}"


def glossed(token: str, **values: object) -> str:
    """An English word with the office's word behind it: `paused 暂停计时`."""
    return f"{say(token, ENGLISH, **values)} {say(token, CHINESE, **values)}"


def token_of(member: Enum) -> str:
    """The token of a word of the core's closed lists: `vocabulary.State.CLOSED`."""
    return f"vocabulary.{type(member).__name__}.{member.name}"
