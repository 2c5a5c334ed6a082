"""Appeals to choose from: against this entry or that, decided and confirmed one way or another."""

from typing import Any

from domain.chapters.assessment.terms import AppealGround
from tests.domain.every_command import c

APPEALED = (
    *(c.Appeal(ground=AppealGround.OUT_OF_DUTY), c.DecideAppeal(upheld=True)),
    c.ConfirmAppeal(agrees=True),
)


def appeals() -> list[Any]:
    """What units say against what counts, and what becomes of it."""
    entries = ("order", "handle/1", "accept/1", "fact/9", "fact/12")
    return [
        *(c.Appeal(ground=ground, entry=entry) for entry in entries for ground in AppealGround),
        *(c.DecideAppeal(upheld=yes, entry=entry) for entry in entries for yes in (True, False)),
        *(c.ConfirmAppeal(agrees=yes, entry=entry) for entry in entries for yes in (True, False)),
    ]
