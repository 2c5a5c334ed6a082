"""Picking up (接听): how long a caller waited, judged by what the telephone switch recorded."""

from datetime import datetime, timedelta
from typing import Final

from domain.chapters.intake.commands import Register
from domain.chapters.intake.facts import CallReceived
from domain.chapters.intake.rules import PickUp
from domain.duties.due_dates import count
from domain.law.value import Value
from domain.order.clause import only_on_record
from domain.order.decision import Docket
from domain.time.limit import Limit
from domain.vocabulary import Channel

RULE: Final = "T:T01"
MESSAGES: Final = frozenset({Channel.SMS, Channel.WECHAT, Channel.WEIBO, Channel.APP, Channel.WEB})
"""Short messages and other media (a default)."""
MAILBOXES: Final = frozenset({Channel.MAIL, Channel.LEADER_MAILBOX, Channel.VOICEMAIL})
SECOND: Final = timedelta(seconds=1)


def require_possible_pick_up(docket: Docket, command: Register) -> None:
    """T01: both instants or neither; nobody answers before it rings, or after registering."""
    rang, answered = command.rang_at, command.answered_at
    docket.require((rang is None) is (answered is None), "pick_up_incomplete", RULE)
    if rang is not None and answered is not None:
        docket.require(rang <= answered, "answered_before_ringing", RULE)
        docket.require(answered <= docket.now, "called_in_the_future", RULE)


def receive_call(docket: Docket, command: Register) -> None:
    """T01: put the wait on record; the call lies before the order, so no clock ran for it.

    Noted right after the registration, which stays the first fact of every order and bears the
    texts of the demand (a default)."""
    rang, answered = command.rang_at, command.answered_at
    if rang is None or answered is None:
        return
    limit = _limit(docket.order.dossier.pack.pick_up, command.channel)
    content = CallReceived(
        channel=command.channel,
        rang_at=rang,
        answered_at=answered,
        waited_s=-((rang - answered) // SECOND),
        on_time=None if limit is None else answered <= _due(docket, rang, limit.value),
    )
    docket.record(content, basis=(RULE, *(limit.rules if limit else ())))


def _limit(rules: PickUp | None, channel: Channel) -> Value[Limit] | None:
    if rules is None:
        return None
    if channel is Channel.PHONE:
        return rules.phone
    if channel in MESSAGES:
        return rules.message
    return rules.mailbox if channel in MAILBOXES else None


def _due(docket: Docket, rang: datetime, limit: Limit) -> datetime:
    return count(docket.order, rang, limit)[0]


only_on_record(CallReceived)
