"""What many stories say: the acts that they begin with, and whose name stands in a case."""

from typing import Final

from domain.chapters.closing.commands import RequestTermination
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.order.terms import TerminationGround
from domain.vocabulary import EmergencyKind
from tests.domain.case import Case

GAS: Final = DeclareEmergency(kind=EmergencyKind.PUBLIC_WORKS)
STOP: Final = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
STORM: Final = ForceMajeureCause.FORCE_MAJEURE


def owner(case: Case, clock: str) -> str:
    """Who owes a duty that runs."""
    assert case.clock(clock).is_open
    return case.clock(clock).owner


def named(case: Case, kind: str) -> str:
    """Whom the last fact of a kind names: who is supervised, else the unit."""
    content = case.last(kind).content
    return content.owner if kind == "SupervisionRaised" else content.unit  # type: ignore[union-attr]
