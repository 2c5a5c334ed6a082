"""Missed calls: written down without the caller's number, called back within a limit (NA-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.intake.missed_calls import (
    RULE,
    against_call_back,
    against_caller,
    against_missed_call,
    another_call,
    call_back_due,
)
from domain.order.order import Order
from domain.order.refusal import Refusal
from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from services.records import Records
from services.views import Instant
from store.commands.order_time import database_mode, latest_now
from store.register.missed_calls import (
    ByWhom,
    MissedCall,
    keep,
    keep_call_back,
    missed_call,
    missed_calls,
)
from store.vault.blind_index import phones

BASIS: Final = (RULE,)


class CallBackOutcome(StrEnum):
    """What came of a call back."""

    SPOKE = "spoke"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    """The number cannot be called."""


class UnfitCall(ValueError):
    """What is told of a call cannot be so; nothing was stored."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMissed:
    """A missed call as the switch or a seat tells it; the number is not kept."""

    reference: str
    """The switch's own number of the call."""
    phone: str
    rang_at: datetime
    line: str
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCallShown:
    """A missed call without its caller, in the city's own zone."""

    reference: str
    rang_at: Instant
    line: str
    queue: str
    due: Instant | None
    called_at: Instant | None
    spoke: bool
    basis: tuple[str, ...] = BASIS


async def record_missed_call(
    principal: Principal, office: Office, told: CallMissed
) -> MissedCallShown:
    """Write a missed call down, once; raises MayNot and UnfitCall."""
    require(principal, Right.KEEP_CALLS)
    digests = office.counter.index.phone_digests(told.phone)
    _insist(against_caller(bool(digests), _tells_the_number(told)))
    unborn, now = await _law(office, told.reference)
    _insist(against_missed_call(unborn, told.rang_at, now))
    call = MissedCall(
        reference=told.reference,
        rang_at=told.rang_at,
        line=told.line,
        queue=told.queue,
        due=call_back_due(unborn, told.rang_at),
    )
    by = ByWhom(person=principal.person, at=now)
    is_this_one = await keep(office.engine, call, digests[0], by)
    _insist(None if is_this_one else another_call())
    return _shown(await missed_call(office.engine, told.reference), office.city.zone)


async def record_call_back(
    principal: Principal,
    records: Records,
    reference: str,
    outcome: CallBackOutcome,
    called_at: datetime | None = None,
) -> MissedCallShown:
    """Write down that its caller was called back, now if no instant is named.

    Raises MayNot, UnknownCall and UnfitCall."""
    require(principal, Right.KEEP_CALLS)
    missed = await missed_call(records.engine, reference)
    unborn, now = await _law(records, reference)
    at = called_at or now
    _insist(against_call_back(unborn, missed.rang_at, at, now))
    by = ByWhom(person=principal.person, at=now)
    await keep_call_back(records.engine, reference, at, outcome.value, by)
    return _shown(await missed_call(records.engine, reference), records.city.zone)


async def list_missed_calls(
    principal: Principal, records: Records, *, only_open: bool, most: int
) -> tuple[MissedCallShown, ...]:
    """The latest missed calls, or those that nobody has called back; raises MayNot."""
    require(principal, Right.READ_CALLS)
    found: Sequence[MissedCall] = await missed_calls(records.engine, only_open=only_open, most=most)
    return tuple(_shown(one, records.city.zone) for one in found)


async def _law(records: Records, reference: str) -> tuple[Order, datetime]:
    """The law in force, as an order before its registration bears it, and what time it is."""
    law, now = await records.law_in_force(), await latest_now(records.engine)
    return law.unborn(reference, await database_mode(records.engine), now), now


def _tells_the_number(told: CallMissed) -> bool:
    """Whether a code beside the number gives it away."""
    codes = ("".join(filter(str.isdigit, code)) for code in (told.reference, told.line, told.queue))
    return any(number in code for code in codes for number in phones(told.phone))


def _insist(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise UnfitCall(refusal)


def _shown(call: MissedCall, zone: ZoneInfo) -> MissedCallShown:
    def local(instant: datetime | None) -> datetime | None:
        return instant.astimezone(zone) if instant else None

    return MissedCallShown(
        reference=call.reference,
        rang_at=call.rang_at.astimezone(zone),
        line=call.line,
        queue=call.queue,
        due=local(call.due),
        called_at=local(call.called_at),
        spoke=call.spoke,
    )
