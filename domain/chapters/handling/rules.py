"""What a rule pack says about handling: more time, waiting, and what a result carries."""

from dataclasses import dataclass

from domain.law.bodies import HardCaseLevel
from domain.law.value import Value
from domain.time.limit import Limit
from domain.vocabulary import ItemType, ResultKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Moving the handling due (G7)."""

    most: Value[int]
    longest: Value[Limit]
    ask_before_due: Value[Limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pausing:
    """Waiting for a caller whom the unit could not reach (X7)."""

    attempts: Value[int]
    """So many tries to reach the caller in vain."""
    days: Value[int]
    """On so many different days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HardCases:
    """Before whom comes what a unit cannot solve (WF-28, XS-03)."""

    levels: Value[tuple[HardCaseLevel, ...]]
    """One body after the other; each hears it only when the one before has not solved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingRule:
    """Which fields a result of this kind must carry for this type of item (5.4)."""

    item_type: ItemType | None
    """None: any type."""
    result: ResultKind
    required: tuple[str, ...]
    source: str
    rules: tuple[str, ...]
