"""The one question of access: may this principal do that, and for which units."""

from enum import StrEnum
from typing import Final

from domain.law.pack import Pack
from domain.order.refusal import Refusal
from domain.vocabulary import Role
from policies.access import Grant, Rights, access_rights
from policies.access import Right as Right
from services.access.principal import Known, NobodyNamed, Principal

ROLE_MAY_NOT: Final = "role_may_not"


class Scope(StrEnum):
    """How far a right reaches."""

    ALL = "all"
    OWN_UNIT = "own_unit"
    TOTALS = "totals"
    """Every unit, but without single orders."""


class MayNot(PermissionError):
    """The principal has no such right, or not for this unit; says on which rules that rests."""

    def __init__(
        self, principal: Principal, right: Right, refusal: Refusal, *, other_unit: bool
    ) -> None:
        super().__init__(right)
        self.principal, self.right, self.refusal = principal, right, refusal
        self.other_unit = other_unit
        """`other_unit`: the role has the right, but for its own unit only."""


def scope_of(
    principal: Principal,
    right: Right,
    *,
    pack: Pack | None = None,
    rights: Rights | None = None,
) -> Scope | None:
    """How far a right of this principal reaches; None where there is none.

    Rights that follow commands are read from the pack in force."""
    grant = (rights or access_rights())[right]
    if grant.everybody:
        return Scope.ALL
    match principal.known:
        case Known.NOTHING:
            return Scope.ALL if grant.unnamed else None
        case Known.MACHINE:
            return Scope.ALL if grant.operator else None
        case Known.REGISTER:
            return _scope_of_person(principal, grant, pack)


def _scope_of_person(principal: Principal, grant: Grant, pack: Pack | None) -> Scope | None:
    role = principal.role
    if role in grant.but or (principal.outsourced and not grant.outsourced):
        return None
    if grant.named or role in grant.all | _roles_of_commands(grant, pack):
        return Scope.ALL
    if role in grant.own_unit:
        return Scope.OWN_UNIT
    return Scope.TOTALS if role in grant.totals else None


def _roles_of_commands(grant: Grant, pack: Pack | None) -> frozenset[Role]:
    permissions = [pack.permission(name) for name in grant.as_command] if pack else []
    return frozenset(role for permission in permissions if permission for role in permission.roles)


def may(
    principal: Principal,
    right: Right,
    *,
    unit: str | None = None,
    pack: Pack | None = None,
    rights: Rights | None = None,
) -> bool:
    """Whether a principal has a right, for this unit where one is concerned."""
    scope = scope_of(principal, right, pack=pack, rights=rights)
    return scope is not None and _reaches(scope, principal, unit)


def require(
    principal: Principal,
    right: Right,
    *,
    unit: str | None = None,
    pack: Pack | None = None,
    rights: Rights | None = None,
) -> Scope:
    """Insist on a right and say how far it reaches; raises MayNot, or NobodyNamed where a person
    of the register might have it and none is named."""
    scope = scope_of(principal, right, pack=pack, rights=rights)
    if scope is not None and _reaches(scope, principal, unit):
        return scope
    if principal.known is Known.NOTHING:
        raise NobodyNamed(right)
    refusal = Refusal(
        code=ROLE_MAY_NOT,
        basis=(rights or access_rights())[right].rules,
        about=(principal.role or principal.known, right),
    )
    raise MayNot(principal, right, refusal, other_unit=scope is not None)


def _reaches(scope: Scope, principal: Principal, unit: str | None) -> bool:
    return scope is not Scope.OWN_UNIT or unit is None or unit == principal.unit
