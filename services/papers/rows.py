"""Rows and signatures that several papers have in common."""

from domain.order.fact import Fact
from services.papers.matter import PaperMatter, Row


def matter_rows(matter: PaperMatter) -> dict[str, str]:
    """What it is about and where, as the reader is shown it."""
    district = matter.order.district
    place = (matter.names.districts.get(district, district), matter.text("register.place"))
    demand = matter.text("redact_demand.text") or matter.text("register.demand")
    return {
        "subject": matter.text("register.subject"),
        "demand": demand or matter.say("papers.not_shown"),
        "place": " ".join(dict.fromkeys(part for part in place if part)),
    }


def rows_about_a_unit(
    matter: PaperMatter, fact: Fact | None, owner: str, *, trigger: str = ""
) -> tuple[Row, ...]:
    """What the matter is, what its owner owes, why he is written to, and what happened so far."""
    return matter.rows(
        {
            **matter_rows(matter),
            "overdue": "\n".join(map(matter.limit, matter.overdue(owner))),
            "trigger": trigger,
            "basis": "" if fact is None else matter.basis(fact.basis),
            "course": matter.course(fact),
        }
    )


def signatures(matter: PaperMatter, fact: Fact | None) -> tuple[str, ...]:
    """Who signs: the hotline with its seal, and whoever acted; where a clock did, nobody did."""
    sealed = matter.say("papers.sealed", city=matter.city)
    if fact is None or not fact.command_id:
        return (sealed,)
    return sealed, matter.say(
        "papers.acted", who=f"{matter.word(fact.actor.role)} {fact.actor.person}"
    )
