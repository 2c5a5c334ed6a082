"""Emergencies (应急): in time, late, with the territorial government, under force majeure."""

from datetime import timedelta
from typing import Final

from domain.chapters.closing.commands import Withdraw
from domain.chapters.dispatch.commands import Accept, Contact
from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    Arrive,
    ClaimForceMajeure,
    FirstFeedback,
    Protect,
    RejectForceMajeure,
    ResolveEmergency,
)
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.vocabulary import ClockName
from operations.scenarios.case import Case
from operations.scenarios.steps import HOUR, dispatched, emergency, emergency_ended, handled

MINUTE: Final = timedelta(minutes=1)


async def emergency_in_time(case: Case) -> None:
    """On the scene, protected, fed back and resolved, each within its limit."""
    await handled(case, emergency(case))
    await case.acts(case.clerk, Contact())
    await _people_safe(case, case.clerk)
    words = {"situation": "管道破裂。", "method": "关阀抢修。"}
    await case.acts(case.clerk, FirstFeedback(), **words)
    await case.acts(case.clerk, ResolveEmergency())
    await emergency_ended(case)


async def small_emergency(case: Case) -> None:
    """A danger that is over as soon as somebody looks; an emergency is never withdrawn."""
    await handled(case, emergency(case))
    if case.place % 2:
        await case.is_refused("seat-1", Withdraw(), "emergency_not_withdrawn")
    await _people_safe(case, case.clerk)
    await emergency_ended(case)


async def territorial_fallback(case: Case) -> None:
    """Nobody signs in; the territorial government goes there, the unit signs in late."""
    await dispatched(case, emergency(case))
    await case.passes(ClockName.ACCEPT, by=MINUTE)
    await _people_safe(case, f"{case.district}-duty")
    await case.acts(case.clerk, Accept())
    await emergency_ended(case)


async def late_on_the_scene(case: Case) -> None:
    """Nobody arrives for hours; supervision climbs by minutes."""
    await handled(case, emergency(case))
    await case.passes(ClockName.ARRIVE, by=3 * HOUR)
    await _people_safe(case, case.clerk)
    await emergency_ended(case)


async def force_majeure_approved(case: Case) -> None:
    """A storm keeps the unit away; the shift lead accepts it and a new arrival time counts."""
    await _claimed(case)
    await case.acts("lead-1", ApproveForceMajeure(), reason="气象证明属实。")
    await _people_safe(case, case.clerk)
    await emergency_ended(case)


async def force_majeure_rejected(case: Case) -> None:
    """The shift lead does not accept it; the clock has run on."""
    await _claimed(case)
    await case.acts("lead-1", RejectForceMajeure(), reason="与事实不符。")
    await case.passes(ClockName.ARRIVE, by=MINUTE)
    await _people_safe(case, case.clerk)
    await emergency_ended(case)


async def _claimed(case: Case) -> None:
    await handled(case, emergency(case))
    cause = ForceMajeureCause.FORCE_MAJEURE
    claim = ClaimForceMajeure(cause=cause, new_eta=case.now + 2 * HOUR)
    await case.acts(case.clerk, claim, evidence="暴雨红色预警,道路封闭。")


async def _people_safe(case: Case, who: str) -> None:
    """On the scene, and everybody out of danger."""
    await case.acts(who, Arrive())
    await case.acts(who, Protect())
