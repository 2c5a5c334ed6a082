"""Papers written on a command line: `field=value` words, typed as the command wants them."""

import json
from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from cli.shared.client import as_paper
from cli.shared.exit_status import BadInput
from domain.vocabulary import Level
from operations.api_client import plain
from services.submission.command_json import BadPaper, commands, paper_model, read_paper
from texts.understood import meanings


def paper_from_words(command: str, words: Sequence[str]) -> bytes:
    """Write the JSON of a command's paper; raises BadInput naming every field that is wrong."""
    if command not in commands():
        raise BadInput(f"no command is called {command!r}; there are {', '.join(commands())}")
    fields = {
        field.alias or name: field for name, field in paper_model(command).model_fields.items()
    }
    said: dict[str, Any] = {}
    for word in words:
        name, written, value = word.partition("=")
        if not written:
            raise BadInput(f"{word!r} is not written as field=value")
        if name not in fields:
            raise BadInput(f"{name}: {command} takes {', '.join(fields) or 'no fields'}")
        if name in said:
            raise BadInput(f"{name}: is given twice")
        said[name] = _typed(name, value, fields[name])
    paper = as_paper(said)
    try:
        read_paper(command, paper)
    except BadPaper as bad:
        wrong = [f"{field}: {plain(reason)}" for field, reason in bad.errors]
        raise BadInput("\n".join(wrong)) from bad
    return paper


def _typed(name: str, value: str, field: FieldInfo) -> Any:
    kinds = _kinds(field.annotation)
    if bool in kinds:
        said = meanings("answers").get(value.lower())
        if said is None:
            raise BadInput(f"{name}: {value!r} is neither yes nor no")
        return said == "yes"
    if (int in kinds or Level in kinds) and value.lstrip("-").isdecimal():
        return int(value)
    if tuple in kinds and not value.startswith("["):
        return [one.strip() for one in value.split(",")] if value else []
    if tuple in kinds:
        try:
            return json.loads(value)
        except ValueError as wrong:
            raise BadInput(f"{name}: is not JSON ({wrong})") from wrong
    return value


def _kinds(annotation: Any) -> set[Any]:
    """The plain types that an annotation allows."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return set().union(*(_kinds(member) for member in get_args(annotation)))
    return {origin or annotation}
