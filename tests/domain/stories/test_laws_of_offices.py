"""Orders under a law as offices write them: due the same day, put off, by uneven hours."""

from datetime import timedelta
from pathlib import Path

import pytest

from audit.ledger.arithmetic import explain_lines
from domain.chapters.handling.commands import ApproveExtension, Pause, RequestExtension, Resume
from domain.chapters.handling.terms import PauseReason
from domain.chapters.together.commands import SetHosts
from domain.law.pack import Pack
from domain.time.limit import parse_limit
from policies.library import load_pack
from tests.domain.case import Case
from tests.policies.offices_law import OFFICES_LAW
from tests.policies.pack_texts import limit, town, written
from texts import glossed

NOTHING = parse_limit("0 WD")


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The law of an office with uneven hours."""
    return load_pack(written(tmp_path_factory.mktemp("law"), OFFICES_LAW))


def explained(case: Case) -> list[str]:
    return explain_lines(Case(case.order.dossier.pack).order.dossier, case.facts, "handle/1")


@pytest.mark.rule("G:G22", "G:G23")
@pytest.mark.parametrize(
    ("type", "sent", "due"),
    [
        ("consult", "03-10 09:00", "03-10 17:30"),
        ("consult", "03-13 11:59", "03-13 12:00"),
        ("consult", "03-13 12:00", "03-16 17:30"),
        ("consult", "05-06 18:29", "05-06 18:30"),
        ("praise", "03-10 23:00", "03-10 24:00"),
        ("praise", "03-14 10:00", "03-16 24:00"),
        ("suggestion", "03-12 16:20", "03-15 16:20"),
        ("complaint", "03-13 11:00", "03-16 11:00"),
        ("complaint", "05-07 11:00", "05-07 18:00"),
        ("help", "03-04 10:00", "03-16 24:00"),
        ("help", "09-22 10:00", "10-08 24:00"),
    ],
)
def test_a_duty_is_due_as_the_office_wrote_it(law: Pack, type: str, sent: str, due: str) -> None:
    case = Case(law, at=sent).dispatched(type=type)
    clock = case.clock("handle/1")
    assert (clock.due, clock.provisional) == (case.here(due), False)
    assert case.at(due).clock("handle/1").lapsed is None
    assert case.after(timedelta(seconds=1)).clock("handle/1").lapsed == clock.due


@pytest.mark.rule("X:X17")
def test_a_day_is_put_off_by_a_holiday_on_record(law: Pack) -> None:
    over_the_holiday = Case(law, at="09-22 10:00").dispatched().clock("handle/1")
    over_a_weekend = Case(law, at="03-04 10:00").dispatched().clock("handle/1")
    assert "X:X17" in over_the_holiday.basis
    assert "X:X17" not in over_a_weekend.basis
    midway = Case(law, at="04-01 10:00").dispatched().clock("handle/1")
    assert (midway.due, "X:X17" in midway.basis) == (Case(law).here("04-13 24:00"), False)


@pytest.mark.rule("X:X17")
def test_the_last_day_on_record_counts_too() -> None:
    """Saturday 10 October is worked, and no day after it departs from the week."""
    clock = Case(at="10-09 09:00").dispatched(type="consult").clock("handle/1")
    assert (clock.due, "X:X17" in clock.basis) == (Case().here("10-10 24:00"), True)


@pytest.mark.rule("G:G7")
def test_days_put_off_that_are_granted_count_from_the_day_that_was_due(law: Pack) -> None:
    case = Case(law, at="03-04 10:00").signed_in()
    more = RequestExtension(length=parse_limit("2 ND put-off"), signed_by="head")
    case.does(more, "reason").by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == case.here("03-18 24:00")


@pytest.mark.rule("G:G9")
@pytest.mark.parametrize(
    ("type", "sent", "share"),
    [("help", "03-04 10:00", "11 ND put-off"), ("suggestion", "03-12 16:20", "2 ND same-time")],
)
def test_what_is_left_of_calendar_days_is_counted_in_them(
    law: Pack, type: str, sent: str, share: str
) -> None:
    case = Case(law, at=sent).signed_in(type=type)
    case.by("dispatcher").does(SetHosts(host="water", co_hosts=("power",)), "decision")
    assert case.clock("cohost/1").limit == parse_limit(share)


def test_the_days_are_counted_aloud(law: Pack) -> None:
    lines = explained(Case(law, at="09-22 10:00").dispatched())
    put_off, convention = glossed("ledger.day.put_off"), "遇休息日顺延"
    assert sum(put_off in line for line in lines) == 6
    assert any("10-02" in line and line.endswith(": 10") for line in lines)
    assert any("10 ND put-off" in line and convention in line for line in lines)
    same_day = explained(Case(law, at="03-14 10:00").dispatched(type="praise"))
    assert any("03-14" in line and put_off in line for line in same_day)
    assert any("03-16" in line and glossed("ledger.day.same") in line for line in same_day)
    assert any("0 WD" in line and "当日办结" in line for line in same_day)


@pytest.mark.rule("G:G19")
def test_a_pause_moves_what_is_put_off_and_puts_it_off_again(law: Pack) -> None:
    case = Case(law, at="03-04 10:00").signed_in()
    case.by("hotline_head").does(Pause(reason=PauseReason.STATUTORY_PROCEDURE), "evidence")
    case.at("03-09 10:00").does(Resume())
    assert case.clock("handle/1").due == case.here("03-23 24:00")


@pytest.mark.rule("G:G7")
def test_an_extension_of_no_days_is_refused(law: Pack) -> None:
    case = Case(law, at="03-04 10:00").signed_in()
    nothing = RequestExtension(length=NOTHING, signed_by="head")
    assert case.refused(nothing, "reason") == "extension_of_nothing"
    case.does(RequestExtension(length=parse_limit("1 WD"), signed_by="head"), "reason")
    case.by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == case.here("03-17 24:00")


@pytest.mark.rule("G:G9")
def test_a_co_host_owes_its_share_the_same_day(law: Pack) -> None:
    case = Case(law, at="03-10 09:00").dispatched(type="praise")
    case.by("dispatcher").does(SetHosts(host="water", co_hosts=("power",)), "decision")
    assert case.clock("cohost/1").due == case.here("03-10 24:00")


@pytest.mark.rule("G:G23")
def test_a_shift_over_midnight_counts_on_working_nights(tmp_path: Path) -> None:
    night = 'office_hours = { value = ["22:00-06:00"], source = "default", rules = ["G:G23"] }'
    quick = limit('clock = "handle", item_type = "complaint", limit = "4 WH"')
    law = load_pack(written(tmp_path, town(quick, night)))
    shift = Case(law, at="03-14 03:00").dispatched(type="complaint")
    assert shift.clock("handle/1").due == shift.here("03-16 23:00")
    assert any("03-13" in line for line in explained(shift))
