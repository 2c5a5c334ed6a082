"""Limits of a pack that contradict each other, or that no order could ever fall under."""

from collections.abc import Iterator
from datetime import time
from itertools import groupby, pairwise, product
from operator import attrgetter

from domain.law.limit_rule import Circumstances, LimitRule
from domain.law.pack import Pack
from domain.vocabulary import Channel, ItemClass, ItemType, Urgency

Found = tuple[str, str]
"""A key path and a reason."""


def contradictions(pack: Pack) -> Iterator[Found]:
    """Name rules that name equally much, both cover one possible order, and differ."""
    told: set[tuple[int, int]] = set()
    for clock, occasion in sorted({(rule.clock, rule.occasion) for rule in pack.limits}):
        rules = [r for r in pack.limits if (r.clock, r.occasion) == (clock, occasion)]
        ranks = _ranks(rules)
        for found in _possible(rules):
            for one, other in pairwise(_rivals(ranks, found)):
                pair = (id(one), id(other))
                if one.limit != other.limit and pair not in told:
                    told.add(pair)
                    order = _in_words(found, one, other)
                    yield limit_key(other), f"contradicts {limit_key(one)} for an order {order}"


def _ranks(rules: list[LimitRule]) -> list[list[LimitRule]]:
    """The rules by how much they name, those that name most first."""
    by_rank = attrgetter("specificity")
    ordered = sorted(rules, key=by_rank, reverse=True)
    return [list(equals) for _, equals in groupby(ordered, by_rank)]


def _rivals(ranks: list[list[LimitRule]], found: Circumstances) -> list[LimitRule]:
    """The rules that cover an order and of which none is more specific than the others."""
    covering = ([rule for rule in rank if rule.covers(found)] for rank in ranks)
    return next(filter(None, covering), [])


def _possible(rules: list[LimitRule]) -> Iterator[Circumstances]:
    """Every order that these rules could tell apart, at every time of day that they tell apart."""
    narrow = [rule.narrowing for rule in rules]
    channels = {Channel.PHONE, *(only.channel for only in narrow if only.channel)}
    queues = {"", *(only.queue for only in narrow if only.queue)}
    hours = [only.hours for only in narrow if only.hours]
    matters = {"", *(only.category for only in narrow if only.category)}
    times = {h.begins for h in hours} | {h.ends for h in hours} or {time.min}
    narrowed = (sorted(channels), sorted(queues), sorted(times), sorted(matters))
    every = product(ItemType, ItemClass, Urgency, *narrowed)
    for item_type, item_class, urgency, channel, queue, at, matter in every:
        yield Circumstances(
            item_type=item_type,
            item_class=item_class,
            urgency=urgency,
            channel=channel,
            queue=queue,
            at=at,
            category=matter,
        )


def _in_words(found: Circumstances, *rules: LimitRule) -> str:
    """Say which order it is, and its way, queue and time where the rules speak of them."""
    words: list[str] = [found.item_type, found.item_class, found.urgency]
    narrow = [rule.narrowing for rule in rules]
    words += [f"by {found.channel}"] if any(only.channel for only in narrow) else []
    words += [f"in {found.queue}"] if found.queue else []
    words += [f"about {found.category}"] if found.category else []
    words += [f"at {found.at:%H:%M}"] if any(only.hours for only in narrow) else []
    return " ".join(words)


def unknown_queues(pack: Pack) -> Iterator[Found]:
    """A limit for a queue that the pack does not have would never be used (HD-04)."""
    known = {queue.code for queue in pack.queues}
    for rule in pack.limits:
        queue = rule.narrowing.queue
        if queue and queue not in known:
            yield limit_key(rule), f"no queue {queue!r}; known: {', '.join(sorted(known))}"


def nameless_matters(pack: Pack) -> Iterator[Found]:
    """A limit for the matter without a code would hold for whatever nobody has classified."""
    for rule in pack.limits:
        if rule.narrowing.category == "":
            yield limit_key(rule), "only.category: names no matter of the catalogue"


def limit_key(rule: LimitRule) -> str:
    """Name a limit as a mistake names it: "limit (accept emergency: 5 min)"."""
    words = filter(None, (rule.clock, *rule.named, rule.occasion))
    return f"limit ({' '.join(words)}: {rule.limit.text()})"
