"""What is opened in an emergency is read strictly: every role of the register stands in it once."""

import pytest

from domain.vocabulary import NOBODY, Role
from policies.break_glass import (
    FILE,
    LONGEST_HOURS,
    BadBreakGlass,
    NeverBecause,
    break_glass_law,
    break_glass_law_of_text,
)
from policies.plain import DEFAULT
from policies.rule_register import law_rules

WRITTEN = FILE.read_text(encoding="utf-8")


def mistakes(old: str, new: str) -> list[str]:
    """What is said of the file where one thing is written otherwise."""
    assert old in WRITTEN
    with pytest.raises(BadBreakGlass) as bad:
        break_glass_law_of_text(WRITTEN.replace(old, new, 1), "break_glass.toml")
    return [str(mistake) for mistake in bad.value.mistakes]


def test_it_rests_on_rules_that_exist_and_its_bounds_on_no_rule() -> None:
    law = break_glass_law()
    named = {rule for one in law.never.values() for rule in one.rules} - {DEFAULT}
    assert named <= law_rules().keys()
    assert law.source == DEFAULT
    assert 1 <= law.most_hours <= LONGEST_HOURS


def test_every_role_is_opened_or_never_and_every_reason_has_a_role() -> None:
    law = break_glass_law()
    assert law.opened | law.never.keys() == set(Role) - NOBODY
    assert {one.because for one in law.never.values()} == set(NeverBecause)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"dispatcher", ', "", "roles: dispatcher must stand in one list, and stands in 0"),
        ('"reviewer", ', '"reviewer", "dispatcher", ', "roles: dispatcher must stand in one list"),
        ('"reviewer", ', '"reviewer", "caller", ', "roles: caller is borne by no person"),
        ('"reviewer", ', '"reviewer", "judge", ', "never.judges.roles: 'judge' is not one of"),
        ("[never.judges]", "[never.tired]", "never.tired: no such reason; there are administers"),
        ("[never.judges]", "[sometimes]", "sometimes: unknown key"),
        ("most_hours = 8", "most_hours = 25", "bounds.most_hours: must be 24 at most"),
        ("most_hours = 8", 'most_hours = "8"', "bounds.most_hours: must be a whole number from 1"),
        ("wait_hours = 2", "wait_hours = 0", "bounds.wait_hours: must be a whole number from 1"),
        ("apart_days = 7\n", "", "bounds.apart_days: missing"),
        ('source = "default"', 'source = ""', "bounds.source: must name a document and article"),
        ('rules = ["default"]', "rules = []", "opened.rules: must be a list of at least one rule"),
        ("[bounds]", "[bound]", "bounds: missing"),
    ],
)
def test_whatever_is_wrong_is_named(old: str, new: str, said: str) -> None:
    assert [one for one in mistakes(old, new) if said in one] != []
