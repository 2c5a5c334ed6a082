"""What most lives have in common: intake, dispatch, sign-in, the result and the ending."""

from datetime import timedelta
from typing import Final

from domain.chapters.closing.commands import PassReview, RecordCallback
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.vocabulary import ItemType, ResultKind, State, Urgency
from operations.scenarios.case import Case

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
DEMANDS: Final = (
    "小区门口路灯不亮,夜间出行不便。",
    "路口井盖松动,车辆经过有异响。",
    "楼道渗水,多次联系物业没有结果。",
    "夜间施工噪声影响休息。",
    "公交站牌损坏,看不清线路。",
    "河边有异味,请查明原因。",
)


def help_wanted(*, reply_wanted: bool = True) -> Register:
    """An ordinary demand for help (求助)."""
    return Register(type=ItemType.HELP, reply_wanted=reply_wanted)


def emergency(case: Case) -> Register:
    """A demand that cannot wait (应急), with the government that steps in when nobody answers."""
    return Register(
        type=ItemType.HELP,
        urgency=Urgency.EMERGENCY,
        territory=f"{case.district}-government",
        place_bound=True,
        reply_wanted=False,
    )


async def registered(case: Case, registration: Register) -> None:
    """A seat writes the demand down."""
    demand = DEMANDS[case.place % len(DEMANDS)]
    await case.opens(registration, demand=demand, place="演练路 1 号", subject="演练")


async def dispatched(case: Case, registration: Register) -> None:
    """A demand is written down, taken in and sent to its unit."""
    await registered(case, registration)
    await case.acts("seat-1", AcceptForDispatch())
    await case.acts("dispatcher-1", Dispatch(unit=case.unit))


async def handled(case: Case, registration: Register) -> None:
    """The same, and the unit has signed in."""
    await dispatched(case, registration)
    await case.acts(case.clerk, Accept())


async def solved(case: Case, clerk: str = "") -> None:
    """The unit hands in what it did."""
    result = SubmitResult(result_kind=ResultKind.SOLVED, told_at=case.now)
    who = clerk or case.clerk
    await case.acts(who, result, solution="已维修并恢复正常。", evidence="现场照片两张。")


async def emergency_ended(case: Case) -> None:
    """The unit hands in what it did about an emergency; it is reviewed and closed."""
    result = SubmitResult(result_kind=ResultKind.EMERGENCY)
    await case.acts(case.clerk, result, situation="险情已查明。", method="已抢修并设置围挡。")
    await closed(case)


async def closed(case: Case) -> None:
    """The result is reviewed, and where a callback is owed the caller is content."""
    await case.acts("reviewer-1", PassReview())
    if case.state is State.PENDING_CALLBACK:
        await content(case)


async def content(case: Case) -> None:
    """The caller says that it is solved and well done."""
    said = RecordCallback(answered=True, contacted=True, solved=True, satisfied=1)
    await case.acts("callback-1", said, words="处理得很快。")


async def not_content(case: Case) -> None:
    """The caller says that it is not solved."""
    said = RecordCallback(answered=True, contacted=True, solved=False, satisfied=5)
    await case.acts("callback-1", said, words="问题又出现了。")
