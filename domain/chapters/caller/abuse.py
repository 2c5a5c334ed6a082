"""Callers who abuse the line (恶意拨打): persuaded first, restricted by a second person, reported
to the police where that does not help. What they demand is judged as anybody's is (X32)."""

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
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import OVER, Channel, Urgency

PERSUASION: Final = ("G:G25", "HN-09", "WF-09", "WF-46")
RESTRICTION: Final = ("G:G25", "HD-22")
POLICE: Final = ("HD-22", "HN-16", "X:X32", "WF-46")


@decides(Persuade, even_when=OVER)
def persuade(docket: Docket, command: Persuade) -> None:
    """G25: what was said to the caller is on record; most such orders have ended by then."""
    docket.require_texts("text", basis=PERSUASION)
    docket.record(CallerPersuaded(earlier=command.earlier), basis=PERSUASION)


@applies(CallerPersuaded)
def _persuaded(order: Order, content: CallerPersuaded, fact: Fact) -> Order:
    conduct = order.conduct
    persuaded = {*conduct.persuaded, *content.earlier, fact.occurred_at}
    persuaders = dict.fromkeys((*conduct.persuaders, fact.actor.person))
    conduct = replace(conduct, persuaded=tuple(sorted(persuaded)), persuaders=tuple(persuaders))
    return changing(order, conduct=conduct)


@decides(RestrictCaller, even_when=OVER)
def restrict_caller(docket: Docket, _: RestrictCaller) -> None:
    """G25: after enough recorded persuasions, by somebody who did none of them in this order.

    No clock runs: the restriction belongs to the caller and not to the order (a default)."""
    order, rules = docket.order, docket.order.dossier.pack.abuse
    if rules is None:
        docket.refuse("restriction_not_in_law", *RESTRICTION)
    docket.require_texts("reason", basis=RESTRICTION)
    restricted = order.conduct.is_restricted(docket.now)
    docket.require(not restricted, "already_restricted", *RESTRICTION)
    enough = _persuasions(docket, rules) >= rules.persuasions.value
    docket.require(enough, "too_few_persuasions", *RESTRICTION, *rules.persuasions.rules)
    second = docket.actor.person not in order.conduct.persuaders
    docket.require(second, "second_person_needed", *RESTRICTION)
    until, _unknown = count(order, docket.now, rules.restricted_for.value)
    basis = (*RESTRICTION, *rules.restricted_for.rules)
    docket.record(CallerRestricted(until=until), basis=tuple(dict.fromkeys(basis)))


def _persuasions(docket: Docket, rules: Abuse) -> int:
    since = count_back(docket.order, docket.now, rules.within.value)
    return sum(since <= at <= docket.now for at in docket.order.conduct.persuaded)


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
def lift_restriction(docket: Docket, _: LiftRestriction) -> None:
    """G25: a caller's appeal is reviewed by another person, in the order that restricted."""
    conduct, until = docket.order.conduct, docket.order.conduct.restricted_until
    if until is None or not conduct.is_restricted(docket.now):
        docket.refuse("not_restricted", *RESTRICTION)
    docket.require(bool(conduct.restricted_by), "restricted_elsewhere", *RESTRICTION)
    docket.require_texts("reason", basis=RESTRICTION)
    another = docket.actor.person != conduct.restricted_by
    docket.require(another, "second_person_needed", *RESTRICTION)
    docket.record(RestrictionLifted(until=until), basis=RESTRICTION)


@applies(RestrictionLifted)
def _lifted(order: Order, _: RestrictionLifted, __: Fact) -> Order:
    free = replace(order.conduct, restricted_at=None, restricted_until=None, restricted_by="")
    return changing(order, conduct=free)


@decides(ReportToPolice, even_when=OVER)
def report_to_police(docket: Docket, _: ReportToPolice) -> None:
    """HD-22, HN-16: with evidence, when the caller had to be persuaded again after it.

    A restriction that was lifted on appeal counts for nothing (a default)."""
    conduct = docket.order.conduct
    if conduct.restricted_at is None or not conduct.went_on():
        docket.refuse("abuse_did_not_go_on", *POLICE)
    docket.require_texts("evidence", basis=POLICE)
    docket.record(ReportedToPolice(restricted_at=conduct.restricted_at), basis=POLICE)


def take_for_callback(docket: Docket, command: Register) -> None:
    """X32, G25: a restricted caller's demand is taken like any other; only the line is kept free.

    It concerns calls and nothing else, and never an emergency."""
    until = command.restricted_until
    if until is None or until <= docket.now or command.channel is not Channel.PHONE:
        return
    if command.urgency is not Urgency.EMERGENCY:
        docket.record(CallbackOnly(until=until), basis=("X:X32", "G:G25"))


@applies(CallbackOnly)
def _callback_only(order: Order, content: CallbackOnly, fact: Fact) -> Order:
    known = replace(order.conduct, restricted_at=fact.occurred_at, restricted_until=content.until)
    return changing(order, conduct=known)


only_on_record(ReportedToPolice)
