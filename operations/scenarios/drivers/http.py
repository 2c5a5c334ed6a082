"""The HTTP driver: commands go through the API of a running system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.vocabulary import ClockName, State
from operations.api_client import ApiAnswer, ApiClient
from operations.scenarios.drivers.driver import PassTime, TimeStandsStill
from operations.scenarios.scenario import (
    PlayedOrder,
    Submission,
    SubmissionOutcome,
    UnexpectedOutcome,
)
from services.submission.command_json import write_paper

DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpDriver:
    """Plays one scenario over the API. Played again with the same keys it adds nothing."""

    client: ApiClient
    keys: str
    """With what the idempotency keys begin; each step has a key of its own."""
    pack: str = ""
    """The pack that the order is born under; empty for the city's own."""
    clock: PassTime | None = field(default=None, repr=False)
    """What lets time pass for an order; None where time is real."""

    async def submit(self, order: PlayedOrder, step: Submission) -> SubmissionOutcome:
        """Submit a command, again under its key until the outcome is known."""
        answer = await self._answer(order, step)
        if not answer.is_good:
            # An answer that says no does not say when the command was received.
            return SubmissionOutcome(
                number=order.number,
                received_at=order.now,
                refusal=answer.code,
                words=answer.words,
            )
        if not answer.is_open:
            return _done(answer.body)
        command_id = answer.body["command_id"]
        if step.posted:
            told = await self.client.ask(f"/commands/{command_id}")
            return SubmissionOutcome(number=order.number, received_at=_instant(told["received_at"]))
        return await self._settled(command_id, step)

    async def due(self, order: PlayedOrder, clock: ClockName) -> datetime:
        """When the latest duty of a name is due, once the last command can be seen."""
        shown = await self.client.ask(f"/orders/{order.number}?min_version={order.version}")
        found = (kept for kept in reversed(shown["clocks"]) if kept["name"] == clock)
        return _instant(next(found)["due"])

    async def pass_time(self, order: PlayedOrder, by: timedelta) -> None:
        """Let time pass for the order."""
        if self.clock is None:
            raise TimeStandsStill(order.number)
        await self.clock(order.number, by)

    async def _answer(self, order: PlayedOrder, step: Submission) -> ApiAnswer:
        key = f"{self.keys}-{len(order.received)}"
        paper = write_paper(step.command, step.texts)
        if not order.number:
            how = {"pack": self.pack} if self.pack else {}
            return await self.client.submit("/orders", paper, person=step.person, key=key, **how)
        path = f"/orders/{order.number}/{step.command.name}"
        via = "signal" if step.posted else "update"
        return await self.client.submit(path, paper, person=step.person, key=key, via=via)

    async def _settled(self, command_id: str, step: Submission) -> SubmissionOutcome:
        """What became of a command whose outcome was not known at first."""
        told = (await self.client.settled([command_id])).get(command_id)
        if told is None or told["response"] is None:
            raise UnexpectedOutcome(f"{step.command.name} was not decided: {told}")
        if told["status"] == DECIDED:
            return _done({"number": told["order"], **told, **told["response"]})
        at, code = _instant(told["received_at"]), told["response"]["code"]
        return SubmissionOutcome(number=told["order"] or "", received_at=at, refusal=code)


def _done(body: Mapping[str, Any]) -> SubmissionOutcome:
    return SubmissionOutcome(
        number=body["number"],
        received_at=_instant(body["received_at"]),
        version=body["version"],
        state=State(body["state"]),
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
