"""Each law that offices write is tried on old cases and on orders on record, to the instant."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.time.instants import AN_INSTANT
from policies.law import Law
from policies.library import calendar_for, load_pack
from services.trials.handling_duties import Fared, fared
from tests.policies.law_table import LAWS, PROMISES, LawRow
from tests.policies.pack_texts import town, written
from tests.services.assessment.books import text_file
from tests.services.imports import old_cases
from tests.services.trials.on_record import OnRecord, with_unit

A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("row", LAWS, ids=str)
def test_backtest(row: LawRow, tmp_path: Path) -> None:
    told = (row.demand.get(name, "") for name in ("type", "category", "promised_day"))
    same = f"{row.sent},%s,{','.join(map(str, told))}"
    ends = (row.due_at, row.due_at + A_SECOND)
    lines = [f"{n},{same % end.replace(tzinfo=None)}" for n, end in enumerate(ends)]
    head = "number,opened,closed,type,matter,promised\n"
    path = text_file(tmp_path / "old.csv", head + "\n".join(lines))

    found = old_cases.judged(path, by=row.law, then=row.due_at + timedelta(days=30))

    assert [one.judged for one in found.verdicts] == ["in_time", "late"]
    assert {one.due for one in found.verdicts} == {row.due_at}
    assert {one.clock.provisional for one in found.verdicts if one.clock} == {row.provisional}


@pytest.mark.parametrize("row", LAWS, ids=str)
def test_whatif(row: LawRow, tmp_path: Path) -> None:
    own = load_pack(written(tmp_path, town(*PROMISES), "own"))
    case = with_unit(own, at=row.sent[5:].replace("T", " "), **row.demand)

    def would_be(case: OnRecord) -> Fared:
        compared = case.under(row.law)
        (clock,) = (one for one in compared.would_be.clocks.values() if one.name == "handle")
        assert (clock.due, clock.provisional) == (row.due_at, row.provisional)
        assert compared.dropped == ()
        return fared(compared.would_be)

    case.now = row.due_at - AN_INSTANT
    assert would_be(case) is Fared.RUNNING
    case.now = row.due_at
    assert would_be(case) is (Fared.RUNNING if row.provisional else Fared.LATE)


def test_whatif_names_a_promise_that_the_other_law_takes_none_of(tmp_path: Path) -> None:
    own = load_pack(written(tmp_path, town(*PROMISES), "own"))
    (promised,) = (row.demand for row in LAWS if "promised_day" in row.demand)
    national = load_pack("national-default")
    other = Law(pack=national, calendar=calendar_for(national))

    compared = with_unit(own, **promised).under(other)

    assert [one.code for one in compared.dropped] == ["promised_day_not_in_law"]
    assert compared.went_otherwise
