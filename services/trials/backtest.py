"""Judging old cases: each by its own times, as the core's own clock of a law counts them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from domain.duties.due_dates import start
from domain.order.clock import Clock
from domain.order.order import Order
from domain.order.terms import Mode
from domain.time.counting import working_time_between
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName
from policies.law import Law
from services.imports.demands import Demand, Field
from services.imports.intake_file import IntakeFile, Rejected

NEEDED: Final = (Field.NUMBER, Field.OPENED)
LAST_SECOND: Final = time(23, 59, 59)
"""A day without a time counts as its end: nobody is called late on what the file does not say."""


class CaseVerdict(StrEnum):
    """What the law says of an old case."""

    IN_TIME = "in_time"
    LATE = "late"
    OPEN = "open"
    """The file does not say when it was closed."""
    NO_LIMIT = "no_limit"
    """The law sets no limit for handling such a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One old case under the law; instants carry the offset in which the file gave them."""

    demand: Demand
    opened: datetime
    closed: datetime | None
    clock: Clock | None
    """The handling duty of an order opened at that instant."""
    late_by: timedelta
    """Office time from the due to the closing, zero if it was in time."""

    @property
    def judged(self) -> CaseVerdict:
        """Closed at the very due instant is still in time, as everywhere."""
        if self.clock is None:
            return CaseVerdict.NO_LIMIT
        if self.closed is None:
            return CaseVerdict.OPEN
        return CaseVerdict.IN_TIME if self.closed <= self.clock.due else CaseVerdict.LATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """Every row of a file: judged, or rejected with its reason."""

    verdicts: tuple[Verdict, ...]
    rejected: tuple[Rejected, ...]


class _Unjudgeable(ValueError):
    """Why a row cannot be judged."""


def backtest(file: IntakeFile, law: Law) -> Backtest:
    """Judge every case of a file; a row said twice is judged once and named."""
    verdicts: list[Verdict] = []
    rejected = [*file.rejected, *_said_twice(file)]
    for demand in file.demands:
        try:
            verdicts.append(judge(demand, law))
        except _Unjudgeable as why:
            rejected.append(Rejected(row=demand.row, reason=str(why)))
    rejected.sort(key=lambda one: one.row)
    return Backtest(verdicts=tuple(verdicts), rejected=tuple(rejected))


def judge(demand: Demand, law: Law) -> Verdict:
    """Judge one case: its due is the one that the core gives an order opened at that instant."""
    opened, closed = _instant(demand, Field.OPENED), _instant(demand, Field.CLOSED)
    if opened is None or demand.opened is None:
        raise _Unjudgeable("opened: is empty")
    if closed is not None and closed < demand.opened:
        raise _Unjudgeable("closed: lies before the opening")
    try:
        order = _with_unit(demand, law, opened)
        begun = start(order, ClockName.HANDLE, demand.unit, opened.astimezone(UTC))
    except (ValueError, OverflowError) as beyond:
        raise _Unjudgeable(f"opened: no due can be counted from it ({beyond})") from beyond
    clock = begun[0].clock if begun else None
    late_by = _late_by(order, clock, closed)
    return Verdict(demand=demand, opened=opened, closed=closed, clock=clock, late_by=late_by)


def _said_twice(file: IntakeFile) -> Iterable[Rejected]:
    rows = {demand.number: demand.row for demand in file.demands}
    for again in file.repeats:
        reason = f"says once more what row {rows[again.number]} says"
        yield Rejected(row=again.row, reason=reason)


def _instant(demand: Demand, field: Field) -> datetime | None:
    told = demand.opened if field is Field.OPENED else demand.closed
    if told is None or field not in demand.days_only:
        return told
    return datetime.combine(told.date(), LAST_SECOND, told.tzinfo)


def _with_unit(demand: Demand, law: Law, opened: datetime) -> Order:
    """The order at the moment in which its unit gets it, which in an old file is the opening."""
    unborn = law.unborn(demand.number, Mode.VIRTUAL, opened)
    return changing(unborn, item_type=demand.type, item_class=demand.class_, unit=demand.unit)


def _late_by(order: Order, clock: Clock | None, closed: datetime | None) -> timedelta:
    if clock is None or closed is None or closed <= clock.due:
        return timedelta()
    dossier = order.dossier
    return working_time_between(
        clock.due, closed, dossier.calendar, dossier.pack.office_hours.value
    )
