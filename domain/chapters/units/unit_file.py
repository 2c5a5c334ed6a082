"""A unit's file (单位档案): filing its people, and its leaders' scheduling in person.

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
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.terms import OF_A_UNIT
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, Role, State

OF_UNITS: Final = OF_A_UNIT | {Role.TERRITORIAL}
"""Roles in which a person speaks for the unit itself; everybody else keeps its file."""
STAFFING: Final = ("SY20-10", "SY20-09")


@decides(OpenUnitFile)
def open_unit_file(docket: Docket, command: OpenUnitFile) -> None:
    """WF-05: whoever handles orders has a file; JT-02 is owed for the running periods at once."""
    docket.require(docket.order.state is State.DRAFT, "already_registered", "WF-05")
    docket.require(bool(command.unit), "unit_missing", "WF-05")
    opened = changing(docket.order, unit=command.unit)
    begun = [scheduling(opened, post, docket.now, docket.now) for post in CLOCK_OF]
    clocks = [clock for clocks in begun for clock in clocks]
    docket.record(UnitFileOpened(unit=command.unit), *clocks, basis=("WF-05", "JT-01", "JT-02"))


@applies(UnitFileOpened)
def _opened(order: Order, content: UnitFileOpened, fact: Fact) -> Order:
    return changing(order, state=State.ON_FILE, unit=content.unit, born_at=fact.occurred_at)


@decides(ReportStaffChange)
def report_staff_change(docket: Docket, command: ReportStaffChange) -> None:
    """SY20-10: a change of the responsible leaders or the clerk is to be filed.

    Default: what changes while a filing is owed is filed with it, within the limit that runs."""
    order, unit = docket.order, docket.order.unit
    _require_own(docket, *STAFFING)
    docket.require(command.post in FILED, "post_not_filed", *STAFFING, about=(command.post,))
    since = _changed_at(docket, command)
    running = order.open_clock(ClockName.FILING)
    clocks = () if running else filing(order, since, docket.now)
    day = local_day(order, since)
    content = StaffChangeReported(unit=unit, post=command.post, changed_on=day)
    docket.record(content, *clocks, basis=STAFFING)


def _changed_at(docket: Docket, command: ReportStaffChange) -> datetime:
    """A change counts from its day, which lies neither ahead nor before the file began."""
    order, day = docket.order, command.changed_on
    today = local_day(order, docket.now)
    if day is None or day == today:
        return docket.now
    docket.require(day < today, "changed_in_the_future", *STAFFING)
    born = local_day(order, order.born_at or docket.now)
    docket.require(day >= born, "changed_before_the_file", *STAFFING, about=(born.isoformat(),))
    return beginning_of(order, day)


@decides(FileStaffChange)
def file_staff_change(docket: Docket, command: FileStaffChange) -> None:
    """SY20-10: the unit names the code of whoever holds the post now."""
    _require_own(docket, *STAFFING)
    docket.require(bool(command.person), "person_missing", *STAFFING)
    owed = docket.order.open_clock(ClockName.FILING) is not None
    docket.require(owed, "no_change_to_file", *STAFFING)
    docket.record(
        StaffChangeFiled(unit=docket.order.unit, post=command.post, person=command.person),
        *docket.done(ClockName.FILING),
        basis=STAFFING,
    )
    _mended(docket)


@decides(ScheduleInPerson)
def schedule_in_person(docket: Docket, command: ScheduleInPerson) -> None:
    """JT-02: it fulfils the running period, and late whatever was missed before it.

    Default: a second time in one period is on record and takes nothing off the next one."""
    by = command.by
    _require_own(docket, "JT-02", "JT-01")
    docket.require(by in SCHEDULING, "does_not_schedule", "JT-02", about=(by,))
    docket.require_texts("minutes", basis=("JT-02",))
    content = ScheduledInPerson(unit=docket.order.unit, by=by)
    owed = _owed_by_now(docket, by)
    if not owed:
        docket.record(content, basis=("JT-02", "JT-01"))
        return
    ids = {clock.id for clock in owed}
    done = [stopped for stopped in docket.done(CLOCK_OF[by]) if stopped.id in ids]
    next_one = scheduling(docket.order, by, max(clock.due for clock in owed), docket.now)
    docket.record(content, *done, *next_one, basis=("JT-02", "JT-01"))
    _mended(docket)


def _owed_by_now(docket: Docket, by: Post) -> tuple[Clock, ...]:
    """The duties of this leader whose period has begun; None has, once the present one is done."""
    order, months = docket.order, months_of(docket.order, by)
    if months is None:
        return ()
    until = end_of_period(order, docket.now, months.value)
    clocks = (clock for clock in order.open_clocks() if clock.name is CLOCK_OF[by])
    return tuple([clock for clock in clocks if clock.due <= until])


def _mended(docket: Docket) -> None:
    """Default: an urging (L1) ends by itself once nothing is late; a person clears the rest."""
    late = any(clock.lapsed for clock in docket.order.open_clocks() if clock.name in OWN_DUTIES)
    if not late and docket.order.level is Level.L1:
        clear(docket, Outcome.MET)


@settles(*CLOCK_OF.values())
def period_missed(docket: Docket, clock: Clock) -> None:
    """JT-02: a period that went by stays owed; the next one begins anyway."""
    by = next(post for post, name in CLOCK_OF.items() if name is clock.name)
    begun = scheduling(docket.order, by, docket.now, docket.now)
    content = SchedulingPeriodBegan(unit=docket.order.unit, by=by)
    docket.record(content, *begun, basis=("JT-02",))


@decides(CloseUnitFile)
def close_unit_file(docket: Docket, _: CloseUnitFile) -> None:
    """X21: a unit that is no more owes nothing about itself; what it missed stays on record."""
    docket.require_texts("reason", basis=("X:X21",))
    clear(docket, Outcome.RELEASED)
    content = UnitFileClosed(unit=docket.order.unit)
    docket.record(content, *docket.release_all(), basis=("X:X21", "C:C16"))


@applies(UnitFileClosed)
def _closed(order: Order, _: UnitFileClosed, __: Fact) -> Order:
    return changing(order, state=State.OFF_FILE)


def _require_own(docket: Docket, *basis: str) -> None:
    """A unit answers for itself and for no other."""
    own = docket.actor.role not in OF_UNITS or docket.actor.unit == docket.order.unit
    docket.require(own, "not_your_unit", *basis, about=(docket.order.unit,))


only_on_record(StaffChangeReported, StaffChangeFiled, ScheduledInPerson, SchedulingPeriodBegan)
