"""One life for each way in which an order can end, from invented data."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from operations.virtual import VirtualHotline
from tests.hotline import CONTENT, SOLVED, Case, Content, opens
from workflows.work_order import MOST_UPDATES

CITY = ZoneInfo("Asia/Shanghai")
NOT_CONTENT: dict[str, Content] = {**CONTENT, "solved": False, "satisfied": 5}
TERRITORY: dict[str, Content] = {"urgency": "emergency", "territory": "east-government"}


async def closed(hotline: VirtualHotline) -> Case:
    """Signed in late, refused once, urged by a posted paper, solved."""
    case = await (await opens(hotline)).dispatched()
    await case.passes(hours=30)
    await case.refused("pass_review", by="reviewer-1")
    await case.posts("urge", by="caller")
    await case.reviewed()
    return await case.does("record_callback", by="callback-1", **CONTENT)


async def refused(hotline: VirtualHotline) -> Case:
    """Not taken in, with reason and route."""
    case = await opens(hotline, type="complaint")
    ground: dict[str, Content] = {"disposition": "MUST_USE_PROCEDURE"}
    return await case.does("refuse", by="seat-1", reason="应诉讼", route="法院", **ground)


async def transferred(hotline: VirtualHotline) -> Case:
    """Put through to another line."""
    case = await opens(hotline)
    return await case.does("transfer_out", by="seat-1", target="119", warm=True, reason="火警")


async def answered(hotline: VirtualHotline) -> Case:
    """Answered at once."""
    case = await opens(hotline, type="consult")
    return await case.does("answer", by="seat-1", kb_entry="kb-1", answer="工作日办理")


async def withdrawn(hotline: VirtualHotline) -> Case:
    """Taken back by the caller while a unit has it."""
    case = await (await opens(hotline)).dispatched()
    return await case.does("withdraw", by="caller", reason="已自行解决")


async def unreachable(hotline: VirtualHotline) -> Case:
    """Three attempts on two days in three windows of the day, and nobody answers."""
    case = await (await opens(hotline)).dispatched()
    await case.reviewed()
    midnight = (await hotline.now(case.number)).astimezone(CITY).replace(hour=0, minute=0)
    for hours in (24 + 9, 24 + 15, 48 + 19):
        await case.passes_until(midnight + timedelta(hours=hours))
        await case.does("record_callback", by="callback-1", answered=False)
    return case


async def final_reply(hotline: VirtualHotline) -> Case:
    """Reworked, still not content, and answered for good."""
    case = await (await opens(hotline)).dispatched()
    await case.reviewed()
    await case.does("record_callback", by="callback-1", **NOT_CONTENT)
    await case.does("order_rework", by="supervisor-1", reason="未解决")
    await case.does("submit_result", by="water-clerk", **SOLVED)
    await case.does("pass_review", by="reviewer-1")
    await case.does("record_callback", by="callback-1", **NOT_CONTENT)
    return await case.does("final_reply", by="head-1", reply="依规答复")


async def emergency_resolved(hotline: VirtualHotline) -> Case:
    """Nobody signs in, the rungs sound, force majeure is claimed, then it is resolved."""
    case = await opens(hotline, place="东路", reply_wanted=False, **TERRITORY)
    await case.dispatched()
    await case.passes(minutes=7)
    await case.does("accept", by="water-clerk")
    eta: datetime = await hotline.now(case.number) + timedelta(hours=1)
    claim: dict[str, Content] = {"cause": "accident", "new_eta": eta, "evidence": "事故证明"}
    await case.does("claim_force_majeure", by="water-clerk", **claim)
    await case.does("approve_force_majeure", by="lead-1", reason="属实")
    await case.does("arrive", by="water-clerk", place="东路", evidence="照片")
    await case.does("protect", by="water-clerk", evidence="照片")
    await case.does("resolve_emergency", by="water-clerk", result="已排除")
    result: dict[str, Content] = {"situation": "破裂", "method": "抢修"}
    await case.does("submit_result", by="water-clerk", result_kind="emergency", **result)
    return await case.does("pass_review", by="reviewer-1")


async def returned_and_designated(hotline: VirtualHotline) -> Case:
    """Handed back, dispatched anew, supervised, and solved by the other unit."""
    case = await (await opens(hotline)).dispatched()
    reasons: dict[str, Content] = {
        "reason": "非我职责",
        "basis": "清单",
        "proposed_unit": "housing",
    }
    await case.does("request_return", by="water-clerk", **reasons)
    await case.does("approve_return", by="dispatcher-1", reason="属实")
    await case.does("dispatch", by="dispatcher-2", unit="housing")
    await case.does("accept", by="housing-clerk")
    await case.passes(days=30)
    await case.does("submit_result", by="housing-clerk", **SOLVED)
    await case.does("pass_review", by="reviewer-1")
    return await case.does("record_callback", by="callback-1", **CONTENT)


async def gone_on(hotline: VirtualHotline) -> Case:
    """So talkative that the order goes on in a second run, and is taken back there."""
    case = await (await opens(hotline)).dispatched()
    while len(await case.runs()) < 2:
        for _ in range(MOST_UPDATES // 4):
            await case.does("urge", by="caller")
    return await case.does("withdraw", by="caller", reason="已解决")


LIVES: tuple[Callable[[VirtualHotline], Awaitable[Case]], ...] = (
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
