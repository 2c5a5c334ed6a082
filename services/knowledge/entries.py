"""The knowledge desk (知识库): proposing, approving and withdrawing what answers stand on (WF-38).

Who may do what is a default, after 6.1: whoever answers or handles proposes, who answers for the
hotline's words approves, and who watches over answers withdraws. No staff of a service provider
approves or withdraws (NA-06).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.afterwards.commands import CorrectAnswer
from domain.chapters.caller.facts import ConfidentialitySet
from domain.order.act import Actor
from domain.vocabulary import ItemType, Role, State
from readmodel.orders import queries
from services.submission.command_json import Paper
from services.submission.counter import Counter, Handed
from store.commands.stored import Status
from store.knowledge import entries
from store.knowledge.citations import citing
from store.knowledge.entries import Draft, Entry
from store.register.people import actor as find_actor
from store.vault.vault_rows import open_texts

MAY_PROPOSE: Final = frozenset(
    {
        *(Role.SEAT_AGENT, Role.SPECIAL_SEAT, Role.SHIFT_LEAD, Role.CALLBACK_OFFICER),
        *(Role.SUPERVISOR, Role.REVIEWER, Role.HOTLINE_HEAD),
        *(Role.UNIT_CLERK, Role.UNIT_GATEWAY, Role.UNIT_OFFICER, Role.UNIT_HEAD),
    }
)
MAY_APPROVE: Final = frozenset({Role.SHIFT_LEAD, Role.REVIEWER, Role.HOTLINE_HEAD})
MAY_WITHDRAW: Final = frozenset({Role.SHIFT_LEAD, Role.SUPERVISOR, Role.HOTLINE_HEAD})
"""They also may correct the answers that stood on it (X36)."""
ENDED: Final = frozenset({State.CLOSED, State.ARCHIVED})
ANSWERS: Final = frozenset({"answer", "submit_result", "final_reply", "correct_answer"})
TELLS: Final = ("public_answer", "answer", "reply", "solution", "explanation")
"""Which text of such a command says the answer, the one that is free of the person first (G26)."""


class MayNot(PermissionError):
    """The role may not do this at the knowledge desk."""


class NothingToLearn(RuntimeError):
    """Nothing of this order may flow back into the knowledge base; its word says why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class FromOrder:
    """The answer of a closed order as the next version of an entry."""

    code: str
    title: str
    order: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A version out of use, and the orders whose callers were answered from it."""

    entry: Entry
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeDesk:
    """Where the knowledge base is kept up; whatever is said to orders goes by the counter."""

    counter: Counter

    async def propose(self, draft: Draft, actor: Actor, key: str) -> Entry:
        """Write down the next version of an entry; another person approves it.

        Raises MayNot and KeyReused."""
        _require(actor.role in MAY_PROPOSE)
        return await entries.propose(self._engine, draft, actor.person, key)

    async def propose_from(self, asked: FromOrder, actor: Actor, key: str) -> Entry:
        """Let the answer of a closed order flow back (WF-38); its unit keeps the entry.

        Raises MayNot, NothingToLearn, UnknownOrder and KeyReused."""
        _require(actor.role in MAY_PROPOSE)
        standing = (await queries.order(self._engine, asked.order)).standing
        await self._require_open_to_all(asked.order, standing.state, standing.type)
        draft = Draft(
            code=asked.code,
            title=asked.title,
            text=await self._answer_of(asked.order),
            unit=standing.unit or actor.unit,
            valid_from=asked.valid_from,
            valid_to=asked.valid_to,
            source_order=asked.order,
        )
        return await entries.propose(self._engine, draft, actor.person, key)

    async def approve(self, code: str, version: int, actor: Actor) -> Entry:
        """Put a version into force by a second person.

        Raises MayNot, UnknownEntry, SecondPersonNeeded and AlreadyWithdrawn."""
        _require(actor.role in MAY_APPROVE and not actor.outsourced)
        return await entries.approve(self._engine, code, version, actor.person)

    async def withdraw(self, code: str, version: int, actor: Actor, reason: str) -> Withdrawn:
        """Take a wrong version out of use and tell every order that cited it (X36).

        Done again it finds whoever answered meanwhile, and tells nobody twice. What is right is
        the text in force now; while there is none, the reason is told (a default).
        Raises MayNot and UnknownEntry."""
        _require(actor.role in MAY_WITHDRAW and not actor.outsourced)
        entry = await entries.withdraw(self._engine, code, version, actor.person, reason)
        first = await find_actor(self._engine, entry.withdrawn_by or actor.person) or actor
        right = await entries.in_force(self._engine, code)
        orders = await citing(self._engine, code, version)
        for number in orders:
            await self.counter.act(
                _correction(number, entry, first, right.text if right else entry.reason or reason)
            )
        return Withdrawn(entry=entry, orders=orders)

    async def _require_open_to_all(self, number: str, state: State, type: ItemType) -> None:
        """WF-08: neither a report nor an order under secrecy is told to everybody (a default)."""
        if state not in ENDED:
            raise NothingToLearn("order_not_closed")
        facts = await queries.facts(self._engine, number)
        secret = any(isinstance(fact.content, ConfidentialitySet) for fact in facts)
        if secret or type is ItemType.REPORT:
            raise NothingToLearn("order_is_confidential")

    async def _answer_of(self, number: str) -> str:
        """The last thing that the caller was answered."""
        texts = await open_texts(self._engine, self.counter.master, number)
        decided = [
            command
            for command in await queries.commands(self._engine, number)
            if command.status is Status.DECIDED and command.act.command.name in ANSWERS
        ]
        for command in reversed(decided):
            said = texts.get(command.id, {})
            if answer := next((said[name] for name in TELLS if name in said), ""):
                return answer
        raise NothingToLearn("order_has_no_answer")

    @property
    def _engine(self) -> AsyncEngine:
        return self.counter.engines.patient


def _correction(number: str, entry: Entry, actor: Actor, right: str) -> Handed:
    """The command that tells one order; withdrawing the same version again tells it once."""
    said = f"{entry.code} {entry.version}"
    wrong = CorrectAnswer(kb_entry=entry.code, version=entry.version)
    return Handed(
        number=number,
        paper=Paper(command=wrong, texts={"answer": right}, digest=said),
        actor=actor,
        key=f"knowledge:{said}:{number}",
        via="signal",
    )


def _require(lawful: bool) -> None:
    if not lawful:
        raise MayNot
