"""What a ground of refusal rests on: nobody is turned away by a mere word (C9, C10, HD-16)."""

from typing import Final

from domain.chapters.intake.commands import Refuse
from domain.chapters.intake.rules import Disposition
from domain.chapters.intake.terms import GroundNeed
from domain.chapters.together.repeats import REPEATS_ITSELF
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.order.shared_refusals import AUTHORITY_MISSING, CASE_NUMBER_MISSING
from domain.values.case_number import is_authority_name, is_case_number

EARLIER_ORDER_MISSING = refusal("earlier_order_missing")
NEW_FACTS_GIVEN = refusal("new_facts_given")
CALLER_NOT_ASKED = refusal("caller_not_asked")

BEFORE: Final = ("C:C10", "HN-12", "HD-15")
UNCLEAR: Final = ("HN-08", "HD-16")
ACCEPTED_CASE: Final = ("C:C9", "AH-06", "X:X12")


def require_grounded(decision: Decision, command: Refuse, ground: Disposition) -> None:
    """Refuse a refusal whose ground is not shown: what it needs the pack says, ground by ground."""
    if GroundNeed.EARLIER_ORDER in ground.needs:
        _require_earlier(decision, earlier_of(decision, command), ground)
    if GroundNeed.ASKED in ground.needs:
        basis = dict.fromkeys((*UNCLEAR, *ground.rules))
        decision.require(decision.order.was_asked, CALLER_NOT_ASKED, *basis)
    if GroundNeed.CASE in ground.needs:
        basis = dict.fromkeys((*ACCEPTED_CASE, *ground.rules))
        require_case(decision, command.case_no, command.authority, *basis)


def earlier_of(decision: Decision, command: Refuse) -> str:
    """What the refusal names as settled or taken in before; else what the order repeats."""
    return command.earlier or decision.order.repeats


def require_case(decision: Decision, case_no: str, authority: str, *basis: str) -> None:
    """C9, X12: a case has a number and somebody who has accepted it; a threat has neither."""
    decision.require(is_case_number(case_no), CASE_NUMBER_MISSING, *basis, about=_given(case_no))
    decision.require(
        is_authority_name(authority), AUTHORITY_MISSING, *basis, about=_given(authority)
    )


def _given(word: str) -> tuple[str, ...]:
    return (word,) if word else ()


def _require_earlier(decision: Decision, earlier: str, ground: Disposition) -> None:
    """C10: the earlier order is named, is another one, and nothing new is said of its matter."""
    order, basis = decision.order, tuple(dict.fromkeys((*BEFORE, *ground.rules)))
    decision.require(is_case_number(earlier), EARLIER_ORDER_MISSING, *basis, about=_given(earlier))
    decision.require(earlier != order.number, REPEATS_ITSELF, "T:T47", about=(earlier,))
    decision.require(not order.new_facts, NEW_FACTS_GIVEN, "T:T47", *basis)
