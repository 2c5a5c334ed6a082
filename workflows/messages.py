"""The counter of one order: every act a person may bring, refused on the spot if unlawful.

No handler awaits and none holds a rule: each asks the core and remembers its answer, so no two
interleave and none is ever left unfinished. There is one update per command, named after it.

The answer to an update carries the facts that it made: whoever delivered the act stores them, once
they are durable in this history. What is signalled nobody waits for, so its facts and its answer
leave by the records office.
"""

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.decide import Decided, decide
    from domain.order.act import Act
    from domain.order.command import COMMANDS
    from domain.order.fact import Fact
    from domain.order.refusal import Refusal
    from domain.summary import Summary
    from texts import titled
    from workflows.explained import Explained, explained
    from workflows.order_input import Opening
    from workflows.ports import ActAnswer, Batch, CommandAnswer, Receipt

REFUSED = "Refused"
REMEMBERED = 200
"""How many decided commands an order remembers when it continues in a new run."""


class Desk:
    """What an order remembers, and the windows through which acts and questions come in."""

    def __init__(self, opening: Opening) -> None:
        self.order = opening.order
        self.facts: list[Fact] = []
        self.posted: list[Batch] = []
        """What no answer carries, on its way to the records office."""
        self.receipts = dict(opening.receipts)
        if opening.act is not None:
            self.enter(opening.act, _lawful(decide(self.order, opening.act)))

    def check(self, act: Act) -> None:
        """Refuse an unlawful act before it enters the history; leave nothing behind."""
        if act.command_id not in self.receipts:
            _lawful(decide(self.order, act))

    def take(self, act: Act) -> ActAnswer:
        """Decide an act once; whoever asks again gets the same receipt."""
        if act.command_id in self.receipts:
            return ActAnswer(receipt=self.receipts[act.command_id])
        decided = _lawful(decide(self.order, act))
        self.enter(act, decided)
        return ActAnswer(batch=Batch.of(decided, workflow.now()))

    def enter(self, act: Act, decided: Decided) -> Receipt:
        """Replace the order by what an act has made of it, and keep the receipt."""
        self.remember(decided)
        receipt = Receipt.of(self.order)
        self.receipts[act.command_id] = receipt
        return receipt

    def remember(self, decided: Decided) -> None:
        """Replace the order by what it has become."""
        self.order = decided.order
        self.facts += decided.facts

    @workflow.signal(description=titled("messages.post"))
    def post(self, act: Act) -> None:
        """Take an act whose sender does not wait; its refusal goes to the command table."""
        nothing, receipt = Decided(order=self.order, facts=()), self.receipts.get(act.command_id)
        outcome = decide(self.order, act) if receipt is None else nothing
        if isinstance(outcome, Refusal):
            answer = CommandAnswer(command_id=act.command_id, refusal=outcome)
            outcome = nothing
        else:
            receipt = receipt or self.enter(act, outcome)
            answer = CommandAnswer(command_id=act.command_id, receipt=receipt)
        self.posted.append(Batch.of(outcome, workflow.now(), answer))

    @workflow.query(description=titled("messages.state"))
    def state(self) -> Summary:
        """How the order stands."""
        return Summary.of(self.order)

    @workflow.query(description=titled("messages.clocks"))
    def clocks(self) -> list[Explained]:
        """Every clock with its explanation."""
        return explained(self.order)

    @workflow.query(name="facts", description=titled("messages.facts"))
    def all_facts(self) -> list[Fact]:
        """The facts of this run, in order."""
        return self.facts


def _lawful(outcome: Decided | Refusal) -> Decided:
    if isinstance(outcome, Refusal):
        raise ApplicationError(outcome.code, outcome, type=REFUSED, non_retryable=True)
    return outcome


def _open_window(command: type) -> None:
    """Give the desk the update of one command: adding a command to the core opens its window."""
    name = COMMANDS.word_of(command)

    def window(self: Desk, act: Act) -> ActAnswer:
        return self.take(act)

    def refuse_at_once(self: Desk, act: Act) -> None:
        self.check(act)

    # The SDK takes an annotated first parameter for an argument of the update.
    for method in (window, refuse_at_once):
        del method.__annotations__["self"]
    window.__name__ = name
    window.__qualname__ = f"Desk.{name}"
    update = workflow.update(name=name, description=titled(f"acts.{name}"))(window)
    update.validator(refuse_at_once)
    setattr(Desk, name, update)


for _command in COMMANDS.classes():
    _open_window(_command)
