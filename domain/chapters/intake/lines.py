"""The number that was called (号码归并、双号并行): on record where it was not the hotline's own."""

from zoneinfo import ZoneInfo

from domain.chapters.intake.commands import Register
from domain.chapters.intake.rules import Line, LineMode
from domain.order.decision import Docket


def require_known_line(docket: Docket, command: Register) -> tuple[str, ...]:
    """NA-02: a number that the law knows and that is in force; the rules that it rests on.

    Default: an empty line is 12345 itself."""
    if not command.line:
        return ()
    line = _line(docket, command.line)
    if line is None:
        docket.refuse("unknown_line", "NA-02", about=(command.line,))
    today = docket.now.astimezone(ZoneInfo(docket.order.dossier.calendar.time_zone)).date()
    valid = line.is_valid(today)
    docket.require(valid, "line_not_in_force", "NA-02", *line.rules, about=(line.code,))
    return line.rules


def joined_as(docket: Docket, command: Register) -> LineMode | None:
    """NA-02: merged, kept beside, a sub-centre, or the place's own; it stands on record, for what
    comes by a number that is gone and by one that lives on is counted apart (default)."""
    line = _line(docket, command.line)
    return line.mode if line else None


def _line(docket: Docket, code: str) -> Line | None:
    return next((line for line in docket.order.dossier.pack.lines if line.code == code), None)
