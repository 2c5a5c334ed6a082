"""The number that was called: on record where it was not the hotline's own."""

from zoneinfo import ZoneInfo

from domain.chapters.intake.commands import Register
from domain.chapters.intake.rules import IncomingNumber, LineMode
from domain.order.decision import Decision
from domain.order.refusal import refusal

UNKNOWN_LINE = refusal("unknown_line")
LINE_NOT_IN_FORCE = refusal("line_not_in_force")


def require_known_line(decision: Decision, command: Register) -> tuple[str, ...]:
    """NA-02: a number that the law knows and that is in force; the rules that it rests on.

    Default: an empty line is 12345 itself."""
    if not command.line:
        return ()
    line = _line(decision, command.line)
    if line is None:
        decision.refuse(UNKNOWN_LINE, "NA-02", about=(command.line,))
    today = decision.now.astimezone(ZoneInfo(decision.order.dossier.calendar.time_zone)).date()
    valid = line.is_valid(today)
    decision.require(valid, LINE_NOT_IN_FORCE, "NA-02", *line.rules, about=(line.code,))
    return line.rules


def joined_as(decision: Decision, command: Register) -> LineMode | None:
    """NA-02: merged, kept beside, a sub-centre, or the place's own; it stands on record, for what
    comes by a number that is gone and by one that lives on is counted apart (default)."""
    line = _line(decision, command.line)
    return line.mode if line else None


def _line(decision: Decision, code: str) -> IncomingNumber | None:
    return next((line for line in decision.order.dossier.pack.lines if line.code == code), None)
