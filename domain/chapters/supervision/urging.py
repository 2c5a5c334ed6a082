"""Urging: on record whenever it comes, counted once a working day."""

from datetime import datetime

from domain.chapters.supervision.commands import Urge
from domain.chapters.supervision.facts import CallerUrged
from domain.chapters.supervision.supervision import raise_to
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.time.counting import working_days_between
from domain.values.changed_copy import changing
from domain.vocabulary import Level, Trigger

NO_UNIT_TO_URGE = refusal("no_unit_to_urge")


@decides(Urge)
def urge(decision: Decision, command: Urge) -> None:
    """T41, G11: every urging is on record; one a working day counts and raises L1."""
    order = decision.order
    decision.require(bool(order.unit), NO_UNIT_TO_URGE, "T:T41", about=(order.state,))
    most = order.dossier.pack.supervision.urges_per_working_day
    today = [at for at in order.urged if _same_working_day(order, at, decision.now)]
    counted = len(today) < most.value
    decision.record(CallerUrged(by=command.by, counted=counted), basis=("T:T41", "G:G11"))
    if counted:
        raise_to(decision, Level.L1, Trigger.CALLER_URGED, order.unit, "HD-02", "G:G11")


def _same_working_day(order: Order, one: datetime, other: datetime) -> bool:
    """Days off count with the working day before them."""
    return working_days_between(one, other, order.dossier.calendar) == 0


@applies(CallerUrged)
def _urged(order: Order, content: CallerUrged, fact: Fact) -> Order:
    return changing(order, urged=(*order.urged, fact.occurred_at)) if content.counted else order
