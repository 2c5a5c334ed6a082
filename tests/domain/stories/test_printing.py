"""Whoever prints a paper stands on record with it, also where the order is over."""

import pytest

from domain.chapters.caller.commands import NotePrint
from domain.chapters.caller.facts import PaperPrinted
from domain.chapters.caller.terms import PaperKind
from tests.domain.case import Case

PRINTED = NotePrint(
    paper=PaperKind.ORDER_FORM, about=1, printed_by="supervisor-1", check="7f3ac91e"
)


@pytest.mark.rule("WF-08")
def test_a_print_stands_on_record_while_the_order_lives_and_afterwards() -> None:
    told = PaperPrinted(
        paper=PaperKind.ORDER_FORM, about=1, printed_by="supervisor-1", check="7f3ac91e"
    )
    for case in (Case().dispatched(), Case().to_callback().called_back(solved=True, satisfied=1)):
        before = case.order.clocks
        case.by("system").does(PRINTED)
        assert case.facts[-1].content == told
        assert case.order.clocks == before


@pytest.mark.rule("WF-08")
def test_no_paper_is_about_what_has_not_happened_and_nobody_notes_his_own() -> None:
    case = Case().dispatched().by("system")
    later = NotePrint(
        paper=PaperKind.URGING, about=case.order.version + 1, printed_by="a", check="0"
    )
    assert case.refused(later) == "about_no_fact"
    assert case.by("supervisor").refused(PRINTED) == "role_may_not"
