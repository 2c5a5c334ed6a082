"""What a rule pack says about callers who abuse the line (G25, HD-22)."""

from dataclasses import dataclass

from domain.chapters.caller.terms import AbuseGround
from domain.law.value import Value
from domain.time.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Abuse:
    """After how much persuasion a caller may be restricted, and for how long."""

    persuasions: Value[int]
    """So often the caller must have been persuaded to stop."""
    within: Value[Limit]
    """Persuasions from before this time count no more."""
    restricted_for: Value[Limit]
    at_once: Value[tuple[AbuseGround, ...]] | None = None
    """What is so severe that the police are told of it without any persuasion; None: nothing."""
