"""Who may give which command in which place: the roles that its law names, and no others."""

from pathlib import Path

import pytest

from domain.allowed import allowed
from domain.vocabulary import Role
from policies.library import load_pack
from tests.domain.case import Case

TABLE = Path(__file__).parents[1] / "who_may.txt"
LINES = TABLE.read_text(encoding="utf-8").splitlines()
ROWS = [[part.strip() for part in line.split("|")] for line in LINES if not line.startswith("#")]


def place_of_rows(place: str) -> object:
    """The commands of one place, each with its roles, and the rules that they rest on."""
    rows = {command: set(roles.split()) for at, command, roles, _ in ROWS if at == place}
    rules = sorted({id for at, _, _, ids in ROWS if at == place for id in ids.split()})
    return pytest.param(place, rows, id=place, marks=pytest.mark.rule(*rules))


@pytest.mark.parametrize(
    ("place", "rows"), [place_of_rows(p) for p in sorted({r[0] for r in ROWS})]
)
def test_these_may_and_nobody_else(place: str, rows: dict[str, set[str]]) -> None:
    case = Case(place).signed_in()
    heard = {command: set[str]() for command in rows}
    for role in Role:
        for act in allowed(case.order, case.by(role).actor, case.now):
            if act.name in rows and (act.is_open or act.refusal.code != "role_may_not"):  # type: ignore[union-attr]
                heard[act.name].add(role)
    assert heard == rows
    for command in rows:
        assert case.by("monitor").what_closes(command).code == "role_may_not"  # type: ignore[union-attr]


def test_no_command_of_the_national_law_is_left_out() -> None:
    listed = [command for place, command, _, _ in ROWS if place == "national-default"]
    assert sorted(listed) == sorted(p.command for p in load_pack("national-default").permissions)
