"""Who may give which command, place by place: nobody else may, whatever stands on the order."""

import pytest

from domain.order.command import Command
from domain.order.refusal import Refusal
from domain.vocabulary import Channel, Level, Role, Trigger
from tests.domain.case import Case
from tests.domain.every_command import c

SEATS = "seat_agent special_seat"
FALSE = c.FindFalseClosure()
MILD = c.RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
TABLE: list[tuple[str, Command, str, str]] = [
    ("hengdong-2024", c.ExcludeFromAssessment(), "assessor", "HD-06 WF-34"),
    ("sanmen", c.ExcludeFromAssessment(), "assessor", "SM-10 WF-34"),
    ("sanya-2010", c.ExcludeFromAssessment(), "assessor", "SY15-03 WF-34"),
    ("weifang-2021", c.ExcludeFromAssessment(), "assessor", "WF-04 WF-34"),
    ("weifang-2021", c.ApproveExclusion(), "assessor hotline_head", "WF-34"),
    (
        "weifang-2021",
        c.DecideHardCase(),
        "hotline_head city_office joint_meeting",
        "WF-28 T:T28",
    ),
    ("weifang-2021", FALSE, "callback_officer assessor", "WF-39 T:T48"),
    ("weifang-2021", c.Object(), f"caller {SEATS}", "WF-11"),
    ("weifang-2021", c.RejectTermination(), "hotline_head", "WF-23 T:T27"),
    ("weifang-2021", MILD, "supervisor district_centre hotline_head", "WF-32 WF-33 T:T44"),
    (
        "sanya-2018",
        c.Notify(channel=Channel.PHONE),
        f"{SEATS} shift_lead dispatcher district_centre",
        "SY20-20 E:E1",
    ),
    ("sanya-2018", c.RejectReview(), "reviewer district_centre", "SY20-07 T:T30"),
    (
        "x-city",
        c.Designate(unit="roads"),
        "dispatcher hotline_head joint_meeting",
        "XS-03 T:T17",
    ),
]
"""Place, command, the roles that its document names, and its rules."""
WHO_MAY = [
    pytest.param(
        place, act, roles, id=f"{place} {act.name}", marks=pytest.mark.rule(*rules.split())
    )
    for place, act, roles, rules in TABLE
]


@pytest.mark.parametrize(("place", "act", "roles"), WHO_MAY)
def test_these_and_no_others_may(place: str, act: Command, roles: str) -> None:
    case = Case(place).signed_in()
    heard = {role for role in Role if may(case, role, act)}
    assert heard == set(roles.split())


def may(case: Case, role: Role, act: Command) -> bool:
    """Whether the law of the place names the role, whatever else may be in the way."""
    answer = case.by(role).asks(act)
    return not (isinstance(answer, Refusal) and answer.code == "role_may_not")
