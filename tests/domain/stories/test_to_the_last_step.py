"""What lies one step over a bound, or ends on it: counts, minutes and midnights."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.chapters.caller.commands import Persuade, RestrictCaller
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.emergency.commands import ClaimForceMajeure
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import (
    ApproveExtension,
    Pause,
    RequestExtension,
    Resume,
)
from domain.chapters.handling.terms import PauseReason
from domain.chapters.intake.commands import AcceptForDispatch, Refuse, Register
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import Merge, SetHosts
from domain.chapters.units.commands import OpenUnitFile, ReportStaffChange
from domain.chapters.units.terms import Post
from domain.law.pack import Pack
from domain.time.calendar import BadCalendar, CalendarYear
from domain.time.limit import BadLimit, parse_limit
from domain.vocabulary import Channel, ItemType, Level, Trigger, Urgency
from policies.library import load_pack
from tests.domain.acts import YEAR_2027
from tests.domain.case import Case, moment
from tests.domain.stories.test_over_the_weekend import in_working_hours

A_MINUTE, AN_INSTANT = timedelta(minutes=1), timedelta(microseconds=1)
LAW = load_pack("national-default")
NATURAL = "beijing-style"


def more(length: str) -> RequestExtension:
    """An application for so much more time."""
    return RequestExtension(length=parse_limit(length), signed_by="head")


def extended(law: str | Pack, length: str) -> Case:
    """An order that got so much more time."""
    case = Case(law).signed_in().by("unit_head").does(more(length), "reason")
    return case.by("hotline_head").does(ApproveExtension())


@pytest.mark.rule("G:G7", "T:T21")
@pytest.mark.parametrize(
    ("law", "length", "due"),
    [
        (NATURAL, "2 ND", "03-11 24:00"),
        (in_working_hours("5 WD"), "2 WD close", "03-11 17:30"),
        (in_working_hours("5 WD"), "2 WD", "03-11 24:00"),
        (in_working_hours("7 ND"), "2 WD", "03-11 24:00"),
        (in_working_hours("5 WD close"), "2 WD", "03-11 24:00"),
    ],
)
def test_days_granted_count_from_the_day_that_the_limit_ends(
    law: str | Pack, length: str, due: str
) -> None:
    assert extended(law, length).clock("handle/1").due == moment(due)


@pytest.mark.rule("G:G7")
@pytest.mark.parametrize("length", ["0 WD", "0 ND", "0 WD close"])
def test_an_extension_of_nothing_is_none(length: str) -> None:
    assert more("1 WD").length.amount == 1
    with pytest.raises(BadLimit):
        more("0 h")
    case = Case().signed_in().by("unit_head")
    assert case.refused(more(length), "reason") == "extension_of_nothing"
    assert Case().signed_in().by("unit_head").refused(more("6 WD"), "reason")


@pytest.mark.rule("T:T23", "G:G19")
@pytest.mark.parametrize("limit", ["5 WD", "5 WD close"])
def test_a_weekend_that_stood_still_from_midnight_to_midnight_cost_no_day(limit: str) -> None:
    question = Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)
    case = Case(in_working_hours(limit)).signed_in().at("03-06 24:00").by("hotline_head")
    before = case.does(question).clock("handle/1").due
    assert case.at("03-08 24:00").does(Resume()).clock("handle/1").due == before


@pytest.mark.rule("G:G9", "T:T18")
@pytest.mark.parametrize(
    ("limit", "part"), [("16 WH", "8 WH"), ("48 h", "24 h"), ("8 ND", "7 ND"), ("8 WD", "7 WD")]
)
def test_a_co_host_gets_its_part_in_the_measure_of_the_whole(limit: str, part: str) -> None:
    case = Case(in_working_hours(limit)).signed_in().by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    assert case.clock("cohost/1").limit == parse_limit(part)


def of_the_province(due: str, law: str | Pack = LAW, **fields: object) -> Case:
    """An order of the province that waits for its dispatch at midnight, due at this instant."""
    asked = {"source": "province", "upstream_due": moment(due), **fields}
    return Case(law).dispatched(**asked)  # type: ignore[arg-type]


@pytest.mark.rule("C:C17", "X:X18.1", "C:C17.1")
def test_the_provinces_due_runs_beside_the_citys_own_and_governs_it() -> None:
    case = of_the_province("03-06 12:00")
    assert {"upstream/1", "handle/1", "total/1"} <= case.owed()
    assert case.clock("upstream/1").due == moment("03-06 12:00")
    assert case.clock("handle/1").due == case.clock("upstream/1").due
    assert "C:C17" in case.clock("handle/1").basis


@pytest.mark.rule("C:C17", "X:X18")
@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("03-04 11:59", "03-04 12:00"),
        ("03-04 12:00", "03-11 24:00"),
    ],
)
def test_at_its_very_instant_the_due_of_the_province_binds_no_more(at: str, due: str) -> None:
    case = Case(at="02-28 10:00").register(source="province", upstream_due=moment("03-04 12:00"))
    case.does(AcceptForDispatch()).at(at).by("dispatcher").does(Dispatch(unit="water"))
    assert case.clock("handle/1").due == moment(due)


@pytest.mark.rule("X:X18", "WF-21")
def test_a_due_of_the_province_lies_within_366_days_to_the_last_instant() -> None:
    case, last = Case().by("seat_agent"), moment("03-02 24:00") + timedelta(days=366)
    ask = Register(type=ItemType.HELP, source="province", upstream_due=last)
    later = replace(ask, upstream_due=last + AN_INSTANT)
    assert case.refused(later, "demand", "phone") == "upstream_due_out_of_range"
    case.does(ask, "demand", "phone")
    assert case.clock("upstream/1").due == last


@pytest.mark.rule("X:X18", "WF-21")
def test_a_due_of_the_next_second_is_a_limit_of_one_second() -> None:
    case = Case()
    case.register(source="province", upstream_due=case.now + timedelta(seconds=1))
    assert case.clock("upstream/1").limit == parse_limit("1 s")


@pytest.mark.rule("X:X17", "G:G1")
def test_a_make_up_day_after_the_due_is_not_met() -> None:
    case = Case(in_working_hours("1 WD"), at="02-26 10:00").signed_in()
    assert case.clock("handle/1").due == moment("02-27 24:00")
    assert "X:X17" not in case.clock("handle/1").basis
    longer = Case(in_working_hours("2 WD"), at="02-26 10:00").signed_in()
    assert longer.clock("handle/1").due == moment("02-28 24:00")
    assert "X:X17" in longer.clock("handle/1").basis


@pytest.mark.rule("X:X17")
def test_the_years_of_a_calendar_stand_in_order_and_each_once() -> None:
    case = Case(at="02-13 10:00").signed_in()
    assert "X:X17" in case.clock("handle/1").basis
    calendar = case.order.dossier.calendar
    year_2028 = CalendarYear(
        year=2028, edition="2028.1", source="invented", days_off=(), make_up_days=()
    )
    known = calendar.years[-1]
    assert replace(calendar, years=(known, YEAR_2027, year_2028)).years[-1] is year_2028
    for wrong in ((known, known), (YEAR_2027, known), (YEAR_2027, known, YEAR_2027, year_2028)):
        with pytest.raises(BadCalendar):
            replace(calendar, years=wrong)
    provisional = Case(at="12-30 10:00").signed_in()
    assert provisional.clock("handle/1").provisional


@pytest.mark.rule("G:G25", "HD-22")
def test_a_persuasion_of_the_first_instant_of_the_month_counts() -> None:
    case = Case().register().does(Refuse(disposition="ABUSE"), "reason").by("seat_agent")
    within = moment("01-30 24:00")
    assert (
        case.does(Persuade(earlier=(within - AN_INSTANT, moment("02-20 09:00"))), "text")
        .by("supervisor")
        .refused(RestrictCaller(), "reason")
        == "too_few_persuasions"
    )
    case.by("seat_agent").does(Persuade(earlier=(within,)), "text")
    case.by("supervisor").does(RestrictCaller(), "reason")


@pytest.mark.rule("X:X32", "G:G25")
def test_a_restriction_holds_to_its_last_instant() -> None:
    case = Case(at="03-09 23:59")
    held = case.after(seconds=59, microseconds=999_999).register(
        restricted_until=moment("03-09 24:00")
    )
    assert "CallbackOnly" in held.kinds()
    over = Case(at="03-09 24:00").register(restricted_until=moment("03-09 24:00"))
    assert over.kinds() == ["Registered"]


@pytest.mark.rule("SY20-10.4", "SY20-09")
def test_a_change_lies_between_the_day_of_the_file_and_today() -> None:
    case = Case().by("hotline_head").does(OpenUnitFile(unit="water")).at("03-04 09:00")
    for day, code in ((5, "changed_in_the_future"), (1, "changed_before_the_file")):
        change = ReportStaffChange(post=Post.CLERK, changed_on=date(2026, 3, day))
        assert case.refused(change) == code
    for day in (2, 3, 4):
        change = ReportStaffChange(post=Post.CLERK, changed_on=date(2026, 3, day))
        decided = case.asks(change)
        assert decided.facts  # type: ignore[union-attr]


@pytest.mark.rule("T:T44", "C:C12")
def test_above_the_highest_level_there_is_none() -> None:
    case = Case().signed_in().by("supervisor")
    highest = RaiseSupervision(level=Level.L5, trigger=Trigger.FALSIFICATION, authority="city")
    case.does(highest, "reason")
    assert case.refused(highest, "reason") == "already_at_level"
    beyond = case.what_closes("raise_supervision")
    assert beyond is not None
    assert beyond.code == "already_at_level"


@pytest.mark.rule("X:X14", "T:T07")
def test_a_caller_of_just_an_hour_ago_still_counts_and_one_before_does_not() -> None:
    def asked(after: timedelta) -> Case:
        case = Case().register().by("dispatcher")
        for number in range(3):
            case.does(Merge(child=f"child-{number}"))
        return case.after(after).does(Merge(child="last"))

    hour = timedelta(hours=1)
    assert "MassEventSuspected" in asked(hour).kinds()
    assert "MassEventSuspected" not in asked(hour + AN_INSTANT).kinds()
    older = Case(at="03-02 07:00").register().at("03-02 09:00").by("dispatcher")
    for number in range(4):
        older.does(Merge(child=f"child-{number}"))
    older.after(hour + AN_INSTANT).does(Merge(child="last"))
    assert "MassEventSuspected" not in older.kinds()


@pytest.mark.rule("T:T01")
def test_who_answers_at_the_first_ring_has_let_nobody_wait() -> None:
    now = moment("03-02 09:00")
    at_once = Register(type=ItemType.HELP, rang_at=now, answered_at=now)
    case = Case().by("seat_agent").does(at_once, "demand", "phone")
    assert case.last("CallReceived").content.waited_s == 0  # type: ignore[union-attr]
    early = replace(at_once, rang_at=now, answered_at=now - AN_INSTANT)
    assert Case().by("seat_agent").refused(early, "demand", "phone") == "answered_before_ringing"


@pytest.mark.rule("T:T01")
@pytest.mark.parametrize(
    "channel", [Channel.SMS, Channel.WECHAT, Channel.WEIBO, Channel.APP, Channel.WEB]
)
def test_every_written_message_is_read_within_three_minutes(channel: Channel) -> None:
    def read(after: timedelta) -> bool | None:
        now = moment("03-02 09:00")
        message = Register(
            type=ItemType.HELP, channel=channel, rang_at=now - after, answered_at=now
        )
        case = Case().by("seat_agent").does(message, "demand", "phone")
        return case.last("CallReceived").content.on_time  # type: ignore[union-attr,no-any-return]

    assert read(timedelta(minutes=3)) is True
    assert read(timedelta(minutes=3) + AN_INSTANT) is False


@pytest.mark.rule("T:T52", "G:G18")
def test_a_new_arrival_time_lies_ahead() -> None:
    case = Case().dispatched(urgency=Urgency.EMERGENCY).by("unit_officer")
    for eta in (case.now, case.now - A_MINUTE):
        late = ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=eta)
        assert case.refused(late, "evidence") == "eta_in_the_past"
    soon = ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=case.now + AN_INSTANT)
    assert case.does(soon, "evidence").order.emergency is not None
