"""Commands, facts and clauses enter themselves by their word, and no word is entered twice."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import TypeAdapter

import domain
from domain.chapters import find_all
from domain.chapters.intake.commands import Register
from domain.chapters.intake.facts import Registered
from domain.chapters.supervision.commands import Urge
from domain.order.clause import (
    ALTERATIONS,
    DECIDERS,
    TwoClauses,
    applies,
    decides,
    only_on_record,
    settles,
)
from domain.order.command import COMMANDS, Command, command
from domain.order.fact import FACTS, fact
from domain.order.refusal import StatedTwice, refusal
from domain.values.registry import WordTaken
from domain.vocabulary import ClockName, ItemType

CHAPTERS = Path(domain.__file__).parent / "chapters"


def test_every_module_of_every_chapter_is_found_without_being_listed() -> None:
    files = {
        ".".join(("domain", "chapters", *path.relative_to(CHAPTERS).with_suffix("").parts))
        for path in CHAPTERS.glob("*/**/*.py")
    }
    assert set(find_all()) == {name.removesuffix(".__init__") for name in files}
    assert list(find_all()) == sorted(find_all())


def chapter_of(entered: Any) -> str:
    """The chapter in which a class or a function stands."""
    return str(entered.__module__).rpartition(".")[0]


def test_every_command_stands_in_the_chapter_of_the_clause_that_decides_it() -> None:
    assert all(one.__module__.endswith(".commands") for one in COMMANDS.classes())
    for one, clause in DECIDERS.items():
        assert chapter_of(one) == chapter_of(clause), one


def test_every_fact_stands_in_the_chapter_of_the_clause_that_applies_it() -> None:
    assert all(one.__module__.endswith(".facts") for one in FACTS.classes())
    for one, clause in ALTERATIONS.items():
        assert chapter_of(clause) in (chapter_of(one), "domain.order"), one


def test_what_is_entered_is_listed_by_its_word_and_not_by_where_it_was_found() -> None:
    assert list(COMMANDS.words()) == sorted(COMMANDS.words())
    assert [COMMANDS.word_of(one) for one in COMMANDS.classes()] == list(COMMANDS.words())
    assert Register in COMMANDS.classes()
    assert Registered in FACTS.classes()


def test_a_second_class_of_one_word_is_refused_with_the_first_one_s_place() -> None:
    with pytest.raises(WordTaken, match=r'"urge" is the word of .*supervision\.commands\.Urge'):

        @command
        @dataclass(frozen=True, slots=True, kw_only=True)
        class Nag:
            name: Literal["urge"] = "urge"

    with pytest.raises(WordTaken, match=r'"Registered" is the word of'):

        @fact
        @dataclass(frozen=True, slots=True, kw_only=True)
        class WrittenDown:
            kind: Literal["Registered"] = "Registered"

    assert Urge in COMMANDS.classes()


def test_a_class_without_a_word_is_told_how_to_have_one() -> None:
    with pytest.raises(WordTaken, match="has no word"):

        @command
        class Nameless:
            pass


def test_a_command_a_fact_and_a_clock_have_one_clause_each() -> None:
    def clause(*_: Any) -> Any:
        """A second clause."""

    for enter in (decides(Register), applies(Registered), settles(ClockName.ACCEPT)):
        with pytest.raises(TwoClauses):
            enter(clause)
    with pytest.raises(TwoClauses):
        only_on_record(Registered)


def test_a_refusal_s_code_is_stated_once() -> None:
    with pytest.raises(StatedTwice, match="not_queued"):
        refusal("not_queued")


def test_a_command_is_read_back_by_its_word() -> None:
    commands: TypeAdapter[Command] = TypeAdapter(Command)
    for given in (Register(type=ItemType.HELP), Urge(by="office")):
        assert commands.validate_json(commands.dump_json(given)) == given
