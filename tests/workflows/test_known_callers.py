"""Callers who abuse the line are known again by their number, and by nobody's word (G25)."""

from uuid import uuid4

from operations.virtual import VirtualHotline
from tests.hotline import Case, opens


def number_of_its_own() -> str:
    """A telephone number that nobody else calls from."""
    return f"199{uuid4().int % 10**8:08}"


async def persuaded(hotline: VirtualHotline, phone: str) -> Case:
    """Somebody abuses the line and is asked to stop."""
    case = await opens(hotline, phone=phone)
    return await case.does("persuade", by="seat-1", text="请文明用语")


async def test_three_persuasions_in_three_orders_are_enough(hotline: VirtualHotline) -> None:
    phone = number_of_its_own()
    for _ in range(2):
        await (await persuaded(hotline, phone)).facts(at_least=2)
    case = await persuaded(hotline, phone)
    await case.does("restrict_caller", by="lead-1", reason="反复骚扰")
    assert (await case.kinds())[-1] == "CallerRestricted"
    again = await opens(hotline, phone=phone)
    assert (await again.facts(at_least=2))[1].kind == "CallbackOnly"
    other = await opens(hotline, phone=number_of_its_own())
    assert [fact.kind for fact in await other.facts(at_least=1)] == ["Registered"]


async def test_a_lifted_restriction_is_known_no_more(hotline: VirtualHotline) -> None:
    phone = number_of_its_own()
    for _ in range(2):
        await (await persuaded(hotline, phone)).facts(at_least=2)
    case = await persuaded(hotline, phone)
    await case.does("restrict_caller", by="lead-1", reason="反复骚扰")
    await case.does("lift_restriction", by="supervisor-1", reason="申诉成立")
    await case.facts(at_least=4)
    again = await opens(hotline, phone=phone)
    assert [fact.kind for fact in await again.facts(at_least=1)] == ["Registered"]


async def test_two_persuasions_are_not_enough_whatever_is_typed(hotline: VirtualHotline) -> None:
    phone = number_of_its_own()
    await (await persuaded(hotline, phone)).facts(at_least=2)
    case = await persuaded(hotline, phone)
    refused = await case.refused("restrict_caller", by="lead-1", reason="反复骚扰")
    assert refused == "too_few_persuasions"
