"""The history of one order, written event by event as Temporal would record it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from audit.history.event_readers import LOCAL_ACTIVITY
from audit.history.runs import Run
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.decide import Decided, decide, lapse_until
from domain.order.act import Act
from domain.order.command import Command
from domain.order.refusal import Refusal
from domain.vocabulary import ItemType
from operations.bench.made_histories import payloads
from store.commands.birth import made_by
from tests.domain.case import Case
from workflows.order_input import Opening
from workflows.ports import ActAnswer, Batch, CommandAnswer, Lapse, Receipt, Ring

Json = dict[str, Any]
ANYTHING = TypeAdapter(Any)
RUN = "the only run"
TEXTS = ("demand", "name", "phone")
A_TICK = timedelta(milliseconds=3)


class Chronicle:
    """What Temporal records while a case decides; nothing stands in it that no event told."""

    def __init__(self) -> None:
        self.case = Case("sanya-2018")
        self.events: list[Json] = []
        self.acts: list[Act] = []

    @property
    def run(self) -> Run:
        """The history as it would be kept."""
        return Run.kept("order/1", ANYTHING.dump_json({"events": self.events}))

    @property
    def receipt(self) -> Receipt:
        """How the order stands."""
        return Receipt.of(self.case.order)

    def add(self, name: str, *, at: datetime | None = None, **content: Any) -> int:
        """Record one event; its id."""
        id = len(self.events) + 1
        written = (at or self.case.now + id * A_TICK).isoformat()
        attributes = f"{name}EventAttributes"
        self.events.append({"eventId": str(id), "eventTime": written, attributes: content})
        return id

    def task(self) -> None:
        """A workflow task begins and is completed."""
        for name in ("Scheduled", "Started", "Completed"):
            self.add(f"workflowTask{name}")

    def opens(self, *, made: bool = True) -> Batch:
        """Somebody writes a demand down, and the order's run begins."""
        unborn, act = self.case.order, self.act(Register(type=ItemType.HELP), *TEXTS)
        batch = made_by(act, decided(self.case, act))
        opening = Opening(order=unborn, act=act, made=batch if made else None)
        given = payloads(opening)
        self.add("workflowExecutionStarted", input=given, originalExecutionRunId=RUN)
        self.case.take(decided(self.case, act))
        return batch

    def dispatched(self) -> None:
        """An order that waits for its unit to sign in."""
        self.opens()
        self.answers(AcceptForDispatch())
        self.case.by("dispatcher")
        self.answers(Dispatch(unit="water"))
        self.case.by("unit_clerk", of="water")

    def act(self, command: Command, *texts: str) -> Act:
        """What somebody asks for now."""
        id = f"00000000-0000-0000-0000-{len(self.acts):012}"
        act = Act(
            command_id=id,
            command=command,
            actor=self.case.actor,
            received_at=self.case.now,
            filled=texts,
        )
        self.acts.append(act)
        return act

    def decides(self, command: Command, *texts: str) -> tuple[Act, Batch]:
        """Somebody acts; what it makes is taken over."""
        act = self.act(command, *texts)
        made = decided(self.case, act)
        self.case.take(made)
        return act, Batch.of(made, self.case.now)

    def answers(self, command: Command, *texts: str, told: Batch | None = None) -> Batch:
        """An act is accepted and answered with what it made."""
        self.task()
        act, batch = self.decides(command, *texts)
        self.accepted(act)
        self.completed(ActAnswer(batch=told or batch))
        return batch

    def accepted(self, act: Act) -> None:
        """An act comes in by its window."""
        asked = {"input": {"args": payloads(act), "name": act.command.name}}
        self.add("workflowExecutionUpdateAccepted", acceptedRequest=asked)

    def completed(self, answer: object) -> None:
        """An answer is given."""
        self.add("workflowExecutionUpdateCompleted", outcome={"success": payloads(answer)})

    def posted(self, act: Act) -> None:
        """An act comes in by post."""
        self.add("workflowExecutionSignaled", signalName="post", input=payloads(act))

    def done_at_once(self, activity: str, result: object) -> None:
        """A local activity gives its result."""
        notes = payloads({"activity_type": activity, "attempt": 1})
        details = {"data": notes, "result": payloads(result)}
        self.add("markerRecorded", markerName=LOCAL_ACTIVITY, details=details)

    def failed_at_once(self, activity: str) -> None:
        """A local activity fails."""
        notes = payloads({"activity_type": activity, "attempt": 1})
        details = {"data": notes}
        self.add("markerRecorded", markerName=LOCAL_ACTIVITY, details=details, failure={})

    def scheduled(self, activity: str, asked: object) -> int:
        """An ordinary activity is asked for; the event's id."""
        return self.add(
            "activityTaskScheduled", activityType={"name": activity}, input=payloads(asked)
        )

    def done(self, scheduled: int, result: object = None) -> None:
        """An ordinary activity is done."""
        self.add("activityTaskStarted", scheduledEventId=str(scheduled))
        self.add("activityTaskCompleted", scheduledEventId=str(scheduled), result=payloads(result))

    def lapse(self) -> Lapse:
        """What the next ring makes if it counts; the case does not take it over yet."""
        due = min(clock.due for clock in self.case.order.clocks.values() if clock.ended is None)
        assert due is not None
        self.case.now = due + timedelta(seconds=1)
        lapsed = lapse_until(self.case.order, due)
        ring = Ring(number=self.case.order.number, due=due)
        return Lapse(ring=ring, batch=Batch.of(lapsed, self.case.now))

    def counts(self, lapse: Lapse) -> None:
        """A ring counts: the order is as it makes it."""
        self.case.take(lapse_until(self.case.order, lapse.ring.due))


def decided(case: Case, act: Act) -> Decided:
    """What an act makes, which is allowed."""
    outcome = decide(case.order, act)
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def answering(batch: Batch, act: Act, receipt: Receipt) -> Batch:
    """A batch that brings the answer to a posted act."""
    answer = CommandAnswer(command_id=act.command_id, receipt=receipt)
    return replace(batch, answers=(answer,))
