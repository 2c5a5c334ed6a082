"""Refusals: why an act is not lawful, and the codes that say so, each stated beside its clause."""

from dataclasses import dataclass
from typing import Final, NewType

RefusalCode = NewType("RefusalCode", str)
"""The code of a refusal: it is stored and answered, and never changes its meaning."""

_STATED: Final[dict[str, RefusalCode]] = {}


class StatedTwice(ValueError):
    """Two constants state one code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an act is not lawful now: a code, the rules it rests on, and what it concerns."""

    code: str
    basis: tuple[str, ...]
    about: tuple[str, ...] = ()
    """Names, codes or instants that the explanation needs; never personal data."""


def refusal(code: str) -> RefusalCode:
    """State a code, once: clauses that give the same refusal share its constant."""
    if code in _STATED:
        raise StatedTwice(f'"{code}" is stated already: import the constant that states it')
    _STATED[code] = RefusalCode(code)
    return _STATED[code]


def stated_codes() -> tuple[RefusalCode, ...]:
    """Every code that has been stated, sorted."""
    return tuple(sorted(_STATED.values()))
