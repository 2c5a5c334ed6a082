"""Who handles does not supervise, who assesses does neither (AH-09, SM-10)."""

from collections.abc import Iterator
from typing import Final

from domain.law.pack import Pack
from domain.vocabulary import Role

HANDLES: Final = frozenset(
    {
        Role.UNIT_CLERK,
        Role.UNIT_GATEWAY,
        Role.UNIT_OFFICER,
        Role.UNIT_HEAD,
        Role.COHOST,
        Role.TERRITORIAL,
    }
)
"""Roles within a handling unit."""
ASSESSES: Final = Role.ASSESSOR
HANDLING: Final = frozenset(
    {
        "accept",
        "contact",
        "request_return",
        "request_extension",
        "sub_dispatch",
        "sub_reply",
        "submit_result",
        "resume",
        "commit",
        "report_milestone",
        "keep_promise",
        "request_termination",
        "explain_termination",
        "arrive",
        "protect",
        "first_feedback",
        "resolve_emergency",
        "claim_force_majeure",
        "report_staff_change",
        "file_staff_change",
        "schedule_in_person",
        "appeal",
    }
)
"""What a unit does about its own order."""
WATCHING: Final = frozenset(
    {
        "approve_return",
        "reject_return",
        "designate",
        "set_hosts",
        "approve_extension",
        "reject_extension",
        "apply_statutory_limit",
        "pause",
        "pass_review",
        "reject_review",
        "record_callback",
        "recheck",
        "order_rework",
        "approve_force_majeure",
        "reject_force_majeure",
        "raise_supervision",
        "reopen",
        "clear_supervision",
        "approve_termination",
        "reject_termination",
        "decide_hard_case",
        "leader_note",
        "answer_objection",
        "reclassify",
    }
)
"""How the hotline judges a unit."""

ASSESSING: Final = frozenset(
    {"exclude_from_assessment", "approve_exclusion", "decide_appeal", "confirm_appeal"}
)
"""What decides whether something counts against a unit."""


def broken_separation(pack: Pack) -> Iterator[tuple[str, str]]:
    """Name each permission that lets one role handle and judge, or assess and act."""
    for permission in pack.permissions:
        for role in permission.roles:
            key = f"permission ({permission.command}).roles"
            if permission.command in WATCHING | ASSESSING and role in HANDLES:
                yield key, f"{role} belongs to a handling unit and may not judge units (AH-09)"
            if permission.command in HANDLING | WATCHING and role is ASSESSES:
                yield key, f"{role} assesses and may not act on orders (SM-10)"
