"""The lives that the core is measured with: what is handed in, by whom, how long after the last."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from domain.chapters.closing.commands import OrderRework, PassReview, RecordCallback
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Designate,
    Dispatch,
    OpenDispute,
    RequestReturn,
)
from domain.chapters.emergency.commands import Arrive, FirstFeedback, Protect, ResolveEmergency
from domain.chapters.handling.commands import ApproveExtension, RequestExtension, SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.order.command import Command
from domain.time.limit import parse_limit
from domain.vocabulary import ItemType, ResultKind, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of a script."""

    command: Command
    person: str
    """Code of a person of the sample city."""
    texts: tuple[str, ...] = ()
    after: timedelta = timedelta(seconds=7)


Script = tuple[Step, ...]

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


def _solved(clerk: str = "water-clerk", after: timedelta = DAY) -> Step:
    command = SubmitResult(result_kind=ResultKind.SOLVED, told_at=datetime(2026, 1, 5, tzinfo=UTC))
    return Step(command=command, person=clerk, texts=("solution", "evidence"), after=after)


def _called_back(*, satisfied: bool) -> Step:
    answers = RecordCallback(
        answered=True, contacted=True, solved=satisfied, satisfied=1 if satisfied else 5
    )
    return Step(command=answers, person="callback-1", after=HOUR)


def _to(unit: str, register: Register) -> Script:
    """From the call to the unit's signature and its first word with the caller."""
    return (
        Step(command=register, person="seat-1", texts=("demand", "name", "phone")),
        Step(command=AcceptForDispatch(), person="seat-1"),
        Step(command=Dispatch(unit=unit), person="dispatcher-1", after=MINUTE),
        Step(command=Accept(), person=f"{unit}-clerk", after=MINUTE),
        Step(command=Contact(), person=f"{unit}-clerk", after=MINUTE),
    )


HELP: Final = Register(type=ItemType.HELP)
DANGER: Final = Register(type=ItemType.HELP, urgency=Urgency.EMERGENCY, territory="east-government")
REVIEWED: Final = Step(command=PassReview(), person="reviewer-1", after=HOUR)
CONTENT: Final = _called_back(satisfied=True)
ENDED: Final = (REVIEWED, CONTENT)
BACK: Final = RequestReturn(proposed_unit="transport")
WHY: Final = ("reason", "basis")
MORE_TIME: Final = RequestExtension(length=parse_limit("2 WD"), signed_by="water-head")

ORDINARY: Final = (*_to("water", HELP), _solved(), *ENDED)
RETURNED: Final = (
    *_to("water", HELP),
    Step(command=BACK, person="water-clerk", texts=WHY, after=MINUTE),
    Step(command=ApproveReturn(), person="dispatcher-1", texts=("reason",), after=MINUTE),
    Step(command=Dispatch(unit="housing"), person="dispatcher-1", after=MINUTE),
    Step(command=BACK, person="housing-clerk", texts=WHY, after=MINUTE),
    Step(command=Designate(unit="transport"), person="head-1", after=HOUR),
    Step(command=Accept(), person="transport-clerk", after=MINUTE),
    _solved("transport-clerk"),
    *ENDED,
)
DISPUTED: Final = (
    *_to("water", HELP),
    Step(command=BACK, person="water-clerk", texts=WHY, after=MINUTE),
    Step(command=OpenDispute(), person="dispatcher-1", texts=("reason",), after=MINUTE),
    Step(command=Designate(unit="transport"), person="head-1", after=HOUR),
    Step(command=Accept(), person="transport-clerk", after=MINUTE),
    _solved("transport-clerk"),
    *ENDED,
)
EXTENDED: Final = (
    *_to("water", HELP),
    Step(command=MORE_TIME, person="water-head", texts=("reason",), after=HOUR),
    Step(command=ApproveExtension(), person="head-1", after=HOUR),
    _solved(after=3 * DAY),
    *ENDED,
)
EMERGENCY: Final = (
    *_to("water", DANGER),
    Step(command=Arrive(), person="water-clerk", texts=("place", "evidence"), after=4 * MINUTE),
    Step(command=Protect(), person="water-clerk", texts=("evidence",), after=4 * MINUTE),
    Step(command=FirstFeedback(), person="water-clerk", texts=("situation", "method")),
    Step(command=ResolveEmergency(), person="water-clerk", texts=("result",), after=HOUR),
    _solved(after=HOUR),
    *ENDED,
)
REWORKED: Final = (
    *_to("water", HELP),
    _solved(),
    REVIEWED,
    _called_back(satisfied=False),
    Step(command=OrderRework(), person="supervisor-1", texts=("reason",), after=HOUR),
    _solved(),
    *ENDED,
)
LATE: Final = (*_to("water", HELP), _solved(after=20 * DAY), *ENDED)

SCRIPTS: Final[dict[str, Script]] = {
    "ordinary": ORDINARY,
    "returned": RETURNED,
    "disputed": DISPUTED,
    "extended": EXTENDED,
    "emergency": EMERGENCY,
    "reworked": REWORKED,
    "late": LATE,
}
