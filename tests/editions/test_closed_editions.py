"""No clause changes under an order that lives: what an edition meant when it closed, it means."""

from itertools import islice

import pytest

from domain.law.rules_edition import OLDEST_CARRIED, PRESENT_RULES, RulesEdition
from services.installation.settings import Settings
from store.tables import WORKFLOW_EDITION
from tests.editions.chance_lives import chance_lives
from tests.editions.decided_lives import DecidedLife, closed_editions, kept_lives, told_of
from tests.editions.definitions import changed, defined_in, definitions
from tests.thorough import times

EACH = times(3, thorough=1)
"""Every third of the lives in `make test`, all of them in `make test-long`."""
OTHERWISE = """
Orders of edition {edition} of the rules are decided otherwise now: {where}.
They live by what the rules meant when they were born. Let the clause go on in the old way for them:
    if order.born_since(RulesEdition.<the new one>): the new way
    else: the old way
docs/editions.md shows it whole.
"""
CHANGED = """
Edition {edition} of the rules is closed, and these definitions of the core have changed:
    {names}
If they mean something else now, begin a new edition: docs/editions.md, "Changing a clause".
If they mean the same, say so: python -m tests.editions accept
It refuses where an order of chance is decided otherwise.
"""


def test_every_closed_edition_is_decided_as_ever() -> None:
    for edition in closed_editions():
        found = (life.departs() for life in islice(kept_lives(edition), 0, None, EACH))
        if where := next((where for where in found if where), ""):
            pytest.fail(OTHERWISE.format(edition=edition.value, where=where), pytrace=False)


def test_no_definition_changes_while_no_edition_is_open() -> None:
    if PRESENT_RULES in closed_editions() and (names := changed()):
        told = "\n    ".join(names)
        pytest.fail(CHANGED.format(edition=PRESENT_RULES.value, names=told), pytrace=False)


def test_editions_are_closed_one_after_the_other() -> None:
    carried = [edition for edition in RulesEdition if edition >= OLDEST_CARRIED]
    closed = closed_editions()
    assert closed in (carried, carried[:-1]), "close the edition before you begin another"


def test_workers_ask_the_queue_of_their_edition() -> None:
    default = Settings.model_fields["task_queue"].default
    assert default == f"orders-{WORKFLOW_EDITION}", "rename the queue with the workflow's edition"


def test_words_for_people_are_no_change() -> None:
    told = 'from a import b\n\n\ndef f(n: int) -> bool:\n    """Told."""\n    return n > 3  # why\n'
    bare = "def f(n: int) -> bool:\n\n    return n > 3\n"
    assert dict(defined_in(told)) == dict(defined_in(bare))
    assert dict(defined_in(told)) != dict(defined_in(told.replace("n > 3", "n >= 3")))


def test_every_clause_and_value_of_the_core_has_its_fingerprint() -> None:
    found = definitions()
    for name in ("decide.decide", "chapters.dispatch.sign_in.accept", "vocabulary.OVER"):
        assert any(known.endswith(name) for known in found), name
    assert not [name for name in found if name.startswith("domain.assessment")]


def test_a_life_that_is_decided_otherwise_is_named_by_its_act() -> None:
    life = next(chance_lives(PRESENT_RULES))
    told = told_of(life)
    assert DecidedLife(life=life, told=told).departs() == ""
    other = DecidedLife(life=life, told=(*told[:3], "otherwise", *told[4:]))
    assert other.departs() == f"{life.dossier.number}: 3. {life.acts[3].command.name}"
