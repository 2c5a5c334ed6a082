"""Theme M13, as far as facts go: what is reported happened, then, and can be derived again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from temporalio.client import WorkflowHistory

from audit.history.batches import BATCH
from audit.history.entries import HistoryEntry, RunOpened
from audit.history.runs import Run
from audit.verify import derivation
from domain.chapters.closing import termination
from domain.chapters.closing.commands import PassReview, RecordCallback
from domain.chapters.dispatch.commands import Accept
from domain.chapters.handling.commands import SubmitResult
from domain.order.clause import DECIDERS
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.vocabulary import ResultKind
from tests.audit.chronicle import Chronicle
from tests.domain.stories import test_review_and_callback, test_termination
from tests.must_not_have.catching import must_never
from tests.mutants.wrong_rules import Fault, the_first_day_counts, three_rings_are_enough

A_DAY = timedelta(days=1)
Rewrite = Callable[[Fact], tuple[Fact, ...]]


def rewritten(patch: pytest.MonkeyPatch, rewrite: Rewrite) -> None:
    """Let the auditor find a record in which somebody has written."""
    entries_of = derivation.entries_of

    def altered(histories: Sequence[WorkflowHistory]) -> Iterator[HistoryEntry]:
        for entry in entries_of(histories):
            written = entry.tells
            if written is None:
                yield entry
                continue
            facts = tuple(new for fact in written.batch.facts for new in rewrite(fact))
            content = BATCH.write_text(replace(written.batch, facts=facts))
            told = replace(written, content=content)
            part = "made" if isinstance(entry.said, RunOpened) else "written"
            yield replace(entry, said=replace(entry.said, **{part: told}))

    patch.setattr(derivation, "entries_of", altered)


def a_lapse_is_struck_out(patch: pytest.MonkeyPatch) -> None:
    """Whoever was late has it taken off the record."""
    rewritten(patch, lambda fact: () if fact.kind == "DueBreached" else (fact,))


def a_signature_is_backdated(patch: pytest.MonkeyPatch) -> None:
    """Whoever was late writes another day."""

    def earlier(fact: Fact) -> tuple[Fact, ...]:
        late = fact.kind == "AcceptedByUnit"
        return (replace(fact, occurred_at=fact.occurred_at - A_DAY) if late else fact,)

    rewritten(patch, earlier)


def a_callback_is_made_up(patch: pytest.MonkeyPatch) -> None:
    """A satisfied caller is entered who was never asked."""

    def doubled(fact: Fact) -> tuple[Fact, ...]:
        return (fact, fact) if fact.kind == "CallbackDone" else (fact,)

    rewritten(patch, doubled)


def solved_is_enough(patch: pytest.MonkeyPatch) -> None:
    """Whoever says that it was solved counts as satisfied."""
    lawful = DECIDERS[RecordCallback]

    def glossed(decision: Decision, command: RecordCallback) -> None:
        lawful(decision, replace(command, satisfied=1) if command.solved else command)

    patch.setitem(DECIDERS, RecordCallback, glossed)


def what_ends_early_is_in_time(patch: pytest.MonkeyPatch) -> None:
    """An order that was terminated counts as handled in time."""
    patch.setattr(termination, "was_in_time", lambda _: True)


two_windows = partial(
    test_review_and_callback.test_one_day_or_two_windows_are_not_enough, "03-03 10:00"
)
solved_and_unhappy = partial(
    test_review_and_callback.test_solved_and_satisfied_are_two_questions, solved=True, satisfied=4
)


def closed_late() -> Run:
    """The history of an order that was signed in late and solved, and whose caller was asked."""
    chronicle = Chronicle()
    chronicle.dispatched()
    chronicle.case.now += 3 * A_DAY
    chronicle.answers(Accept())
    result = SubmitResult(result_kind=ResultKind.SOLVED, **chronicle.case.told)
    chronicle.answers(result, "solution", "evidence")
    chronicle.case.by("reviewer")
    chronicle.answers(PassReview())
    chronicle.case.by("callback_officer")
    said = RecordCallback(answered=True, contacted=True, solved=True, satisfied=1)
    chronicle.answers(said)
    chronicle.task()
    return chronicle.run


LATE = closed_late()


def derived_again() -> None:
    """The auditor comes to the facts that are on record."""
    assert derivation.faults_of([LATE]) == []


@pytest.mark.parametrize(
    "fault", [a_lapse_is_struck_out, a_signature_is_backdated, a_callback_is_made_up]
)
def test_m13_a_record_that_was_written_in_is_found_out(
    monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    """Resolutions were not always reported accurately, and nobody could check."""
    must_never(monkeypatch, fault, derived_again)


def test_m13_an_auditor_of_other_rules_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure was computed by rules other than those that were in force."""
    must_never(monkeypatch, the_first_day_counts, derived_again)


def test_m13_nothing_closes_without_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests were closed in masses without anybody having been reached."""
    must_never(monkeypatch, three_rings_are_enough, two_windows)


def test_m13_an_unhappy_caller_is_not_closed_as_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed as solved, while the caller was not content."""
    must_never(monkeypatch, solved_is_enough, solved_and_unhappy)


def test_m13_ending_an_order_does_not_make_it_timely(monkeypatch: pytest.MonkeyPatch) -> None:
    """An overdue order was ended otherwise and left the count of those that were late."""
    must_never(
        monkeypatch,
        what_ends_early_is_in_time,
        test_termination.test_ending_it_after_its_due_does_not_make_it_timely,
    )
