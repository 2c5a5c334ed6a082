"""Access rights are read strictly: whatever is wrong with them is named, and nothing is guessed."""

import pytest

from domain.vocabulary import Role
from policies.access import BadAccess, Grant, Right, Scope, access_rights, rights_of_text
from policies.plain import DEFAULT
from policies.rule_register import law_rules
from services.submission.command_json import commands

A_RIGHT = 'rules = ["default"]\nall = ["dispatcher"]\n'
WHOLE = dict.fromkeys(Right, A_RIGHT)


def text(**tables: str) -> str:
    """Rights of which these are written otherwise."""
    said = {**WHOLE, **tables}
    return "\n".join(f"[{right}]\n{table}" for right, table in said.items())


def mistakes(written: str) -> list[str]:
    """What is said of bad rights."""
    with pytest.raises(BadAccess) as bad:
        rights_of_text(written, "access.toml")
    return [str(mistake) for mistake in bad.value.mistakes]


def test_every_right_stands_in_the_file_and_rests_on_rules_that_exist() -> None:
    rights = access_rights()
    assert set(rights) == set(Right)
    named = {rule for grant in rights.values() for rule in grant.rules} - {DEFAULT}
    assert named <= law_rules().keys()


def test_a_right_that_follows_commands_names_commands() -> None:
    named = {name for grant in access_rights().values() for name in grant.as_command}
    assert named <= commands().keys()


def test_a_sound_text_gives_its_grants() -> None:
    found = rights_of_text(text(), "access.toml")
    assert found[Right.READ_ORDERS] == Grant(
        rules=(DEFAULT,), scopes={Scope.ALL: frozenset({Role.DISPATCHER})}
    )


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('all = ["dispatcher"]', "read_orders.rules: must be a list of at least one rule id"),
        ('rules = ["x"]\nall = ["dispatcher"]', "read_orders.rules: 'x' is not a rule id"),
        ('rules = ["default"]', "read_orders: nobody would have this right"),
        (A_RIGHT + "rolls = []", "read_orders.rolls: unknown key; allowed: rules, all, own_unit"),
        ('rules = ["default"]\nall = ["boss"]', "read_orders.all: 'boss' is not one of: caller"),
        ('rules = ["default"]\nall = "boss"', "read_orders.all: must be a list of words"),
        (A_RIGHT + 'totals = ["dispatcher"]', "read_orders.all: dispatcher has it there already"),
        (A_RIGHT + 'shared = ["dispatcher"]', "read_orders.all: dispatcher has it there already"),
        (
            A_RIGHT + 'outsourced = ["all", "nearby"]',
            "read_orders.outsourced: 'nearby' is not one of",
        ),
        (A_RIGHT + 'but = ["monitor"]', "read_orders.but: leaves out roles of those"),
        (A_RIGHT + "named = true", "read_orders.named: gives the right to every role"),
        (A_RIGHT + "everybody = 1", "read_orders.everybody: must be true or false, not 1"),
        (
            'rules = ["default"]\nnamed = true\noutsourced = false',
            "read_orders.outsourced: leaves out staff of roles, and no role is named",
        ),
    ],
)
def test_a_mistake_is_named_with_its_key(table: str, says: str) -> None:
    assert any(says in found for found in mistakes(text(read_orders=table)))


def test_a_right_that_is_missing_and_one_that_is_none_are_both_named() -> None:
    written = text(read_everything=A_RIGHT).replace("[read_orders]", "[read_order]")
    found = mistakes(written)
    assert any("read_everything: no such right" in one for one in found)
    assert any("read_orders: missing" in one for one in found)


def test_what_is_no_toml_says_where() -> None:
    with pytest.raises(Exception, match="not TOML"):
        rights_of_text("[read_orders", "access.toml")
