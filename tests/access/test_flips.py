"""Every value of the table of permissions is held: whoever changes one is told by a test.

by_role.toml says by role what policies/access.toml says by right, so that one slip of the hand does
not stand in both; what a reach means for an order is held by the second table."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.vocabulary import Role
from policies.access import Grant, Rights, Scope, access_rights
from policies.library import load_pack
from services.access.principal import OPERATOR, SYSTEM, Principal
from services.access.rights import Right, scopes_of
from tests.access.posts import BY_ROLE, TABLE, post

PACK: Final = load_pack("national-default")
POSTS: Final = {
    **{name: post(name) for name in TABLE["orders"]},
    **{"system": SYSTEM, "operator": OPERATOR},
}
WHOLE: Final = (Scope.ALL, Scope.TOTALS)


def reach(principal: Principal, rights: Rights) -> dict[str, str]:
    """How far each right of a post reaches; a right that it has not is left out."""
    found = {right: scopes_of(principal, right, pack=PACK, rights=rights) for right in Right}
    return {right.value: " ".join(sorted(scopes)) for right, scopes in found.items() if scopes}


def test_every_post_has_the_rights_that_stand_beside_its_name() -> None:
    found = {name: reach(principal, access_rights()) for name, principal in POSTS.items()}
    for name, own in BY_ROLE.items():
        assert found[name] == own, name
    assert found.keys() == BY_ROLE.keys()


def flipped(grant: Grant) -> Iterator[Grant]:
    """This grant with one value changed, in every way that means something else."""
    for scope, roles in grant.scopes.items():
        for role in roles:
            yield replace(grant, scopes={**grant.scopes, scope: roles - {role}})
        for role in _who_could_have_it_besides(grant, scope):
            yield replace(grant, scopes={**grant.scopes, scope: roles | {role}})
    for flag in ("named", "operator", "everybody"):
        if not grant.everybody or flag == "everybody":
            yield replace(grant, **{flag: not getattr(grant, flag)})
    for role in grant.but:
        yield replace(grant, but=grant.but - {role})
    for command in grant.as_command:
        yield replace(grant, as_command=tuple(c for c in grant.as_command if c != command))
    for scope in grant.outsourced - {Scope.ALL}:
        yield replace(grant, outsourced=grant.outsourced - {scope})


def _who_could_have_it_besides(grant: Grant, scope: Scope) -> frozenset[Role]:
    everywhere = frozenset[Role]().union(*(grant.scopes.get(one, frozenset()) for one in WHOLE))
    return frozenset(Role) - grant.scopes[scope] - everywhere - by_command(grant)


def by_command(grant: Grant) -> frozenset[Role]:
    """Who has a right because he may give one of its commands."""
    permissions = filter(None, map(PACK.permission, grant.as_command))
    return frozenset(role for permission in permissions for role in permission.roles)


def is_noticed(right: Right, grant: Grant) -> bool:
    """Whether some post would have its rights otherwise than the other table says."""
    rights = {**access_rights(), right: grant}
    told = (
        (BY_ROLE[name].get(right.value, ""), scopes_of(principal, right, pack=PACK, rights=rights))
        for name, principal in POSTS.items()
    )
    return any(said != " ".join(sorted(scopes)) for said, scopes in told)


def test_no_value_changes_unnoticed() -> None:
    flips = [(right, other) for right, own in access_rights().items() for other in flipped(own)]
    assert [(right, other) for right, other in flips if not is_noticed(right, other)] == []
    assert len(flips) > 1500
