"""One table, one verdict: in every encoding, with every separator, as workbook and as page."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from services.trials.verdicts import Verdict
from tests.services.imports.old_cases import Cell, judged, page, text, workbook

HEADER: Final = ("工单编号", "来电时间", "派单时间", "办结时间", "诉求类型", "承办单位")
FIRST: Final = datetime(2025, 1, 1)  # noqa: DTZ001 (a spreadsheet knows no zone)
ENCODINGS: Final = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
minutes = st.integers(0, 300 * 24 * 60)
whole_days = st.integers(0, 300).map(lambda day: day * 24 * 60)
begins = st.one_of(minutes, whole_days)
spans = st.one_of(st.integers(0, 20 * 24 * 60), st.integers(0, 20).map(lambda day: day * 24 * 60))
not_yet = st.sampled_from(["", "NULL", "未办结", "-", "9999-12-31"])
cases = st.tuples(
    begins,
    spans,
    st.one_of(spans, not_yet),
    st.sampled_from(["投诉", "求决类", "咨询", "其他", "某种说法"]),
    st.sampled_from(["市水务局", "城管局", ""]),
)


def row(number: int, case: tuple[int, int, int | str, str, str]) -> tuple[Cell, ...]:
    opened = FIRST + timedelta(minutes=case[0])
    dispatched = opened + timedelta(minutes=case[1])
    closed = case[2] if isinstance(case[2], str) else dispatched + timedelta(minutes=case[2])
    return (f"{number}", opened, dispatched, closed, case[3], case[4])


def told(verdict: Verdict) -> tuple[object, ...]:
    demand = verdict.demand
    kind = (demand.number, demand.type, demand.unit, demand.days_only)
    return (*kind, verdict.name, verdict.opened, verdict.closed, verdict.due, verdict.judged)


@given(told_cases=st.lists(cases, min_size=1, max_size=6))
@settings(max_examples=12, deadline=None)
def test_a_table_gets_the_same_verdicts_in_every_form(
    told_cases: list[tuple[int, int, int | str, str, str]],
) -> None:
    rows = [HEADER, *(row(number, case) for number, case in enumerate(told_cases))]
    with TemporaryDirectory() as folder:
        place = Path(folder)
        forms = [
            text(place / f"{encoding}{number}.csv", rows, encoding, between)
            for encoding in ENCODINGS
            for number, between in enumerate((",", ";", "\t"))
        ]
        forms += [workbook(place / "a.xlsx", rows), page(place / "a.xls", rows)]
        first, *others = [
            ([*map(told, found.verdicts)], found.rejected) for found in map(judged, forms)
        ]
    for form, other in zip(forms[1:], others, strict=True):
        assert other == first, form.name
