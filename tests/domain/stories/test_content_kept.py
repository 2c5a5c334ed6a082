"""Stories of how long the texts of a filed order are kept."""

from dataclasses import replace

import pytest

from domain.chapters.afterwards.commands import Archive
from domain.law.pack import Pack
from domain.law.value import Value
from domain.time.limit import parse_limit
from policies.library import load_pack
from tests.domain.case import Case, moment

FILED = Archive(digest="0" * 64)


def keeping(limit: str) -> Pack:
    """A law for which the archive authority has set how long."""
    law = load_pack("national-default")
    assert law.after_closing is not None
    kept = Value(value=parse_limit(limit), source="档案馆意见 一条", rules=("G:G24",))
    return replace(law, after_closing=replace(law.after_closing, content_kept=kept))


def filed(law: Pack | str) -> Case:
    """An order closed in March and filed in April."""
    case = Case(law).to_callback().called_back(solved=True, satisfied=1)
    return case.at("04-02 10:00").by("system").does(FILED)


@pytest.mark.rule("G:G24", "T:T49")
def test_the_file_says_until_when_its_texts_are_kept() -> None:
    content = filed(keeping("100 ND")).last("Archived").content
    assert content.content_until == moment("07-11 24:00")  # type: ignore[union-attr]


@pytest.mark.rule("T:T49")
def test_where_nobody_has_set_it_the_file_says_nothing() -> None:
    content = filed("national-default").last("Archived").content
    assert content.content_until is None  # type: ignore[union-attr]


@pytest.mark.rule("G:G24")
def test_when_that_day_comes_nothing_happens_by_itself() -> None:
    case = filed(keeping("100 ND"))
    assert not case.rings()
    facts = len(case.facts)
    assert len(case.at("08-01 10:00").facts) == facts
