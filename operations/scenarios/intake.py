"""Scenarios that end at the hotline itself: answered, refused, transferred, withdrawn."""

from domain.chapters.closing.commands import PassReview, Withdraw
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Refuse, Register, TransferOut
from domain.vocabulary import ItemType
from operations.scenarios.scenario import PlayedOrder, Steps, acts, is_refused
from operations.scenarios.steps import help_wanted, registered
from texts import zh


def answered_at_once(order: PlayedOrder) -> Steps:
    """A question that the seat answers from the knowledge base."""
    yield from registered(order, Register(type=ItemType.CONSULT))
    yield acts("seat-1", Answer(kb_entry=f"kb-{order.unit}"), answer=zh("scenarios.opening_hours"))


def refused_with_route(order: PlayedOrder) -> Steps:
    """A matter for the courts; without naming the lawful route it may not be refused."""
    yield from registered(order, Register(type=ItemType.COMPLAINT))
    refusal = Refuse(disposition="MUST_USE_PROCEDURE")
    yield is_refused("seat-1", refusal, "text_missing", reason=zh("scenarios.court_matter"))
    yield acts(
        "seat-1", refusal, reason=zh("scenarios.court_matter"), route=zh("scenarios.sue_in_court")
    )


def transferred(order: PlayedOrder) -> Steps:
    """A call that belongs to another line is put through."""
    yield from registered(order, help_wanted())
    yield acts(
        "seat-1", TransferOut(target="119", warm=True, told=True), reason=zh("scenarios.fire")
    )


def withdrawn(order: PlayedOrder) -> Steps:
    """The caller takes the demand back; afterwards nothing can be done with it."""
    yield from registered(order, help_wanted())
    yield acts("seat-1", AcceptForDispatch())
    yield acts("seat-1", Withdraw(), reason=zh("scenarios.solved_by_itself"))
    if order.place % 4 == 0:
        yield is_refused("reviewer-1", PassReview(), "order_is_over")
