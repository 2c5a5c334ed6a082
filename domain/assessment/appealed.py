"""What an upheld appeal takes out of the figures that judge units, and nothing else."""

from dataclasses import replace

from domain.assessment.scorecard import Scorecard
from domain.order.counted_facts import entry_name


def as_judged(card: Scorecard) -> Scorecard:
    """Return a scorecard without the entries that were left out (WF-34); counts keep them."""
    if not card.left_out:
        return card
    out = {one.entry for one in card.left_out}
    return replace(
        card,
        duties=tuple(duty for duty in card.duties if duty.clock not in out),
        callbacks=tuple(one for one in card.callbacks if entry_name(one.seq) not in out),
        reworks=tuple(seq for seq in card.reworks if entry_name(seq) not in out),
        repeats=tuple(one for one in card.repeats if entry_name(one.seq) not in out),
        raised=tuple(one for one in card.raised if entry_name(one.seq) not in out),
    )
