"""Each law that offices write, one a row: an order is due by it, lapses by it, and is explained."""

from datetime import timedelta

import pytest

from audit.ledger.arithmetic import explain_lines
from tests.domain.case import CITY, Case
from tests.policies.law_table import LAWS, LawRow


@pytest.mark.parametrize("row", LAWS, ids=str)
def test_an_order_is_due_lapses_and_is_explained(row: LawRow) -> None:
    at = row.sent[5:].replace("T", " ")
    case = Case(row.read, at=at, calendars=row.calendars).dispatched(**row.demand)
    clock = case.clock("handle/1")
    assert (clock.due, clock.provisional) == (row.due_at, row.provisional)

    unborn = Case(row.read, at=at, calendars=row.calendars).order.dossier
    told = "\n".join(explain_lines(unborn, case.facts, "handle/1"))
    assert f"{row.due_at.astimezone(CITY):%Y-%m-%d %H:%M}" in told
    assert "differs" not in told

    assert case.after(row.due_at - case.now).clock("handle/1").lapsed is None
    lapsed = case.after(timedelta(seconds=1)).clock("handle/1").lapsed
    assert lapsed == (None if row.provisional else row.due_at)
