"""Judging old cases: each by its own times, as the core's own clock of a law counts them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.duties.due_dates import start
from domain.order.clock import Clock
from domain.order.order import Order
from domain.order.terms import Mode
from domain.time.counting import working_time_between
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, ItemClass, ItemType, Urgency
from policies.law import Law
from services.imports.demands import Demand, Field
from services.imports.intake_file import Rejected, Repeat, Understood
from services.trials.clock_ends import DESKS, ChosenEnds
from services.trials.file_dues import Unjudgeable, differs, due_in_file, instant, is_paused

NEEDED: Final = (Field.NUMBER,)
STARTS: Final = (Field.OPENED, Field.ACCEPTED, Field.DISPATCHED)
"""One of them must stand in the file."""
BEFORE_THE_END: Final = frozenset(
    {ClockName.DISPATCH, ClockName.ACCEPT, ClockName.CONTACT, ClockName.ARRIVE}
)
"""The duties that are over when an order is handled, whether or not the file tells when."""
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
    """The file calls it closed, or tells what came after it, and does not say when."""
    REVERSED = "reversed"
    """It ends before it begins: the file contradicts itself, and nothing is said of it."""
    NO_LIMIT = "no_limit"
    """The law sets no limit for such a case."""


LATE: Final = {
    CaseVerdict.IN_TIME: False,
    CaseVerdict.LATE: True,
    CaseVerdict.PAST_DUE: True,
}
"""Whether a case with that verdict is a miss."""


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
class JudgedCase:
    """One row that was judged: each of its duties, and how each would fare by another begin."""

    verdicts: tuple[Verdict, ...]
    otherwise: tuple[tuple[ClockName, Field], ...] = ()
    """The duties whose verdict would be another one if they began with that field."""


class CaseJudge:
    """Judges row after row under one law, as of one instant."""

    def __init__(self, law: Law, ends: tuple[ChosenEnds, ...], as_of: datetime) -> None:
        self._law, self._ends, self._as_of = law, ends, as_of
        self._zone = ZoneInfo(law.calendar.time_zone)
        self._orders: dict[Kind, Order] = {}

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
            _, _, due = self._counted(demand, ends.clock, begin, opened)
        except Unjudgeable:
            return None
        return self._fared(demand, due, closed, ends.clock)

    def _verdict(self, demand: Demand, ends: ChosenEnds, begin: Field) -> Verdict | None:
        opened, closed = instant(demand, begin), _end(demand, ends)
        handling = ends.clock is ClockName.HANDLE
        if opened is None:
            if handling:
                raise Unjudgeable(f"{begin}: is empty")
            return None
        order, clock, due = self._counted(demand, ends.clock, begin, opened)
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
            clock=clock,
            due=due,
            late_by=_late_by(order, due, closed),
            judged=judged,
            differs=differs(demand, due, closed, LATE.get(judged)) if handling else (),
        )

    def _counted(
        self, demand: Demand, name: ClockName, begin: Field, opened: datetime
    ) -> tuple[Order, Clock | None, datetime | None]:
        """The duty as the core begins it, and its due with what the file says of it."""
        try:
            order = self._order(demand, opened)
            begun = start(order, name, DESKS.get(name, demand.unit), opened.astimezone(UTC))
            clock = begun[0].clock if begun else None
            return order, clock, due_in_file(order, clock, demand) if clock else None
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
        kind = (opened.astimezone(self._zone).year, demand.type, demand.class_, demand.urgency)
        if kind not in self._orders:
            unborn = self._law.unborn("backtest", Mode.VIRTUAL, opened)
            self._orders[kind] = changing(
                unborn, item_type=demand.type, item_class=demand.class_, urgency=demand.urgency
            )
        return self._orders[kind]


def _end(demand: Demand, ends: ChosenEnds) -> datetime | None:
    return instant(demand, ends.end) if ends.end else None


def _late_by(order: Order, due: datetime | None, closed: datetime | None) -> timedelta:
    if due is None or closed is None or closed <= due:
        return timedelta()
    dossier = order.dossier
    return working_time_between(due, closed, dossier.calendar, dossier.pack.office_hours.value)
