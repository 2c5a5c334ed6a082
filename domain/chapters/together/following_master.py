"""Following a master: one order for the unit, but every caller is called back."""

from domain.chapters.afterwards.reopening import bring_back
from domain.chapters.closing.ending import close
from domain.chapters.closing.review import CALLBACK_DESK, callback_owed
from domain.chapters.closing.terms import ClosingKind
from domain.chapters.together.commands import NoteMasterEnded
from domain.chapters.together.facts import MasterEnded
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

DOES_NOT_FOLLOW = refusal("does_not_follow")

EACH_CALLER = ("T:T07", "X:X14", "C:C10")


@decides(NoteMasterEnded, even_when=frozenset({State.MERGED}))
def note_master_ended(decision: Decision, command: NoteMasterEnded) -> None:
    """X14: when the master closes, this caller gets a callback too, if one is owed at all.

    A master that ends in any other way settles nothing for those who followed it: their matter
    goes back to the desk (a default)."""
    order = decision.order
    follows = order.state is State.MERGED and order.master == command.master
    decision.require(follows, DOES_NOT_FOLLOW, "T:T07", about=(command.master,))
    closed = command.ended_as in (State.CLOSED, State.ARCHIVED)
    owed = closed and callback_owed(order)
    decision.record(
        MasterEnded(master=command.master, ended_as=command.ended_as),
        *(start(order, ClockName.CALLBACK, CALLBACK_DESK, decision.now) if owed else ()),
        basis=EACH_CALLER,
    )
    if not closed:
        bring_back(decision, *EACH_CALLER)
    elif not owed:
        close(decision, ClosingKind.FOLLOWED_MASTER, *EACH_CALLER)


@applies(MasterEnded)
def _master_ended(order: Order, _: MasterEnded, __: Fact) -> Order:
    return changing(order, state=State.PENDING_CALLBACK, attempts=(), ended_at=None)
