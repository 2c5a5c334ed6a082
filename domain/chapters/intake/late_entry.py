"""A call taken on paper and entered late, as in an outage: two people answer for it."""

from datetime import datetime

from domain.chapters.intake.commands import Register
from domain.chapters.intake.facts import LateEntryConfirmed
from domain.chapters.intake.imported import comes_out_of_a_file
from domain.duties.due_dates import count
from domain.order.clause import only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal

CALLED_IN_THE_FUTURE = refusal("called_in_the_future")
CALLED_TOO_LONG_AGO = refusal("called_too_long_ago")
SECOND_PERSON_MISSING = refusal("second_person_missing")


def require_second_person(decision: Decision, command: Register) -> None:
    """X35: a call entered long after it was taken is confirmed by somebody else.

    The time of the call is on record; limits run from the entry, whose time nobody can choose.
    What comes out of a file carries the time that the file has, and needs nobody; but no call was
    taken in the future."""
    if command.called_at is None:
        return
    decision.require(command.called_at <= decision.now, CALLED_IN_THE_FUTURE, "X:X35")
    if comes_out_of_a_file(decision, command):
        return
    require_recent(decision, command.called_at)
    if _is_late(decision, command):
        alone = decision.actor.is_one_of((command.confirmed_by,))
        decision.require(bool(command.confirmed_by) and not alone, SECOND_PERSON_MISSING, "X:X35")


def require_recent(decision: Decision, taken: datetime) -> None:
    """X35: what was taken on paper is entered within days; nobody waited for years (default)."""
    rules = decision.order.dossier.pack.intake
    oldest = rules.oldest_call if rules else None
    if oldest is not None:
        still, _ = count(decision.order, taken, oldest.value)
        decision.require(decision.now <= still, CALLED_TOO_LONG_AGO, *oldest.rules)


def confirm_late_entry(decision: Decision, command: Register) -> None:
    """X35: put on record who vouched for the late entry."""
    if command.called_at is None or not command.confirmed_by:
        return
    content = LateEntryConfirmed(called_at=command.called_at, confirmed_by=command.confirmed_by)
    decision.record(content, basis=("X:X35",))


def _is_late(decision: Decision, command: Register) -> bool:
    rules = decision.order.dossier.pack.intake
    if rules is None or command.called_at is None:
        return False
    in_time, _ = count(decision.order, command.called_at, rules.late_entry_after.value)
    return decision.now > in_time


only_on_record(LateEntryConfirmed)
