"""What a unit reads of a report is written by somebody who has read all of it (6.2)."""

import pytest

from domain.chapters.caller.commands import RedactDemand, SetConfidentiality
from domain.chapters.caller.facts import DemandRedacted
from domain.order.terms import Confidentiality
from tests.domain.case import Case

WRITES = RedactDemand()


@pytest.mark.rule("WF-08", "NA-13", "X:X25")
def test_a_redacted_text_is_on_record_without_its_words_and_moves_no_clock() -> None:
    case = Case().dispatched(type="report")
    clocks = case.order.clocks
    case.by("dispatcher").does(WRITES, "text")
    fact = case.facts[-1]
    assert (fact.content, fact.filled, fact.clocks) == (DemandRedacted(), ("text",), ())
    assert case.order.clocks == clocks


@pytest.mark.rule("WF-08", "X:X25")
def test_nobody_hides_a_demand_whose_caller_asked_for_no_secrecy() -> None:
    case = Case().dispatched()
    assert case.by("dispatcher").refused(WRITES, "text") == "caller_not_protected"
    case.by("seat_agent").does(SetConfidentiality(level=Confidentiality.P1))
    assert case.by("dispatcher").refused(WRITES, "text") == "caller_not_protected"
    case.by("seat_agent").does(SetConfidentiality(level=Confidentiality.P2))
    assert case.by("dispatcher").does(WRITES, "text").kinds()[-1] == "DemandRedacted"


@pytest.mark.rule("WF-08")
def test_it_is_written_again_and_after_the_end_too_but_never_without_words() -> None:
    case = Case().to_callback().by("seat_agent")
    case.does(SetConfidentiality(level=Confidentiality.P2)).called_back(solved=True, satisfied=1)
    case.by("dispatcher")
    assert case.refused(WRITES) == "text_missing"
    case.does(WRITES, "text").does(WRITES, "text")
    assert case.kinds()[-2:] == ["DemandRedacted", "DemandRedacted"]


@pytest.mark.rule("WF-08", "NA-13")
@pytest.mark.parametrize("role", ["unit_clerk", "unit_head", "district_centre", "supervisor"])
def test_whoever_is_to_read_it_redacted_does_not_write_it(role: str) -> None:
    assert Case().dispatched(type="report").by(role).refused(WRITES, "text") == "role_may_not"
