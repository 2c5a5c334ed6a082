"""What a rule pack says about the assessment: appeals, comparisons, weights and grades."""

from dataclasses import dataclass

from domain.law.value import Value
from domain.time.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much an indicator weighs in the composite figure, in per cent."""

    indicator: str
    percent: int
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade, and the composite figure from which on it is given."""

    name: str
    at_least: int
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRules:
    """What a unit may say against the assessment, and how far it says anything of units."""

    appeal_within: Value[Limit]
    """How long after an entry a unit may appeal against it."""
    ranked_from: Value[int] | None = None
    """Of how many cases a share must be before units are compared by it; None: they are not."""
