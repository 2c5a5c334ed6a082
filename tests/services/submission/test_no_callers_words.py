"""What people say of themselves is handed in as a text, and stands in no fact (WF-03, GN-01)."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from pydantic_core import to_jsonable_python

from domain.chapters.caller.commands import SetConfidentiality
from domain.order.command import COMMANDS
from domain.order.terms import Confidentiality
from domain.values.case_number import AuthorityName
from services.submission.command_json import CODE, BadPaper, read_paper
from tests.domain.case import Case

PERSONAL = ("张三", "住西河路3号", "a citizen and his words")
SECRET = SetConfidentiality(level=Confidentiality.P3)
FIELDS = [
    (str(command.__dataclass_fields__["name"].default), field)
    for command in COMMANDS.classes()
    for field in fields(command)
    if field.name != "name"
]


def takes(command: str, field: str, words: object) -> bool:
    """Whether the counter takes these words in this field, whatever else is missing."""
    try:
        read_paper(command, json.dumps({field: words}).encode())
    except BadPaper as bad:
        return field not in {where.split(".")[0] for where, _ in bad.errors}
    return True


def written_in(value: Any) -> Iterator[str]:
    """Every word of a document, however deep."""
    if isinstance(value, dict):
        yield from written_in(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from written_in(one)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("weifang-2021", marks=pytest.mark.rule("WF-03.2")),
        pytest.param("generic", marks=pytest.mark.rule("GN-01.1")),
    ],
)
def test_a_fact_names_the_texts_that_were_given_and_keeps_none_of_their_words(place: str) -> None:
    """No field takes words of a person (an authority has its name), so no fact can hold them."""
    life = Case(place).to_callback().called_back(solved=True, satisfied=1)
    secret = Case(place).register("report").by("caller").does(SECRET)
    for fact in (*life.facts, *secret.facts):
        words = set(written_in(to_jsonable_python(fact.content)))
        assert all(re.fullmatch(CODE, word) for word in words), (fact.kind, words)
    for command, field in FIELDS:
        several = "tuple" in str(field.type)
        for words in PERSONAL if field.type is not AuthorityName else PERSONAL[2:]:
            assert not takes(command, field.name, [words] if several else words), (command, field)
