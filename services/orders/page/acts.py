"""The acts about an order on its page: those that are open, and why the others are not (criterion
9: the article, and what would allow it)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.allowed import AllowedAct, allowed
from domain.order.act import Actor
from domain.order.order import Order
from domain.order.refusal import Refusal
from domain.vocabulary import NOBODY, ClockName, Role
from policies.rule_register import law_rules, rule_of
from services.orders.allowed_acts import EARLIER_EDITION
from services.orders.page.clocks import ClockOnPage
from services.orders.page.speech import Speech
from texts import subject

OF_THE_ROLE: Final = frozenset({"role_may_not", "outsourced_may_not"})
NOT_FROM_A_PAGE: Final = frozenset({"register", "change_rule_set", "suggest_duplicate"})
"""What begins an order, and what a person has a machine do elsewhere."""
DONE_BY: Final[dict[ClockName, tuple[str, ...]]] = {
    ClockName.INTAKE: ("accept_for_dispatch", "answer"),
    ClockName.DISPATCH: ("dispatch",),
    ClockName.ACCEPT: ("accept",),
    ClockName.CONTACT: ("contact",),
    ClockName.ARRIVE: ("arrive",),
    ClockName.PROTECT: ("protect",),
    ClockName.FIRST_FEEDBACK: ("first_feedback",),
    ClockName.RESOLVE: ("resolve_emergency",),
    ClockName.PHONE_NOTICE: ("notify",),
    ClockName.HANDLE: ("submit_result",),
    ClockName.SUB_HANDLE: ("sub_reply",),
    ClockName.COHOST: ("sub_reply",),
    ClockName.RETURN_DECISION: ("approve_return",),
    ClockName.EXTENSION_DECISION: ("approve_extension",),
    ClockName.TERMINATION_DECISION: ("approve_termination",),
    ClockName.REVIEW: ("pass_review",),
    ClockName.CALLBACK: ("record_callback",),
    ClockName.RECHECK: ("recheck",),
    ClockName.REWORK: ("submit_result",),
    ClockName.PROMISE: ("keep_promise",),
    ClockName.MILESTONE: ("report_milestone",),
}
"""The act by which a duty is done, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A rule that stands in the way: where it stands."""

    rule: str
    document: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActClosed:
    """Why an act is not open, and what would open it."""

    code: str
    why: str
    articles: tuple[Article, ...]
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnPage:
    """An act as a button: open, or closed by a reason."""

    name: str
    title: str
    closed: ActClosed | None
    is_next: bool
    """Whether it is what the most pressing duty waits for; one act at most is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsOnPage:
    """What the reader may do now, what he could do at another time, and what others may."""

    own: tuple[ActOnPage, ...]
    """Open ones first, what is next before all."""
    others: tuple[ActOnPage, ...]
    """Those that the reader's post never does."""

    def only(self, names: Collection[str]) -> "ActsOnPage":
        """The same without the acts for which the order would have to be reached."""
        return ActsOnPage(own=tuple(act for act in self.own if act.name in names), others=())


def acts_on_page(
    order: Order,
    actor: Actor,
    at: datetime,
    clocks: Sequence[ClockOnPage],
    speech: Speech,
    *,
    is_earlier: bool = False,
) -> ActsOnPage:
    """Tell every act about an order to one person, each judged at one instant by its own clause;
    an order of an earlier edition takes none."""
    edition = _closed_by_edition(order, speech) if is_earlier else None
    shown = {
        act.name: edition or _closed(order, act, speech)
        for act in allowed(order, actor, at)
        if _is_somebodys(order, act.name)
    }
    awaited = _next(order, clocks, shown)
    acts = [
        ActOnPage(name=name, title=speech.act(name), closed=closed, is_next=name == awaited)
        for name, closed in shown.items()
    ]
    own = [act for act in acts if act.closed is None or act.closed.code not in OF_THE_ROLE]
    return ActsOnPage(
        own=tuple(sorted(own, key=lambda act: (act.closed is not None, not act.is_next))),
        others=tuple(act for act in acts if act not in own),
    )


def closed_by(order: Order, name: str, refusal: Refusal, speech: Speech) -> ActClosed:
    """Tell a refusal of an act: what stands in the way, by which articles, what would open it."""
    words = speech.listed(*map(speech.word, refusal.about))
    about = speech.say("order_page.about", words=words) if words else ""
    return ActClosed(
        code=refusal.code,
        why=f"{speech.say(f'refusals.{refusal.code}')}{about}",
        articles=articles_of(refusal.basis),
        remedy=_remedy(order, name, refusal, speech),
    )


def _closed(order: Order, act: AllowedAct, speech: Speech) -> ActClosed | None:
    return None if act.refusal is None else closed_by(order, act.name, act.refusal, speech)


def articles_of(basis: Iterable[str]) -> tuple[Article, ...]:
    """Where the rules stand by which something was decided, each named once."""
    rules = dict.fromkeys(rule_of(word) for word in basis)
    known = law_rules()
    return tuple(
        Article(rule=rule, document=known[rule].document, article=known[rule].article)
        for rule in rules
        if rule in known
    )


def _remedy(order: Order, name: str, refusal: Refusal, speech: Speech) -> str:
    """What would open an act: somebody of the right post, or what the refusal itself waits for."""
    if refusal.code in OF_THE_ROLE:
        roles = speech.listed(*map(speech.of, _roles(order, name)))
        return speech.say("order_page.may_be_done_by", roles=roles)
    if refusal.code in subject("remedies"):
        return speech.say(f"remedies.{refusal.code}")
    return ""


def _closed_by_edition(order: Order, speech: Speech) -> ActClosed:
    why = speech.say("problems.order_of_an_earlier_edition", number=order.number)
    return ActClosed(code=EARLIER_EDITION, why=why, articles=(), remedy="")


def _next(
    order: Order, clocks: Iterable[ClockOnPage], shown: Mapping[str, ActClosed | None]
) -> str:
    """The open act by which the most pressing duty is done; empty where none is."""
    for clock in clocks:
        if clock.is_owed:
            for name in DONE_BY.get(order.clocks[clock.id].name, ()):
                if name in shown and shown[name] is None:
                    return name
    return ""


def _is_somebodys(order: Order, name: str) -> bool:
    """Whether an act is one that people do to an order that exists."""
    return name not in NOT_FROM_A_PAGE and bool(_roles(order, name))


def _roles(order: Order, name: str) -> list[Role]:
    """Which posts may ever do it, by the order's own law; nobody's roles are none."""
    permission = order.dossier.pack.permission(name)
    return [role for role in permission.roles if role not in NOBODY] if permission else []
