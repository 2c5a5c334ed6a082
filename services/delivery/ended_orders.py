"""An order whose workflow has ended still answers: what it decided, or by the rules.

They mostly refuse; what they allow begins a further run of the order.
"""

from contextlib import suppress
from dataclasses import dataclass

from audit.history.archived_runs import last_archived
from audit.history.histories import NoHistory
from domain.decide import Decided, decide, fold
from domain.order.fact import Fact
from domain.order.order import Dossier, Order
from domain.order.refusal import Refusal
from readmodel.orders.queries import all_facts
from services.delivery.answer_book import Answer, AnswerBook
from services.delivery.from_history import store_from_history
from services.delivery.workflow_client import UnknownOutcome, come_back
from services.law.laws import Laws
from store.commands.birth import birth_of, made_by
from store.commands.command_table import StoredCommand
from workflows.ports import ActAnswer, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedOrders:
    """Answers acts that found no workflow running."""

    laws: Laws
    task_queue: str
    book: AnswerBook

    async def answer(self, number: str, command: StoredCommand) -> Answer | UnknownOutcome:
        """Answer a command by all that its order ever recorded, or let the order come back."""
        engine = self.book.engines.patient
        birth = await birth_of(engine, number)
        if not birth.started:
            return UnknownOutcome.NO_ANSWER  # the relay starts it
        with suppress(NoHistory):
            await store_from_history(self.book.client, self.book.engines, number)
        dossier = (await self.laws.unborn(birth)).dossier
        recorded = await all_facts(engine, number)
        if receipt := _receipt(dossier, command, recorded):
            return await self.book.answer(command, receipt)
        order = fold(dossier, recorded)
        if not order.is_at_rest:
            why = "no workflow of this order is running"
            await self.book.give_up(number, command, why)
            return None
        decided = decide(order, command.act)
        if isinstance(decided, Refusal):
            return await self.book.refuse(command, decided)
        return await self._come_back(order, command, decided)

    async def _come_back(
        self, order: Order, command: StoredCommand, decided: Decided
    ) -> Receipt | UnknownOutcome:
        made = made_by(command.act, decided)
        archived = await last_archived(self.book.engines.patient, order.number)
        begun = await come_back(
            self.book.client, self.task_queue, order, command.act, made, archived
        )
        if not begun:
            return UnknownOutcome.NO_ANSWER
        answered = ActAnswer(batch=made)
        return await self.book.keep(command, answered)


def _receipt(
    dossier: Dossier, command: StoredCommand, recorded: tuple[Fact, ...]
) -> Receipt | None:
    """The receipt of a command whose facts are on record, though its answer was lost."""
    own = [fact.seq for fact in recorded if fact.command_id == str(command.id)]
    if not own:
        return None
    return Receipt.of(fold(dossier, recorded[: own[-1]]))
