"""Judging old cases: each by its own times, as the core's own clock of a law counts them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.duties.due_dates import rule_for, start_by
from domain.order.clock import Clock
from domain.order.order import Order
from domain.order.terms import Mode
from domain.time.counting import working_time_between
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, ItemClass, ItemType, Urgency
from policies.law import Law
from services.imports.demands import Demand, Field
from services.imports.intake_file import Rejected, Repeat, Understood
from services.trials.brought_limits import (
    MatterLimit,
    Promise,
    limit_of_matter,
    matters_with_a_limit,
    promise_to,
    with_promise,
)
from services.trials.clock_ends import DESKS, ChosenEnds
from services.trials.file_dues import (
    Unjudgeable,
    differs,
    due_in_file,
    instant,
    is_paused,
    told_due,
)
from services.trials.verdicts import LATE, CaseVerdict, JudgedCase, Verdict

NEEDED: Final = (Field.NUMBER,)
STARTS: Final = (Field.OPENED, Field.ACCEPTED, Field.DISPATCHED)
"""One of them must stand in the file."""
BEFORE_THE_END: Final = frozenset(
    {ClockName.DISPATCH, ClockName.ACCEPT, ClockName.CONTACT, ClockName.ARRIVE}
)
"""The duties that are over when an order is handled, whether or not the file tells when."""
Kind = tuple[int, ItemType, ItemClass, Urgency, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """A duty as the core begins it, and its due with what the file says of it."""

    order: Order
    clock: Clock | None
    due: datetime | None
    promise: Promise | None
    matter_limit: MatterLimit | None


class CaseJudge:
    """Judges row after row under one law, as of one instant."""

    def __init__(self, law: Law, ends: tuple[ChosenEnds, ...], as_of: datetime) -> None:
        self._law, self._ends, self._as_of = law, ends, as_of
        self._zone = ZoneInfo(law.calendar.time_zone)
        self._orders: dict[Kind, Order] = {}
        self._matters = matters_with_a_limit(law.pack)

    def each(self, rows: Iterable[Understood]) -> Iterator[JudgedCase | Rejected]:
        """Judge every row; one that was said twice is judged once and named."""
        for row in rows:
            match row:
                case Demand():
                    yield self._one(row)
                case Repeat():
                    reason = f"says once more what row {row.first} says"
                    yield Rejected(row=row.demand.row, reason=reason)
                case Rejected():
                    yield row

    def _one(self, demand: Demand) -> JudgedCase | Rejected:
        try:
            return self.judge(demand)
        except Unjudgeable as why:
            return Rejected(row=demand.row, reason=str(why))

    def judge(self, demand: Demand) -> JudgedCase:
        """Judge every duty whose begin this case tells; raises Unjudgeable."""
        verdicts: list[Verdict] = []
        otherwise: list[tuple[ClockName, Field]] = []
        for ends in self._ends:
            verdict = self._verdict(demand, ends, ends.begin)
            if verdict is None:
                continue
            verdicts.append(verdict)
            otherwise += [
                (ends.clock, other)
                for other in ends.others
                if self._would_be(demand, ends, other) not in (None, verdict.judged)
            ]
        return JudgedCase(verdicts=tuple(verdicts), otherwise=tuple(otherwise))

    def _would_be(self, demand: Demand, ends: ChosenEnds, begin: Field) -> CaseVerdict | None:
        """The verdict if the duty began with another field; None where that cannot be said."""
        opened, closed = instant(demand, begin), _end(demand, ends)
        if opened is None or (closed is not None and closed < demand.times[begin]):
            return None
        try:
            counted = self._counted(demand, ends.clock, begin, opened)
        except Unjudgeable:
            return None
        return self._fared(demand, counted.due, closed, ends.clock)

    def _verdict(self, demand: Demand, ends: ChosenEnds, begin: Field) -> Verdict | None:
        opened, closed = instant(demand, begin), _end(demand, ends)
        handling = ends.clock is ClockName.HANDLE
        if opened is None:
            if handling:
                raise Unjudgeable(f"{begin}: is empty")
            return None
        counted = self._counted(demand, ends.clock, begin, opened)
        due = counted.due
        reversed_ = closed is not None and closed < demand.times[begin]
        if reversed_ and handling:
            what = "the opening" if begin is Field.OPENED else begin
            raise Unjudgeable(f"{ends.end}: lies before {what}")
        fared = self._fared(demand, due, closed, ends.clock)
        judged = CaseVerdict.REVERSED if reversed_ else fared
        return Verdict(
            demand=demand,
            name=ends.clock,
            opened=opened,
            closed=closed,
            clock=counted.clock,
            due=due,
            late_by=_late_by(counted.order, due, closed),
            judged=judged,
            promised_day=demand.promised_day(self._zone),
            promise=counted.promise,
            matter_limit=counted.matter_limit,
            differs=_differs(demand, counted, closed, judged) if handling else (),
        )

    def _counted(self, demand: Demand, name: ClockName, begin: Field, opened: datetime) -> _Counted:
        """Begin the duty as the core would; raises Unjudgeable."""
        begins = opened.astimezone(UTC)
        try:
            order, promise = with_promise(self._order(demand, opened), demand, self._zone)
            promise = promise_to(order, promise, name, begins)
            rule = rule_for(order, name, begins)
            clock = due = None
            if rule is not None:
                clock = start_by(order, rule, DESKS.get(name, demand.unit), begins).clock
                due = due_in_file(order, clock, demand, governed=promise is Promise.GOVERNS)
            return _Counted(
                order=order,
                clock=clock,
                due=due,
                promise=promise if clock else None,
                matter_limit=limit_of_matter(demand, rule, promise),
            )
        except (ValueError, OverflowError) as beyond:
            raise Unjudgeable(f"{begin}: no due can be counted from it ({beyond})") from beyond

    def _fared(
        self, demand: Demand, due: datetime | None, closed: datetime | None, name: ClockName
    ) -> CaseVerdict:
        """Closed at the very due instant is still in time, as everywhere; what is open past its
        due is a miss, as K3 counts it."""
        if due is None:
            return CaseVerdict.NO_LIMIT
        if closed is not None:
            return CaseVerdict.IN_TIME if closed <= due else CaseVerdict.LATE
        over = name in BEFORE_THE_END and demand.closed is not None
        if demand.said_closed or over:
            return CaseVerdict.UNTIMED
        stands_still = name is ClockName.HANDLE and is_paused(demand)
        late = due < self._as_of and not stands_still
        return CaseVerdict.PAST_DUE if late else CaseVerdict.OPEN

    def _order(self, demand: Demand, opened: datetime) -> Order:
        """An order of this kind, born in this year: all its duties are counted by the same law."""
        matter = demand.matter if demand.matter in self._matters else ""
        year = opened.astimezone(self._zone).year
        kind = (year, demand.type, demand.class_, demand.urgency, matter)
        if kind not in self._orders:
            unborn = self._law.unborn("backtest", Mode.VIRTUAL, opened)
            self._orders[kind] = changing(
                unborn,
                item_type=demand.type,
                item_class=demand.class_,
                urgency=demand.urgency,
                category=matter,
            )
        return self._orders[kind]


def _end(demand: Demand, ends: ChosenEnds) -> datetime | None:
    return instant(demand, ends.end) if ends.end else None


def _differs(
    demand: Demand, counted: _Counted, closed: datetime | None, judged: CaseVerdict
) -> tuple[str, ...]:
    governed = counted.promise is Promise.GOVERNS
    theirs = told_due(demand, governed=governed)
    return differs(demand, theirs, counted.due, closed, LATE.get(judged))


def _late_by(order: Order, due: datetime | None, closed: datetime | None) -> timedelta:
    if due is None or closed is None or closed <= due:
        return timedelta()
    dossier = order.dossier
    return working_time_between(due, closed, dossier.calendar, dossier.pack.office_hours.value)
