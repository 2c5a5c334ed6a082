"""One order before one reader: who he is to it says what he is shown, and how."""

from dataclasses import replace

import pytest

from domain.chapters.caller.terms import PersonalData
from domain.order.act import Actor
from domain.order.terms import Confidentiality
from domain.vocabulary import Role
from policies.access import Scope
from policies.sight import Showing
from policies.sight_file import sight
from services.access.principal import Principal
from services.orders.sight_of_order import Onlooker, SightOfOrder, TextOfOrder

P0, P1, P2, P3 = Confidentiality
NAME = TextOfOrder(act="register", name="name", unit="hotline", content="王建国")
PHONE = TextOfOrder(act="register", name="phone", unit="hotline", content="13800138000")
PLACE = TextOfOrder(act="register", name="place", unit="hotline", content="建设路8号")
DEMAND = TextOfOrder(
    act="register", name="demand", unit="hotline", content="王建国说建设路8号停水,电话13800138000"
)
DECISION = TextOfOrder(act="set_hosts", name="decision", unit="hotline", content="请查电路")
NOTE = TextOfOrder(act="contact", name="note", unit="water", content="已电话联系")
RESULT = TextOfOrder(act="submit_result", name="solution", unit="water", content="已修复")
REPLY = TextOfOrder(act="sub_reply", name="result", unit="power", content="电路正常")
RETALIATION = TextOfOrder(act="report_retaliation", name="text", unit="hotline", content="断水报复")
WHY = TextOfOrder(act="view_personal_data", name="reason", unit="water", content="上门")
FIRST = TextOfOrder(act="redact_demand", name="text", unit="hotline", content="王某家停水")
LATEST = TextOfOrder(act="redact_demand", name="text", unit="hotline", content="有住户停水")
LENT, RELAYS = (
    TextOfOrder(act="give_relay_number", name="number", unit="hotline", content=content)
    for content in ("05321001", "05321002")
)
QUESTION = TextOfOrder(act="ask_caller", name="question", unit="water", content="几点在家")
ANSWER = TextOfOrder(act="pass_on_answer", name="answer", unit="hotline", content="下午在家")
ALL = (NAME, PHONE, PLACE, DEMAND, DECISION, NOTE, RESULT, REPLY, RETALIATION, WHY)


def before(
    role: Role,
    *ways: Scope,
    unit: str = "hotline",
    level: Confidentiality = P0,
    outsourced: bool = False,
    in_call: bool = False,
    opened: frozenset[PersonalData] = frozenset(),
    named: bool = False,
) -> dict[str, str]:
    """What a post is shown of an order that it reaches in these ways."""
    actor = Actor(person="somebody", unit=unit, role=role, outsourced=outsourced)
    reader = Onlooker.of(
        Principal.of(actor),
        sight(),
        frozenset(ways or {Scope.ALL}),
        units=frozenset({unit}),
        in_call=in_call,
        named=named,
    )
    seen = SightOfOrder(table=sight(), reader=reader, level=level, district="east", opened=opened)
    return {text.key: said for text in ALL if (said := seen.content(text, ALL))}


def test_a_unit_sees_the_matter_of_its_own_order_and_the_caller_masked() -> None:
    assert before(Role.UNIT_CLERK, Scope.OWN_UNIT, unit="water") == {
        **{NAME.key: "王**", PHONE.key: "138****8000", PLACE.key: PLACE.content},
        **{DEMAND.key: DEMAND.content, DECISION.key: DECISION.content},
        **{NOTE.key: NOTE.content, RESULT.key: RESULT.content, REPLY.key: REPLY.content},
    }


def test_what_somebody_looked_at_is_open_and_nothing_else() -> None:
    opened = frozenset({PersonalData.PHONE})
    seen = before(Role.CALLBACK_OFFICER, opened=opened)
    assert (seen[NAME.key], seen[PHONE.key]) == ("王**", PHONE.content)


def test_whoever_is_shown_a_name_masked_opens_none() -> None:
    seen = before(Role.DISPATCHER, opened=frozenset(PersonalData))
    assert (seen[NAME.key], seen[PHONE.key]) == ("王**", "138****8000")


@pytest.mark.parametrize("level", [P2, P3])
def test_of_a_report_the_unit_sees_the_place_at_most_and_no_word_of_who_reported(
    level: Confidentiality,
) -> None:
    seen = before(
        Role.UNIT_OFFICER,
        Scope.OWN_UNIT,
        unit="water",
        level=level,
        opened=frozenset(PersonalData),
    )
    assert seen.keys() - {PLACE.key} == {DECISION.key, NOTE.key, RESULT.key, REPLY.key}
    assert (PLACE.key in seen) == (level is P2)


@pytest.mark.parametrize(
    "role", [Role.UNIT_CLERK, Role.UNIT_HEAD, Role.SHIFT_LEAD, Role.REVIEWER, Role.TERRITORIAL]
)
def test_of_a_report_the_latest_redacted_text_is_read_and_nothing_it_was_made_of(
    role: Role,
) -> None:
    texts = (NAME, PHONE, DEMAND, FIRST, LATEST)
    reader = Onlooker(
        role=role,
        outsourced=False,
        ways=frozenset({Scope.OWN_UNIT}),
        units=frozenset({"water"}),
        in_call=False,
    )
    seen = SightOfOrder(table=sight(), reader=reader, level=P2, district="east")
    assert [said for text in texts if (said := seen.content(text, texts))] == [LATEST.content]
    assert seen.showing(LATEST) is Showing.REDACTED
    assert [said for text in texts[:3] if (said := seen.content(text, texts))] == []


@pytest.mark.parametrize(
    ("role", "outsourced", "level"),
    [(Role.UNIT_OFFICER, False, P1), *((Role.CALLBACK_OFFICER, True, level) for level in (P0, P1))],
)
def test_where_the_telephone_is_kept_the_number_that_relays_now_stands_in_its_place(
    role: Role, outsourced: bool, level: Confidentiality
) -> None:
    texts = (NAME, PHONE, LENT, RELAYS)
    reader = Onlooker(
        role=role,
        outsourced=outsourced,
        ways=frozenset({Scope.OWN_UNIT}),
        units=frozenset({"water"}),
        in_call=False,
    )
    opened = frozenset(PersonalData)
    seen = SightOfOrder(table=sight(), reader=reader, level=level, district="", opened=opened)
    assert [said for text in texts if (said := seen.content(text, texts))] == [RELAYS.content]
    assert seen.showing(RELAYS) is Showing.RELAY
    assert not seen.gives(PersonalData.PHONE, "register")
    reported = replace(seen, level=P2)
    assert not any(reported.content(text, texts) for text in texts)


def test_a_unit_reads_what_it_asked_and_was_told_at_every_level_and_another_does_not() -> None:
    texts = (QUESTION, ANSWER)
    for level in Confidentiality:
        own, other = (
            Onlooker(
                role=Role.UNIT_OFFICER,
                outsourced=False,
                ways=frozenset({way}),
                units=frozenset({unit}),
                in_call=False,
            )
            for way, unit in ((Scope.OWN_UNIT, "water"), (Scope.SHARED, "roads"))
        )
        seen, unseen = (
            SightOfOrder(table=sight(), reader=one, level=level, district="")
            for one in (own, other)
        )
        assert [seen.content(text, texts) for text in texts] == [QUESTION.content, ANSWER.content]
        assert not any(unseen.content(text, texts) for text in texts)


def test_who_reads_a_report_in_full_reads_every_redacted_text_of_it() -> None:
    texts = (DEMAND, FIRST, LATEST)
    reader = Onlooker(
        role=Role.DISPATCHER,
        outsourced=False,
        ways=frozenset({Scope.ALL}),
        units=frozenset({"hotline"}),
        in_call=False,
    )
    seen = SightOfOrder(table=sight(), reader=reader, level=P2, district="east")
    assert [seen.content(text, texts) for text in texts] == [text.content for text in texts]


def test_whoever_is_named_sees_the_caller_masked_until_he_looks_and_nobody_else_does() -> None:
    opened = frozenset({PersonalData.NAME})
    for level in (P2, P3):
        seen = before(Role.CALLBACK_OFFICER, level=level, named=True, opened=opened)
        assert (seen[NAME.key], seen[PHONE.key]) == (NAME.content, "138****8000")
        unnamed = before(Role.CALLBACK_OFFICER, level=level, opened=opened)
        assert not {NAME.key, PHONE.key} & unnamed.keys()


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.DISPATCHER, {PLACE.key: PLACE.content, DEMAND.key: DEMAND.content}),
        (Role.SUPERVISOR, {PLACE.key: "east"}),
        (Role.ASSESSOR, {PLACE.key: "east", DEMAND.key: "****说****停水,电话****"}),
    ],
)
def test_of_what_is_for_named_people_each_sees_what_his_role_needs_and_others_nothing(
    role: Role, shown: dict[str, str]
) -> None:
    of_the_caller = {NAME.key, PHONE.key, PLACE.key, DEMAND.key}
    named, others = (before(role, level=P3, named=named) for named in (True, False))
    assert {key: said for key, said in named.items() if key in of_the_caller} == shown
    assert others == {key: said for key, said in named.items() if key not in of_the_caller}


def test_a_co_host_sees_its_part_the_place_and_its_own_reply() -> None:
    seen = before(Role.UNIT_CLERK, Scope.SHARED, unit="power")
    assert seen.keys() == {PLACE.key, DECISION.key, REPLY.key}
    assert before(Role.COHOST, Scope.SHARED, unit="power") == seen


def test_a_unit_above_works_on_the_matter_and_not_with_the_caller() -> None:
    seen = before(Role.UNIT_HEAD, Scope.BELOW, unit="bureau")
    assert DEMAND.key in seen
    assert not {NAME.key, PHONE.key} & seen.keys()


def test_whoever_has_the_order_besides_sees_it_as_its_own() -> None:
    both = before(Role.UNIT_CLERK, Scope.OWN_UNIT, Scope.SHARED, unit="water")
    assert both == before(Role.UNIT_CLERK, Scope.OWN_UNIT, unit="water")


def test_whoever_was_called_to_the_place_sees_what_happens_and_not_who_called() -> None:
    seen = before(Role.TERRITORIAL, Scope.DISTRICT_EMERGENCIES, unit="east-gov")
    assert seen.keys() == {PLACE.key, DEMAND.key}


def test_a_seat_that_is_told_a_number_tells_what_callers_are_told() -> None:
    seen = before(Role.SEAT_AGENT, Scope.BY_NUMBER, outsourced=True)
    assert seen.keys() == {PLACE.key, DEMAND.key, RESULT.key, REPLY.key}
    assert before(Role.SEAT_AGENT, Scope.BY_NUMBER, level=P2, outsourced=True) == {}


def test_a_seat_sees_who_calls_while_the_call_may_last() -> None:
    for level, data in ((P0, True), (P2, True), (P3, False)):
        in_call = before(Role.SEAT_AGENT, Scope.OWN_ACTS, level=level, in_call=True)
        assert (NAME.key in in_call) == data
        assert NAME.key not in before(Role.SEAT_AGENT, Scope.OWN_ACTS, level=level)


def test_of_a_report_staff_of_a_provider_sees_what_the_call_itself_needs() -> None:
    for in_call in (True, False):
        seen = before(Role.SEAT_AGENT, Scope.OWN_ACTS, level=P2, outsourced=True, in_call=in_call)
        assert (DEMAND.key in seen) == in_call


def test_whose_matter_is_judged_is_masked_in_the_narrative_too() -> None:
    seen = before(Role.SUPERVISOR)
    assert seen[DEMAND.key] == "****说建设路8号停水,电话****"
    assessed = before(Role.ASSESSOR)
    assert assessed[DEMAND.key] == "****说****停水,电话****"
    assert assessed[PLACE.key] == "east"


def test_what_is_said_of_a_unit_is_not_for_the_unit() -> None:
    assert RETALIATION.key in before(Role.SHIFT_LEAD)
    for role in (Role.UNIT_CLERK, Role.UNIT_GATEWAY, Role.UNIT_OFFICER, Role.UNIT_HEAD):
        assert RETALIATION.key not in before(role, Scope.OWN_UNIT, unit="water")


def test_why_somebody_looked_is_read_beside_the_look_and_nowhere_else() -> None:
    for role in Role:
        assert WHY.key not in before(role, Scope.OWN_UNIT, unit="water")


def test_a_unit_does_not_see_what_the_one_before_it_wrote_for_itself() -> None:
    seen = before(Role.UNIT_CLERK, Scope.OWN_UNIT, unit="roads")
    assert NOTE.key not in seen
    assert RESULT.key in seen


@pytest.mark.parametrize(
    "role", [Role.MONITOR, Role.AUDIT_ADMIN, Role.SYS_ADMIN, Role.SEC_ADMIN, Role.CONTRACTOR]
)
def test_whoever_has_no_business_in_it_is_shown_no_word(role: Role) -> None:
    assert before(role) == {}


def test_what_has_no_district_has_no_area() -> None:
    reader = Onlooker(
        role=Role.ASSESSOR,
        outsourced=False,
        ways=frozenset({Scope.ALL}),
        units=frozenset(),
        in_call=False,
    )
    nowhere = SightOfOrder(table=sight(), reader=reader, level=P0, district="")
    assert nowhere.showing(PLACE) is Showing.AREA
    assert nowhere.content(PLACE, ALL) == ""
    assert replace(nowhere, district="east").content(PLACE, ALL) == "east"
