"""The reader follows the model: what is added there can be read without a word here."""

from dataclasses import dataclass

from domain.law.value import Value
from domain.time.limit import Limit, parse_limit
from domain.vocabulary import Role
from policies.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A kind of entry that no pack has yet."""

    name: str
    done_by: Role | None
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """A part of the law that no pack has yet."""

    longest: Value[Limit]
    offices: Value[tuple[Role, ...]]
    errands: tuple[Errand, ...]


SAID = {"source": "LAW 一条", "rules": ["G:G7"]}
STATUTE = {
    "longest": {"value": "10 WD", **SAID},
    "offices": {"value": ["supervisor", "discipline"], **SAID},
    "errand": [{"name": "fetch", **SAID}, {"name": "carry", "done_by": "caller", **SAID}],
}


def test_a_new_part_of_the_law_is_read() -> None:
    reader = Reader("law.toml", {"LAW": "某法"})

    statute = reader.table(Statute, STATUTE, "statute")

    assert reader.mistakes == []
    assert statute.longest == Value(value=parse_limit("10 WD"), source="某法 一条", rules=("G:G7",))
    assert statute.offices.value == (Role.SUPERVISOR, Role.DISCIPLINE)
    assert [errand.done_by for errand in statute.errands] == [None, Role.CALLER]


def test_its_mistakes_are_named_too() -> None:
    reader = Reader("law.toml", {})

    reader.table(Statute, {**STATUTE, "longest": {"value": "soon"}, "errand": [SAID]}, "statute")

    assert {mistake.key for mistake in reader.mistakes} == {
        "statute.longest.value",
        "statute.longest.source",
        "statute.longest.rules",
        "statute.offices.source",
        "statute.errand[1].name",
        "statute.errand[1].source",
    }
