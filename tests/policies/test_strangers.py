"""What is open to strangers is read strictly: whatever is wrong is named, nothing is guessed."""

import pytest

from policies.access import BadAccess
from policies.plain import DEFAULT
from policies.rule_register import law_rules
from policies.strangers import (
    OpenPath,
    is_open_to_strangers,
    open_paths,
    open_paths_of_text,
)

LINE = 'rules = ["default"]\nmethods = ["GET"]\n'


def text(line: str, path: str = "/limits") -> str:
    """One path that is open to strangers."""
    return f'[strangers."{path}"]\n{line}'


def mistakes(written: str) -> list[str]:
    """What is said of bad lines."""
    with pytest.raises(BadAccess) as bad:
        open_paths_of_text(written, "access.toml")
    return [str(mistake) for mistake in bad.value.mistakes]


def test_what_is_open_rests_on_rules_that_exist_and_is_not_much() -> None:
    named = {rule for one in open_paths() for rule in one.rules} - {DEFAULT}
    assert named <= law_rules().keys()
    assert {one.path for one in open_paths()} == {
        *("/sign-in", "/choose-password", "/static", "/healthz", "/readyz", "/openapi.json"),
        *("/public/city", "/public/limits"),
        *("/sign-in/with-the-city", "/sign-in/with-the-city/back"),
    }


def test_a_sound_line_gives_its_path() -> None:
    (found,) = open_paths_of_text(text(LINE), "access.toml")
    assert found == OpenPath(path="/limits", rules=(DEFAULT,), methods=("GET",))


@pytest.mark.parametrize(
    ("method", "path", "is_open"),
    [
        ("GET", "/sign-in", True),
        ("POST", "/sign-in", True),
        ("DELETE", "/sign-in", False),
        ("GET", "/sign-in/", False),
        ("GET", "/sign-in/orders", False),
        ("GET", "/static/console.css", True),
        ("POST", "/static/console.css", False),
        ("GET", "/staticorders", False),
        ("GET", "/public/samples", False),
        ("GET", "/orders", False),
        ("GET", "/", False),
    ],
)
def test_a_path_is_open_by_its_methods_and_beneath_it_only_where_that_is_said(
    method: str, path: str, is_open: bool
) -> None:
    assert is_open_to_strangers(method, path) is is_open


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "strangers: missing: nobody could sign in"),
        ("strangers = 1", "strangers: missing: nobody could sign in"),
        (text(LINE, "limits"), "strangers.limits: is no path such as /sign-in"),
        (text(LINE, "/limits/"), "strangers./limits/: is no path such as /sign-in"),
        (text('rules = ["x"]\nmethods = ["GET"]'), "/limits.rules: 'x' is not a rule id"),
        (text('methods = ["GET"]'), "/limits.rules: must be a list of at least one rule id"),
        (text('rules = ["default"]'), "/limits.methods: must be a list of GET, POST, not None"),
        (text('rules = ["default"]\nmethods = ["ANY"]'), "must be a list of GET, POST"),
        (text(LINE + "beneath = 1"), "/limits.beneath: must be true or false, not 1"),
        (text(LINE + "below = true"), "/limits.below: unknown key; allowed: rules, methods"),
        ('[strangers]\n"/limits" = 1', "strangers./limits: must be a table, not 1"),
    ],
)
def test_a_mistake_is_named_with_its_key(written: str, says: str) -> None:
    assert any(says in found for found in mistakes(written))
