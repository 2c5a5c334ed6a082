"""Printing a paper about an order: on record before it leaves, masked as a screen is (6.2, 6.3).

Whoever is shown an order prints its form; a paper about a fact is printed by whoever reads its
facts. Every sheet says who printed it and when."""

import asyncio
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import segno

from domain.chapters.caller.commands import NotePrint
from domain.chapters.caller.terms import PaperKind
from domain.decide import fold
from domain.order.fact import Fact
from domain.order.refusal import Refusal
from readmodel.orders.queries import all_facts
from services.access.orders import sees
from services.access.principal import SYSTEM, Principal
from services.access.rights import Right
from services.office import Office
from services.orders.order_read import read_order, sight_of_read
from services.orders.texts import texts_shown
from services.orders.watermark import paper_watermark
from services.papers import for_callers, for_units  # noqa: F401 (importing them enters their papers)
from services.papers.kinds import PAPERS, PaperRule, PaperSaid
from services.papers.laying_out import laid_out
from services.papers.matter import PaperMatter
from services.reports.bulletin import names_on_record
from services.submission.command_json import Paper
from services.submission.counter import Handed
from services.views import Instant
from store.commands.birth import birth_of
from store.unit_of_work import snapshot
from texts import CHINESE, Language

TEMPLATE: Final = "paper.typ"
CHECK_SIGNS: Final = 8


class NoSuchPaper(LookupError):
    """Nothing has happened in the order that this paper is about, or it is not shown."""


class NotPrinted(PermissionError):
    """The order takes no such fact, so nothing is printed; says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class PrintNotOnRecord(RuntimeError):
    """It is not on record yet, so nothing has left; whoever asks again prints it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWanted:
    """Which paper is wanted, about which fact, and in which language."""

    kind: PaperKind
    about: int | None = None
    """The number of a fact; None: the latest that gives rise to it."""
    language: Language = CHINESE
    address: str = ""
    """Where the order's page stands: whoever reads its code off the paper comes there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperListed:
    """A paper that can be printed, and the fact that gives rise to it."""

    kind: PaperKind
    title: str
    about: int | None
    at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PrintedPaper:
    """A paper as it leaves."""

    title: str
    content: bytes
    """A PDF."""


async def papers_of_order(
    principal: Principal, office: Office, number: str, language: Language = CHINESE
) -> tuple[PaperListed, ...]:
    """The papers that whoever asks can print of an order.

    Raises MayNot, NobodyNamed, UnknownOrder and DamagedFact."""
    matter, _ = await _matter(principal, office, number, language)
    found = ((kind, rule, _fact(rule, matter, None)) for kind, rule in PAPERS.items())
    return tuple(
        PaperListed(
            kind=kind,
            title=matter.word(kind),
            about=fact.seq if fact else None,
            at=fact.occurred_at.astimezone(matter.zone) if fact else None,
        )
        for kind, rule, fact in found
        if fact is not None or rule.rises_by is None
    )


async def print_paper(
    principal: Principal, office: Office, number: str, wanted: PaperWanted
) -> PrintedPaper:
    """Print a paper; it is on record first.

    Raises MayNot, NobodyNamed, UnknownOrder, DamagedFact, NoSuchPaper, EarlierEdition, NotPrinted
    and PrintNotOnRecord."""
    matter, at = await _matter(principal, office, number, wanted.language)
    rule = PAPERS[wanted.kind]
    fact = _fact(rule, matter, wanted.about)
    if fact is None and (rule.rises_by is not None or wanted.about is not None):
        raise NoSuchPaper(wanted.kind)
    said = rule.says(matter, fact)
    check = _check(office, said)
    await _note(principal, office, number, wanted.kind, fact, check)
    sheet = _sheet(principal, matter, wanted, fact, said, (check, at))
    template = files("services.papers").joinpath(TEMPLATE).read_bytes()
    values = json.dumps(sheet, ensure_ascii=False)
    content = await asyncio.to_thread(laid_out, template, "paper", values, at)
    return PrintedPaper(title=f"{matter.word(wanted.kind)} {number}", content=content)


async def _matter(
    principal: Principal, office: Office, number: str, language: Language
) -> tuple[PaperMatter, datetime]:
    """The order as its reader is shown it, and what time it is for it."""
    async with snapshot(office.engine) as moment:
        read = await read_order(principal, office, moment, number)
        facts = await all_facts(moment, number)
        reads_facts = await sees(principal, moment, number, Right.READ_LEDGER)
    unborn = await office.laws.unborn(await birth_of(office.engine, number))
    zone = ZoneInfo(unborn.dossier.calendar.time_zone)
    matter = PaperMatter(
        order=fold(unborn.dossier, facts),
        facts=tuple(facts) if reads_facts else (),
        texts=tuple(texts_shown(sight_of_read(read), read, zone)),
        names=await names_on_record(office.engine),
        zone=zone,
        language=language,
        city=office.city.name,
    )
    return matter, read.at


def _fact(rule: PaperRule, matter: PaperMatter, about: int | None) -> Fact | None:
    return rule.fact(matter.facts, about)


def _check(office: Office, said: PaperSaid) -> str:
    """A few signs by which a sheet and its record are held together; without the key they tell
    nobody anything of what was printed."""
    digest = hashlib.sha256(json.dumps(asdict(said), ensure_ascii=False).encode()).hexdigest()
    return office.counter.index.keyed(digest)[:CHECK_SIGNS]


async def _note(
    principal: Principal,
    office: Office,
    number: str,
    kind: PaperKind,
    fact: Fact | None,
    check: str,
) -> None:
    person = principal.person
    command = NotePrint(paper=kind, about=fact.seq if fact else 0, printed_by=person, check=check)
    key = f"print/{uuid4()}"
    paper = Paper(command=command, texts={}, digest=key)
    handed = Handed(number=number, paper=paper, key=key, on_behalf_of=person)
    reply = await office.counter.act(SYSTEM, handed)
    if reply.refusal is not None:
        raise NotPrinted(reply.refusal)
    if reply.receipt is None:
        raise PrintNotOnRecord(number)


def _sheet(
    principal: Principal,
    matter: PaperMatter,
    wanted: PaperWanted,
    fact: Fact | None,
    said: PaperSaid,
    record: tuple[str, datetime],
) -> dict[str, Any]:
    """All that the template lays out."""
    check, at = record
    since = fact.occurred_at if fact else at
    number = matter.order.number
    reference = (
        number
        if fact is None
        else matter.say(
            "papers.reference", year=since.astimezone(matter.zone).year, number=number, seq=fact.seq
        )
    )
    local = at.astimezone(matter.zone)
    code = segno.make(wanted.address or number, error="m")
    return {
        "language": matter.language,
        "organisation": matter.say("papers.organisation", city=matter.city),
        "title": matter.word(wanted.kind),
        "reference": reference,
        "meta": said.meta,
        "day": matter.instant(since),
        "addressee": said.addressee,
        "body": said.body,
        "rows": said.rows,
        "signed": (*said.signed, matter.day(since)) if said.signed else (),
        "slip": {
            "title": matter.say("papers.slip"),
            "blanks": [
                [matter.say("papers.blanks.unit"), matter.say("papers.blanks.person")],
                [matter.say("papers.blanks.received"), matter.say("papers.blanks.phone")],
            ],
            "note": matter.say("papers.code_note"),
        },
        "code": code.svg_inline(omitsize=True, border=0),
        "code_means": matter.say("papers.code_means", number=number),
        "watermark": paper_watermark(principal, local, matter.language),
        "printed": matter.say(
            "papers.printed", who=principal.person, at=f"{local:%Y-%m-%d %H:%M:%S}", check=check
        ),
        "page": [matter.say(f"papers.page.{part}") for part in ("before", "of", "after")],
    }
