"""Clocks counted aloud: anybody can count along and arrives at the same instant."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from audit.ledger.arithmetic import UnknownClock, clocks_of, explain_lines
from domain.chapters.dispatch.commands import Accept
from domain.chapters.handling.commands import (
    ApplyStatutoryLimit,
    ApproveExtension,
    Pause,
    RequestExtension,
    Resume,
)
from domain.chapters.handling.terms import PauseReason
from domain.chapters.intake.commands import Reclassify
from domain.chapters.law_change.commands import ChangeCalendar
from domain.chapters.together.commands import SetHosts
from domain.order.clock import ClockRelimited, ClockResumed, ClockStarted
from domain.order.fact import Fact
from domain.time.calendar import CalendarYear
from domain.time.limit import parse_limit
from domain.vocabulary import ItemClass, ItemType
from tests.domain.case import Case
from texts import glossed

COUNTED = re.compile(r"^    (\d\d-\d\d) .*: (\d+)$")
NOT_COUNTED = re.compile(r"^    (\d\d-\d\d) .*not counted")


def told(case: Case, clock: str) -> list[str]:
    """The explanation of a clock from the order's birth on."""
    born = Case(case.order.dossier.pack).order.dossier
    return explain_lines(replace(born, number=case.order.number), case.facts, clock)


def days(lines: list[str], pattern: re.Pattern[str]) -> list[str]:
    """The days of the lines that a pattern finds."""
    return [found[1] for line in lines if (found := pattern.match(line))]


def the(lines: list[str], words: str) -> str:
    """The only line with these words."""
    [line] = [line for line in lines if words in line]
    return line


def test_five_working_days_over_the_spring_festival_of_2026() -> None:
    lines = told(Case("sanya-2018", at="02-11 15:00").dispatched(), "handle/1")
    assert days(lines, COUNTED) == ["02-12", "02-13", "02-14", "02-24", "02-25"]
    assert days(lines, NOT_COUNTED) == ["02-11", *(f"02-{day}" for day in range(15, 24))]
    assert "make-up day 调休上班: 3" in the(lines, "02-14 Sat")
    assert "holiday 放假" in the(lines, "02-17 Tue")
    assert the(lines, "due 止") == "  due 止 2026-02-26 00:00:00+0800, 24:00 of 02-25 当日24时"
    assert "三府办〔2018〕62号" in the(lines, "source 出处")
    assert "SY18-03" in the(lines, "rule 依据")
    assert "cn 2026.1" in the(lines, "calendar 日历")


def test_a_co_hosts_share_is_counted_like_any_limit() -> None:
    case = (
        Case()
        .signed_in()
        .by("dispatcher")
        .does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    )
    lines = told(case, "cohost/1")
    assert days(lines, COUNTED) == ["03-03", "03-04", "03-05", "03-06"]
    assert "a part of the unit's own limit" in the(lines, "source 出处")
    assert "G:G9" in the(lines, "rule 依据")


def test_natural_time_is_one_line_and_runs_through_the_holiday() -> None:
    case = Case("sanya-2018", at="02-16 20:00").dispatched()
    lines = told(case, "accept/1")
    assert [line.strip() for line in lines if line.startswith("    ")] == [
        "2026-02-16 20:00:00+0800 + 24 h = 2026-02-17 20:00:00+0800"
    ]


def test_office_time_is_told_span_by_span() -> None:
    lines = told(Case("sanya-2018", at="02-11 15:00").dispatched(), "dispatch/1")
    assert "15:00:00-17:30:00: 2 h 30 min 00 s" in the(lines, "02-11 Wed")
    assert the(lines, "02-12 Thu").endswith("in all 累计 4 h 00 min 00 s")
    assert "met 按时" in lines[-1]


def test_lapse_and_late_end_stand_in_the_order_of_facts() -> None:
    case = Case("sanya-2018", at="03-02 09:00").dispatched().after(hours=30).by("unit_clerk")
    lines = told(case, "accept/1")
    assert "lapsed, still owed" in lines[-2]
    assert "still owed" in lines[-1]
    case.does(Accept())
    lines = told(case, "accept/1")
    assert "lapsed, still owed" in lines[-2]
    assert lines[-1].endswith("ended 结束: late 逾期完成")


def test_an_extension_is_counted_on_from_the_due() -> None:
    case = Case("sanya-2018", at="03-02 09:00").signed_in().by("unit_head")
    case.does(RequestExtension(length=parse_limit("3 WD"), signed_by="head"), "reason")
    case.by("hotline_head").does(ApproveExtension())
    lines = told(case, "handle/1")
    since = lines.index(the(lines, "moved 延长 by 3 WD"))
    assert days(lines[since:], COUNTED) == ["03-10", "03-11", "03-12"]
    assert not [line for line in lines if glossed("ledger.differs") in line]


def test_a_due_that_does_not_follow_from_its_rule_is_denounced() -> None:
    case = Case("sanya-2018", at="02-11 15:00").dispatched()
    assert not [line for line in told(case, "handle/1") if glossed("ledger.differs") in line]
    case.facts = [forged(fact) for fact in case.facts]
    assert "2026-02-26 01:00:00" in the(told(case, "handle/1"), glossed("ledger.differs"))


def forged(fact: Fact) -> Fact:
    """The same fact, the handling due moved by an hour without a word."""
    clocks = tuple(
        replace(c, clock=replace(c.clock, due=c.clock.due.replace(hour=17)))
        if isinstance(c, ClockStarted) and c.clock.id == "handle/1"
        else c
        for c in fact.clocks
    )
    return replace(fact, clocks=clocks)


def test_a_provisional_due_is_called_so_and_counted_anew_when_the_calendar_comes() -> None:
    case = Case("sanya-2018", at="12-30 09:00").dispatched()
    first = told(case, "handle/1")
    assert "provisional" in first[-1]
    assert "(estimated 暂估)" in the(first, "01-04 Mon")
    year = CalendarYear(
        year=2027,
        edition="2027.1",
        source="notice",
        days_off=(date(2027, 1, 1), date(2027, 1, 4)),
        make_up_days=(),
    )
    case.by("sys_admin").does(ChangeCalendar(years=(year,)))
    anew = told(case, "handle/1")
    since = anew.index(the(anew, "computed anew"))
    assert days(anew[since:], NOT_COUNTED)[-1] == "01-04"
    assert not [line for line in anew if glossed("ledger.differs") in line]
    assert "provisional" not in anew[-1]


def waited() -> Case:
    """An order that was paused for two working days before the hotline applied a law."""
    case = Case().signed_in().at("03-04 10:00").by("hotline_head")
    case.does(Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)).at("03-06 10:00").does(Resume())
    by_law = ApplyStatutoryLimit(law="《公开条例》", article="3", limit=parse_limit("20 WD"))
    return case.does(by_law)


def test_a_pause_is_told_with_what_it_gave_back() -> None:
    lines = told(waited(), "handle/1")
    assert "03-04 10:00:00" in the(lines, "paused 暂停计时")
    assert "2026-03-10 00:00:00+0800 -> 2026-03-12 00:00:00+0800" in "".join(lines)
    assert not [line for line in lines if glossed("ledger.differs") in line]


def test_a_laws_limit_is_counted_from_the_start_and_the_pause_on_top() -> None:
    lines = told(waited(), "handle/1")
    anew = lines[lines.index(the(lines, "limit replaced")) :]
    assert days(anew, COUNTED)[-1] == "03-30"
    assert "2026-04-02 00:00:00+0800" in the(lines, "still owed")


@pytest.mark.parametrize("kind", [ClockResumed, ClockRelimited])
def test_a_due_that_a_pause_or_a_law_does_not_explain_is_denounced(kind: type) -> None:
    case = waited()
    case.facts = [moved_by_an_hour(fact, kind) for fact in case.facts]
    assert [line for line in told(case, "handle/1") if glossed("ledger.differs") in line]


def moved_by_an_hour(fact: Fact, kind: type) -> Fact:
    """The same fact, its due an hour later without a word."""
    clocks = tuple(
        replace(c, due=c.due + timedelta(hours=1)) if isinstance(c, kind) else c  # type: ignore[type-var, attr-defined]
        for c in fact.clocks
    )
    return replace(fact, clocks=clocks)


def test_a_clock_that_never_ran_is_unknown() -> None:
    case = Case("sanya-2018").dispatched()
    assert "handle/1" in clocks_of(case.facts)
    with pytest.raises(UnknownClock):
        told(case, "handle/9")


def test_another_class_is_counted_from_where_the_duty_began() -> None:
    question = Reclassify(type=ItemType.CONSULT, class_=ItemClass.OTHER)
    case = Case(at="03-02 09:00").signed_in().at("03-02 15:00").by("dispatcher")
    lines = told(case.does(question, "reason"), "handle/1")
    assert "now 1 WD" in the(lines, "limit replaced")
    assert lines[-2] == "  due 止 2026-03-04 00:00:00+0800, 24:00 of 03-03 当日24时"
    assert glossed("ledger.differs") not in "".join(lines)


def test_a_due_bound_by_the_province_is_told_as_a_fixed_instant() -> None:
    question = Reclassify(type=ItemType.CONSULT, class_=ItemClass.OTHER)
    help_again = Reclassify(type=ItemType.HELP, class_=ItemClass.OTHER)
    due = datetime(2026, 3, 6, 4, tzinfo=UTC)
    case = Case(at="03-02 09:00").signed_in(source="province", upstream_due=due).by("dispatcher")
    lines = told(case.does(question, "reason").does(help_again, "reason"), "handle/1")
    assert sum("until a fixed instant 定时限: 2026-03-06 12:00" in line for line in lines) == 3
    assert glossed("ledger.differs") not in "".join(lines)
