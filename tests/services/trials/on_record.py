"""Orders as they stand on record, to be lived again under another law."""

from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.decide import Decided
from domain.law.pack import Pack
from domain.order.act import Act
from domain.order.command import Command
from domain.order.refusal import Refusal
from domain.vocabulary import ItemType
from policies.law import Law
from services.trials.what_if import Compared, LifeOnRecord, compare
from tests.domain.case import Case


class OnRecord(Case):
    """A case whose acts are kept as they were given."""

    def __init__(self, pack: str | Pack = "national-default", *, at: str = "03-02 09:00") -> None:
        super().__init__(pack, at=at)
        self.unborn = self.order.dossier
        self.acts: list[Act] = []

    def asks(self, command: Command, *texts: str) -> Decided | Refusal:
        outcome = super().asks(command, *texts)
        if isinstance(outcome, Decided):
            number = f"c{self.order.version}"
            act = Act(
                command_id=number,
                command=command,
                actor=self.actor,
                received_at=self.now,
                filled=texts,
            )
            self.acts.append(act)
        return outcome

    def under(self, law: Law) -> Compared:
        """Compare what was with the same under another law."""
        return compare(
            LifeOnRecord(
                dossier=self.unborn,
                acts=tuple(self.acts),
                facts=tuple(self.facts),
                until=self.now,
            ),
            law,
        )


def with_unit(
    pack: str | Pack = "national-default", *, at: str = "03-02 09:00", **demand: object
) -> OnRecord:
    """An order that a unit has signed in."""
    case = OnRecord(pack, at=at)
    register = Register(**{"type": ItemType.HELP, **demand})
    case.by("seat_agent").does(register, "demand", "name", "phone").does(AcceptForDispatch())
    case.by("dispatcher").does(Dispatch(unit="water"))
    return case.by("unit_clerk").does(Accept())
