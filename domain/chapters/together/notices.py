"""Notices: what one order tells another, because of what has just happened to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from domain.chapters.closing.facts import Closed, TerminationApproved, Withdrawn
from domain.chapters.intake.facts import Refused, TransferredOut
from domain.chapters.together.commands import Merge, NoteMasterEnded, NotePartEnded, NoteRepeat
from domain.chapters.together.facts import CallerJoined, Merged, RepeatLinked
from domain.order.fact import Fact
from domain.order.order import Order

ENDS: Final = (Closed, Refused, TransferredOut, Merged, TerminationApproved, Withdrawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNotice:
    """A command that the system gives another order; `seq` is the fact that gave rise to it."""

    to: str
    seq: int
    command: Merge | NoteRepeat | NotePartEnded | NoteMasterEnded


def notices(order: Order, facts: Sequence[Fact]) -> tuple[OrderNotice, ...]:
    """What the latest facts of an order are to tell others (T07, T46); it is as after them."""
    return tuple(notice for fact in facts for notice in _told_by(order, fact))


def _told_by(order: Order, fact: Fact) -> Iterator[OrderNotice]:
    match fact.content:
        case Merged(master=master, same_caller=same):
            joining = Merge(child=order.number, same_caller=same)
            yield OrderNotice(to=master, seq=fact.seq, command=joining)
        case RepeatLinked(earlier=earlier, new_facts=new_facts):
            again = NoteRepeat(later=order.number, new_facts=new_facts)
            yield OrderNotice(to=earlier, seq=fact.seq, command=again)
        case CallerJoined(child=child, same_caller=False) if order.is_over:
            yield _end(order, fact, child)
        case _:
            pass
    if order.is_over and isinstance(fact.content, ENDS):
        yield from _farewells(order, fact)


def _farewells(order: Order, fact: Fact) -> Iterator[OrderNotice]:
    """To the order that this one was split off, and to every other caller who follows it."""
    if order.part_of:
        ended = NotePartEnded(part=order.number, ended_as=order.state)
        yield OrderNotice(to=order.part_of, seq=fact.seq, command=ended)
    for joined in order.joined:
        if not joined.same_caller:
            yield _end(order, fact, joined.number)


def _end(order: Order, fact: Fact, child: str) -> OrderNotice:
    ended = NoteMasterEnded(master=order.number, ended_as=order.state)
    return OrderNotice(to=child, seq=fact.seq, command=ended)
