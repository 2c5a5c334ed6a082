"""Printing: what leaves on paper is on record before it does, of an ended order too (6.2)."""

from domain.chapters.caller.commands import NotePrint
from domain.chapters.caller.confidentiality import PROTECTED
from domain.chapters.caller.facts import PaperPrinted
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.vocabulary import OVER

ABOUT_NO_FACT = refusal("about_no_fact")


@decides(NotePrint, even_when=OVER)
def note_print(decision: Decision, command: NotePrint) -> None:
    """6.2: who was shown what is known afterwards, on paper too. It moves no clock."""
    there = 0 <= command.about <= decision.order.version
    decision.require(there, ABOUT_NO_FACT, *PROTECTED)
    content = PaperPrinted(
        paper=command.paper,
        about=command.about,
        printed_by=command.printed_by,
        check=command.check,
    )
    decision.record(content, basis=PROTECTED)


only_on_record(PaperPrinted)
