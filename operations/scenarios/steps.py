"""What most lives have in common: intake, dispatch, sign-in, the result and the ending."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from domain.chapters.closing.commands import PassReview, RecordCallback
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.vocabulary import Channel, ItemType, ResultKind, State, Urgency
from operations.scenarios.scenario import PlayedOrder, Steps, Submission, acts
from texts import zh

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
DEMANDS: Final = (
    zh("scenarios.lamp_at_the_gate"),
    zh("scenarios.loose_cover"),
    zh("scenarios.wet_stairs"),
    zh("scenarios.noise_at_night"),
    zh("scenarios.broken_bus_sign"),
    zh("scenarios.smell_by_the_river"),
)


def help_wanted(*, reply_wanted: bool = True) -> Register:
    """An ordinary demand for help."""
    return Register(type=ItemType.HELP, reply_wanted=reply_wanted)


def emergency(order: PlayedOrder) -> Register:
    """A demand that cannot wait, with the government that steps in when nobody answers."""
    return Register(
        type=ItemType.HELP,
        urgency=Urgency.EMERGENCY,
        territory=f"{order.district}-government",
        place_bound=True,
        reply_wanted=False,
    )


def registered(order: PlayedOrder, registration: Register) -> Steps:
    """A seat writes the demand down."""
    demand = DEMANDS[order.place % len(DEMANDS)]
    yield acts(
        "seat-1",
        replace(registration, district=order.district),
        name=zh("scenarios.drill_caller"),
        phone="000-0000-0000",
        demand=demand,
        place=zh("scenarios.drill_road"),
        subject=zh("scenarios.drill"),
    )


def dispatched(order: PlayedOrder, registration: Register) -> Steps:
    """A demand is written down, taken in and sent to its unit."""
    yield from registered(order, registration)
    yield acts("seat-1", AcceptForDispatch())
    yield acts("dispatcher-1", Dispatch(unit=order.unit))


def handled(order: PlayedOrder, registration: Register) -> Steps:
    """The same, and the unit has signed in."""
    yield from dispatched(order, registration)
    yield acts(order.clerk, Accept())


def told(order: PlayedOrder) -> dict[str, Any]:
    """The caller was told just now, by telephone."""
    return {"told_at": order.now, "told_via": Channel.PHONE}


def solved(order: PlayedOrder, clerk: str = "") -> Submission:
    """The unit hands in what it did."""
    result = SubmitResult(result_kind=ResultKind.SOLVED, **told(order))
    who = clerk or order.clerk
    return acts(who, result, solution=zh("scenarios.repaired"), evidence=zh("scenarios.two_photos"))


def emergency_ended(order: PlayedOrder) -> Steps:
    """The unit hands in what it did about an emergency; it is reviewed and closed."""
    result = SubmitResult(result_kind=ResultKind.EMERGENCY, **told(order))
    yield acts(
        order.clerk,
        result,
        situation=zh("scenarios.danger_found"),
        method=zh("scenarios.danger_met"),
    )
    yield from closed(order)


def closed(order: PlayedOrder) -> Steps:
    """The result is reviewed, and where a callback is owed the caller is content."""
    yield acts("reviewer-1", PassReview())
    if order.state is State.PENDING_CALLBACK:
        yield content()


def content() -> Submission:
    """The caller says that it is solved and well done."""
    said = RecordCallback(answered=True, contacted=True, solved=True, satisfied=1)
    return acts("callback-1", said, words=zh("scenarios.handled_quickly"))


def not_content() -> Submission:
    """The caller says that it is not solved."""
    said = RecordCallback(answered=True, contacted=True, solved=False, satisfied=5)
    return acts("callback-1", said, words=zh("scenarios.problem_is_back"))
