"""One question decides who may: by role, by unit, by what is public, and by nothing else."""

from dataclasses import replace

import pytest

from domain.order.act import Actor
from domain.vocabulary import Role
from policies.access import access_rights
from policies.library import load_pack, pack_names
from services.access.principal import OPERATOR, SYSTEM, UNNAMED, NobodyNamed, Principal
from services.access.rights import MayNot, Right, Scope, may, require, scopes_of
from tests.people import PUBLISHER

CLERK = Principal.of(Actor(person="water-clerk", unit="water", role=Role.UNIT_CLERK))
HEAD = Principal.of(Actor(person="head-1", unit="hotline", role=Role.HOTLINE_HEAD))
ASSESSOR = Principal.of(Actor(person="assessor-1", unit="city", role=Role.ASSESSOR))
LEAD = Principal.of(Actor(person="lead-1", unit="hotline", role=Role.SHIFT_LEAD))
HIRED = replace(LEAD, outsourced=True)
MERGER = Principal.of(Actor(person="dispatcher-1", unit="hotline", role=Role.DISPATCHER))
MONITOR = Principal.of(Actor(person="monitor-1", unit="discipline", role=Role.MONITOR))


def test_a_principal_is_the_actor_that_it_was_made_of() -> None:
    assert CLERK.actor == Actor(person="water-clerk", unit="water", role=Role.UNIT_CLERK)
    assert SYSTEM.actor.role is Role.SYSTEM


@pytest.mark.parametrize("nobody", [UNNAMED, OPERATOR])
def test_nobody_who_is_not_on_the_register_acts(nobody: Principal) -> None:
    with pytest.raises(NobodyNamed):
        assert nobody.actor


def test_figures_of_a_unit_are_seen_by_its_own_people_whole_and_by_the_assessor_in_totals() -> None:
    assert require(CLERK, Right.READ_UNIT_FIGURES, unit="water") == {Scope.OWN_UNIT}
    assert require(HEAD, Right.READ_UNIT_FIGURES, unit="water") == {Scope.ALL}
    assert require(ASSESSOR, Right.READ_UNIT_FIGURES, unit="water") == {Scope.TOTALS}
    with pytest.raises(MayNot) as no:
        require(CLERK, Right.READ_UNIT_FIGURES, unit="roads")
    assert no.value.other_unit
    assert no.value.refusal.code == "role_may_not"


def test_a_stranger_reads_what_is_public_and_is_asked_who_he_is_elsewhere() -> None:
    public = {right for right, grant in access_rights().items() if grant.everybody}
    assert {right for right in Right if may(UNNAMED, right)} == public
    assert Right.READ_PUBLIC_LIMITS in public
    for right in (Right.READ_ORDERS, Right.KEEP_CATALOGUE):
        with pytest.raises(NobodyNamed):
            require(UNNAMED, right)


def test_staff_of_a_service_provider_approves_nothing_but_keeps_other_rights() -> None:
    assert may(LEAD, Right.APPROVE_KNOWLEDGE)
    assert not may(HIRED, Right.APPROVE_KNOWLEDGE)
    assert may(HIRED, Right.PROPOSE_KNOWLEDGE)
    assert may(HIRED, Right.KEEP_CALLS)


def test_staff_of_a_service_provider_sees_what_it_has_in_hand_and_whom_it_is_to_call_back() -> None:
    assert scopes_of(LEAD, Right.READ_ORDERS) == {Scope.ALL}
    assert scopes_of(HIRED, Right.READ_ORDERS) == {Scope.OWN_ACTS, Scope.TO_CALL_BACK}
    assert scopes_of(HIRED, Right.READ_PROTECTED) == {Scope.OWN_ACTS}


def test_the_rules_of_a_right_stand_in_its_refusal() -> None:
    with pytest.raises(MayNot) as no:
        require(CLERK, Right.KEEP_CATALOGUE)
    assert no.value.refusal.basis == ("T:T09", "SM-10")
    assert no.value.refusal.about == ("unit_clerk", "keep_catalogue")


def test_whoever_may_merge_under_the_pack_in_force_finds_similar_orders() -> None:
    pack = load_pack("sanya-2018")
    assert may(MERGER, Right.FIND_SIMILAR, pack=pack)
    assert may(SYSTEM, Right.FIND_SIMILAR, pack=pack)
    assert not may(CLERK, Right.FIND_SIMILAR, pack=pack)
    assert not may(MERGER, Right.FIND_SIMILAR)


def test_a_law_is_published_in_the_name_of_a_person() -> None:
    assert may(HEAD, Right.PUBLISH_LAW)
    assert may(PUBLISHER, Right.PUBLISH_LAW)
    for nobody in (OPERATOR, UNNAMED, SYSTEM, CLERK):
        assert not may(nobody, Right.PUBLISH_LAW)


def test_no_machine_and_no_seat_brings_demands_in_from_a_file() -> None:
    assert may(HEAD, Right.IMPORT_DEMANDS)
    for nobody in (OPERATOR, UNNAMED, SYSTEM, CLERK, MERGER):
        assert not may(nobody, Right.IMPORT_DEMANDS)


def test_a_monitor_sees_every_order_and_has_no_right_to_change_anything() -> None:
    assert scopes_of(MONITOR, Right.READ_ORDERS) == {Scope.ALL}
    assert {right for right in Right if may(MONITOR, right)} == {
        *(Right.READ_ORDERS, Right.READ_PROTECTED, Right.READ_LEDGER),
        *(Right.READ_REGISTER, Right.READ_KNOWLEDGE, Right.REPORT_LEAK),
        *(Right.READ_PUBLIC_LIMITS, Right.READ_CITY, Right.READ_READINESS, Right.READ_HEALTH),
    }
    with pytest.raises(MayNot) as no:
        require(MONITOR, Right.KEEP_REGISTER)
    assert no.value.refusal.about == ("monitor", "keep_register")


@pytest.mark.parametrize("pack", pack_names())
def test_no_law_lets_a_monitor_act(pack: str) -> None:
    assert not [one.command for one in load_pack(pack).permissions if Role.MONITOR in one.roles]
