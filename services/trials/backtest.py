"""Judging old cases: each by its own times, as the core's own clock of a law counts them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from domain.duties.due_dates import IN_DAYS, count_on, give_back, start
from domain.order.clock import Clock
from domain.order.order import Order
from domain.order.terms import Mode
from domain.time.counting import BadPause, working_time_between
from domain.time.limit import Convention, Limit
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, ItemClass, ItemType, Urgency
from policies.law import Law
from services.imports.demands import Demand, Field
from services.imports.intake_file import Rejected, Repeat, Understood
from services.trials.clock_ends import DESKS, ChosenEnds

NEEDED: Final = (Field.NUMBER,)
STARTS: Final = (Field.OPENED, Field.ACCEPTED, Field.DISPATCHED)
"""One of them must stand in the file."""
LAST_SECOND: Final = time(23, 59, 59)
"""A day without a time counts as its end: nobody is called late on what the file does not say."""
Kind = tuple[int, ItemType, ItemClass, Urgency]


class CaseVerdict(StrEnum):
    """What the law says of an old case."""

    IN_TIME = "in_time"
    LATE = "late"
    OPEN = "open"
    """It is not closed, and not due yet."""
    PAST_DUE = "past_due"
    """It is not closed, and was due before the instant as of which it is asked."""
    UNTIMED = "untimed"
    """The file calls it closed and does not say when."""
    NO_LIMIT = "no_limit"
    """The law sets no limit for such a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One duty of an old case under the law; instants carry the offset of the file."""

    demand: Demand
    name: ClockName
    opened: datetime
    """When the duty began."""
    closed: datetime | None
    """When it ended."""
    clock: Clock | None
    """The duty of an order, as the core would begin it at that instant."""
    due: datetime | None
    """When it was due, with what the file says of extensions and pauses."""
    late_by: timedelta
    """Office time from the due to the end, zero if it was in time."""
    judged: CaseVerdict
    differs: tuple[str, ...] = ()
    """Where the file itself says something else, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """Every row of a file: judged, or rejected with its reason."""

    verdicts: tuple[Verdict, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    """One row that was judged: each of its duties, and how each would fare by another begin."""

    verdicts: tuple[Verdict, ...]
    otherwise: tuple[tuple[ClockName, Field], ...] = ()
    """The duties whose verdict would be another one if they began with that field."""


class Unjudgeable(ValueError):
    """Why a row cannot be judged."""


class CaseJudge:
    """Judges row after row under one law, as of one instant."""

    def __init__(self, law: Law, ends: tuple[ChosenEnds, ...], as_of: datetime) -> None:
        self._law, self._ends, self._as_of = law, ends, as_of
        self._orders: dict[Kind, Order] = {}

    def each(self, rows: Iterable[Understood]) -> Iterator[JudgedCase | Rejected]:
        """CaseJudge every row; one that was said twice is judged once and named."""
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
        """CaseJudge every duty whose begin this case tells; raises Unjudgeable."""
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
        try:
            verdict = self._verdict(demand, ends, begin)
        except Unjudgeable:
            return None
        return None if verdict is None else verdict.judged

    def _verdict(self, demand: Demand, ends: ChosenEnds, begin: Field) -> Verdict | None:
        opened = instant(demand, begin)
        closed = instant(demand, ends.end) if ends.end else None
        if opened is None:
            if ends.clock is ClockName.HANDLE:
                raise Unjudgeable(f"{begin}: is empty")
            return None
        if closed is not None and ends.end and closed < demand.times[begin]:
            what = "the opening" if begin is Field.OPENED else begin
            raise Unjudgeable(f"{ends.end}: lies before {what}")
        return self._of(demand, ends.clock, begin, opened, closed)

    def _of(
        self,
        demand: Demand,
        name: ClockName,
        begin: Field,
        opened: datetime,
        closed: datetime | None,
    ) -> Verdict:
        try:
            order = self._order(demand, opened)
            owner = DESKS.get(name, demand.unit)
            begun = start(order, name, owner, opened.astimezone(UTC))
            clock = begun[0].clock if begun else None
            due = _due(order, clock, demand) if clock else None
        except (ValueError, OverflowError) as beyond:
            raise Unjudgeable(f"{begin}: no due can be counted from it ({beyond})") from beyond
        judged = self._fared(demand, due, closed, name)
        late_by = _late_by(order, due, closed)
        return Verdict(
            demand=demand,
            name=name,
            opened=opened,
            closed=closed,
            clock=clock,
            due=due,
            late_by=late_by,
            judged=judged,
            differs=_differs(demand, due, closed, judged) if name is ClockName.HANDLE else (),
        )

    def _fared(
        self, demand: Demand, due: datetime | None, closed: datetime | None, name: ClockName
    ) -> CaseVerdict:
        """Closed at the very due instant is still in time, as everywhere; what is open past its
        due is a miss, as K3 counts it."""
        if due is None:
            return CaseVerdict.NO_LIMIT
        if closed is not None:
            return CaseVerdict.IN_TIME if closed <= due else CaseVerdict.LATE
        if demand.said_closed:
            return CaseVerdict.UNTIMED
        stands_still = name is ClockName.HANDLE and _is_paused(demand)
        late = due < self._as_of and not stands_still
        return CaseVerdict.PAST_DUE if late else CaseVerdict.OPEN

    def _order(self, demand: Demand, opened: datetime) -> Order:
        """An order of this kind, born in this year: all its duties are counted by the same law."""
        kind = (opened.year, demand.type, demand.class_, demand.urgency)
        if kind not in self._orders:
            unborn = self._law.unborn("backtest", Mode.VIRTUAL, opened)
            self._orders[kind] = changing(
                unborn, item_type=demand.type, item_class=demand.class_, urgency=demand.urgency
            )
        return self._orders[kind]


def instant(demand: Demand, field: Field) -> datetime | None:
    """The instant of a field; of a day without a time the last second."""
    told = demand.times.get(field)
    if told is None or field not in demand.days_only:
        return told
    return datetime.combine(told.date(), LAST_SECOND, told.tzinfo)


def _due(order: Order, clock: Clock, demand: Demand) -> datetime:
    """The due as the core counts it, moved by what the file says of extensions and pauses."""
    due = clock.due
    if clock.name is not ClockName.HANDLE:
        return due
    if demand.extended_by:
        in_days = clock.limit.convention in IN_DAYS
        convention = clock.limit.convention if in_days else Convention.WORKING_DAYS
        more = Limit(convention=convention, amount=demand.extended_by)
        due, _ = count_on(order, due, more)
    paused, resumed = instant(demand, Field.PAUSED), instant(demand, Field.RESUMED)
    if paused is not None and resumed is not None:
        try:
            due, _ = give_back(order, clock, due, paused.astimezone(UTC), resumed.astimezone(UTC))
        except BadPause:
            raise Unjudgeable(f"{Field.RESUMED}: lies before {Field.PAUSED}") from None
    return _end(demand, Field.EXTENDED_TO) or due


def _end(demand: Demand, field: Field) -> datetime | None:
    """Until when a due in the file runs: a day without a time runs to its 24:00."""
    told = demand.times.get(field)
    if told is None or field not in demand.days_only:
        return told
    return told + timedelta(days=1)


def _is_paused(demand: Demand) -> bool:
    return Field.PAUSED in demand.times and Field.RESUMED not in demand.times


def _differs(
    demand: Demand, due: datetime | None, closed: datetime | None, judged: CaseVerdict
) -> tuple[str, ...]:
    """What the file says of its own due or verdict, where ours is another."""
    found: list[str] = []
    theirs = _end(demand, Field.DUE)
    if theirs is not None and due is not None and theirs != due:
        found.append("due_earlier" if theirs < due else "due_later")
    late = judged in (CaseVerdict.LATE, CaseVerdict.PAST_DUE)
    told = judged in (CaseVerdict.LATE, CaseVerdict.PAST_DUE, CaseVerdict.IN_TIME)
    if demand.said_late is not None and told and demand.said_late != late:
        by_theirs = closed is not None and theirs is not None and (closed > theirs)
        why = "as_its_due" if theirs is not None and by_theirs == demand.said_late else "by_itself"
        found.append(f"verdict_{why}")
    return tuple(found)


def _late_by(order: Order, due: datetime | None, closed: datetime | None) -> timedelta:
    if due is None or closed is None or closed <= due:
        return timedelta()
    dossier = order.dossier
    return working_time_between(due, closed, dossier.calendar, dossier.pack.office_hours.value)


def backtest(
    rows: Iterable[Understood], law: Law, ends: tuple[ChosenEnds, ...], as_of: datetime
) -> Backtest:
    """CaseJudge every row, and keep them all; for files of which that many fit into the memory."""
    verdicts: list[Verdict] = []
    rejected: list[Rejected] = []
    for one in CaseJudge(law, ends, as_of).each(rows):
        if isinstance(one, Rejected):
            rejected.append(one)
        else:
            verdicts += one.verdicts
    rejected.sort(key=lambda one: one.row)
    return Backtest(verdicts=tuple(verdicts), rejected=tuple(rejected))
