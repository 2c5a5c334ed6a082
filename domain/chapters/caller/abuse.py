"""Callers who abuse the line: persuaded first, restricted by a second person, reported
to the police where that does not help, and at once for what is severe. What they demand is judged
as anybody's is (X32)."""

from dataclasses import replace
from typing import Final

from domain.chapters.caller.commands import (
    LiftRestriction,
    Persuade,
    ReportToPolice,
    RestrictCaller,
)
from domain.chapters.caller.facts import (
    CallbackOnly,
    CallerPersuaded,
    CallerRestricted,
    ReportedToPolice,
    RestrictionLifted,
)
from domain.chapters.caller.rules import Abuse
from domain.chapters.intake.commands import Register
from domain.duties.due_dates import count, count_back
from domain.order.clause import applies, decides, only_on_record
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.shared_refusals import SECOND_PERSON_NEEDED
from domain.values.changed_copy import changing
from domain.vocabulary import OVER, Channel, Urgency

RESTRICTION_NOT_IN_LAW = refusal("restriction_not_in_law")
ALREADY_RESTRICTED = refusal("already_restricted")
TOO_FEW_PERSUASIONS = refusal("too_few_persuasions")
NOT_RESTRICTED = refusal("not_restricted")
RESTRICTED_ELSEWHERE = refusal("restricted_elsewhere")
ABUSE_DID_NOT_GO_ON = refusal("abuse_did_not_go_on")

PERSUASION: Final = ("G:G25", "HN-09", "WF-09", "WF-46")
RESTRICTION: Final = ("G:G25", "HD-22")
POLICE: Final = ("HD-22", "HN-16", "X:X32", "WF-46")


@decides(Persuade, even_when=OVER)
def persuade(decision: Decision, command: Persuade) -> None:
    """G25: what was said to the caller is on record; most such orders have ended by then."""
    decision.require_texts("text", basis=PERSUASION)
    decision.record(CallerPersuaded(earlier=command.earlier), basis=PERSUASION)


@applies(CallerPersuaded)
def _persuaded(order: Order, content: CallerPersuaded, fact: Fact) -> Order:
    conduct = order.conduct
    persuaded = {*conduct.persuaded, *content.earlier, fact.occurred_at}
    persuaders = dict.fromkeys((*conduct.persuaders, fact.actor.person))
    conduct = replace(conduct, persuaded=tuple(sorted(persuaded)), persuaders=tuple(persuaders))
    return changing(order, conduct=conduct)


@decides(RestrictCaller, even_when=OVER)
def restrict_caller(decision: Decision, _: RestrictCaller) -> None:
    """G25: after enough recorded persuasions, by somebody who did none of them in this order.

    No clock runs: the restriction belongs to the caller and not to the order (a default)."""
    order, rules = decision.order, decision.order.dossier.pack.abuse
    if rules is None:
        decision.refuse(RESTRICTION_NOT_IN_LAW, *RESTRICTION)
    restricted = order.conduct.is_restricted(decision.now)
    decision.require(not restricted, ALREADY_RESTRICTED, *RESTRICTION)
    enough = _persuasions(decision, rules) >= rules.persuasions.value
    decision.require(enough, TOO_FEW_PERSUASIONS, *RESTRICTION, *rules.persuasions.rules)
    second = not decision.actor.is_one_of(order.conduct.persuaders)
    decision.require(second, SECOND_PERSON_NEEDED, *RESTRICTION)
    decision.require_texts("reason", basis=RESTRICTION)
    until, _unknown = count(order, decision.now, rules.restricted_for.value)
    basis = (*RESTRICTION, *rules.restricted_for.rules)
    decision.record(CallerRestricted(until=until), basis=tuple(dict.fromkeys(basis)))


def _persuasions(decision: Decision, rules: Abuse) -> int:
    since = count_back(decision.order, decision.now, rules.within.value)
    return sum(since <= at <= decision.now for at in decision.order.conduct.persuaded)


@applies(CallerRestricted)
def _restricted(order: Order, content: CallerRestricted, fact: Fact) -> Order:
    conduct = replace(
        order.conduct,
        restricted_at=fact.occurred_at,
        restricted_until=content.until,
        restricted_by=fact.actor.person,
    )
    return changing(order, conduct=conduct)


@decides(LiftRestriction, even_when=OVER)
def lift_restriction(decision: Decision, _: LiftRestriction) -> None:
    """G25: a caller's appeal is reviewed by another person, in the order that restricted."""
    conduct, until = decision.order.conduct, decision.order.conduct.restricted_until
    if until is None or not conduct.is_restricted(decision.now):
        decision.refuse(NOT_RESTRICTED, *RESTRICTION)
    decision.require(bool(conduct.restricted_by), RESTRICTED_ELSEWHERE, *RESTRICTION)
    decision.require_texts("reason", basis=RESTRICTION)
    another = not decision.actor.is_one_of((conduct.restricted_by,))
    decision.require(another, SECOND_PERSON_NEEDED, *RESTRICTION)
    decision.record(RestrictionLifted(until=until), basis=RESTRICTION)


@applies(RestrictionLifted)
def _lifted(order: Order, _: RestrictionLifted, __: Fact) -> Order:
    free = replace(order.conduct, restricted_at=None, restricted_until=None, restricted_by="")
    return changing(order, conduct=free)


@decides(ReportToPolice, even_when=OVER)
def report_to_police(decision: Decision, command: ReportToPolice) -> None:
    """HD-22, HN-16: with evidence, when the caller had to be persuaded again after a restriction;
    for what the law of the place calls severe, at once (WF 34).

    A restriction that was lifted on appeal counts for nothing (a default)."""
    conduct, severe = decision.order.conduct, _severe(decision, command)
    persuaded = conduct.restricted_at is not None and conduct.went_on()
    decision.require(persuaded or bool(severe), ABUSE_DID_NOT_GO_ON, *POLICE)
    decision.require_texts("evidence", basis=POLICE)
    content = ReportedToPolice(restricted_at=conduct.restricted_at, ground=command.ground)
    decision.record(content, basis=tuple(dict.fromkeys((*POLICE, *severe))))


def _severe(decision: Decision, command: ReportToPolice) -> tuple[str, ...]:
    """The rules by which nobody is persuaded first; none where the law has no such ground."""
    rules = decision.order.dossier.pack.abuse
    at_once = rules.at_once if rules else None
    if at_once is None or not at_once.value:
        return ()
    return at_once.rules if command.ground in at_once.value else ()


def take_for_callback(decision: Decision, command: Register) -> None:
    """X32, G25: a restricted caller's demand is taken like any other; only the line is kept free.

    It concerns calls and nothing else, and never an emergency."""
    until = command.restricted_until
    if until is None or until <= decision.now or command.channel is not Channel.PHONE:
        return
    if command.urgency is not Urgency.EMERGENCY:
        decision.record(CallbackOnly(until=until), basis=("X:X32", "G:G25"))


@applies(CallbackOnly)
def _callback_only(order: Order, content: CallbackOnly, fact: Fact) -> Order:
    known = replace(order.conduct, restricted_at=fact.occurred_at, restricted_until=content.until)
    return changing(order, conduct=known)


only_on_record(ReportedToPolice)
