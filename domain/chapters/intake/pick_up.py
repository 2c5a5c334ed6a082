"""Picking up: how long a caller waited, judged by what the telephone switch recorded."""

from datetime import datetime, timedelta
from typing import Final

from domain.chapters.intake.commands import Register
from domain.chapters.intake.facts import CallReceived
from domain.chapters.intake.late_entry import CALLED_IN_THE_FUTURE, require_recent
from domain.chapters.intake.rules import PickUp
from domain.duties.due_dates import count
from domain.law.value import Value
from domain.order.clause import only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.time.limit import Limit
from domain.vocabulary import Channel

PICK_UP_INCOMPLETE = refusal("pick_up_incomplete")
ANSWERED_BEFORE_RINGING = refusal("answered_before_ringing")

RULE: Final = "T:T01"
MESSAGES: Final = frozenset({Channel.SMS, Channel.WECHAT, Channel.WEIBO, Channel.APP, Channel.WEB})
"""Short messages and other media (a default)."""
MAILBOXES: Final = frozenset({Channel.MAIL, Channel.LEADER_MAILBOX, Channel.VOICEMAIL})
SECOND: Final = timedelta(seconds=1)


def require_possible_pick_up(decision: Decision, command: Register) -> None:
    """T01: both instants or neither; nobody answers before it rings, or after registering, and what
    lies long ago would bend what is told of waiting."""
    rang, answered = command.rang_at, command.answered_at
    decision.require((rang is None) is (answered is None), PICK_UP_INCOMPLETE, RULE)
    if rang is not None and answered is not None:
        decision.require(rang <= answered, ANSWERED_BEFORE_RINGING, RULE)
        decision.require(answered <= decision.now, CALLED_IN_THE_FUTURE, RULE)
        require_recent(decision, rang)


def receive_call(decision: Decision, command: Register) -> None:
    """T01: put the wait on record; the call lies before the order, so no clock ran for it.

    Noted right after the registration, which stays the first fact of every order and bears the
    texts of the demand (a default)."""
    rang, answered = command.rang_at, command.answered_at
    if rang is None or answered is None:
        return
    limit = _limit(decision.order.dossier.pack.pick_up, command.channel)
    content = CallReceived(
        channel=command.channel,
        rang_at=rang,
        answered_at=answered,
        waited_s=-((rang - answered) // SECOND),
        on_time=None if limit is None else answered <= _due(decision, rang, limit.value),
    )
    decision.record(content, basis=(RULE, *(limit.rules if limit else ())))


def _limit(rules: PickUp | None, channel: Channel) -> Value[Limit] | None:
    if rules is None:
        return None
    messages = dict.fromkeys(MESSAGES, rules.message)
    mailboxes = dict.fromkeys(MAILBOXES, rules.mailbox)
    return {Channel.PHONE: rules.phone, **messages, **mailboxes}.get(channel)


def _due(decision: Decision, rang: datetime, limit: Limit) -> datetime:
    return count(decision.order, rang, limit)[0]


only_on_record(CallReceived)
