"""A leader's note: recorded, and answered by supervision of its level (SM-08)."""

from typing import Final

from domain.chapters.intake.desk import DISPATCH_DESK
from domain.chapters.supervision.commands import LeaderNote
from domain.chapters.supervision.facts import LeaderNoted
from domain.chapters.supervision.supervision import raise_to
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.order.shared_refusals import AUTHORITY_MISSING
from domain.vocabulary import Level, Trigger

NOTE_OF_ANOTHER_LEVEL = refusal("note_of_another_level")

NOTED: Final = (Level.L2, Level.L3)
"""What a note may call for: daily supervision, or the board (5.5)."""


@decides(LeaderNote)
def leader_note(decision: Decision, command: LeaderNote) -> None:
    """SM-08: the note raises supervision; where it already stands as high, the note is on record.

    An order that no unit has yet is supervised at the desk that must dispatch it (default).
    """
    named = command.level.name
    decision.require(command.level in NOTED, NOTE_OF_ANOTHER_LEVEL, "T:T44", about=(named,))
    decision.require(bool(command.authority), AUTHORITY_MISSING, "SM-08")
    decision.require_texts("note", basis=("SM-08",))
    decision.record(
        LeaderNoted(level=command.level, authority=command.authority), basis=("SM-08", "T:T44")
    )
    owner = decision.order.unit or DISPATCH_DESK
    basis, by = ("SM-08", "WF-32", "WF-33"), command.authority
    raise_to(decision, command.level, Trigger.LEADER_NOTE, owner, *basis, authority=by)


only_on_record(LeaderNoted)
