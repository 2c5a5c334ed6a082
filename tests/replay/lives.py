"""One scenario for each way in which an order can end, from invented data."""

from datetime import time, timedelta

from domain.chapters.closing.commands import (
    FinalReply,
    OrderRework,
    PassReview,
    RecordCallback,
    Withdraw,
)
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Dispatch,
    RequestReturn,
)
from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    Arrive,
    ClaimForceMajeure,
    FirstFeedback,
    Protect,
    ResolveEmergency,
)
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Refuse, Register, TransferOut
from domain.chapters.supervision.commands import Urge
from domain.vocabulary import ItemType, ResultKind, Urgency
from operations.scenarios.scenario import (
    PlayedOrder,
    Scenario,
    Steps,
    Submission,
    WaitUntil,
    acts,
    is_refused,
    posts,
    waits,
)
from operations.scenarios.steps import told
from workflows.work_order import MOST_UPDATES

HELP = Register(type=ItemType.HELP)
EMERGENCY = Register(
    type=ItemType.HELP,
    urgency=Urgency.EMERGENCY,
    territory="east-government",
    reply_wanted=False,
)


def closed(order: PlayedOrder) -> Steps:
    """Signed in late, refused once, urged by a posted command, solved."""
    yield from _dispatched()
    yield waits(timedelta(hours=30))
    yield is_refused("reviewer-1", PassReview(), "not_pending_review")
    yield posts("seat-1", Urge())
    yield from _reviewed(order)
    yield _called_back(solved=True, satisfied=1)


def refused(_: PlayedOrder) -> Steps:
    """Not taken in, with reason and route."""
    yield _opened(Register(type=ItemType.COMPLAINT))
    ground = Refuse(disposition="MUST_USE_PROCEDURE")
    yield acts("seat-1", ground, reason="应诉讼", route="法院")


def transferred(_: PlayedOrder) -> Steps:
    """Put through to another line."""
    yield _opened(HELP)
    yield acts("seat-1", TransferOut(target="119", warm=True, told=True), reason="火警")


def answered(_: PlayedOrder) -> Steps:
    """Answered at once."""
    yield _opened(Register(type=ItemType.CONSULT))
    yield acts("seat-1", Answer(kb_entry="kb-1"), answer="工作日办理")


def withdrawn(_: PlayedOrder) -> Steps:
    """Taken back by the caller while a unit has it."""
    yield from _dispatched()
    yield acts("seat-1", Withdraw(), reason="已自行解决")


def unreachable(order: PlayedOrder) -> Steps:
    """Three attempts on two days in three windows of the day, and nobody answers."""
    yield from _dispatched()
    yield from _reviewed(order)
    for days, hour in ((1, 9), (0, 15), (1, 19)):
        yield WaitUntil(days=days, at=time(hour))
        yield acts("callback-1", RecordCallback(answered=False))


def final_reply(order: PlayedOrder) -> Steps:
    """Reworked, still not content, and answered for good."""
    yield from _dispatched()
    yield from _reviewed(order)
    yield _called_back(solved=False, satisfied=5)
    yield acts("supervisor-1", OrderRework(), reason="未解决")
    yield _solved(order, "water")
    yield acts("reviewer-1", PassReview())
    yield _called_back(solved=False, satisfied=5)
    yield acts("head-1", FinalReply(), reply="依规答复")


def emergency_resolved(order: PlayedOrder) -> Steps:
    """Nobody signs in, the rungs sound, force majeure is claimed, then it is resolved."""
    yield from _dispatched(EMERGENCY, place="东路")
    yield waits(timedelta(minutes=7))
    yield acts("water-clerk", Accept())
    eta = order.now + timedelta(hours=1)
    claim = ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=eta)
    yield acts("water-clerk", claim, evidence="事故证明")
    yield acts("lead-1", ApproveForceMajeure(), reason="属实")
    yield acts("water-clerk", Contact())
    yield acts("water-clerk", Arrive(), place="东路", evidence="照片")
    yield acts("water-clerk", Protect(), evidence="照片")
    yield acts("water-clerk", FirstFeedback(), situation="破裂", method="抢修")
    yield acts("water-clerk", ResolveEmergency(), result="已排除")
    result = SubmitResult(result_kind=ResultKind.EMERGENCY, **told(order))
    yield acts("water-clerk", result, situation="破裂", method="抢修")
    yield acts("reviewer-1", PassReview())


def returned_and_designated(order: PlayedOrder) -> Steps:
    """Handed back, dispatched anew, supervised, and solved by the other unit."""
    yield from _dispatched()
    asked = RequestReturn(proposed_unit="housing")
    yield acts("water-clerk", asked, reason="非我职责", basis="清单")
    yield acts("dispatcher-1", ApproveReturn(), reason="属实")
    yield acts("dispatcher-2", Dispatch(unit="housing"))
    yield acts("housing-clerk", Accept())
    yield waits(timedelta(days=30))
    yield _solved(order, "housing")
    yield acts("reviewer-1", PassReview())
    yield _called_back(solved=True, satisfied=1)


def gone_on(_: PlayedOrder) -> Steps:
    """So talkative that the order goes on in a second run, and is taken back there."""
    yield from _dispatched()
    for _ in range(MOST_UPDATES):
        yield acts("seat-1", Urge())
    yield acts("seat-1", Withdraw(), reason="已解决")


LIVES: tuple[Scenario, ...] = (
    closed,
    refused,
    transferred,
    answered,
    withdrawn,
    unreachable,
    final_reply,
    emergency_resolved,
    returned_and_designated,
    gone_on,
)


def _opened(registration: Register, **texts: str) -> Submission:
    """A seat writes a demand down."""
    said = {"demand": "路灯不亮", "name": "张三", "phone": "13800000000", **texts}
    return acts("seat-1", registration, **said)


def _dispatched(registration: Register = HELP, **texts: str) -> Steps:
    """A demand is taken in and goes to a unit."""
    yield _opened(registration, **texts)
    yield acts("seat-1", AcceptForDispatch())
    yield acts("dispatcher-1", Dispatch(unit="water"))


def _reviewed(order: PlayedOrder) -> Steps:
    """The unit signs in and solves it, and the review passes."""
    yield acts("water-clerk", Accept())
    yield _solved(order, "water")
    yield acts("reviewer-1", PassReview())


def _solved(order: PlayedOrder, unit: str) -> Submission:
    result = SubmitResult(result_kind=ResultKind.SOLVED, **told(order))
    return acts(f"{unit}-clerk", result, solution="已修复", evidence="照片")


def _called_back(*, solved: bool, satisfied: int) -> Submission:
    said = RecordCallback(answered=True, contacted=True, solved=solved, satisfied=satisfied)
    return acts("callback-1", said)
