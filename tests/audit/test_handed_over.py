"""A clock that a unit's successor took over, counted aloud."""

from audit.ledger.arithmetic import explain_lines
from tests.domain.case import Case
from tests.domain.stories.test_succession import merged
from texts import glossed


def test_a_clock_that_was_handed_over_says_so_and_keeps_its_due() -> None:
    case = merged(Case().signed_in())
    dossier = Case().order.dossier
    lines = explain_lines(dossier, case.facts, "handle/1")
    [handed] = [line for line in lines if "handed over 移交" in line]
    assert "utilities owes it, due 2026-03-10 00:00:00+0800 时限不变" in handed
    assert not any(glossed("ledger.differs") in line for line in lines)
