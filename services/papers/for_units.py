"""Papers for those who handle orders: the order's form, urging, supervision, a talk, more time."""

from domain.chapters.caller.terms import PaperKind
from domain.chapters.handling.facts import ExtensionRequested
from domain.chapters.supervision.facts import CallerUrged, SupervisionRaised
from domain.order.fact import Fact
from domain.vocabulary import ClockName, Level
from services.papers.kinds import PaperSaid, RisesBy, content_of, on, paper
from services.papers.matter import PaperMatter
from services.papers.rows import matter_rows, rows_about_a_unit, signatures


def _raised(*levels: Level) -> RisesBy:
    return lambda fact: isinstance(fact.content, SupervisionRaised) and fact.content.level in levels


def _urged(fact: Fact) -> bool:
    return isinstance(fact.content, CallerUrged) or _raised(Level.L1)(fact)


@paper(PaperKind.ORDER_FORM)
def order_form(matter: PaperMatter, _: Fact | None) -> PaperSaid:
    """The order as it stands: who asks for what, who has it, until when, and what was done."""
    order = matter.order
    clocks = (matter.limit(clock) for clock in order.open_clocks())
    return PaperSaid(
        meta=matter.word(order.state),
        addressee="",
        body=(),
        rows=matter.rows(
            {
                "kind": matter.say("papers.list_ends").join(
                    map(matter.word, (order.item_type, order.item_class, order.urgency))
                ),
                "received": _received(matter),
                "caller": matter.text("register.name"),
                "phone": matter.text("register.phone"),
                **matter_rows(matter),
                "confidentiality": matter.word(order.confidentiality),
                "unit": matter.called(order.unit) if order.unit else "",
                "limits": "\n".join(clocks),
                "result": matter.text("submit_result.answer")
                or matter.text("submit_result.solution"),
                "course": matter.course(None),
            }
        ),
    )


@paper(PaperKind.URGING, _urged)
def urging(matter: PaperMatter, fact: Fact | None) -> PaperSaid:
    """The unit is asked to make haste."""
    unit = matter.called(matter.order.unit)
    return PaperSaid(
        meta=matter.word(Level.L1),
        addressee=matter.say("papers.to", whom=unit),
        body=(matter.say("papers.urging.body", number=matter.order.number),),
        rows=rows_about_a_unit(matter, fact, matter.order.unit),
        signed=signatures(matter, fact),
    )


@paper(PaperKind.SUPERVISION_NOTICE, _raised(Level.L2, Level.L3, Level.L4, Level.L5))
def supervision_notice(matter: PaperMatter, fact: Fact | None) -> PaperSaid:
    """Who owes what, since when it is late, and until when it is to be done now."""
    return _supervised(matter, fact, "papers.supervision_notice.body")


@paper(PaperKind.SUMMONS, _raised(Level.L4))
def summons(matter: PaperMatter, fact: Fact | None) -> PaperSaid:
    """Whoever answers for the unit is called to explain himself."""
    return _supervised(matter, fact, "papers.summons.body")


def _supervised(matter: PaperMatter, fact: Fact | None, body: str) -> PaperSaid:
    raised = content_of(fact, SupervisionRaised)
    watch = matter.order.open_clock(ClockName.SUPERVISION)
    owner, level = raised.owner, matter.word(raised.level)
    late = [
        matter.say("papers.late", clock=matter.word(clock.name), due=matter.instant(clock.due))
        for clock in matter.overdue(owner)
    ]
    return PaperSaid(
        meta=matter.say("papers.level", level=level),
        addressee=matter.say("papers.to", whom=matter.called(owner)),
        body=(
            matter.say(
                body, number=matter.order.number, why="".join(late) or matter.word(raised.trigger)
            ),
        ),
        rows=(
            *rows_about_a_unit(matter, fact, owner, trigger=matter.word(raised.trigger)),
            *matter.rows(
                {
                    "demanded": matter.say("papers.demanded"),
                    "supervised_until": "" if watch is None else matter.instant(watch.due),
                }
            ),
        ),
        signed=signatures(matter, fact),
    )


@paper(PaperKind.EXTENSION_FORM, on(ExtensionRequested))
def extension_form(matter: PaperMatter, fact: Fact | None) -> PaperSaid:
    """The unit asks for more time, with room for whoever decides."""
    asked = content_of(fact, ExtensionRequested)
    act = "" if fact is None else fact.command_id
    return PaperSaid(
        meta=matter.word(matter.order.state),
        addressee="",
        body=(),
        rows=matter.rows(
            {
                **matter_rows(matter),
                "unit": matter.called(matter.order.unit),
                "asked_for": asked.length.text(),
                "reason": matter.text("request_extension.reason", act),
                "signed_by": asked.signed_by,
                "limits": "\n".join(matter.limit(clock) for clock in matter.order.open_clocks()),
                "decision": matter.say("papers.to_be_written"),
            }
        ),
        signed=signatures(matter, fact),
    )


def _received(matter: PaperMatter) -> str:
    order = matter.order
    at = "" if order.born_at is None else matter.instant(order.born_at)
    return f"{at} {matter.word(order.channel)}"
