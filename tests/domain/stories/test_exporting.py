"""What was written in an order leaves by two people, and what is for named people not at all."""

import pytest

from domain.chapters.caller.commands import NoteExport, SetConfidentiality
from domain.chapters.caller.facts import TextsExported
from domain.order.terms import Confidentiality
from tests.domain.case import Case

LEAVES = NoteExport(
    export="e-1", asked_by="a", approved_by="b", fields=("demand_text", "decisions", "demand_text")
)


@pytest.mark.rule("WF-08", "NA-13")
def test_that_texts_left_is_on_record_with_both_people_and_after_the_end_too() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1)
    case.by("system").does(LEAVES)
    fields = ("decisions", "demand_text")
    told = TextsExported(export="e-1", asked_by="a", approved_by="b", fields=fields)
    assert (case.facts[-1].content, case.facts[-1].clocks) == (told, ())


@pytest.mark.rule("WF-08")
def test_nothing_leaves_that_one_person_asked_for_and_agreed_to() -> None:
    alone = NoteExport(export="e-1", asked_by="a", approved_by="a", fields=("demand_text",))
    assert Case().signed_in().by("system").refused(alone) == "second_person_needed"


@pytest.mark.rule("WF-08", "X:X25")
def test_what_is_for_named_people_only_does_not_leave() -> None:
    case = Case().signed_in()
    for level, refused in ((Confidentiality.P2, False), (Confidentiality.P3, True)):
        case.by("seat_agent").does(SetConfidentiality(level=level)).by("system")
        if refused:
            assert case.refused(LEAVES) == "not_exported"
        else:
            case.does(LEAVES)


@pytest.mark.rule("WF-08")
@pytest.mark.parametrize("role", ["dispatcher", "supervisor", "hotline_head", "unit_head"])
def test_nobody_writes_an_export_down_by_hand(role: str) -> None:
    assert Case().signed_in().by(role).refused(LEAVES) == "role_may_not"
