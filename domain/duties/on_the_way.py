"""Who is on the way to people in danger: nobody can go there in another's place."""

from domain.order.order import Order
from domain.vocabulary import ClockName

IN_PERSON = (ClockName.ARRIVE, ClockName.PROTECT)
"""What nobody can take over from another: whoever is sent goes there himself (SY18-08)."""


def on_the_way(order: Order) -> tuple[str, ...]:
    """What somebody owes to people who are not safe yet."""
    course = order.emergency
    if course is None or course.people_are_safe:
        return ()
    return tuple(clock.name for clock in order.open_clocks() if clock.name in IN_PERSON)
