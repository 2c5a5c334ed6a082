"""Missed calls: nobody has registered anything yet, so the law alone judges them.

Whoever asks brings an order before its registration: it carries the pack and the calendar."""

from datetime import datetime
from typing import Final

from domain.chapters.intake.late_entry import CALLED_IN_THE_FUTURE, CALLED_TOO_LONG_AGO
from domain.duties.due_dates import count
from domain.order.order import Order
from domain.order.refusal import Refusal, RefusalCode, refusal

NO_NUMBER_TO_CALL = refusal("no_number_to_call")
NUMBER_IN_A_CODE = refusal("number_in_a_code")
CALLED_BACK_BEFORE_IT_RANG = refusal("called_back_before_it_rang")
OTHER_MISSED_CALL = refusal("other_missed_call")

RULE: Final = "NA-15"


def against_caller(known: bool, told_in_a_code: bool) -> Refusal | None:
    """Why a missed call cannot be kept as told: nobody to call, or the number in the open."""
    if not known:
        return no(NO_NUMBER_TO_CALL)
    return no(NUMBER_IN_A_CODE) if told_in_a_code else None


def another_call() -> Refusal:
    """Refuse a call under a reference that another one bears."""
    return no(OTHER_MISSED_CALL)


def against_missed_call(unborn: Order, rang_at: datetime, now: datetime) -> Refusal | None:
    """Why a call cannot have been missed then: still to come, or too long ago to be told."""
    if rang_at > now:
        return no(CALLED_IN_THE_FUTURE)
    rules = unborn.dossier.pack.intake
    oldest = rules.oldest_call if rules else None
    if oldest is not None and now > count(unborn, rang_at, oldest.value)[0]:
        return no(CALLED_TOO_LONG_AGO, *oldest.rules)
    return None


def against_call_back(
    unborn: Order, rang_at: datetime, called_at: datetime, now: datetime
) -> Refusal | None:
    """Why nobody can have called back then."""
    if called_at < rang_at:
        return no(CALLED_BACK_BEFORE_IT_RANG)
    return against_missed_call(unborn, called_at, now)


def call_back_due(unborn: Order, rang_at: datetime) -> datetime | None:
    """Until when a missed call is called back in time; None where the law sets no limit."""
    rules = unborn.dossier.pack.pick_up
    limit = rules.missed if rules else None
    return None if limit is None else count(unborn, rang_at, limit.value)[0]


def no(code: RefusalCode, *rules: str) -> Refusal:
    """Refuse a record of a missed call."""
    return Refusal(code=code, basis=(RULE, *rules))
