"""Special seats (专席): each works on the demands of its own queue and on no other (6.1)."""

from typing import Final

from domain.chapters.intake.commands import Register
from domain.order.command import Command
from domain.order.decision import Docket
from domain.vocabulary import Role

SEATS: Final = ("HD-04", "SY20-01")


def require_own_queue(docket: Docket, command: Command) -> None:
    """HD-04: the unit of a special seat is its queue; the common queue is another one too.

    Default: an ordinary seat may take any call and may put a demand into any queue."""
    if docket.actor.role is not Role.SPECIAL_SEAT:
        return
    queue = command.queue if isinstance(command, Register) else docket.order.queue
    about = (docket.actor.unit, queue)
    docket.require(queue == docket.actor.unit, "other_queue", *SEATS, about=about)


def require_known_queue(docket: Docket, command: Register) -> tuple[str, ...]:
    """HD-04: a queue that the law knows; the rules that it rests on."""
    if not command.queue:
        return ()
    queues = docket.order.dossier.pack.queues
    queue = next((queue for queue in queues if queue.code == command.queue), None)
    if queue is None:
        docket.refuse("unknown_queue", *SEATS, about=(command.queue,))
    return queue.rules
