"""What each fact writes onto a scorecard."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from domain.assessment.scorecard import (
    Called,
    Closing,
    DispatchToUnit,
    ExcludedEntry,
    Occurrence,
    Raised,
)
from domain.chapters.assessment.facts import AssessmentExcluded, EntryLeftOut
from domain.chapters.closing.facts import (
    CallbackDone,
    Closed,
    ReviewPassed,
    ReworkOrdered,
    TerminationApproved,
    Unreachable,
)
from domain.chapters.dispatch.facts import (
    Designated,
    Dispatched,
    DispatchRecalled,
    ReturnApproved,
    ReturnRequested,
)
from domain.chapters.handling.facts import Committed, ExtensionApproved, ResultSubmitted
from domain.chapters.intake.facts import Answered
from domain.chapters.supervision.facts import SupervisionCleared, SupervisionRaised
from domain.chapters.supervision.up_the_line import is_desk
from domain.chapters.together.facts import RepeatReceived
from domain.order.fact import Fact
from domain.order.order import Order
from domain.vocabulary import ClockName, ResultKind

BY_RESULT: Final = (ClockName.HANDLE, ClockName.REWORK, ClockName.PROMISE)
"""The duties that end with something for the review to read."""
SOLVED: Final = (ResultKind.SOLVED, ResultKind.SUBSTANTIATED, ResultKind.EMERGENCY)
"""Results by which a unit says that the matter is solved."""


@dataclass(slots=True, kw_only=True)
class Notes:
    """What has been read so far."""

    excluded: int | None = None
    unreachable: int | None = None
    terminated_in_time: bool | None = None
    answered: Occurrence | None = None
    result: int = 0
    """The seq of the latest result."""
    deliveries: list[DispatchToUnit] = field(default_factory=list[DispatchToUnit])
    callbacks: list[Called] = field(default_factory=list[Called])
    closings: list[Closing] = field(default_factory=list[Closing])
    extensions: list[Occurrence] = field(default_factory=list[Occurrence])
    promises: list[Occurrence] = field(default_factory=list[Occurrence])
    reworks: list[int] = field(default_factory=list[int])
    repeats: list[Occurrence] = field(default_factory=list[Occurrence])
    raised: list[Raised] = field(default_factory=list[Raised])
    recalled: list[DispatchToUnit] = field(default_factory=list[DispatchToUnit])
    left_out: list[ExcludedEntry] = field(default_factory=list[ExcludedEntry])
    begun_by: dict[str, str] = field(default_factory=dict[str, str])
    ended_by: dict[str, str] = field(default_factory=dict[str, str])
    reviewed: set[str] = field(default_factory=set[str])
    moved: dict[str, list[int]] = field(default_factory=lambda: defaultdict[str, list[int]](list))


def _delivered(notes: Notes, _: Order, fact: Fact) -> None:
    content: Any = fact.content
    notes.deliveries.append(DispatchToUnit(unit=content.unit, at=fact.occurred_at, seq=fact.seq))


def _return_requested(notes: Notes, _: Order, fact: Fact) -> None:
    content: Any = fact.content
    last = notes.deliveries[-1]
    returned = (*last.returned, fact.seq)
    notes.deliveries[-1] = replace(last, returned=returned, late=content.late)


def _return_approved(notes: Notes, _: Order, fact: Fact) -> None:
    notes.deliveries[-1] = replace(notes.deliveries[-1], approved=fact.seq)


def _dispatch_recalled(notes: Notes, _: Order, fact: Fact) -> None:
    notes.recalled.append(replace(notes.deliveries.pop(), approved=fact.seq))


def _submitted(notes: Notes, _: Order, fact: Fact) -> None:
    notes.result = fact.seq


def _review_passed(notes: Notes, order: Order, fact: Fact) -> None:
    ended = [clock for clock in order.clocks.values() if clock.name in BY_RESULT and clock.ended]
    for clock in ended[-1:]:
        notes.reviewed.add(clock.id)
        notes.moved[clock.id].append(fact.seq)


def _called_back(notes: Notes, order: Order, fact: Fact) -> None:
    answers: Any = fact.content
    up_to = order.dossier.pack.callback.satisfied_up_to.value
    notes.callbacks.append(
        Called(
            unit=order.unit,
            at=fact.occurred_at,
            seq=fact.seq,
            contacted=bool(answers.contacted),
            solved=bool(answers.solved),
            level=answers.satisfied,
            content=answers.satisfied <= up_to,
            unit_says_solved=(notes.result,) if order.result in SOLVED else (),
            unreasonable=order.result is ResultKind.UNREASONABLE,
        )
    )


def _closed(notes: Notes, order: Order, fact: Fact) -> None:
    content: Any = fact.content
    at, seq = fact.occurred_at, fact.seq
    notes.closings.append(Closing(unit=order.unit, at=at, seq=seq, kind=content.closing))


def _raised(notes: Notes, _: Order, fact: Fact) -> None:
    content: Any = fact.content
    unit = "" if is_desk(content.owner) else content.owner
    at, seq = fact.occurred_at, fact.seq
    notes.raised.append(Raised(unit=unit, at=at, seq=seq, level=content.level))


def _cleared(notes: Notes, _: Order, fact: Fact) -> None:
    notes.raised = [
        raised if raised.cleared else replace(raised, cleared=fact.seq) for raised in notes.raised
    ]


def _rework_ordered(notes: Notes, _: Order, fact: Fact) -> None:
    notes.reworks.append(fact.seq)


def _excluded(notes: Notes, _: Order, fact: Fact) -> None:
    notes.excluded = fact.seq


def _left_out(notes: Notes, _: Order, fact: Fact) -> None:
    content: Any = fact.content
    notes.left_out.append(ExcludedEntry(entry=content.entry, seq=fact.seq))


def _unreachable(notes: Notes, _: Order, fact: Fact) -> None:
    notes.unreachable = fact.seq


def _terminated(notes: Notes, _: Order, fact: Fact) -> None:
    content: Any = fact.content
    notes.terminated_in_time = content.in_time


def _answered(notes: Notes, order: Order, fact: Fact) -> None:
    notes.answered = _noted(order, fact)


def _extended(notes: Notes, order: Order, fact: Fact) -> None:
    notes.extensions.append(_noted(order, fact))


def _committed(notes: Notes, order: Order, fact: Fact) -> None:
    notes.promises.append(_noted(order, fact))


def _repeated(notes: Notes, order: Order, fact: Fact) -> None:
    notes.repeats.append(_noted(order, fact))


def _noted(order: Order, fact: Fact) -> Occurrence:
    return Occurrence(unit=order.unit, at=fact.occurred_at, seq=fact.seq)


READERS: Final[dict[type, Callable[[Notes, Order, Fact], None]]] = {
    Dispatched: _delivered,
    Designated: _delivered,
    ReturnRequested: _return_requested,
    ReturnApproved: _return_approved,
    DispatchRecalled: _dispatch_recalled,
    ResultSubmitted: _submitted,
    ReviewPassed: _review_passed,
    CallbackDone: _called_back,
    Closed: _closed,
    SupervisionRaised: _raised,
    SupervisionCleared: _cleared,
    ReworkOrdered: _rework_ordered,
    AssessmentExcluded: _excluded,
    EntryLeftOut: _left_out,
    Unreachable: _unreachable,
    TerminationApproved: _terminated,
    Answered: _answered,
    ExtensionApproved: _extended,
    Committed: _committed,
    RepeatReceived: _repeated,
}
