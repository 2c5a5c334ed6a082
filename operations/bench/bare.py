"""The peer: a bare workflow that takes the same updates and keeps the same timers, and no more."""

import asyncio
from dataclasses import dataclass

from temporalio import workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class BareStep:
    """One update: which timers begin, which end, and whether the life is over."""

    begin: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    last: bool = False


LIFE: tuple[BareStep, ...] = (
    BareStep(begin=("dispatch/1",)),
    BareStep(end=("dispatch/1",), begin=("accept/1", "contact/1", "handle/1", "total/1")),
    BareStep(end=("accept/1",)),
    BareStep(end=("contact/1",)),
    BareStep(end=("handle/1",), begin=("review/1",)),
    BareStep(end=("review/1",), begin=("callback/1",)),
    BareStep(end=("callback/1", "total/1"), last=True),
)
"""The timers of an ordinary order that is accepted, contacted, handled, reviewed, called back."""

LONG_S = 86_400.0


@workflow.defn(name="Bare")
class BareWorkflow:
    """Updates and timers without a rule, a fact or a row."""

    @workflow.init
    def __init__(self, label: str) -> None:
        self.label = label
        self.timers: dict[str, asyncio.Task[None]] = {}
        self.over = False

    @workflow.run
    async def run(self, label: str) -> None:  # noqa: ARG002
        """Wait for the last step."""
        await workflow.wait_condition(lambda: self.over)

    @workflow.update
    def step(self, step: BareStep) -> int:
        """Begin and end timers."""
        for name in step.end:
            self.timers.pop(name).cancel()
        for name in step.begin:
            timer = workflow.sleep(LONG_S, summary=name)
            self.timers[name] = asyncio.create_task(timer)
        self.over = step.last
        return len(self.timers)

    @step.validator
    def may_step(self, step: BareStep) -> None:
        """Refuse to end what does not run."""
        missing = [name for name in step.end if name not in self.timers]
        if missing:
            raise ValueError(", ".join(missing))
