"""The limit of a law: where it is longer than the ordinary one, it goes before it."""

from typing import Final

from domain.chapters.handling.commands import ApplyStatutoryLimit
from domain.chapters.handling.facts import StatutoryLimitApplied
from domain.chapters.handling.in_hand import require_in_hand, require_in_time
from domain.duties.due_dates import count, relimit, rule_for, without_extensions
from domain.order.clause import decides, only_on_record
from domain.order.clock import Clock, ClockRelimited, ClockStarted
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.time.limit import Limit
from domain.values.changed_copy import changing
from domain.values.law_name import is_article, is_law_name
from domain.vocabulary import ClockName

LEGAL_BASIS_MISSING = refusal("legal_basis_missing")
STATUTORY_LIMIT_NOT_LONGER = refusal("statutory_limit_not_longer")
STATUTORY_LIMIT_TOO_LONG = refusal("statutory_limit_too_long")

STATUTORY: Final = "statutory"
"""The occasion under which a pack says how long any law may give."""

BASIS = ("WF-19", "T:T22", "G:G10")


@decides(ApplyStatutoryLimit)
def apply_statutory_limit(decision: Decision, command: ApplyStatutoryLimit) -> None:
    """T22, G10: the hotline applies a law's longer limit; the original dues stay on record.

    The unit's request is a text of the paper. Only a limit that has not lapsed yet is replaced.
    """
    require_in_hand(decision, "T:T22")
    handle = require_in_time(decision, "T:T22", ClockName.HANDLE)
    named = is_law_name(command.law) and is_article(command.article)
    decision.require(named, LEGAL_BASIS_MISSING, *BASIS)
    replaced = _by_law(decision.order, handle, command)
    decision.require(replaced.due > handle.due, STATUTORY_LIMIT_NOT_LONGER, *BASIS)
    _require_a_laws_length(decision, handle, command.limit)
    decision.record(
        StatutoryLimitApplied(
            law=command.law, article=command.article, limit=command.limit, due=replaced.due
        ),
        replaced,
        *_total(decision, command),
        *_interim_reply(decision, handle),
        basis=(*BASIS, "X:X16"),
    )


def _require_a_laws_length(decision: Decision, handle: Clock, limit: Limit) -> None:
    """G10: no law that a unit may invoke gives longer than the longest of them (2C)."""
    order = decision.order
    longest = rule_for(order, ClockName.HANDLE, handle.started, STATUTORY)
    if longest is None:
        return
    ends, _ = count(order, handle.started, limit)
    latest, _ = count(order, handle.started, longest.limit)
    decision.require(
        ends <= latest, STATUTORY_LIMIT_TOO_LONG, *longest.rules, about=(longest.limit.text(),)
    )


def _by_law(order: Order, clock: Clock, command: ApplyStatutoryLimit) -> ClockRelimited:
    """What was granted on the ordinary limit falls with it; a pause is given back (default)."""
    return relimit(order, without_extensions(clock), command.limit, BASIS)


def _total(decision: Decision, command: ApplyStatutoryLimit) -> tuple[ClockRelimited, ...]:
    """The city's promise moves with the unit's limit, and is never made shorter."""
    total = decision.order.open_clock(ClockName.TOTAL)
    if total is None or total.lapsed:
        return ()
    replaced = _by_law(decision.order, total, command)
    return (replaced,) if replaced.due > total.due else ()


def _interim_reply(decision: Decision, handle: Clock) -> tuple[ClockStarted, ...]:
    """X16: the ordinary limit goes on as the limit of a first answer to the caller."""
    if decision.order.open_clock(ClockName.INTERIM_REPLY):
        return ()
    reply = changing(
        handle,
        id=decision.order.next_clock_id(ClockName.INTERIM_REPLY),
        name=ClockName.INTERIM_REPLY,
        basis=("G:G10", "X:X16"),
        armed=decision.now,
        rung=(),
    )
    return (ClockStarted(clock=reply),)


only_on_record(StatutoryLimitApplied)
