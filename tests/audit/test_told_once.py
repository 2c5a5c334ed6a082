"""Every fact is read once, wherever a history tells it: in openings, answers, rings and batches."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.history.batches import WrittenBatch
from audit.history.histories import batches_of, facts_of, written_batches
from audit.ledger.lines import ledger_of
from audit.log.leaves import told
from audit.verify.derivation import faults_of
from domain.chapters.dispatch.commands import Accept
from domain.chapters.supervision.commands import Urge
from domain.decide import Decided
from tests.audit.chronicle import Chronicle, answering
from workflows.ports import ActAnswer, Batch, Settled

A_SECOND = timedelta(seconds=1)


@pytest.fixture
def chronicle() -> Chronicle:
    """An order that waits for its unit to sign in."""
    chronicle = Chronicle()
    chronicle.dispatched()
    return chronicle


def is_sound(chronicle: Chronicle) -> bool:
    """Whether the history tells the facts of the case, each once, and by right."""
    run = chronicle.run
    lines = [line.seq for line in ledger_of([run]) if line.seq]
    assert facts_of([run]) == tuple(chronicle.case.facts)
    assert lines == [fact.seq for fact in chronicle.case.facts]
    assert told(run)["facts"] == len(chronicle.case.facts)
    return faults_of([run]) == []


def recorded(chronicle: Chronicle, seq: int) -> object:
    """When a fact was recorded."""
    batches = batches_of([chronicle.run])
    return next(b.recorded_at for b in batches if seq in {fact.seq for fact in b.facts})


def test_an_opening_and_answers_tell_what_acts_made(chronicle: Chronicle) -> None:
    assert is_sound(chronicle)
    born, *later = batches_of([chronicle.run])
    assert born.recorded_at == chronicle.acts[0].received_at
    assert [bool(batch.facts) for batch in later] == [True, True]
    kinds = [line.kind for line in ledger_of([chronicle.run])]
    assert kinds[0] == "OrderOpened"
    assert kinds.index("UpdateAccepted") > kinds.index("ClockStarted")


def test_before_its_first_task_an_order_has_the_facts_of_its_birth() -> None:
    chronicle = Chronicle()
    chronicle.opens()
    assert is_sound(chronicle)


def test_an_opening_that_tells_other_facts_is_found_out() -> None:
    chronicle = Chronicle()
    chronicle.opens(made=False)
    chronicle.task()
    [fault] = faults_of([chronicle.run])
    assert "are not recorded" in fault


def test_an_answer_without_facts_tells_none(chronicle: Chronicle) -> None:
    chronicle.task()
    chronicle.accepted(chronicle.acts[-1])
    chronicle.completed(ActAnswer(receipt=chronicle.receipt))
    chronicle.accepted(chronicle.acts[-1])
    chronicle.completed(chronicle.receipt)
    assert is_sound(chronicle)


def test_a_ring_that_counts_at_once_tells_what_it_made(chronicle: Chronicle) -> None:
    lapse = chronicle.lapse()
    chronicle.task()
    chronicle.done_at_once("lapse_at_once", lapse)
    chronicle.counts(lapse)
    assert lapse.batch.facts
    assert is_sound(chronicle)
    assert "RingSettled" in [line.kind for line in ledger_of([chronicle.run])]


def test_a_ring_that_had_to_wait_tells_when_it_is_done(chronicle: Chronicle) -> None:
    lapse = chronicle.lapse()
    chronicle.task()
    chronicle.failed_at_once("lapse_at_once")
    asked = chronicle.scheduled("lapse", lapse)
    assert is_sound(chronicle)
    chronicle.done(asked, Settled(until=lapse.ring.due))
    chronicle.counts(lapse)
    assert is_sound(chronicle), "what it made is stored, though no task knows of it yet"
    chronicle.task()
    assert is_sound(chronicle)
    assert recorded(chronicle, lapse.batch.facts[0].seq) == lapse.batch.recorded_at


@pytest.mark.parametrize("ring_first", [True, False])
def test_what_an_act_told_too_is_the_acts(chronicle: Chronicle, ring_first: bool) -> None:
    """Within one task acts come before the answer to a ring, wherever that stands."""
    lapse = chronicle.lapse()
    chronicle.task()
    asked = chronicle.scheduled("lapse", lapse)
    chronicle.case.now += A_SECOND
    if ring_first:
        chronicle.done(asked, Settled(until=lapse.ring.due))
    answered = chronicle.answers(Accept())
    if not ring_first:
        chronicle.done(asked, Settled(until=lapse.ring.due))
    chronicle.task()
    first = lapse.batch.facts[0]
    assert answered.facts[0] == first
    assert is_sound(chronicle)
    assert recorded(chronicle, first.seq) == answered.recorded_at != lapse.batch.recorded_at


def test_what_was_refused_after_a_ring_stands_behind_it(chronicle: Chronicle) -> None:
    lapse = chronicle.lapse()
    chronicle.task()
    chronicle.done_at_once("lapse_at_once", lapse)
    chronicle.counts(lapse)
    nothing = Decided(order=chronicle.case.order, facts=())
    chronicle.done_at_once("publish_at_once", Batch.of(nothing, lapse.batch.recorded_at))
    *_, rang, refused = written_batches([chronicle.run])
    assert (rang.by_ring, bool(refused.seqs)) == (True, False)
    assert rang.version == refused.version


def test_a_ring_whose_facts_were_decided_anew_tells_nothing(chronicle: Chronicle) -> None:
    stale = chronicle.lapse()
    chronicle.task()
    chronicle.scheduled("lapse", replace(stale, batch=otherwise(stale.batch)))
    chronicle.add("activityTaskFailed")
    chronicle.task()
    chronicle.done_at_once("lapse_at_once", stale)
    chronicle.counts(stale)
    assert is_sound(chronicle)


def test_a_fact_that_is_told_again_and_otherwise_is_found_out(chronicle: Chronicle) -> None:
    lapse = chronicle.lapse()
    chronicle.task()
    asked = chronicle.scheduled("lapse", replace(lapse, batch=otherwise(lapse.batch)))
    chronicle.case.now += A_SECOND
    chronicle.answers(Accept())
    chronicle.done(asked, Settled(until=lapse.ring.due))
    chronicle.task()
    assert faults_of([chronicle.run]) == [
        f"fact {fact.seq} is told again, and otherwise" for fact in lapse.batch.facts
    ]


def test_what_is_posted_is_told_in_its_order_though_answers_overtake_it(
    chronicle: Chronicle,
) -> None:
    chronicle.case.by("caller")
    act, batch = chronicle.decides(Urge())
    chronicle.posted(act)
    chronicle.case.by("unit_clerk")
    chronicle.answers(Accept())
    receipt = replace(chronicle.receipt, version=batch.standing.version)
    chronicle.done_at_once("publish_at_once", answering(batch, act, receipt))
    assert facts_of([chronicle.run]) == tuple(chronicle.case.facts)
    assert faults_of([chronicle.run]) == []


def test_the_first_edition_told_facts_by_publishing_alone() -> None:
    chronicle = Chronicle()
    born = chronicle.opens(made=False)
    chronicle.task()
    chronicle.done_at_once("publish_at_once", born)
    assert is_sound(chronicle)
    lapse = chronicle.lapse()
    chronicle.task()
    chronicle.done_at_once("settle_at_once", Settled(until=lapse.ring.due))
    chronicle.counts(lapse)
    asked = chronicle.scheduled("publish", lapse.batch)
    chronicle.done(asked)
    assert is_sound(chronicle)


def test_what_is_no_batch_is_named(chronicle: Chronicle) -> None:
    [*_, last] = written_batches([chronicle.run])
    assert (last.version, last.by_ring) == (len(chronicle.case.facts), False)
    strange = WrittenBatch(content={"facts": [{"seq": "x"}]}, event="event 9")
    with pytest.raises(ValueError, match="event 9"):
        _ = strange.version


def otherwise(batch: Batch) -> Batch:
    """A batch whose facts are told a second later than they took place."""
    later = (replace(fact, occurred_at=fact.occurred_at + A_SECOND) for fact in batch.facts)
    return replace(batch, facts=tuple(later))
