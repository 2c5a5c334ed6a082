"""Special seats: each works on the demands of its own queue and on no other (6.1)."""

from typing import Final

from domain.chapters.intake.commands import Register
from domain.order.command import Command
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.vocabulary import Role, State

OTHER_QUEUE = refusal("other_queue")
UNKNOWN_QUEUE = refusal("unknown_queue")

SEATS: Final = ("HD-04", "SY20-01")


def require_own_queue(decision: Decision, command: Command) -> None:
    """HD-04: the unit of a special seat is its queue; the common queue is another one too.

    Default: an ordinary seat may take any call and may put a demand into any queue."""
    if decision.actor.role is not Role.SPECIAL_SEAT:
        return
    queue = decision.order.queue
    if decision.order.state is State.DRAFT and isinstance(command, Register):
        queue = command.queue
    about = (decision.actor.unit, queue)
    decision.require(queue == decision.actor.unit, OTHER_QUEUE, *SEATS, about=about)


def require_known_queue(decision: Decision, command: Register) -> tuple[str, ...]:
    """HD-04: a queue that the law knows; the rules that it rests on."""
    if not command.queue:
        return ()
    queues = decision.order.dossier.pack.queues
    queue = next((queue for queue in queues if queue.code == command.queue), None)
    if queue is None:
        decision.refuse(UNKNOWN_QUEUE, *SEATS, about=(command.queue,))
    return queue.rules
