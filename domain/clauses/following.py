"""Following a master (并单随主单): one order for the unit, but every caller is called back."""

from domain.changing import changing
from domain.clauses.ending import close
from domain.clauses.registry import applies, decides
from domain.clauses.reopening import bring_back
from domain.clauses.review import CALLBACK_DESK, callback_owed
from domain.commands import NoteMasterEnded
from domain.docket import Docket
from domain.facts import Fact, MasterEnded
from domain.order import Order
from domain.timing import start
from domain.vocabulary import ClockName, ClosingKind, State

EACH_CALLER = ("T:T07", "X:X14", "C:C10")


@decides(NoteMasterEnded, even_when=frozenset({State.MERGED}))
def note_master_ended(docket: Docket, command: NoteMasterEnded) -> None:
    """X14: when the master closes, this caller gets a callback too, if one is owed at all.

    A master that ends in any other way settles nothing for those who followed it: their matter
    goes back to the desk (a default)."""
    order = docket.order
    follows = order.state is State.MERGED and order.master == command.master
    docket.require(follows, "does_not_follow", "T:T07", about=(command.master,))
    closed = command.ended_as in (State.CLOSED, State.ARCHIVED)
    owed = closed and callback_owed(order)
    docket.record(
        MasterEnded(master=command.master, ended_as=command.ended_as),
        *(start(order, ClockName.CALLBACK, CALLBACK_DESK, docket.now) if owed else ()),
        basis=EACH_CALLER,
    )
    if not closed:
        bring_back(docket, *EACH_CALLER)
    elif not owed:
        close(docket, ClosingKind.FOLLOWED_MASTER, *EACH_CALLER)


@applies(MasterEnded)
def _master_ended(order: Order, _: MasterEnded, __: Fact) -> Order:
    return changing(order, state=State.PENDING_CALLBACK, attempts=(), ended_at=None)
