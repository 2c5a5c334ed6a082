"""Archiving: an order that nobody has come back to for long enough is filed for good."""

from datetime import datetime

from domain.chapters.afterwards.commands import Archive
from domain.chapters.afterwards.facts import Archived
from domain.chapters.afterwards.rules import AfterClosing
from domain.duties.due_dates import count
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import OVER, State

NOT_AT_REST = refusal("not_at_rest")
ARCHIVING_NOT_IN_LAW = refusal("archiving_not_in_law")
NOT_QUIET_LONG_ENOUGH = refusal("not_quiet_long_enough")


@decides(Archive, even_when=OVER - {State.ARCHIVED})
def archive(decision: Decision, command: Archive) -> None:
    """T49, G24: after so many quiet days; the digest of all its facts is part of the file."""
    order, rules = decision.order, decision.order.dossier.pack.after_closing
    decision.require(order.is_at_rest, NOT_AT_REST, "T:T49", about=(order.state,))
    if rules is None or order.as_of is None:
        decision.refuse(ARCHIVING_NOT_IN_LAW, "T:T49", "G:G24")
    quiet_until, _ = count(order, order.as_of, rules.archive_after.value)
    quiet = decision.now >= quiet_until
    decision.require(quiet, NOT_QUIET_LONG_ENOUGH, "T:T49", *rules.archive_after.rules)
    kept_until, kept_by = _retention(decision, rules)
    content = Archived(digest=command.digest, content_until=kept_until)
    decision.record(content, basis=("T:T49", "HD-02", *rules.archive_after.rules, *kept_by))


def _retention(decision: Decision, rules: AfterClosing) -> tuple[datetime | None, tuple[str, ...]]:
    """G24: how long the texts are kept counts from the filing, where anybody has set it.

    The day is on record and destroys nothing by itself (a default)."""
    kept = rules.content_kept
    if kept is None:
        return None, ()
    return count(decision.order, decision.now, kept.value)[0], kept.rules


@applies(Archived)
def _archived(order: Order, _: Archived, __: Fact) -> Order:
    return changing(order, state=State.ARCHIVED)
