"""One call to a caller: what he wanted, what the unit answered, and what his answers lead to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.caller.terms import PersonalData
from domain.chapters.closing.commands import RecordCallback
from domain.order.command import COMMANDS
from policies.sight import Showing, SightField
from readmodel.orders.callbacks import missed_callbacks
from services.access.principal import Principal
from services.callbacks.attempts import Attempts, attempts_of
from services.office import Office
from services.orders.allowed_acts import RefusalShown, allowed_acts
from services.orders.desk_list import ListWanted, OrderRow, Sorting, list_for_desk
from services.orders.texts import LookOver, OrderTexts, TextShown, texts_of_order
from store.commands.order_time import now
from store.commands.settlement import UnknownOrder

RECORD: Final = COMMANDS.word_of(RecordCallback)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CallerShown:
    """Who is called, as far as he is shown: masked until somebody looks, and for a minute then."""

    number: str
    data: tuple[TextShown, ...]
    opens: tuple[PersonalData, ...]
    """What a look with a reason would open; empty where nothing is masked."""
    open_until: datetime | None
    """Until when what was looked at stays open; None where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLeadsTo:
    """What the answers lead to, by the order's own law."""

    satisfied_up_to: int
    """Answers up to this one of five levels count as content."""
    reworks: int
    """How often at most the unit works on it again."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CallShown:
    """One order as whoever calls its caller reads it."""

    row: OrderRow
    now: datetime
    demand: tuple[TextShown, ...]
    answer: tuple[TextShown, ...]
    """What the caller was told last; by whom, the row says."""
    attempts: Attempts
    leads_to: CallLeadsTo
    closed: RefusalShown | None
    """Why nothing can be recorded now; None where it can."""


async def call_shown(principal: Principal, office: Office, number: str) -> CallShown:
    """One call; raises MayNot, NobodyNamed and UnknownOrder."""
    told = await texts_of_order(principal, office, number)
    row = await _row(principal, office, number)
    at = await now(office.engine, number)
    law = await office.law_at_birth(number)
    zone = ZoneInfo(law.calendar.time_zone)
    missed = await missed_callbacks(office.engine, (number,))
    acts = await allowed_acts(principal, office, number)
    return CallShown(
        row=row,
        now=at.astimezone(zone),
        demand=tuple(text for text in told.texts if text.field is SightField.DEMAND_TEXT),
        answer=_last_answer(told.texts),
        attempts=attempts_of(missed[number], law.pack.callback, zone, at),
        leads_to=CallLeadsTo(
            satisfied_up_to=law.pack.callback.satisfied_up_to.value,
            reworks=law.pack.rework.most.value,
        ),
        closed=next(act.refusal for act in acts.acts if act.name == RECORD),
    )


async def caller_shown(
    principal: Principal, office: Office, number: str, *, viewed: uuid.UUID | None = None
) -> CallerShown:
    """Who is called; `viewed` is one's own look, which opens what it names for a minute and nothing
    afterwards. Raises MayNot, NobodyNamed, UnknownOrder and UnknownCommand."""
    try:
        return _caller(await texts_of_order(principal, office, number, viewed=viewed))
    except LookOver:
        return _caller(await texts_of_order(principal, office, number))


async def _row(principal: Principal, office: Office, number: str) -> OrderRow:
    wanted = ListWanted(number=number)
    found = await list_for_desk(principal, office, wanted, Sorting.URGENT, limit=1)
    if not found.rows:
        raise UnknownOrder(number)
    return found.rows[0]


def _caller(told: OrderTexts) -> CallerShown:
    of_caller = (SightField.NAME_AND_PHONE, SightField.RELAY_NUMBER)
    data = tuple(text for text in told.texts if text.field in of_caller)
    masked = [text.text for text in data if text.shown is Showing.MASKED]
    return CallerShown(
        number=told.number,
        data=data,
        opens=tuple(PersonalData(name) for name in masked),
        open_until=told.open_until,
    )


def _last_answer(texts: Sequence[TextShown]) -> tuple[TextShown, ...]:
    told = [text for text in texts if text.field is SightField.RESULT_AND_PUBLIC_TEXT]
    return tuple(text for text in told if text.command_id == told[-1].command_id)
