"""Who asks or acts: a person of the register, the machine itself, or nobody that is named."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.order.act import SYSTEM as SYSTEM_ACTOR
from domain.order.act import Actor
from domain.vocabulary import Admission, Role

OWNER: Final = "owner-of-the-data-directory"
"""Who is on record where nobody of the register could have done it."""


class NobodyNamed(PermissionError):
    """Only somebody whom the register knows may do this, and nobody is named."""


class Known(StrEnum):
    """By what a principal is known."""

    REGISTER = "register"
    """A person of the register, or the system itself."""
    MACHINE = "machine"
    """Whoever holds the data directory and works at the machine."""
    NOTHING = "nothing"
    """A stranger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """In whose name services are asked: the first argument of each of them."""

    known: Known
    person: str = ""
    unit: str = ""
    role: Role | None = None
    outsourced: bool = False
    district: str = ""
    other_posts: tuple[str, ...] = ()
    """What else the human who acts holds or has held."""
    account: str = ""
    """The human who acts in this post; empty where the post alone is known."""
    admitted_by: Admission | None = None

    @classmethod
    def of(
        cls, actor: Actor, account: str = "", admitted_by: Admission | None = None
    ) -> "Principal":
        """The principal that is this person of the register."""
        return cls(
            account=account,
            admitted_by=admitted_by,
            known=Known.REGISTER,
            person=actor.person,
            unit=actor.unit,
            role=actor.role,
            outsourced=actor.outsourced,
            district=actor.district,
            other_posts=actor.other_posts,
        )

    @property
    def on_record(self) -> str:
        """Under which name it is noted what somebody did: the human's, else the post's."""
        return self.account or self.person or OWNER

    @property
    def known_as(self) -> frozenset[str]:
        """All by which this human may stand on record."""
        return frozenset((self.account, self.person, *self.other_posts))

    @property
    def actor(self) -> Actor:
        """The person as facts name it; raises NobodyNamed."""
        if self.role is None:
            raise NobodyNamed
        return Actor(
            person=self.person,
            unit=self.unit,
            role=self.role,
            outsourced=self.outsourced,
            district=self.district,
            other_posts=self.other_posts,
        )


SYSTEM: Final = Principal.of(SYSTEM_ACTOR)
"""Who acts where a round or another part of the system does."""
OPERATOR: Final = Principal(known=Known.MACHINE)
"""Who asks at the machine itself, and names nobody."""
UNNAMED: Final = Principal(known=Known.NOTHING)
"""A stranger: reads what is public, and nothing else."""
