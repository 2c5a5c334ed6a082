"""What a rule pack says about orders that have ended: coming back to them, and filing them."""

from dataclasses import dataclass

from domain.law.value import Value
from domain.time.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterClosing:
    """How long an ended order is still at hand (T47, T49, G24). Limits count from its end unless
    they say otherwise."""

    reopen_within: Value[Limit]
    """Later the same matter is a new order, linked to the old one."""
    archive_after: Value[Limit]
    """So long nobody may have come back to it; counted from the last fact."""
    content_kept: Value[Limit] | None = None
    """How long the texts are kept once it is filed, which the archive authority sets; None: it has
    set nothing yet."""
