"""Stories of what a result must carry: one thing left out, and it is not taken (5.4, SY18)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.chapters.dispatch.commands import Accept
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import Commit, SubmitResult
from domain.order.clock import Outcome
from domain.vocabulary import Channel, ClockName, EmergencyKind, ResultKind, State, Urgency
from policies.library import load_pack
from tests.domain.case import BY_PHONE, Case, moment, unlimited
from tests.domain.stories.test_limits_by_circumstance import at_night

WHEN: dict[str, Any] = {
    **BY_PHONE,
    "completion_date": date(2026, 4, 1),
    "deadline": date(2026, 4, 1),
}
"""What a result carries as a day or an hour and not as a text."""
DEALT_WITH = "findings handling_of_responsible handling_of_matter legal_basis told_at told_via"
UNFOUNDED = "findings explanation told_at told_via"
GENERAL = [
    ("consult", "answered", "answer answer_source told_at told_via", "SY18-04"),
    ("complaint", "substantiated", DEALT_WITH, "SY18-05"),
    ("report", "substantiated", DEALT_WITH, "SY18-05"),
    ("complaint", "unsubstantiated", UNFOUNDED, "SY18-05"),
    ("report", "unsubstantiated", UNFOUNDED, "SY18-05"),
    ("help", "solved", "solution evidence told_at told_via", "SY18-06"),
    ("help", "unreasonable", "law_article explanation told_at told_via", "SY18-06"),
    ("suggestion", "done_already", "done told_at told_via", "SY18-07"),
    ("suggestion", "adopted", "completion_date told_at told_via", "SY18-07"),
    ("suggestion", "not_adopted", "reason explanation told_at told_via", "SY18-07"),
    ("praise", "conveyed", "result", "SY20-18 X:X29"),
]
HINDERED = "explanation progress measures deadline told_at told_via"
ROWS = [
    *(("national-default", *row) for row in GENERAL),
    *(("sanya-2018", *row) for row in GENERAL),
    ("weifang-2021", "help", "constrained", HINDERED, "JT-07 WF-20"),
    ("weifang-2021", "complaint", "constrained", HINDERED, "JT-07 WF-20"),
    ("weifang-2021", "report", "constrained", HINDERED, "JT-07 WF-20"),
    (
        "sanya-2010",
        "consult",
        "answered",
        "answer answer_source told_at told_via",
        "SY15-02 SY10-02",
    ),
    ("sanya-2010", "complaint", "substantiated", DEALT_WITH, "SY15-02"),
    ("sanya-2010", "report", "substantiated", DEALT_WITH, "SYT-03 SY15-02"),
    ("sanya-2010", "suggestion", "not_adopted", "reason explanation told_at told_via", "SY15-02"),
    ("sanya-2020", "complaint", "substantiated", DEALT_WITH, "SY18-05 SYS-01"),
    ("sanya-2020", "report", "substantiated", DEALT_WITH, "SY18-05 SYS-01"),
    ("transport-bureau", "help", "constrained", HINDERED, "JT-07"),
    ("transport-bureau", "complaint", "constrained", HINDERED, "JT-07"),
    ("transport-bureau", "report", "constrained", HINDERED, "JT-07"),
    (
        "transport-bureau",
        "help",
        "unreasonable",
        "law_article explanation told_at told_via",
        "JT-08",
    ),
    ("transport-bureau", "complaint", "unreasonable", "explanation told_at told_via", "JT-08"),
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
    untold = left_out in BY_PHONE
    assert case.refused(short, *texts) == ("telling_missing" if untold else "closing_field_missing")
    whole, texts = handing_in(kind, carried)
    promised = whole.result_kind is ResultKind.CONSTRAINED
    expected = State.COMMITTED if promised else State.PENDING_REVIEW
    assert case.does(whole, *texts).state is expected


@pytest.mark.rule("T:T29", "SY18-08.5", "SY20-21")
@pytest.mark.parametrize("pack", ["national-default", "sanya-2018"])
@pytest.mark.parametrize("left_out", ["situation", "method"])
def test_an_emergency_is_reported_with_situation_and_method(pack: str, left_out: str) -> None:
    case = Case(pack).signed_in(urgency=Urgency.EMERGENCY).steps_taken()
    told = [*BY_PHONE, *(t for t in ("situation", "method") if t != left_out)]
    short, texts = handing_in("emergency", told)
    assert case.refused(short, *texts) == "closing_field_missing"
    assert case.does(short, "situation", "method").state is State.PENDING_REVIEW
    assert case.clock("handle/1").outcome is Outcome.MET


SPARED = [
    pytest.param({"reply_wanted": False}, marks=pytest.mark.rule("WF-22", "X:X24", "T:T29")),
    pytest.param({"anonymous": True}, marks=pytest.mark.rule("X:X27", "T:T29")),
]


@pytest.mark.parametrize("fields", SPARED)
def test_whoever_wants_no_reply_or_gave_no_name_need_not_be_told(fields: dict[str, bool]) -> None:
    case = Case("weifang-2021").signed_in(**fields).by("unit_clerk")
    case.does(SubmitResult(result_kind=ResultKind.SOLVED), "solution", "evidence")
    assert case.state is State.PENDING_REVIEW


@pytest.mark.rule("WF-22", "WF-20", "T:T29")
@pytest.mark.parametrize("told", ["03-02 08:59", "03-02 11:01"])
def test_nobody_is_told_before_the_unit_had_it_or_after_the_result(told: str) -> None:
    case = Case("weifang-2021").signed_in().at("03-02 11:00").by("unit_clerk")
    lied = SubmitResult(result_kind=ResultKind.SOLVED, told_at=moment(told), told_via=Channel.PHONE)
    assert case.refused(lied, "solution", "evidence") == "told_at_another_time"


@pytest.mark.rule("T:T29", "SY18-08")
def test_only_an_emergency_is_reported_as_one() -> None:
    case, report = Case().signed_in().by("unit_clerk"), handing_in("emergency", [*BY_PHONE])[0]
    assert case.refused(report, "situation", "method") == "no_emergency_to_report"
    case.by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.HELP)).by("unit_clerk")
    case.steps_taken()
    assert case.does(report, "situation", "method").state is State.PENDING_REVIEW


@pytest.mark.rule("T:T29")
@pytest.mark.parametrize("pack", ["national-default", "sanya-2020", "x-city"])
def test_a_law_that_does_not_know_of_hindrances_takes_none_as_a_result(pack: str) -> None:
    case = Case(pack).signed_in().by("unit_clerk")
    hindered, texts = handing_in("constrained", HINDERED.split())
    assert case.refused(hindered, *texts) == "result_not_for_type"


@pytest.mark.rule("T:T29", "G:G8")
@pytest.mark.parametrize("type", ["consult", "suggestion", "praise"])
def test_a_question_is_not_put_off_for_want_of_circumstances(type: str) -> None:
    case = Case("transport-bureau").signed_in(type=type).by("unit_gateway")
    hindered, texts = handing_in("constrained", HINDERED.split())
    assert case.refused(hindered, *texts) == "result_not_for_type"
    told = ("explanation", "plan", "progress")
    promise = Commit(promise_date=date(2026, 4, 1), **BY_PHONE)
    assert case.refused(promise, *told) == "promise_not_in_law"


@pytest.mark.rule("WF-20.2", "JT-07", "G:G8", "T:T24")
def test_what_circumstances_hinder_is_promised_for_a_day_and_followed() -> None:
    case = Case("weifang-2021").signed_in().by("unit_clerk")
    hindered, texts = handing_in("constrained", HINDERED.split())
    case.does(hindered, *texts)
    assert case.clock("promise/1").due == moment("04-01 24:00")
    assert {"promise/1", "milestone/1"} <= case.owed()
    assert case.order.result is None
    case.at("04-02 00:01")
    assert case.clock("promise/1").lapsed == moment("04-01 24:00")
    too_far = replace(hindered, deadline=date(2062, 4, 1))
    case = Case("weifang-2021").signed_in().by("unit_clerk")
    assert case.refused(too_far, *texts) == "promise_too_far"


@pytest.mark.rule("SY18-07", "X:X28")
@pytest.mark.parametrize("pack", ["national-default", "sanya-2018"])
def test_an_adopted_suggestion_is_carried_out_in_a_time_to_come_and_not_beyond(pack: str) -> None:
    case = Case(pack).signed_in(type="suggestion").by("unit_clerk")

    def by(day: date, kind: ResultKind = ResultKind.ADOPTED) -> SubmitResult:
        return SubmitResult(result_kind=kind, completion_date=day, **BY_PHONE)

    assert case.refused(by(date(2062, 1, 1))) == "completion_too_far"
    assert case.refused(by(date(2062, 1, 1), ResultKind.DONE_ALREADY), "done") == (
        "completion_too_far"
    )
    assert case.refused(by(date(2027, 3, 3))) == "completion_too_far"
    assert case.refused(by(date(2026, 3, 1))) == "completion_in_the_past"
    for last in (date(2026, 3, 2), date(2027, 3, 2)):
        assert Case(pack).signed_in(type="suggestion").by("unit_clerk").does(by(last))


@pytest.mark.rule("SY18-07", "X:X28")
def test_a_law_that_follows_nothing_up_takes_no_day_of_completion() -> None:
    law = unlimited(load_pack("national-default"), ClockName.FOLLOW_UP)
    case = Case(law).signed_in(type="suggestion").by("unit_clerk")
    adopted, _ = handing_in("adopted", ["completion_date", *BY_PHONE])
    assert case.refused(adopted) == "completion_not_in_law"


@pytest.mark.rule("JT-07", "T:T29")
def test_a_day_to_solve_it_by_is_a_promise_and_no_result() -> None:
    case = Case().signed_in().by("unit_clerk")
    later = SubmitResult(result_kind=ResultKind.SOLVED, deadline=date(2026, 4, 1), **BY_PHONE)
    assert case.refused(later, "solution", "evidence") == "deadline_is_a_promise"


@pytest.mark.rule("WF-20", "WF-22", "T:T29")
def test_whom_the_unit_told_before_it_signed_in_was_told_all_the_same() -> None:
    case = Case().dispatched().after(minutes=10)
    result = SubmitResult(result_kind=ResultKind.SOLVED, **case.told)
    before = replace(result, told_at=moment("03-02 08:59"))
    case.after(minutes=10).by("unit_clerk").does(Accept())
    assert case.refused(before, "solution", "evidence") == "told_at_another_time"
    assert case.does(result, "solution", "evidence").state is State.PENDING_REVIEW


@pytest.mark.rule("SY18-07")
def test_how_far_ahead_a_suggestion_is_carried_out_is_asked_when_it_is_adopted() -> None:
    law = at_night("follow_up", "10 ND")
    case = Case(law, at="03-02 23:30").signed_in(type="suggestion").at("03-03 10:00")
    adopted = SubmitResult(
        result_kind=ResultKind.ADOPTED, completion_date=date(2026, 4, 1), **case.told
    )
    assert case.by("unit_clerk").does(adopted).state is State.PENDING_REVIEW
    late = Case(law, at="03-02 10:00").signed_in(type="suggestion").at("03-02 23:30")
    too_far = replace(adopted, told_at=late.now)
    assert late.by("unit_clerk").refused(too_far) == "completion_too_far"
