"""Any unit's file, whatever is filed or forgotten: it lives by the invariants of any order."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from policies.library import pack_names
from tests.domain.every_command import c
from tests.domain.test_any_order import BIRTHDAYS, AnyOrder
from tests.thorough import times

A_SEASON = timedelta(days=80)


class AnyUnitFile(AnyOrder):
    """A life of one unit's file, kept in two offices at once."""

    @initialize(pack=st.sampled_from(pack_names()), birthday=st.sampled_from(BIRTHDAYS))
    def begin(self, pack: str, birthday: str) -> None:
        self.born(pack, birthday)
        self.command(c.OpenUnitFile(unit="water"), 0, 0)

    @rule()
    def a_season_passes(self) -> None:
        self.now += A_SEASON
        self.settle_promptly()


TestAnyUnitFile = AnyUnitFile.TestCase
TestAnyUnitFile.settings = settings(max_examples=times(13, thorough=40), stateful_step_count=30)
