"""Exports: what was written in an order leaves by two people, and at P3 not at all (6.1, 6.2)."""

from domain.chapters.caller.commands import NoteExport
from domain.chapters.caller.confidentiality import PROTECTED
from domain.chapters.caller.facts import TextsExported
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.order.shared_refusals import SECOND_PERSON_NEEDED
from domain.order.terms import Confidentiality
from domain.vocabulary import OVER

NOT_EXPORTED = refusal("not_exported")


@decides(NoteExport, even_when=OVER)
def note_export(decision: Decision, command: NoteExport) -> None:
    """6.1: four eyes; 6.2: no export of what is for named people only. It moves no clock."""
    by_list = decision.order.confidentiality is Confidentiality.P3
    decision.require(not by_list, NOT_EXPORTED, *PROTECTED)
    two = command.asked_by != command.approved_by
    decision.require(two, SECOND_PERSON_NEEDED, *PROTECTED)
    content = TextsExported(
        export=command.export,
        asked_by=command.asked_by,
        approved_by=command.approved_by,
        fields=tuple(sorted(set(command.fields))),
    )
    decision.record(content, basis=PROTECTED)


only_on_record(TextsExported)
