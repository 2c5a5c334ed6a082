"""The form of an act about an order, and what becomes of it when it is handed in.

It goes the way of every paper. A refusal comes back as the same form with what was written, the
field that is wrong and the article; so does an order that has moved since the form was made: there
are no locks, whoever comes second sees what changed and sends again (criterion 12)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.decide import lived
from domain.order.order import Order
from domain.order.refusal import Refusal
from readmodel.orders.queries import all_facts
from services.access.orders import require_sees, sees
from services.access.principal import Principal
from services.access.rights import Right
from services.office import Office
from services.orders.forms.fields import FormField, fields_of
from services.orders.forms.filled_in import paper_of
from services.orders.forms.offered import offered_for
from services.orders.holding import HeldActShown, LeftAtOnce, hold_act
from services.orders.page.acts import ActClosed, acts_on_page, closed_by
from services.orders.page.speech import Speech
from services.orders.page.timeline import Happening, Step, timeline
from services.submission.command_json import BadPaper, commands
from services.submission.counter import Handed
from store.commands.birth import birth_of
from store.commands.earlier_editions import is_earlier
from store.commands.order_time import now
from store.commands.settlement import UnknownOrder
from store.register.units import UnfitUnit, units
from store.unit_of_work import snapshot
from texts.reader import Language

NOT_GIVEN: Final = "Field required"
"""How the reader of papers says that a field is missing."""
UNIT_FIELDS: Final = ("unit", "child", "proposed_unit", "host", "co_hosts", "territory")
Words = Mapping[str, Sequence[str]]


class UnknownAct(LookupError):
    """There is no act of this name that people do to an order."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FilledForm:
    """A form as it was handed in."""

    number: str
    act: str
    said: Words
    key: str
    """Made with the form: sent twice it is done once."""
    version: int
    """The number of facts that whoever filled it in had before him."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ActForm:
    """A form to be filled in, or to be filled in once more."""

    number: str
    act: str
    title: str
    key: str
    version: int
    fields: tuple[FormField, ...]
    closed: ActClosed | None
    """What stands in its way: of a new form whatever is written, of one that was handed in as it
    was written."""
    has_moved: bool = False
    """Whether others acted since it was made; sent once more it is handed in."""
    changes: tuple[Happening, ...] = ()
    """What they did, as far as the reader may see the course of the order."""

    @property
    def focus(self) -> str:
        """The field to go to: the first that is wrong, else the first one that is empty."""
        wrong = [field.name for field in self.fields if field.wrong]
        empty = [field.name for field in self.fields if not any(field.said)]
        return next(iter((*wrong, *empty)), "")


FormOutcome = ActForm | HeldActShown | LeftAtOnce


async def act_form(
    principal: Principal,
    office: Office,
    number: str,
    name: str,
    language: Language,
    *,
    said: Words | None = None,
) -> ActForm:
    """The form of an act as somebody is to fill it in; `said` is what stands in it already.

    Raises MayNot, NobodyNamed, UnknownOrder and UnknownAct."""
    desk = await _desk(principal, office, number, name, language)
    acts = acts_on_page(
        desk.order, principal.actor, desk.at, (), desk.speech, is_earlier=desk.is_earlier
    )
    shown = {act.name: act for act in (*acts.own, *acts.others)}
    if name not in shown:
        raise UnknownAct(name)
    made = await desk.form(said or {}, str(uuid.uuid4()), closed=shown[name].closed)
    # What is closed whatever is written asks for nothing.
    return made if made.closed is None else replace(made, fields=())


async def hand_in_form(
    principal: Principal, office: Office, filled: FilledForm, language: Language
) -> FormOutcome:
    """Hand a form in: the act is done, or held to be taken back, or the form comes back.

    Raises MayNot, NobodyNamed, UnknownOrder, UnknownAct and what handing a paper in does."""
    desk = await _desk(principal, office, filled.number, filled.act, language)
    try:
        paper = paper_of(filled.act, filled.said, desk.zone)
    except BadPaper as bad:
        return await desk.form(filled.said, filled.key, wrong=desk.wrong_fields(bad, filled.said))
    handed = Handed(number=filled.number, paper=paper, key=filled.key)
    changes = desk.changes_since(filled.version)
    if changes and not await office.counter.has_taken_in(principal, handed):
        told = changes if desk.reads_course else ()
        return replace(await desk.form(filled.said, filled.key), has_moved=True, changes=told)
    try:
        outcome = await hold_act(principal, office, handed)
    except BadPaper as bad:
        return await desk.form(filled.said, filled.key, wrong=desk.wrong_fields(bad, filled.said))
    except UnfitUnit as unfit:
        wrong = dict.fromkeys(desk.fields_naming(unfit.unit, filled.said), desk.unfit(unfit))
        return await desk.form(filled.said, filled.key, wrong=wrong)
    if isinstance(outcome, Refusal):
        refusal = outcome
    elif isinstance(outcome, HeldActShown) or outcome.reply.refusal is None:
        return outcome
    else:
        refusal = outcome.reply.refusal
    # What was refused has its answer under that key: what is sent next is another paper.
    return await desk.form(
        filled.said,
        str(uuid.uuid4()),
        closed=closed_by(desk.order, filled.act, refusal, desk.speech),
        wrong=desk.refused_fields(refusal),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _FormDesk:
    """Where one form is made: the order as it stands, and who fills in."""

    principal: Principal
    office: Office
    act: str
    steps: tuple[Step, ...]
    at: datetime
    speech: Speech
    is_earlier: bool
    reads_course: bool

    @property
    def order(self) -> Order:
        """The order as its published facts make it."""
        return self.steps[-1][2]

    @property
    def zone(self) -> ZoneInfo:
        """The order's own zone, in which instants are written."""
        return ZoneInfo(self.order.dossier.calendar.time_zone)

    async def form(
        self,
        said: Words,
        key: str,
        *,
        closed: ActClosed | None = None,
        wrong: Mapping[str, str] | None = None,
    ) -> ActForm:
        """The form with what stands in it and what is wrong with it."""
        offered = await offered_for(self.principal, self.office, self.order, self.speech)
        fields = fields_of(self.act, self.order, offered, said, self.speech)
        said_wrong = wrong or {}
        return ActForm(
            number=self.order.number,
            act=self.act,
            title=self.speech.act(self.act),
            key=key,
            version=self.order.version,
            fields=tuple(replace(one, wrong=said_wrong.get(one.name, "")) for one in fields),
            closed=closed,
        )

    def changes_since(self, version: int) -> tuple[Happening, ...]:
        """What others did since the form was made, the latest first."""
        own = self.principal.person
        missed = [step for step in self.steps if step[1].seq > version and step[1].person != own]
        return timeline(missed, (), self.speech)

    def wrong_fields(self, bad: BadPaper, said: Words) -> dict[str, str]:
        """What is wrong with each field of a paper that cannot be read, and what to do."""
        wrong: dict[str, str] = {}
        for place, reason in bad.errors:
            field = place.partition(".")[0].removeprefix("text_")
            missing = reason == NOT_GIVEN or not any(said.get(field, ()))
            token = "missing" if missing else "unfit"
            wrong[field] = self.speech.say(f"order_page.wrong.{token}")
        return wrong

    def refused_fields(self, refusal: Refusal) -> dict[str, str]:
        """The fields that a refusal is about."""
        words = self.speech.say(f"refusals.{refusal.code}")
        return dict.fromkeys(refusal.about, words)

    def fields_naming(self, unit: str, said: Words) -> list[str]:
        """The fields in which a unit was named."""
        return [name for name in UNIT_FIELDS if unit in said.get(name, ())] or ["unit"]

    def unfit(self, unfit: UnfitUnit) -> str:
        """Why a unit does not fit."""
        return self.speech.say(f"order_page.wrong.{unfit.code}")


async def _desk(
    principal: Principal, office: Office, number: str, name: str, language: Language
) -> _FormDesk:
    if name not in commands():
        raise UnknownAct(name)
    await require_sees(principal, office.engine, number, Right.READ_ORDERS, Right.ACT_ON_ORDERS)
    async with snapshot(office.engine) as moment:
        facts, at = await all_facts(moment, number), await now(moment, number)
        titles = {unit.code: unit.title for unit in await units(moment)}
        earlier = await is_earlier(moment, number)
        reads_course = await sees(principal, moment, number, Right.READ_LEDGER)
    if not facts:
        raise UnknownOrder(number)
    dossier = (await office.laws.unborn(await birth_of(office.engine, number))).dossier
    return _FormDesk(
        principal=principal,
        office=office,
        act=name,
        steps=tuple(lived(dossier, facts)),
        at=at,
        speech=Speech(language=language, units=titles),
        is_earlier=earlier,
        reads_course=reads_course,
    )
