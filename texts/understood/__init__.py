"""The words that people write and the system understands: data, beside those that it says."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

WORDS = Path(__file__).with_name("words.toml")


@cache
def understood(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The words of one kind by what they mean, such as the names of columns; raises KeyError."""
    kinds = tomllib.loads(WORDS.read_text("utf-8"))
    return MappingProxyType({meaning: tuple(words) for meaning, words in kinds[kind].items()})


@cache
def meanings(kind: str) -> Mapping[str, str]:
    """What each word of one kind means; raises KeyError for an unknown kind."""
    found: dict[str, str] = {}
    for meaning, words in understood(kind).items():
        for word in words:
            found.setdefault(word, meaning)
    return MappingProxyType(found)
