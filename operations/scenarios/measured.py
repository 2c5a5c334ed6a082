"""The scenarios of the benchmarks: steps that depend on nothing, so many a time after the last."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
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
from domain.vocabulary import Channel, ItemType, ResultKind, Urgency
from operations.scenarios.scenario import Submission

Script = tuple[Submission, ...]

MOMENT: Final = timedelta(seconds=7)
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
WORDS: Final = "bench"
"""What every text says."""


def _step(person: str, command: Command, *texts: str, after: timedelta = MOMENT) -> Submission:
    given = dict.fromkeys(texts, WORDS)
    return Submission(person=person, command=command, texts=given, after=after)


def _solved(clerk: str = "water-clerk", after: timedelta = DAY) -> Submission:
    command = SubmitResult(result_kind=ResultKind.SOLVED, told_via=Channel.PHONE)
    return _step(clerk, command, "solution", "evidence", after=after)


def _called_back(*, satisfied: bool) -> Submission:
    answers = RecordCallback(
        answered=True, contacted=True, solved=satisfied, satisfied=1 if satisfied else 5
    )
    return _step("callback-1", answers, after=HOUR)


def _to(unit: str, register: Register) -> Script:
    """From the call to the unit's signature and its first word with the caller."""
    return (
        _step("seat-1", register, "demand", "name", "phone"),
        _step("seat-1", AcceptForDispatch()),
        _step("dispatcher-1", Dispatch(unit=unit), after=MINUTE),
        _step(f"{unit}-clerk", Accept(), after=MINUTE),
        _step(f"{unit}-clerk", Contact(), after=MINUTE),
    )


HELP: Final = Register(type=ItemType.HELP)
DANGER: Final = Register(type=ItemType.HELP, urgency=Urgency.EMERGENCY, territory="east-government")
REVIEWED: Final = _step("reviewer-1", PassReview(), after=HOUR)
CONTENT: Final = _called_back(satisfied=True)
ENDED: Final = (REVIEWED, CONTENT)
BACK: Final = RequestReturn(proposed_unit="transport")
MORE_TIME: Final = RequestExtension(length=parse_limit("2 WD"), signed_by="water-head")

ORDINARY: Final = (*_to("water", HELP), _solved(), *ENDED)
RETURNED: Final = (
    *_to("water", HELP),
    _step("water-clerk", BACK, "reason", "basis", after=MINUTE),
    _step("dispatcher-1", ApproveReturn(), "reason", after=MINUTE),
    _step("dispatcher-1", Dispatch(unit="housing"), after=MINUTE),
    _step("housing-clerk", BACK, "reason", "basis", after=MINUTE),
    _step("head-1", Designate(unit="transport"), "decision", after=HOUR),
    _step("transport-clerk", Accept(), after=MINUTE),
    _solved("transport-clerk"),
    *ENDED,
)
DISPUTED: Final = (
    *_to("water", HELP),
    _step("water-clerk", BACK, "reason", "basis", after=MINUTE),
    _step("dispatcher-1", OpenDispute(), "reason", after=MINUTE),
    _step("head-1", Designate(unit="transport"), "decision", after=HOUR),
    _step("transport-clerk", Accept(), after=MINUTE),
    _solved("transport-clerk"),
    *ENDED,
)
EXTENDED: Final = (
    *_to("water", HELP),
    _step("water-head", MORE_TIME, "reason", after=HOUR),
    _step("head-1", ApproveExtension(), after=HOUR),
    _solved(after=3 * DAY),
    *ENDED,
)
EMERGENCY: Final = (
    *_to("water", DANGER),
    _step("water-clerk", Arrive(), "place", "evidence", after=4 * MINUTE),
    _step("water-clerk", Protect(), "evidence", after=4 * MINUTE),
    _step("water-clerk", FirstFeedback(), "situation", "method"),
    _step("water-clerk", ResolveEmergency(), "result", after=HOUR),
    _solved(after=HOUR),
    *ENDED,
)
REWORKED: Final = (
    *_to("water", HELP),
    _solved(),
    REVIEWED,
    _called_back(satisfied=False),
    _step("supervisor-1", OrderRework(), "reason", after=HOUR),
    _solved(),
    *ENDED,
)
LATE: Final = (*_to("water", HELP), _solved(after=20 * DAY), *ENDED)

MEASURED: Final[dict[str, Script]] = {
    "ordinary": ORDINARY,
    "returned": RETURNED,
    "disputed": DISPUTED,
    "extended": EXTENDED,
    "emergency": EMERGENCY,
    "reworked": REWORKED,
    "late": LATE,
}


def at_once(steps: Iterable[Submission]) -> Script:
    """The same steps with no time between them."""
    return tuple(replace(step, after=timedelta()) for step in steps)
