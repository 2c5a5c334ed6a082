"""What an edition made of the lives of chance, act by act, and whether the core still comes to it.

A digest says it, so that a later field that is left empty changes nothing: `null`, "" and the like
are left out of it, as they were before there was such a field.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter

from domain.decide import Decided, alarms, decide, lapse_until
from domain.law.pack import Pack
from domain.law.rules_edition import RulesEdition
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Dossier, Order
from domain.summary import Summary
from domain.time.calendar import WorkCalendar
from tests.editions.chance_lives import ChanceLife, chance_lives

CLOSED = Path(__file__).parent / "closed"
SUFFIX = ".json.gz"
DIGITS = 12
JSON = TypeAdapter(Any)
ACTS = TypeAdapter(tuple[Act, ...])
FACTS = TypeAdapter(tuple[Fact, ...])
PACK = TypeAdapter(Pack)
CALENDAR = TypeAdapter(WorkCalendar)


@dataclass(frozen=True, kw_only=True)
class DecidedLife:
    """A life, and the digest of what came of each of its acts and of the wait afterwards."""

    life: ChanceLife
    told: tuple[str, ...]

    def departs(self) -> str:
        """Where the core decides otherwise now; empty where it does not."""
        now = told_of(self.life)
        for place, (was, found) in enumerate(zip(self.told, now, strict=True)):
            if was != found:
                asked = [*(act.command.name for act in self.life.acts), "the wait afterwards"]
                return f"{self.life.dossier.number}: {place}. {asked[place]}"
        return ""


def told_of(life: ChanceLife) -> tuple[str, ...]:
    """Decide a life and say what came of it, step by step."""
    order, told = Order(dossier=life.dossier), list[str]()
    for act in life.acts:
        outcome = decide(order, act)
        if isinstance(outcome, Decided):
            order = outcome.order
            told.append(_digest(order, outcome.facts))
        else:
            told.append(outcome.code)
    end = lapse_until(order, life.until)
    return (*told, _digest(end.order, end.facts))


def closed_editions() -> list[RulesEdition]:
    """Those that are closed, the oldest first."""
    names = (path.name.removesuffix(SUFFIX) for path in CLOSED.glob(f"*{SUFFIX}"))
    return sorted(RulesEdition(int(name)) for name in names)


def keep_lives(edition: RulesEdition) -> int:
    """Live the lives of chance under an edition and keep what came of them; say how many."""
    CLOSED.mkdir(exist_ok=True)
    laws, lives = dict[str, Any](), list[Any]()
    for life in chance_lives(edition):
        pack, calendar = life.dossier.pack, life.dossier.calendar
        law = PACK.dump_python(pack, mode="json"), CALENDAR.dump_python(calendar, mode="json")
        laws[pack.id] = law
        acts = ACTS.dump_python(life.acts, mode="json")
        lives.append([life.dossier.number, pack.id, acts, life.until.isoformat(), told_of(life)])
    written = orjson.dumps({"laws": laws, "lives": lives})
    _file(edition).write_bytes(gzip.compress(written, mtime=0))
    return len(lives)


def kept_lives(edition: RulesEdition) -> Iterator[DecidedLife]:
    """The lives that were kept when an edition was closed, under the law of that day."""
    kept = orjson.loads(gzip.decompress(_file(edition).read_bytes()))
    laws = {
        id: (PACK.validate_python(pack), CALENDAR.validate_python(calendar))
        for id, (pack, calendar) in kept["laws"].items()
    }
    for number, id, acts, until, told in kept["lives"]:
        pack, calendar = laws[id]
        dossier = Dossier(number=number, pack=pack, calendar=calendar, rules=edition)
        asked = ACTS.validate_python(acts)
        life = ChanceLife(dossier=dossier, acts=asked, until=datetime.fromisoformat(until))
        yield DecidedLife(life=life, told=tuple(told))


def _file(edition: RulesEdition) -> Path:
    return CLOSED / f"{edition.value}{SUFFIX}"


def _digest(order: Order, facts: tuple[Fact, ...]) -> str:
    said = [FACTS.dump_python(facts, mode="json"), JSON.dump_python(Summary.of(order), mode="json")]
    rings = sorted((id, at.isoformat()) for id, at in alarms(order).items())
    written = orjson.dumps([_said(said), rings], option=orjson.OPT_SORT_KEYS)
    return sha256(written).hexdigest()[:DIGITS]


def _said(written: Any) -> Any:
    """Leave out what says nothing."""
    if isinstance(written, dict):
        return {key: _said(value) for key, value in written.items() if not _is_empty(value)}
    return [_said(one) for one in written] if isinstance(written, list) else written


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})
