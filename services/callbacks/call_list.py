"""Who is to be called back: the calls that may be made now, and those that wait for their hour."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from domain.vocabulary import State
from readmodel.orders.callbacks import missed_callbacks
from services.access.principal import Principal
from services.callbacks.attempts import Attempts, attempts_of
from services.office import Office
from services.orders.desk_list import DeskList, ListWanted, OrderRow, Sorting, list_for_desk
from store.commands.order_time import latest_now, now_of_each

WAITING: Final = ListWanted(states=frozenset({State.PENDING_CALLBACK}))
NOW: Final = datetime.min.replace(tzinfo=UTC)
"""Before every hour for which anything waits."""
MOST: Final = 100
"""So many calls a desk reads at once; the rest follow as these are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWaiting:
    """One caller who is to be called back."""

    row: OrderRow
    attempts: Attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class CallGroup:
    """Calls that may be made from one instant on."""

    since: datetime | None
    """None: now."""
    calls: tuple[CallWaiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """The calls of a desk, those first that may be made now."""

    now: datetime
    groups: tuple[CallGroup, ...]
    count: int
    """How many wait altogether, also those that stand on no line here."""

    @property
    def callable_now(self) -> int:
        """How many of them may be made now."""
        return sum(len(group.calls) for group in self.groups if group.since is None)

    @property
    def shown(self) -> int:
        """How many stand on a line."""
        return sum(len(group.calls) for group in self.groups)

    def after(self, number: str) -> str:
        """Whose turn it is behind an order, among those that may be called now; empty where it is
        nobody's."""
        numbers = [call.row.number for group in self.groups for call in group.calls]
        now = {
            call.row.number for group in self.groups if group.since is None for call in group.calls
        }
        at = numbers.index(number) + 1 if number in numbers else 0
        turns = [one for one in (*numbers[at:], *numbers[:at]) if one in now and one != number]
        return turns[0] if turns else ""


async def call_list(principal: Principal, office: Office) -> CallList:
    """The calls that this officer may make; raises MayNot and NobodyNamed."""
    found = await list_for_desk(principal, office, WAITING, Sorting.URGENT, limit=MOST)
    waiting = await _with_attempts(office, found)
    return CallList(
        now=(await latest_now(office.engine)).astimezone(office.city.zone),
        groups=tuple(_groups(waiting)),
        count=found.count,
    )


async def _with_attempts(
    office: Office, found: DeskList
) -> tuple[tuple[CallWaiting, datetime | None], ...]:
    """Each call with when it may be made; None: now."""
    numbers = [row.number for row in found.rows]
    missed = await missed_callbacks(office.engine, numbers)
    now = await now_of_each(office.engine, numbers)
    return tuple([await _waiting(office, row, missed, now) for row in found.rows])


async def _waiting(
    office: Office,
    row: OrderRow,
    missed: Mapping[str, tuple[datetime, ...]],
    now: Mapping[str, datetime],
) -> tuple[CallWaiting, datetime | None]:
    law, at = await office.law_at_birth(row.number), now[row.number]
    zone = ZoneInfo(law.calendar.time_zone)
    attempts = attempts_of(missed[row.number], law.pack.callback, zone, at)
    since = None if attempts.may_ring(at) else attempts.next_at
    return CallWaiting(row=row, attempts=attempts), since


def _groups(waiting: Iterable[tuple[CallWaiting, datetime | None]]) -> Iterator[CallGroup]:
    """Those of now first, then by the hour; within one the most pressing first."""
    ordered = sorted(waiting, key=lambda one: one[1] or NOW)
    for since, calls in groupby(ordered, key=lambda one: one[1]):
        yield CallGroup(since=since, calls=tuple(call for call, _ in calls))
