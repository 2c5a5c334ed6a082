"""The same orders under another law: who would have handled them late.

What people did is decided again, each act with its own stamp, and what falls due lapses. What the
other law demands in writing beyond the own one is presumed given; an act that it refuses for
another reason is left out. Where that changes who had the order when, the order went another way
and is named, but not compared: nobody can say what people would have done instead. All of this
is a default.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from domain.chapters.law_change.commands import ChangeCalendar, ChangeRuleSet
from domain.decide import Decided, decide, fold, lapse_until
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Dossier, Order
from domain.order.refusal import Refusal
from domain.vocabulary import State
from policies.law import Law
from services.trials.handling_duties import course, fared

OF_THE_OWN_LAW: Final = (ChangeCalendar, ChangeRuleSet)
"""Acts that renew the law of an order; under another law they mean nothing."""
MISSING: Final = frozenset({"text_missing", "closing_field_missing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeOnRecord:
    """What is on record of one order, as of an instant of its own time."""

    dossier: Dossier
    acts: tuple[Act, ...]
    """What was decided, in the order of the stamps; the registration comes first."""
    facts: tuple[Fact, ...]
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedAct:
    """An act that the other law does not allow as it was given."""

    command: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One order as it was, and as it would have been."""

    number: str
    was: Order
    would_be: Order
    presumed: tuple[RefusedAct, ...]
    """Acts that lacked a text, which is presumed given."""
    dropped: tuple[RefusedAct, ...]
    """Acts that are left out."""

    @property
    def went_otherwise(self) -> bool:
        """Whether a refused act changes who had the order when, so that nothing compares."""
        return bool(self.dropped) and course(self.was) != course(self.would_be)

    @property
    def changes(self) -> bool:
        """Whether the handling would have fared otherwise."""
        return not self.went_otherwise and fared(self.was) is not fared(self.would_be)


@dataclass(slots=True, kw_only=True)
class _Replay:
    order: Order
    presumed: list[RefusedAct] = field(default_factory=list[RefusedAct])
    dropped: list[RefusedAct] = field(default_factory=list[RefusedAct])

    def take(self, act: Act) -> None:
        outcome = decide(self.order, act)
        if isinstance(outcome, Refusal) and outcome.code in MISSING:
            self.presumed.append(RefusedAct(command=act.command.name, code=outcome.code))
            outcome = _with_all_texts(self.order, act, outcome)
        if isinstance(outcome, Refusal):
            self.dropped.append(RefusedAct(command=act.command.name, code=outcome.code))
        else:
            self.order = outcome.order


def _with_all_texts(order: Order, act: Act, refusal: Refusal) -> Decided | Refusal:
    """Decide an act as if it had the texts that it lacks, on one ground after the other."""
    outcome: Decided | Refusal = refusal
    while isinstance(outcome, Refusal) and outcome.code in MISSING:
        further = set(outcome.about) - set(act.filled)
        if not further:
            break
        act = replace(act, filled=(*act.filled, *sorted(further)))
        outcome = decide(order, act)
    return outcome


def compare(life: LifeOnRecord, law: Law) -> Compared:
    """Live an order's recorded acts again under another law."""
    was = lapse_until(fold(life.dossier, life.facts), life.until).order
    first, number, mode = life.acts[0], life.dossier.number, life.dossier.mode
    replay = _Replay(order=law.unborn(number, mode, first.received_at))
    for act in life.acts:
        if isinstance(act.command, OF_THE_OWN_LAW):
            continue
        replay.take(act)
        if replay.order.state is State.DRAFT:
            break  # the demand itself is refused, so nothing could come of it
    return Compared(
        number=number,
        was=was,
        would_be=lapse_until(replay.order, life.until).order,
        presumed=tuple(replay.presumed),
        dropped=tuple(replay.dropped),
    )


def by_code(refused: Iterable[RefusedAct]) -> dict[str, int]:
    """How many acts were refused, by the code of the refusal, the most frequent first."""
    return dict(Counter(one.code for one in refused).most_common())
