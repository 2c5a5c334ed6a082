"""A command: what a person may ask for. Its word is a contract (rulebook 5.8).

A command carries codes, instants and amounts only. Its texts (reasons, results, a caller's own
words) are named in `TEXTS` with the vault key that covers them: the person's own, which can be
erased, or the official one. They never enter a payload.
"""

from typing import Annotated, Any, ClassVar, Final, Protocol, TypeVar

from domain.values.registry import Registry
from domain.vocabulary import Secrecy

T = TypeVar("T")
Texts = dict[str, Secrecy]
PERSON: Final = Secrecy.PERSON
OFFICIAL: Final = Secrecy.OFFICIAL
NO_TEXTS: Final[Texts] = {}
REASON: Final[Texts] = {"reason": OFFICIAL}
ONLY_HERE: Final = "only_at_the_counter"
AT_THE_COUNTER: Final[dict[str, Any]] = {ONLY_HERE: True}
"""Marks a field that no paper carries: the counter fills it in from the catalogue."""

COMMANDS: Final = Registry("name", package="domain.chapters")
"""Every command by its word."""


class AnyCommand(Protocol):
    """What all commands have in common."""

    TEXTS: ClassVar[Texts]

    @property
    def name(self) -> str:
        """The command's word, explicit and for ever."""


Command = Annotated[AnyCommand, COMMANDS]


def command(entered: type[T]) -> type[T]:
    """Enter a dataclass as a command, under its `name`."""
    return COMMANDS.enter(entered)
