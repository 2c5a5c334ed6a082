"""Allowed acts: which commands a person may give about an order now, and what closes the others.

No rule is written a second time. Each command is judged by its own clause with its content left
out. A refusal that comes before anybody asks for the content would come whatever the content is,
so the act is closed by it. Where the clause asks for the content, or lets the act pass, it is open.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NoReturn, cast

from domain.decide import apply, judge, lapse_before
from domain.order.act import Act, Actor
from domain.order.command import COMMANDS, Command
from domain.order.decision import Decision, Unlawful
from domain.order.order import Order
from domain.order.refusal import Refusal

__all__ = ["AllowedAct", "allowed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedAct:
    """A command, and the refusal that stands in its way whatever its content."""

    name: str
    refusal: Refusal | None
    """None while the command is open: its content decides."""

    @property
    def is_open(self) -> bool:
        """Whether some content may be accepted."""
        return self.refusal is None


def allowed(order: Order, actor: Actor, now: datetime) -> tuple[AllowedAct, ...]:
    """Say of every command, in the order of their names, whether an actor may give it at `now`."""
    current = lapse_before(order, now).order
    acts = [_act(kind, actor, now) for kind in COMMANDS.classes()]
    return tuple(
        AllowedAct(name=act.command.name, refusal=_closed_by(current, act)) for act in acts
    )


class _ContentAsked(Exception):
    """Raised when a clause asks for texts of which nobody knows yet whether they are given."""


class _Unread(Decision):
    """A decision on an act that nobody has read."""

    __slots__ = ()

    @property
    def filled(self) -> NoReturn:
        """Nobody knows which texts come with the act."""
        raise _ContentAsked


def _closed_by(order: Order, act: Act) -> Refusal | None:
    try:
        judge(_Unread(order=order, now=act.received_at, apply=apply, act=act), act)
    except Unlawful as no:
        return no.refusal
    except _ContentAsked:
        return None
    except AttributeError as missing:
        if missing.obj is not act.command:
            raise
    return None


def _act(kind: type, actor: Actor, now: datetime) -> Act:
    command = _without_content(kind)
    return Act(command_id="", command=command, actor=actor, received_at=now)


@cache
def _without_content(kind: type) -> Command:
    """A command with nothing but its name: whoever asks for another field meets none."""
    command = cast(Command, object.__new__(kind))
    object.__setattr__(command, "name", COMMANDS.word_of(kind))
    return command
