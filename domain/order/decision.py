"""One decision in the making: facts are recorded here, each applied before the next is judged."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

from domain.order.act import SYSTEM, Act, Actor
from domain.order.clock import Clock, ClockChange, ClockStopped, Outcome
from domain.order.fact import Content, Fact
from domain.order.order import Order
from domain.order.refusal import Refusal, RefusalCode, refusal
from domain.vocabulary import LOOKS_BACK, ClockName

TEXT_MISSING = refusal("text_missing")

Apply = Callable[[Order, Fact], Order]


class Unlawful(Exception):
    """Raised inside a clause when the law does not allow what is asked."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass(slots=True, kw_only=True)
class Decision:
    """One act, or one lapse, on its way to facts. All instants are UTC."""

    order: Order
    now: datetime
    """The act's `received_at`, or the due instant of the lapse."""
    apply: Apply
    act: Act | None = None
    facts: list[Fact] = field(default_factory=list[Fact])

    @property
    def actor(self) -> Actor:
        """Who acts: the person of the act, or the system when a clock does."""
        return self.act.actor if self.act else SYSTEM

    @property
    def filled(self) -> tuple[str, ...]:
        """Names of the texts that came with the act."""
        return self.act.filled if self.act else ()

    def record(self, content: Content, *clocks: ClockChange, basis: tuple[str, ...]) -> None:
        """Write a fact and apply it, so that the next judgement sees its effect."""
        act = self.act
        first = None if self.facts else act
        fact = Fact(
            order=self.order.number,
            seq=self.order.version + 1,
            occurred_at=self.now,
            actor=act.actor if act else SYSTEM,
            on_behalf_of=act.on_behalf_of if act else "",
            basis=basis,
            command_id=act.command_id if act else "",
            filled=first.filled if first else (),
            commitment=first.commitment if first else "",
            clocks=clocks,
            content=content,
        )
        self.order = self.apply(self.order, fact)
        self.facts.append(fact)

    def require(
        self, lawful: bool, code: RefusalCode, *basis: str, about: tuple[str, ...] = ()
    ) -> None:
        """Go on if lawful; otherwise refuse with the code and the rules it rests on."""
        if not lawful:
            self.refuse(code, *basis, about=about)

    def refuse(self, code: RefusalCode, *basis: str, about: tuple[str, ...] = ()) -> NoReturn:
        """Refuse the act."""
        raise Unlawful(Refusal(code=code, basis=basis, about=about))

    def require_texts(self, *names: str, basis: tuple[str, ...]) -> None:
        """Refuse unless every one of these texts was given."""
        missing = tuple(name for name in names if name not in self.filled)
        self.require(not missing, TEXT_MISSING, *basis, about=missing)

    def done(self, *names: ClockName, owner: str = "") -> tuple[ClockStopped, ...]:
        """Stop these duties, of one owner only if named, as done: met, or late after a lapse."""
        return tuple(
            [
                ClockStopped(id=clock.id, outcome=Outcome.LATE if clock.lapsed else Outcome.MET)
                for clock in self._open(names)
                if owner in ("", clock.owner)
            ]
        )

    def stop(self, outcome: Outcome, *names: ClockName) -> tuple[ClockStopped, ...]:
        """Stop these duties with one outcome."""
        return tuple(ClockStopped(id=clock.id, outcome=outcome) for clock in self._open(names))

    def release_all(self, *, keep: tuple[ClockName, ...] = ()) -> tuple[ClockStopped, ...]:
        """Release every duty that is still owed because the order ends."""
        return tuple(
            ClockStopped(id=clock.id, outcome=Outcome.RELEASED)
            for clock in self.order.open_clocks()
            if clock.name not in keep and clock.name not in LOOKS_BACK
        )

    def _open(self, names: tuple[ClockName, ...]) -> tuple[Clock, ...]:
        clocks = self.order.clocks.values()
        return tuple([clock for clock in clocks if clock.ended is None and clock.name in names])
