"""Knowledge entries: proposed, approved, withdrawn, and what answers stand on (WF-38)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.afterwards.commands import CorrectAnswer
from domain.chapters.caller.facts import ConfidentialitySet
from domain.vocabulary import ItemType, State
from readmodel.orders import queries
from services.access.orders import require_sees
from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from services.records import Records
from services.submission.command_json import Paper
from services.submission.counter import Handed
from services.views import Instant
from store.commands.earlier_editions import earlier_among
from store.commands.stored import CommandStatus
from store.knowledge import entries
from store.knowledge.citations import citing
from store.knowledge.entries import Draft as Draft
from store.knowledge.entries import KnowledgeEntry
from store.register.people import actor as find_actor
from store.unit_of_work import snapshot
from store.vault.vault_rows import open_texts

ENDED: Final = frozenset({State.CLOSED, State.ARCHIVED})
ANSWERS: Final = frozenset({"answer", "submit_result", "final_reply", "correct_answer"})
TELLS: Final = ("public_answer", "answer", "reply", "solution", "explanation")
"""Which text of such a command says the answer, the one that is free of the person first (G26)."""


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
class EntryShown:
    """One version of an entry, and what has become of it."""

    code: str
    version: int
    title: str
    text: str
    unit: str
    valid_from: date
    valid_to: date | None
    source_order: str | None
    proposed_by: str
    proposed_at: Instant
    approved_by: str | None
    approved_at: Instant | None
    withdrawn_by: str | None
    withdrawn_at: Instant | None
    reason: str | None
    stands: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn(EntryShown):
    """A version out of use, and the orders whose callers were answered from it."""

    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVersions:
    """Every version of one entry; `in_force` is the one that may be cited today."""

    code: str
    in_force: int | None
    versions: tuple[EntryShown, ...]


async def search_knowledge(
    principal: Principal, records: Records, words: Sequence[str] = (), *, every_version: bool
) -> tuple[EntryShown, ...]:
    """What is in force today and says all these words; or every version, whatever became of it.

    Raises MayNot."""
    require(principal, Right.READ_KNOWLEDGE)
    found = await entries.search(records.engine, words, every_version=every_version)
    return tuple(_shown(entry) for entry in found)


async def show_entry(principal: Principal, records: Records, code: str) -> EntryVersions:
    """Every version of one entry; raises MayNot and UnknownEntry."""
    require(principal, Right.READ_KNOWLEDGE)
    async with snapshot(records.engine) as connection:
        found = await entries.versions(connection, code)
        now = await entries.in_force(connection, code)
    return EntryVersions(
        code=code,
        in_force=now.version if now else None,
        versions=tuple(_shown(entry) for entry in found),
    )


async def propose(principal: Principal, office: Office, draft: Draft, key: str) -> EntryShown:
    """Write down the next version of an entry; another person approves it.

    The writer's own unit keeps it if none is named. Raises MayNot and KeyReused."""
    require(principal, Right.PROPOSE_KNOWLEDGE)
    kept = replace(draft, unit=draft.unit or principal.unit)
    return _shown(await entries.propose(office.engine, kept, principal.person, key))


async def propose_from(
    principal: Principal, office: Office, asked: FromOrder, key: str
) -> EntryShown:
    """Let the answer of a closed order flow back (WF-38); its unit keeps the entry.

    Raises MayNot, NothingToLearn, UnknownOrder and KeyReused."""
    require(principal, Right.PROPOSE_KNOWLEDGE)
    await require_sees(principal, office.engine, asked.order)
    standing = (await queries.order(office.engine, asked.order)).standing
    await _require_open_to_all(office.engine, asked.order, standing.state, standing.type)
    draft = Draft(
        code=asked.code,
        title=asked.title,
        text=await _answer_of(office, asked.order),
        unit=standing.unit or principal.unit,
        valid_from=asked.valid_from,
        valid_to=asked.valid_to,
        source_order=asked.order,
    )
    return _shown(await entries.propose(office.engine, draft, principal.person, key))


async def approve(principal: Principal, office: Office, code: str, version: int) -> EntryShown:
    """Put a version into force by a second person.

    Raises MayNot, UnknownEntry, SecondPersonNeeded and AlreadyWithdrawn."""
    require(principal, Right.APPROVE_KNOWLEDGE)
    return _shown(await entries.approve(office.engine, code, version, principal.actor))


async def withdraw(
    principal: Principal, office: Office, code: str, version: int, reason: str
) -> EntryWithdrawn:
    """Take a wrong version out of use and tell every order that cited it (X36).

    Done again it finds whoever answered meanwhile, and tells nobody twice. An order of an earlier
    edition is listed, and takes no correction. What is right is the text in force now; while
    there is none, the reason is told (a default).
    Raises MayNot and UnknownEntry."""
    require(principal, Right.WITHDRAW_KNOWLEDGE)
    engine = office.engine
    entry = await entries.withdraw(engine, code, version, principal.person, reason)
    first = await find_actor(engine, entry.withdrawn_by or principal.person)
    by = Principal.of(first) if first else principal
    right = await entries.in_force(engine, code)
    orders = await citing(engine, code, version)
    closed = await earlier_among(engine, orders)
    for number in (order for order in orders if order not in closed):
        said = right.text if right else entry.reason or reason
        await office.counter.act(by, _correction(number, entry, said))
    return EntryWithdrawn(**_told(entry), orders=orders)


async def _require_open_to_all(
    engine: AsyncEngine, number: str, state: State, type: ItemType
) -> None:
    """WF-08: neither a report nor an order under secrecy is told to everybody (a default)."""
    if state not in ENDED:
        raise NothingToLearn("order_not_closed")
    facts = await queries.facts(engine, number)
    secret = any(isinstance(fact.content, ConfidentialitySet) for fact in facts)
    if secret or type is ItemType.REPORT:
        raise NothingToLearn("order_is_confidential")


async def _answer_of(office: Office, number: str) -> str:
    """The last thing that the caller was answered."""
    texts = await open_texts(office.engine, office.counter.master, number)
    decided = [
        command
        for command in await queries.commands(office.engine, number)
        if command.status is CommandStatus.DECIDED and command.act.command.name in ANSWERS
    ]
    for command in reversed(decided):
        said = texts.get(command.id, {})
        if answer := next((said[name] for name in TELLS if name in said), ""):
            return answer
    raise NothingToLearn("order_has_no_answer")


def _correction(number: str, entry: KnowledgeEntry, right: str) -> Handed:
    """The command that tells one order; withdrawing the same version again tells it once."""
    said = f"{entry.code} {entry.version}"
    wrong = CorrectAnswer(kb_entry=entry.code, version=entry.version)
    return Handed(
        number=number,
        paper=Paper(command=wrong, texts={"answer": right}, digest=said),
        key=f"knowledge:{said}:{number}",
        via="signal",
    )


def _shown(entry: KnowledgeEntry) -> EntryShown:
    return EntryShown(**_told(entry))


def _told(entry: KnowledgeEntry) -> dict[str, Any]:
    said = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {**said, "stands": entry.stands}
