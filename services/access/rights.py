"""The one question of access: may this principal do that, and how far does it reach."""

from typing import Final

from domain.law.pack import Pack
from domain.order.refusal import Refusal
from domain.vocabulary import Role
from policies.access import NO_SCOPE, WHOLE, Grant, Rights, access_rights
from policies.access import Right as Right
from policies.access import Scope as Scope
from services.access.principal import Known, NobodyNamed, Principal

ROLE_MAY_NOT: Final = "role_may_not"
Scopes = frozenset[Scope]
EVERYTHING: Final = WHOLE
NOTHING: Final = NO_SCOPE


class MayNot(PermissionError):
    """The principal has no such right, or not for this unit; says on which rules that rests."""

    def __init__(
        self, principal: Principal, right: Right, refusal: Refusal, *, other_unit: bool
    ) -> None:
        super().__init__(right)
        self.principal, self.right, self.refusal = principal, right, refusal
        self.other_unit = other_unit
        """`other_unit`: the role has the right, but for its own unit only."""


def scopes_of(
    principal: Principal,
    right: Right,
    *,
    pack: Pack | None = None,
    rights: Rights | None = None,
) -> Scopes:
    """How far a right of this principal reaches; nothing where there is none.

    Rights that follow commands are read from the pack in force."""
    grant = (rights or access_rights())[right]
    if grant.everybody:
        return EVERYTHING
    match principal.known:
        case Known.NOTHING:
            return NOTHING
        case Known.MACHINE:
            return EVERYTHING if grant.operator else NOTHING
        case Known.REGISTER:
            return _scopes_of_person(principal, grant, pack)


def _scopes_of_person(principal: Principal, grant: Grant, pack: Pack | None) -> Scopes:
    role = principal.role
    if role in grant.but or (principal.outsourced and not grant.outsourced):
        return NOTHING
    if grant.named or role in _roles_of_commands(grant, pack):
        return EVERYTHING
    scopes = frozenset(scope for scope, roles in grant.scopes.items() if role in roles)
    return grant.outsourced if principal.outsourced and scopes == EVERYTHING else scopes


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
    return _reach(principal, scopes_of(principal, right, pack=pack, rights=rights), unit)


def require(
    principal: Principal,
    right: Right,
    *,
    unit: str | None = None,
    pack: Pack | None = None,
    rights: Rights | None = None,
) -> Scopes:
    """Insist on a right and say how far it reaches; raises MayNot, or NobodyNamed where a person
    of the register might have it and none is named."""
    scopes = scopes_of(principal, right, pack=pack, rights=rights)
    if _reach(principal, scopes, unit):
        return scopes
    if principal.known is Known.NOTHING:
        raise NobodyNamed(right)
    refusal = Refusal(
        code=ROLE_MAY_NOT,
        basis=(rights or access_rights())[right].rules,
        about=(principal.role or principal.known, right),
    )
    raise MayNot(principal, right, refusal, other_unit=bool(scopes))


def _reach(principal: Principal, scopes: Scopes, unit: str | None) -> bool:
    """Whether these scopes reach a unit; where none is concerned, whether there are any."""
    if unit is None or not scopes:
        return bool(scopes)
    return not scopes.isdisjoint({Scope.ALL, Scope.TOTALS}) or unit == principal.unit
