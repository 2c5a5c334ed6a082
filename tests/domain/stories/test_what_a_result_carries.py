"""Stories of what a result must carry: one thing left out, and it is not taken (5.4, SY18)."""

from datetime import date
from typing import Any

import pytest

from domain.chapters.handling.commands import SubmitResult
from domain.order.clock import Outcome
from domain.vocabulary import ResultKind, State, Urgency
from tests.domain.case import Case, moment

WHEN: dict[str, Any] = {
    "told_at": moment("03-02 10:00"),
    "completion_date": date(2026, 4, 1),
    "deadline": date(2026, 4, 1),
}
"""What a result carries as a day or an hour and not as a text."""
DEALT_WITH = "findings handling_of_responsible handling_of_matter legal_basis told_at"
UNFOUNDED = "findings told_at explanation"
GENERAL = [
    ("consult", "answered", "answer answer_source told_at", "SY18-04"),
    ("complaint", "substantiated", DEALT_WITH, "SY18-05"),
    ("report", "substantiated", DEALT_WITH, "SY18-05"),
    ("complaint", "unsubstantiated", UNFOUNDED, "SY18-05"),
    ("report", "unsubstantiated", UNFOUNDED, "SY18-05"),
    ("help", "solved", "solution evidence", "SY18-06"),
    ("help", "unreasonable", "law_article explanation", "SY18-06"),
    ("suggestion", "done_already", "done", "SY18-07"),
    ("suggestion", "adopted", "completion_date", "SY18-07"),
    ("suggestion", "not_adopted", "reason explanation", "SY18-07"),
    ("praise", "conveyed", "result", "SY20-18 X:X29"),
    ("help", "constrained", "progress measures deadline", "JT-07 WF-20"),
]
ROWS = [
    *(("national-default", *row) for row in GENERAL),
    *(("sanya-2018", *row) for row in GENERAL),
    ("weifang-2021", "help", "constrained", "progress measures deadline", "JT-07 WF-20"),
    ("sanya-2010", "consult", "answered", "answer answer_source told_at", "SY15-02 SY10-02"),
    ("sanya-2010", "complaint", "substantiated", DEALT_WITH, "SY15-02"),
    ("sanya-2010", "report", "substantiated", DEALT_WITH, "SYT-03 SY15-02"),
    ("sanya-2010", "suggestion", "not_adopted", "reason explanation", "SY15-02"),
    ("sanya-2020", "complaint", "substantiated", DEALT_WITH, "SY18-05 SYS-01"),
    ("sanya-2020", "report", "substantiated", DEALT_WITH, "SY18-05 SYS-01"),
    ("transport-bureau", "help", "constrained", "progress measures deadline", "JT-07"),
    ("transport-bureau", "help", "unreasonable", "law_article explanation", "JT-08"),
    ("transport-bureau", "complaint", "unreasonable", "explanation", "JT-08"),
]
LEFT_OUT = [
    pytest.param(
        pack, type, kind, carried.split(), left_out, marks=pytest.mark.rule("T:T29", *ids.split())
    )
    for pack, type, kind, carried, ids in ROWS
    for left_out in carried.split()
]


def handing_in(kind: str, carried: list[str]) -> tuple[SubmitResult, list[str]]:
    """A result with so much in it: its command, and its texts."""
    days = {name: WHEN[name] for name in carried if name in WHEN}
    texts = [name for name in carried if name not in WHEN]
    return SubmitResult(result_kind=ResultKind(kind), **days), texts


@pytest.mark.parametrize(("pack", "type", "kind", "carried", "left_out"), LEFT_OUT)
def test_a_result_that_leaves_something_out_is_not_taken(
    pack: str, type: str, kind: str, carried: list[str], left_out: str
) -> None:
    case = Case(pack).signed_in(type=type).by("unit_gateway")
    short, texts = handing_in(kind, [name for name in carried if name != left_out])
    assert case.refused(short, *texts) == "closing_field_missing"
    whole, texts = handing_in(kind, carried)
    assert case.does(whole, *texts).state is State.PENDING_REVIEW


@pytest.mark.rule("T:T29", "SY18-08", "SY20-21")
@pytest.mark.parametrize("pack", ["national-default", "sanya-2018"])
@pytest.mark.parametrize("left_out", ["situation", "method"])
def test_an_emergency_is_reported_with_situation_and_method(pack: str, left_out: str) -> None:
    case = Case(pack).signed_in(urgency=Urgency.EMERGENCY).steps_taken()
    short, texts = handing_in("emergency", [t for t in ("situation", "method") if t != left_out])
    assert case.refused(short, *texts) == "closing_field_missing"
    assert case.does(short, "situation", "method").state is State.PENDING_REVIEW
    assert case.clock("handle/1").outcome is Outcome.MET
