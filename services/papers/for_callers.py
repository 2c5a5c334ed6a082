"""Papers for callers: why a demand is not taken in, and why nothing further is done."""

from domain.chapters.caller.terms import PaperKind
from domain.chapters.closing.facts import TerminationApproved
from domain.chapters.intake.facts import Refused
from domain.order.fact import Fact
from services.papers.kinds import PaperSaid, content_of, on, paper
from services.papers.matter import PaperMatter
from services.papers.rows import matter_rows, signatures


@paper(PaperKind.REFUSAL_NOTICE, on(Refused))
def refusal_notice(matter: PaperMatter, fact: Fact | None) -> PaperSaid:
    """The caller is told why the demand is not taken in, and where to go with it."""
    act = "" if fact is None else fact.command_id
    return PaperSaid(
        meta=matter.word(matter.order.state),
        addressee=_caller(matter),
        body=(matter.say("papers.refusal_notice.body", number=matter.order.number),),
        rows=matter.rows(
            {
                **matter_rows(matter),
                "reason": matter.text("refuse.reason", act),
                "route": matter.text("refuse.route", act),
                "basis": "" if fact is None else matter.basis(fact.basis),
            }
        ),
        signed=signatures(matter, fact),
    )


@paper(PaperKind.TERMINATION_NOTICE, on(TerminationApproved))
def termination_notice(matter: PaperMatter, fact: Fact | None) -> PaperSaid:
    """The caller is told why nothing further is done."""
    ground = content_of(fact, TerminationApproved).ground
    return PaperSaid(
        meta=matter.word(matter.order.state),
        addressee=_caller(matter),
        body=(matter.say("papers.termination_notice.body", number=matter.order.number),),
        rows=matter.rows(
            {
                **matter_rows(matter),
                "ground": matter.word(ground),
                "reason": matter.text("explain_termination.explanation")
                or matter.text("approve_termination.explanation"),
                "basis": "" if fact is None else matter.basis(fact.basis),
            }
        ),
        signed=signatures(matter, fact),
    )


def _caller(matter: PaperMatter) -> str:
    """The caller's name as the reader is shown it; where it is not shown, nobody's."""
    name = matter.text("register.name") or matter.say("papers.caller")
    return matter.say("papers.to", whom=name)
