"""A call taken on paper and entered late (补录), as in an outage: two people answer for it."""

from domain.chapters.intake.commands import Register
from domain.chapters.intake.facts import LateEntryConfirmed
from domain.duties.due_dates import count
from domain.order.clause import only_on_record
from domain.order.decision import Docket
from domain.vocabulary import Role


def require_second_person(docket: Docket, command: Register) -> None:
    """X35: a call entered long after it was taken is confirmed by somebody else.

    The time of the call is on record; limits run from the entry, whose time nobody can choose.
    What a machine imports carries the time that the file has, and needs nobody."""
    if command.called_at is None or docket.actor.role is Role.SYSTEM:
        return
    docket.require(command.called_at <= docket.now, "called_in_the_future", "X:X35")
    if _is_late(docket, command):
        other = command.confirmed_by not in ("", docket.actor.person)
        docket.require(other, "second_person_missing", "X:X35")


def confirm_late_entry(docket: Docket, command: Register) -> None:
    """X35: put on record who vouched for the late entry."""
    if command.called_at is None or not command.confirmed_by:
        return
    content = LateEntryConfirmed(called_at=command.called_at, confirmed_by=command.confirmed_by)
    docket.record(content, basis=("X:X35",))


def _is_late(docket: Docket, command: Register) -> bool:
    rules = docket.order.dossier.pack.intake
    if rules is None or command.called_at is None:
        return False
    in_time, _ = count(docket.order, command.called_at, rules.late_entry_after.value)
    return docket.now > in_time


only_on_record(LateEntryConfirmed)
