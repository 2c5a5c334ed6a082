"""A paper: a command as somebody hands it in, with its texts still beside it.

The model of each paper is made from the command itself, so a command added to the core is at once
readable from JSON and from a command line, with the same bounds and the same errors.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from dataclasses import Field as CommandField
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, Final, get_type_hints

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    create_model,
)

from domain.order.command import COMMANDS, ONLY_HERE, Command
from domain.time.limit import BadLimit, Limit, parse_limit
from domain.values.case_number import (
    AuthorityName,
    CaseNumber,
    is_authority_name,
    is_case_number,
)
from domain.values.law_name import ArticleName, LawName, is_article, is_law_name
from domain.vocabulary import Level
from policies.code import CODE as A_CODE
from services.submission.bounds import LONGEST_TEXT

LONGEST_NAME: Final = 64
MOST_CODES: Final = 100
MOST_VERSIONS: Final = 1_000_000
MOST_ERRORS: Final = 50
"""An answer names at most so many wrong fields, and no longer names: it stays short."""
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST_YEARS: Final = timedelta(days=3653)
CODE: Final = f"^{A_CODE}$|^$"
# Control characters, surrogates, bidirectional overrides and non-characters: none is a text.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


class BadPaper(ValueError):
    """A paper that cannot be read: which fields, and why."""

    def __init__(self, errors: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{field}: {reason}" for field, reason in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A command with its texts, read and checked, not yet received."""

    command: Command
    texts: dict[str, str]
    digest: str
    """What tells two papers under one idempotency key apart."""


def _plain_text(text: str) -> str:
    if found := _FORBIDDEN.search(text):
        raise ValueError(f"character U+{ord(found.group()):04X} is not allowed")
    if not text.strip():
        raise ValueError("is empty")
    return text


def _limit(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return parse_limit(value)
    except BadLimit as bad:
        raise ValueError(str(bad)) from bad


def _level(value: Any) -> Any:
    return Level.__members__.get(value, value) if isinstance(value, str) else value


def _level_name(level: Level) -> str:
    return level.name


def _plausible(instant: datetime) -> datetime:
    if not EARLIEST <= instant <= datetime.now(UTC) + LATEST_YEARS:
        raise ValueError("lies before 2000 or more than ten years ahead")
    return instant.astimezone(UTC)


def _case_number(written: str) -> str:
    if written and not is_case_number(written):
        raise ValueError("is no number of a case")
    return written


def _law(written: str) -> str:
    if written and not is_law_name(written):
        raise ValueError("is no full name of a law")
    return written


def _article(written: str) -> str:
    if written and not is_article(written):
        raise ValueError("is no number of an article")
    return written


def _authority(written: str) -> str:
    if written and not is_authority_name(written):
        raise ValueError("is no name of an authority")
    return written


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_plain_text)]
Code = Annotated[str, Field(max_length=64, pattern=CODE)]
_READ_AS: Final[dict[Any, Any]] = {
    str: Code,
    CaseNumber: Annotated[str, AfterValidator(_case_number)],
    AuthorityName: Annotated[str, AfterValidator(_authority)],
    LawName: Annotated[str, AfterValidator(_law)],
    ArticleName: Annotated[str, AfterValidator(_article)],
    tuple[str, ...]: Annotated[tuple[Code, ...], Field(max_length=MOST_CODES)],
    int: Annotated[int, Field(ge=0, le=MOST_VERSIONS)],
    int | None: Annotated[int, Field(ge=1, le=5)] | None,
    datetime: Annotated[AwareDatetime, AfterValidator(_plausible)],
    datetime | None: Annotated[AwareDatetime, AfterValidator(_plausible)] | None,
    Limit: Annotated[Limit, BeforeValidator(_limit), PlainSerializer(Limit.text)],
    Level: Annotated[Level, BeforeValidator(_level), PlainSerializer(_level_name)],
}


class _PaperModel(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, allow_inf_nan=False, hide_input_in_errors=True
    )


def commands() -> dict[str, type[Any]]:
    """Every command by its name."""
    classes = COMMANDS.classes()
    return {command.__dataclass_fields__["name"].default: command for command in classes}


def is_required(field: CommandField[Any]) -> bool:
    """Whether a paper without this field cannot be read."""
    return field.default is MISSING


def written_fields(command: type[Any]) -> list[CommandField[Any]]:
    """The fields that stand on a paper: not its name, nor what the counter itself fills in."""
    return [
        field
        for field in fields(command)
        if field.name != "name" and not field.metadata.get(ONLY_HERE)
    ]


@cache
def paper_model(name: str) -> type[BaseModel]:
    """The JSON of one command: its own fields, and its texts beside them."""
    command = commands()[name]
    hints = get_type_hints(command, include_extras=True)
    own: dict[str, Any] = {
        field.name: (
            _READ_AS.get(hints[field.name], hints[field.name]),
            Field(
                default=... if is_required(field) else field.default,
                alias=field.name.rstrip("_"),
            ),
        )
        for field in written_fields(command)
    }
    texts: dict[str, Any] = {
        f"text_{text}": (Text | None, Field(default=None, alias=text)) for text in command.TEXTS
    }
    return create_model(f"{command.__name__}Paper", __base__=_PaperModel, **own, **texts)


def read_paper(name: str, raw: bytes) -> Paper:
    """Read a command's JSON; raises BadPaper naming every field that is wrong."""
    plain = _plain_json(raw)
    try:
        read = paper_model(name).model_validate_json(raw or b"{}")
    except ValidationError as bad:
        raise BadPaper(_reasons(bad)) from None
    command = commands()[name]
    values = {field.name: getattr(read, field.name) for field in written_fields(command)}
    texts = {
        text: value
        for text in command.TEXTS
        if (value := getattr(read, f"text_{text}")) is not None
    }
    said = json.dumps([name, plain], sort_keys=True).encode("utf-8", "surrogatepass")
    return Paper(command=command(**values), texts=texts, digest=sha256(said).hexdigest())


def write_paper(command: Command, texts: Mapping[str, str]) -> bytes:
    """Write a command as JSON that reads as the same paper; what is as usual is left out."""
    written: dict[str, Any] = {
        field.name.rstrip("_"): getattr(command, field.name)
        for field in written_fields(type(command))
    }
    paper = paper_model(command.name).model_construct(None, **written, **texts)
    return paper.model_dump_json(by_alias=True, exclude_defaults=True).encode()


def _reasons(bad: ValidationError) -> tuple[tuple[str, str], ...]:
    found = bad.errors(include_input=False, include_url=False, include_context=False)
    return tuple(
        (".".join(str(part)[:LONGEST_NAME] for part in error["loc"]) or "body", error["msg"])
        for error in found[:MOST_ERRORS]
    )


def _plain_json(raw: bytes) -> Any:
    """Read JSON as it stands; what two readers could read differently is not read at all."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [key for key, _ in pairs]
        twice = next((key for key in names if names.count(key) > 1), None)
        if twice is not None:
            raise BadPaper(((twice[:LONGEST_NAME], "is given twice"),))
        return dict(pairs)

    def no_number(word: str) -> Any:
        raise BadPaper((("body", f"{word} is not a number"),))

    try:
        return json.loads(raw.decode() or "{}", object_pairs_hook=once, parse_constant=no_number)
    except UnicodeDecodeError:
        raise BadPaper((("body", "is not UTF-8"),)) from None
    except RecursionError:
        raise BadPaper((("body", "is nested too deeply"),)) from None
    except json.JSONDecodeError as bad:
        raise BadPaper((("body", f"is not JSON: {bad.msg} at {bad.pos}"),)) from None
    except BadPaper:
        raise
    except ValueError:
        raise BadPaper((("body", "holds a number that is too long"),)) from None
