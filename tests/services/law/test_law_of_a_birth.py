"""An order is built again under the law that it was born under, to the edition of the rules."""

from dataclasses import replace

import pytest

from domain.law.rules_edition import PRESENT_RULES, RulesEdition
from services.law.laws import Laws, UnknownLaw
from store.commands.birth import birth_of
from tests.databases import PACK, RECORD, Database, a_number


async def test_a_new_order_bears_the_present_edition_in_its_row_and_in_its_opening(
    office: Database,
) -> None:
    laws, engine = Laws(office.engines.patient), office.engines.patient
    await laws.keep(PACK)
    birth = await birth_of(engine, await a_number(office))
    assert birth.record.rules_edition == PRESENT_RULES
    assert (await laws.unborn(birth)).dossier.rules is PRESENT_RULES


async def test_an_order_from_before_is_built_under_the_rules_of_its_birth(office: Database) -> None:
    laws = Laws(office.engines.patient)
    await laws.keep(PACK)
    first = await laws.at_birth(replace(RECORD, rules_edition=1))
    assert first.rules is RulesEdition.FIRST


async def test_rules_of_a_later_software_are_not_guessed(office: Database) -> None:
    laws = Laws(office.engines.patient)
    await laws.keep(PACK)
    with pytest.raises(UnknownLaw, match="rules of edition 99"):
        await laws.at_birth(replace(RECORD, rules_edition=99))
