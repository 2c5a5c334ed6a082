"""Orders that live through a whole virtual hotline, for the auditor to read afterwards."""

from datetime import timedelta
from uuid import uuid4

from domain.chapters.closing.commands import OrderRework, PassReview, RecordCallback
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.chapters.supervision.commands import Urge
from domain.order.command import Command
from domain.vocabulary import ItemType, ResultKind
from operations.virtual import VirtualHotline
from policies.city_register import sample_city
from services.submission.command_json import Paper
from services.submission.counter import Handed, OpenHanded

PEOPLE = {person.code: person.actor() for person in sample_city().persons}
PACK = "sanya-2018"
PATIENCE = 5
CALLED_BACK = RecordCallback(answered=True, contacted=True, solved=True, satisfied=1)


async def registered(hotline: VirtualHotline) -> str:
    """A demand is written down; returns the order's number."""
    law = await hotline.laws.in_force(PACK)
    assert law is not None
    texts = {"demand": "路灯不亮", "name": "张三", "phone": "13800000000"}
    paper = Paper(command=Register(type=ItemType.HELP), texts=texts, digest="registration")
    handed = OpenHanded(paper=paper, actor=PEOPLE["seat-1"], key=str(uuid4()), law=law)
    return (await hotline.counter.open(handed)).number


async def hand_in(
    hotline: VirtualHotline, number: str, command: Command, who: str, **texts: str
) -> None:
    """Somebody acts on an order and asks until it is decided, refused or not."""
    paper = Paper(command=command, texts=texts, digest=repr(command))
    handed = Handed(number=number, paper=paper, actor=PEOPLE[who], key=str(uuid4()))
    for _ in range(PATIENCE):
        reply = await hotline.counter.act(handed)
        if reply.receipt or reply.refusal:
            return
    raise AssertionError(f"{command.name} on {number} was never decided: {reply}")


async def dispatched(hotline: VirtualHotline) -> str:
    """An order that waits for its unit to sign in."""
    number = await registered(hotline)
    await hand_in(hotline, number, AcceptForDispatch(), "seat-1")
    await hand_in(hotline, number, Dispatch(unit="water"), "dispatcher-1")
    return number


async def short_life(hotline: VirtualHotline) -> str:
    """An order that is taken in, dispatched, solved and closed within a moment."""
    number = await dispatched(hotline)
    await hand_in(hotline, number, Accept(), "water-clerk")
    result = SubmitResult(result_kind=ResultKind.SOLVED, told_at=await hotline.now(number))
    await hand_in(hotline, number, OrderRework(), "water-clerk")
    await hand_in(hotline, number, result, "water-clerk", solution="修好", evidence="照片")
    await hand_in(hotline, number, PassReview(), "reviewer-1")
    await hand_in(hotline, number, CALLED_BACK, "callback-1")
    await hotline.handle(number).result()
    return number


async def whole_life(hotline: VirtualHotline) -> str:
    """An order that is signed in late, urged by a posted act, handled and closed."""
    number = await dispatched(hotline)
    await hotline.pass_time(number, timedelta(hours=30))
    await hand_in(hotline, number, Accept(), "water-clerk")
    result = SubmitResult(result_kind=ResultKind.SOLVED, told_at=await hotline.now(number))
    await hand_in(hotline, number, Urge(), "caller")
    await hand_in(hotline, number, OrderRework(), "water-clerk")
    await hand_in(hotline, number, result, "water-clerk", solution="修好", evidence="照片")
    await hand_in(hotline, number, PassReview(), "reviewer-1")
    await hand_in(hotline, number, CALLED_BACK, "callback-1")
    await hotline.handle(number).result()
    return number
