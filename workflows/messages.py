"""The counter of one order: every act a person may bring, refused on the spot if unlawful.

No handler awaits and none holds a rule: each asks the core and remembers its answer, so no two
interleave and none is ever left unfinished. There is one update per command, named after it.

What is signalled is answered through the publisher. An update is not: its facts are stored before
its history is, and only whoever has the update's own answer knows that it will not be lost.
"""

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.chapters.together.notices import notices
    from domain.decide import Decided, decide
    from domain.order.act import Act
    from domain.order.command import COMMANDS
    from domain.order.fact import Fact
    from domain.order.refusal import Refusal
    from domain.summary import Summary
    from texts import titled
    from workflows.explained import Explained, explained
    from workflows.order_input import Opening
    from workflows.ports import Batch, CommandAnswer, Receipt

REFUSED = "Refused"
REMEMBERED = 200
"""How many decided commands an order remembers when it continues in a new run."""


class Desk:
    """What an order remembers, and the windows through which acts and questions come in."""

    def __init__(self, opening: Opening) -> None:
        self.order = opening.order
        self.facts: list[Fact] = []
        self.unpublished: list[Fact] = []
        self.answers: list[CommandAnswer] = []
        self.receipts = dict(opening.receipts)
        if opening.act is not None:
            self.post(opening.act)

    def check(self, act: Act) -> None:
        """Refuse an unlawful act before it enters the history; leave nothing behind."""
        if act.command_id not in self.receipts:
            _lawful(decide(self.order, act))

    def take(self, act: Act) -> Receipt:
        """Decide an act once; whoever asks again gets the same answer."""
        if act.command_id not in self.receipts:
            self.remember(_lawful(decide(self.order, act)))
            receipt = Receipt(version=self.order.version, state=self.order.state)
            self.receipts[act.command_id] = receipt
        return self.receipts[act.command_id]

    def remember(self, decided: Decided) -> None:
        """Replace the order by what it has become."""
        self.order = decided.order
        self.facts += decided.facts
        self.unpublished += decided.facts

    def take_batch(self) -> Batch:
        """Hand over what the read model has not seen yet."""
        facts, self.unpublished = tuple(self.unpublished), []
        answers, self.answers = tuple(self.answers), []
        return Batch(
            number=self.order.number,
            recorded_at=workflow.now(),
            facts=facts,
            answers=answers,
            standing=Summary.of(self.order),
            notices=notices(self.order, facts),
        )

    @workflow.signal(description=titled("messages.post"))
    def post(self, act: Act) -> None:
        """Take an act whose sender does not wait; its refusal goes to the command table."""
        outcome = decide(self.order, act) if act.command_id not in self.receipts else None
        if isinstance(outcome, Refusal):
            self.answers.append(CommandAnswer(command_id=act.command_id, refusal=outcome))
        else:
            self.answers.append(CommandAnswer(command_id=act.command_id, receipt=self.take(act)))

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

    def window(self: Desk, act: Act) -> Receipt:
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
