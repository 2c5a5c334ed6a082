"""What the tested code itself has named: the rules behind facts, refusals, clocks and answers."""

import inspect
import json
import re
from collections.abc import Callable
from typing import Any

from pydantic_core import to_jsonable_python

from policies.rule_register import law_rules

NAMED: set[str] = set()
"""Every rule that the core has named in the running test: the marker `rule` is held against it."""
ANSWERED: set[str] = set()
"""Every rule that an interface's answer has named in the running test; it counts for what lies
outside the core."""
INTERFACES = frozenset(
    {"activities", "api", "audit", "cli", "console", "readmodel", "services", "workers"}
)
RECITES_THE_LAW = ("cli.lawmakers.policy", "cli.lawmakers.rules_page")
"""Their answers show the law and so name every rule: they prove none."""
WRITTEN = re.compile(r"(?<![\w:-])[A-Z][A-Z0-9]*[-:][A-Z0-9]+'?(?![\w-])")


def forget() -> None:
    """Begin a test: nothing has been named."""
    NAMED.clear()
    ANSWERED.clear()


def named() -> set[str]:
    """The rules that count for the running test."""
    law = law_rules()
    return NAMED | {id for id in ANSWERED if id in law and law[id].outside_core}


def hear(answer: Any) -> None:
    """Note every rule id that stands in an interface's answer, in whatever form it came."""
    written = answer if isinstance(answer, str) else json.dumps(to_jsonable_python(answer))
    ANSWERED.update(WRITTEN.findall(written))


def ask(interface: Callable[..., Any], *words: Any, **options: Any) -> Any:
    """Put a question to an interface of the project, hear the answer and hand it on.

    The harness asks by itself, so that no test can claim an answer that nobody gave."""
    home = inspect.unwrap(interface).__module__
    if home.partition(".")[0] not in INTERFACES or home.startswith(RECITES_THE_LAW):
        raise TypeError(f"{home} is no interface whose answer proves anything")
    answer = interface(*words, **options)
    return _heard_later(answer) if inspect.isawaitable(answer) else _heard(answer)


async def _heard_later(answer: Any) -> Any:
    return _heard(await answer)


def _heard(answer: Any) -> Any:
    hear(answer)
    return answer
