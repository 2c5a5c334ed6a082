"""A unit's file: filing its people, and its leaders' scheduling in person.

It is kept by the same machinery as an order, so that its duties have clocks, ladders and facts.
"""

from datetime import datetime
from typing import Final

from domain.chapters.supervision.supervision import clear
from domain.chapters.units.commands import (
    CloseUnitFile,
    FileStaffChange,
    OpenUnitFile,
    ReportStaffChange,
    ScheduleInPerson,
)
from domain.chapters.units.facts import (
    ScheduledInPerson,
    SchedulingPeriodBegan,
    StaffChangeFiled,
    StaffChangeReported,
    UnitFileClosed,
    UnitFileOpened,
)
from domain.chapters.units.own_duties import (
    CLOCK_OF,
    OWN_DUTIES,
    POST_OF,
    beginning_of,
    end_of_period,
    filing,
    local_day,
    months_of,
    scheduling,
)
from domain.chapters.units.terms import FILED, SCHEDULING, Post
from domain.order.clause import applies, decides, only_on_record, settles
from domain.order.clock import Clock, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.shared_refusals import ALREADY_REGISTERED
from domain.order.terms import OF_A_UNIT
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, Role, State

UNIT_MISSING = refusal("unit_missing")
POST_NOT_FILED = refusal("post_not_filed")
CHANGED_IN_THE_FUTURE = refusal("changed_in_the_future")
CHANGED_BEFORE_THE_FILE = refusal("changed_before_the_file")
PERSON_MISSING = refusal("person_missing")
NO_CHANGE_TO_FILE = refusal("no_change_to_file")
DOES_NOT_SCHEDULE = refusal("does_not_schedule")
NOT_YOUR_UNIT = refusal("not_your_unit")

OF_UNITS: Final = OF_A_UNIT | {Role.TERRITORIAL}
"""Roles in which a person speaks for the unit itself; everybody else keeps its file."""
STAFFING: Final = ("SY20-10", "SY20-09")


@decides(OpenUnitFile)
def open_unit_file(decision: Decision, command: OpenUnitFile) -> None:
    """WF-05: whoever handles orders has a file; JT-02 is owed for the running periods at once."""
    decision.require(decision.order.state is State.DRAFT, ALREADY_REGISTERED, "WF-05")
    decision.require(bool(command.unit), UNIT_MISSING, "WF-05")
    opened = changing(decision.order, unit=command.unit)
    begun = [scheduling(opened, post, decision.now, decision.now) for post in CLOCK_OF]
    clocks = [clock for clocks in begun for clock in clocks]
    decision.record(UnitFileOpened(unit=command.unit), *clocks, basis=("WF-05", "JT-01", "JT-02"))


@applies(UnitFileOpened)
def _opened(order: Order, content: UnitFileOpened, fact: Fact) -> Order:
    return changing(order, state=State.ON_FILE, unit=content.unit, born_at=fact.occurred_at)


@decides(ReportStaffChange)
def report_staff_change(decision: Decision, command: ReportStaffChange) -> None:
    """SY20-10: a change of the responsible leaders or the clerk is to be filed.

    Default: what changes while a filing is owed is filed with it, within the limit that runs."""
    order, unit = decision.order, decision.order.unit
    _require_own(decision, *STAFFING)
    decision.require(command.post in FILED, POST_NOT_FILED, *STAFFING, about=(command.post,))
    since = changed_at(decision, command)
    running = order.open_clock(ClockName.FILING)
    clocks = () if running else filing(order, since, decision.now)
    day = local_day(order, since)
    content = StaffChangeReported(unit=unit, post=command.post, changed_on=day)
    decision.record(content, *clocks, basis=STAFFING)


def changed_at(decision: Decision, command: ReportStaffChange) -> datetime:
    """A change counts from its day, which lies neither ahead nor before the file began."""
    order, day = decision.order, command.changed_on
    today = local_day(order, decision.now)
    if day is None or day == today:
        return decision.now
    decision.require(day < today, CHANGED_IN_THE_FUTURE, *STAFFING)
    born = local_day(order, order.born_at or decision.now)
    decision.require(day >= born, CHANGED_BEFORE_THE_FILE, *STAFFING, about=(born.isoformat(),))
    return beginning_of(order, day)


@decides(FileStaffChange)
def file_staff_change(decision: Decision, command: FileStaffChange) -> None:
    """SY20-10: the unit names the code of whoever holds the post now."""
    _require_own(decision, *STAFFING)
    owed = decision.order.open_clock(ClockName.FILING) is not None
    decision.require(owed, NO_CHANGE_TO_FILE, *STAFFING)
    decision.require(bool(command.person), PERSON_MISSING, *STAFFING)
    decision.record(
        StaffChangeFiled(unit=decision.order.unit, post=command.post, person=command.person),
        *decision.done(ClockName.FILING),
        basis=STAFFING,
    )
    _mended(decision)


@decides(ScheduleInPerson)
def schedule_in_person(decision: Decision, command: ScheduleInPerson) -> None:
    """JT-02: it fulfils the running period, and late whatever was missed before it.

    Default: a second time in one period is on record and takes nothing off the next one."""
    _require_own(decision, "JT-02", "JT-01")
    by = command.by
    decision.require(by in SCHEDULING, DOES_NOT_SCHEDULE, "JT-02", about=(by,))
    decision.require_texts("minutes", basis=("JT-02",))
    content = ScheduledInPerson(unit=decision.order.unit, by=by)
    owed = owed_by_now(decision, by)
    if not owed:
        decision.record(content, basis=("JT-02", "JT-01"))
        return
    ids = {clock.id for clock in owed}
    done = [stopped for stopped in decision.done(CLOCK_OF[by]) if stopped.id in ids]
    next_one = scheduling(decision.order, by, max(clock.due for clock in owed), decision.now)
    decision.record(content, *done, *next_one, basis=("JT-02", "JT-01"))
    _mended(decision)


def owed_by_now(decision: Decision, by: Post) -> tuple[Clock, ...]:
    """The duties of this leader whose period has begun; None has, once the present one is done."""
    order, months = decision.order, months_of(decision.order, by)
    if months is None:
        return ()
    until = end_of_period(order, decision.now, months.value)
    clocks = (clock for clock in order.open_clocks() if clock.name is CLOCK_OF[by])
    return tuple([clock for clock in clocks if clock.due <= until])


def _mended(decision: Decision) -> None:
    """Default: an urging (L1) ends by itself once nothing is late; a person clears the rest."""
    late = any(clock.lapsed for clock in decision.order.open_clocks() if clock.name in OWN_DUTIES)
    if not late and decision.order.level is Level.L1:
        clear(decision, Outcome.MET)


@settles(*CLOCK_OF.values())
def period_missed(decision: Decision, clock: Clock) -> None:
    """JT-02: a period that went by stays owed; the next one begins anyway."""
    by = POST_OF[clock.name]
    begun = scheduling(decision.order, by, decision.now, decision.now)
    content = SchedulingPeriodBegan(unit=decision.order.unit, by=by)
    decision.record(content, *begun, basis=("JT-02",))


@decides(CloseUnitFile)
def close_unit_file(decision: Decision, _: CloseUnitFile) -> None:
    """X21: a unit that is no more owes nothing about itself; what it missed stays on record."""
    decision.require_texts("reason", basis=("X:X21",))
    clear(decision, Outcome.RELEASED)
    content = UnitFileClosed(unit=decision.order.unit)
    decision.record(content, *decision.release_all(), basis=("X:X21", "C:C16"))


@applies(UnitFileClosed)
def _closed(order: Order, _: UnitFileClosed, __: Fact) -> Order:
    return changing(order, state=State.OFF_FILE)


def _require_own(decision: Decision, *basis: str) -> None:
    """A unit answers for itself and for no other."""
    own = decision.actor.role not in OF_UNITS or decision.actor.unit == decision.order.unit
    decision.require(own, NOT_YOUR_UNIT, *basis, about=(decision.order.unit,))


only_on_record(StaffChangeReported, StaffChangeFiled, ScheduledInPerson, SchedulingPeriodBegan)
